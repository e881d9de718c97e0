import { WorkerEntrypoint } from 'cloudflare:workers'
import type { Catalog } from '../../contracts/catalog.ts'
import { type CatalogLender, createKeptCatalog } from '../../contracts/kept-catalog.ts'
import type { Members, Viewer } from '../../contracts/members.ts'
import type { OriginState } from '../../contracts/origin.ts'
import { createPassports, type PassportKeys, type Passports, passportProblem } from '../../contracts/passport.ts'
import type { Ranking } from '../../contracts/ranking.ts'
import type { ExplorationSlice, RankingRules, RulesProblem } from '../../contracts/ranking-rules.ts'
import type { Recommendations as RecommendationsContract } from '../../contracts/recommendations.ts'
import { ownerOfViewer } from './check-questions.ts'
import { indexFeatures } from './feature-index.ts'
import { createKeptFor, type KeptLender } from './kept-for.ts'
import { limits } from './limits.ts'
import type { RankingDesk } from './ranking-desk.ts'
import { type ExplorationSources, readExplorations } from './read-explorations.ts'
import { createRecommendations } from './recommend.ts'
import type { SnapshotStore } from './snapshot.ts'
import type { Snapshots, SnapshotsEnv } from './snapshots.ts'

interface Env extends PassportKeys, SnapshotsEnv {
  readonly MEMBERS: Pick<Members, 'history' | 'watchedIn'>
  readonly RANKING: Pick<Ranking, 'page' | 'explain'>
  readonly CATALOG: Pick<Catalog, 'features'>
  readonly SNAPSHOTS: DurableObjectNamespace<Snapshots>
  readonly RANKING_DESK: DurableObjectNamespace<RankingDesk>
}

/** Isolate scope: the catalog's features, what operators say, what is popular in countries; nothing of any member. */
const features = createKeptCatalog(indexFeatures, limits.featuresMaxAgeMs)
const rules = createKeptFor<RankingRules>({ renewAfterMs: limits.rulesRenewMs, uselessAfterMs: limits.rulesMaxAgeMs, maxKeys: 1 })
const countries = createKeptFor<readonly number[]>({
  ...{ renewAfterMs: limits.countryRenewMs, uselessAfterMs: limits.countryMaxAgeMs, maxKeys: limits.maxCountries },
})

/** Of this isolate: keys, and nothing of anybody. */
let passports: Passports | undefined
const passportsOf = (env: Env) => (passports ??= createPassports(env, () => Date.now()))

/** Pages and rows over the binding. */
export class Recommendations extends WorkerEntrypoint<Env> implements RecommendationsContract {
  async state(): Promise<OriginState> {
    const problem = passportProblem(this.env)
    if (problem !== undefined) return { ready: false, detail: problem }
    try {
      const index = features.kept(this.#lender()) ?? (await features.load(this.#lender()))
      return { ready: index.positions.size > 0, detail: `${index.positions.size} titles in ${index.genres.length} genres` }
    } catch {
      return { ready: false, detail: 'the catalog does not answer' }
    }
  }

  async page(viewer: Viewer | null, deviceClass: string) {
    await this.#admit(viewer)
    return await this.#recommendations().page(viewer, deviceClass)
  }

  async pages(viewer: Viewer | null, ids: readonly string[]) {
    await this.#admit(viewer)
    return await this.#recommendations().pages(viewer, ids)
  }

  async rows(viewer: Viewer | null, ids: readonly string[]) {
    await this.#admit(viewer)
    return await this.#recommendations().rows(viewer, ids)
  }

  async starters(viewer: Viewer | null) {
    await this.#admit(viewer)
    return await this.#recommendations().starters(viewer)
  }

  async rankingRules(): Promise<RankingRules> {
    return await this.#desk().rules()
  }

  async putRankingRules(draft: unknown, author: string, ifMatch: number | null): Promise<RankingRules | RulesProblem> {
    const written = await this.#desk().put(draft, author, ifMatch, Date.now())
    // Here it holds at once, elsewhere within seconds.
    if (!('problem' in written)) await rules.load('all', { ...this.#ruleLender(), load: async () => written })
    return written
  }

  async explorations(cursor: string | null, limit: number): Promise<ExplorationSlice> {
    if (!Number.isInteger(limit) || limit < 1 || limit > limits.maxIds)
      throw new TypeError('Cannot read explorations: limit is out of bounds')
    const sources: ExplorationSources = {
      explorersAfter: async (number, count) => this.#desk().explorersAfter(number, count),
      explorationsOf: async (owner, after, count) => this.env.SNAPSHOTS.getByName(owner).explorations(after, count, Date.now()),
      forgetExplorer: async (owner) => this.#desk().forgetExplorer(owner),
    }
    const slice = await readExplorations(sources, cursor, limit)
    if (slice === undefined) throw new TypeError('Cannot read explorations: this is no cursor')
    return slice
  }

  async explain(viewer: Viewer, deviceClass: string) {
    await this.#admit(viewer)
    return await this.#recommendations().explain(viewer, deviceClass)
  }

  async expectErasure(viewer: Viewer) {
    await this.#admit(viewer)
    return await this.#recommendations().expectErasure(viewer)
  }

  async forget(viewer: Viewer) {
    await this.#admit(viewer)
    return await this.#recommendations().forget(viewer)
  }

  /** A visitor has no passport, and sees what everybody may. What is no viewer at all is refused further in. */
  async #admit(viewer: Viewer | null): Promise<void> {
    ownerOfViewer(viewer)
    if (viewer !== null) await passportsOf(this.env).require(viewer)
  }

  #recommendations() {
    return createRecommendations({
      history: (viewer) => this.env.MEMBERS.history(viewer),
      lastErased: (account, profile) => this.env.ERASURES.lastErased(account, profile),
      rank: (demand) => this.env.RANKING.page(demand),
      explain: (demand) => this.env.RANKING.explain(demand),
      keptFeatures: () => features.kept(this.#lender()),
      loadFeatures: () => features.load(this.#lender()),
      keptRules: () => rules.kept('all', this.#ruleLender()),
      loadRules: () => rules.load('all', this.#ruleLender()),
      keptWatchedIn: (country) => countries.kept(country, this.#countryLender(country)),
      loadWatchedIn: (country) => countries.load(country, this.#countryLender(country)),
      noteExplorer: async (owner) => this.#desk().noteExplorer(owner),
      forgetExplorer: async (owner) => this.#desk().forgetExplorer(owner),
      // The stub's own type wraps its answers in ways that the store's interface need not know.
      snapshots: (owner) => this.env.SNAPSHOTS.getByName(owner) as unknown as SnapshotStore,
      now: () => Date.now(),
      elapsedMs: () => performance.now(),
      startTimer: (ms, ring) => {
        const timer = setTimeout(ring, ms)
        return () => clearTimeout(timer)
      },
      warn: (message) => console.warn(message),
    })
  }

  #desk() {
    return this.env.RANKING_DESK.getByName('desk')
  }

  #ruleLender(): KeptLender<RankingRules> {
    return { ...this.#lender(), load: async () => this.#desk().rules() }
  }

  #countryLender(country: string): KeptLender<readonly number[]> {
    return { ...this.#lender(), load: async () => this.env.MEMBERS.watchedIn(country, limits.maxPopularInCountry) }
  }

  #lender(): CatalogLender {
    return {
      now: Date.now(),
      load: () => this.env.CATALOG.features(),
      later: (work) => this.ctx.waitUntil(work),
    }
  }
}

export { RankingDesk } from './ranking-desk.ts'
export { Snapshots } from './snapshots.ts'

export default {
  fetch: () => new Response('Recommendations are reached by their binding\n', { status: 404 }),
}
