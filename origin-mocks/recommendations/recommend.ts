import type { History, Viewer } from '../../contracts/members.ts'
import { type PageDemand, type RankedPage, rankingAnswers } from '../../contracts/ranking.ts'
import { firstRankingRules, type RankingRules, type RankingRulesCalls } from '../../contracts/ranking-rules.ts'
import type { PageRecord, Recommendations } from '../../contracts/recommendations.ts'
import { type AttemptServices, type Attempts, startAttempts } from './attempts.ts'
import type { Surroundings } from './candidate-rows.ts'
import { checkDeviceClass, ownerOfViewer, readIds } from './check-questions.ts'
import { countryName } from './country-name.ts'
import { defaultPage } from './default-page.ts'
import type { FeatureIndex } from './feature-index.ts'
import { limits } from './limits.ts'
import { pageDemand, stampOf } from './page-demand.ts'
import { formatRowId, type Owner } from './page-id.ts'
import { contentOf, pageRecord, rowRecords } from './page-records.ts'
import { rulesForPage } from './rules-for-page.ts'
import { isReusable, type LastSnapshot, type SnapshotStore } from './snapshot.ts'
import { starterTitles } from './starter-titles.ts'
import { widthOf } from './widths.ts'

/** What pages are made with. What is `kept` this isolate has already; undefined where it has not, or only what is too old. */
export interface Services extends AttemptServices {
  history(viewer: Viewer): Promise<History>
  lastErased(account: string, profile: number): Promise<number>
  rank(demand: PageDemand): Promise<RankedPage>
  keptFeatures(): FeatureIndex | undefined
  loadFeatures(): Promise<FeatureIndex>
  keptRules(): RankingRules | undefined
  loadRules(): Promise<RankingRules>
  keptWatchedIn(country: string): readonly number[] | undefined
  loadWatchedIn(country: string): Promise<readonly number[]>
  snapshots(owner: Owner): SnapshotStore
  noteExplorer(owner: Owner): Promise<void>
  forgetExplorer(owner: Owner): Promise<void>
  /** Epoch milliseconds. */
  now(): number
}

/** With fewer titles it is not said what is popular in a country. */
const leastPopular = 4

/** Pages and rows for viewers: built from history, features and ranking, kept as snapshots, found again by id. */
export function createRecommendations(services: Services): Omit<Recommendations, 'state' | keyof RankingRulesCalls> {
  return {
    async page(viewer, deviceClass) {
      const owner = ownerOfViewer(viewer)
      checkDeviceClass(deviceClass)
      const page = (await build(viewer, owner, deviceClass)) ?? (await build(viewer, owner, deviceClass))
      if (page === null) throw new Error('Cannot make a page: while it was made its history was erased, and then again')
      return page
    },

    async pages(viewer, ids) {
      const found = await find(viewer, ids)
      return found.map(({ owner, row, snapshot }) => {
        if (snapshot === null || snapshot === 'expired') return snapshot
        return row === null ? pageRecord(owner, snapshot, []) : null
      })
    },

    async rows(viewer, ids) {
      const found = await find(viewer, ids)
      return found.map(({ owner, row, snapshot }) => {
        if (snapshot === null || snapshot === 'expired') return row === null ? null : snapshot
        return rowRecords(owner, snapshot).find((record) => record.id === formatRowId(owner, snapshot.number, row ?? '')) ?? null
      })
    },

    async starters(viewer) {
      const attempts = startAttempts(services)
      const owner = ownerOfViewer(viewer)
      const [history, index, rules] = await Promise.all([
        viewer === null ? null : attempts.call('members', 'history', limits.historyTimeoutMs, () => services.history(viewer)),
        features(attempts),
        rulesNow(attempts),
      ])
      const kind = owner === 'v' ? 'visitor' : (history?.kind ?? 'child')
      const occasion = { kind, country: history?.country ?? null, deviceClass: '', now: services.now() } as const
      return index === null ? [] : starterTitles(index, kind === 'child', rulesForPage(rules ?? firstRankingRules, occasion).rules)
    },

    async expectErasure(viewer) {
      await services.snapshots(ownerOfViewer(viewer)).expectErasure(viewer.account, viewer.profile, services.now())
      return null
    },

    async forget(viewer) {
      const before = await services.lastErased(viewer.account, viewer.profile)
      const owner = ownerOfViewer(viewer)
      await services.snapshots(owner).forget(before)
      if (before > 0) await services.forgetExplorer(owner)
      return null
    },
  }

  /** The page as of now; null where the history that it was built from has been erased by the time it was to be kept. */
  async function build(viewer: Viewer | null, owner: Owner, deviceClass: string): Promise<PageRecord | null> {
    const store = services.snapshots(owner)
    const attempts = startAttempts(services)
    const width = widthOf(deviceClass)
    const now = services.now()
    const [history, index, rules, last] = await Promise.all([
      viewer === null ? null : attempts.call('members', 'history', limits.historyTimeoutMs, () => services.history(viewer)),
      features(attempts),
      rulesNow(attempts),
      store.last(width.name, now),
    ])
    // Nobody says what kind of profile it is: as the last time, and if there was none, as if it were a child's.
    const kind = viewer === null ? 'adult' : (history?.kind ?? last.kind)
    const occasion = { kind: viewer === null ? 'visitor' : (kind ?? 'child'), country: history?.country ?? null, deviceClass, now } as const
    const holding = rulesForPage(rules ?? firstRankingRules, occasion)
    const stamp = stampOf(index, viewer === null ? 'visitor' : history, rules === null ? null : holding.stamp)
    if (stamp !== null && isReusable(last.snapshot, stamp, now)) return pageRecord(owner, last.snapshot, [])

    const country = history === null ? null : await popularIn(history.country, attempts)
    const share = rules?.explore.share ?? 0
    const demand = pageDemand({ ...{ owner, index, history, kind, share, stamp, width, now, country }, rules: holding.rules })
    const ranked = await attempts.call('ranking', 'page', limits.rankingTimeoutMs, async () => checked(await services.rank(demand)))
    const content = contentOf(demand, ranked ?? defaultPage(index, demand), attempts.failed)
    const explored = ranked?.explored ?? []
    // Found by operators before it is there: the other way round it could be there and never be found.
    if (explored.length > 0) await attempts.call('rules', 'noteExplorer', limits.rulesTimeoutMs, () => services.noteExplorer(owner))
    const number = await store.keep(
      {
        ...{ width: width.name, version: history?.version ?? null, kind, model: ranked?.model ?? null, content, explored },
        stamp: ranked === null || attempts.failed.length > 0 ? null : stamp,
        taken: history === null ? [] : takenSince(history, last.tried),
      },
      services.now(),
    )
    return number === null ? null : pageRecord(owner, { number, content }, attempts.calls)
  }

  async function features(attempts: Attempts): Promise<FeatureIndex | null> {
    const load = () => attempts.call('catalog', 'features', limits.featuresTimeoutMs, () => services.loadFeatures())
    return services.keptFeatures() ?? (await load())
  }

  async function rulesNow(attempts: Attempts): Promise<RankingRules | null> {
    return services.keptRules() ?? (await attempts.call('rules', 'read', limits.rulesTimeoutMs, () => services.loadRules()))
  }

  /** What is popular in a country; null where that cannot be had, or too little is watched there to say. */
  async function popularIn(country: string, attempts: Attempts): Promise<Surroundings['country']> {
    const name = countryName(country)
    if (name === null) return null
    const load = () => attempts.call('popular-in-country', 'watchedIn', limits.countryTimeoutMs, () => services.loadWatchedIn(country))
    const titles = services.keptWatchedIn(country) ?? (await load())
    return titles === null || titles.length < leastPopular ? null : { name, titles }
  }

  /** One look at the owner's snapshots for all ids. */
  async function find(viewer: Viewer | null, ids: readonly string[]) {
    const owner = ownerOfViewer(viewer)
    const named = readIds(owner, ids)
    const numbers = [...new Set(named.flatMap((id) => (id === undefined ? [] : [id.snapshot])))]
    const answers = numbers.length === 0 ? [] : await services.snapshots(owner).find(numbers, services.now())
    const byNumber = new Map(numbers.map((number, place) => [number, answers[place] ?? null]))
    return named.map((id) => ({ owner, row: id?.row ?? null, snapshot: id === undefined ? null : (byNumber.get(id.snapshot) ?? null) }))
  }
}

function checked(ranked: RankedPage): RankedPage {
  const problem = rankingAnswers.page(ranked, [])
  if (problem !== undefined) throw new TypeError(problem)
  return ranked
}

/** The titles that were tried and then watched or rated. */
function takenSince({ ratings, viewings }: History, tried: LastSnapshot['tried']): number[] {
  if (tried.length === 0) return []
  const last = new Map<number, number>()
  for (const { title, at } of [...ratings, ...viewings]) last.set(title, Math.max(at, last.get(title) ?? 0))
  return tried.flatMap(({ title, at }) => ((last.get(title) ?? 0) > at ? [title] : []))
}
