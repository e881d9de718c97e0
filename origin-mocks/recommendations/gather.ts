import type { History, Viewer } from '../../contracts/members.ts'
import type { PageDemand } from '../../contracts/ranking.ts'
import { firstRankingRules, type RankingRules } from '../../contracts/ranking-rules.ts'
import { type AttemptServices, type Attempts, startAttempts } from './attempts.ts'
import type { Surroundings } from './candidate-rows.ts'
import { countryName } from './country-name.ts'
import type { FeatureIndex } from './feature-index.ts'
import { limits } from './limits.ts'
import { pageDemand, stampOf } from './page-demand.ts'
import type { Owner } from './page-id.ts'
import { rulesForPage } from './rules-for-page.ts'
import type { LastSnapshot, SnapshotStore } from './snapshot.ts'
import { type Width, widthOf } from './widths.ts'

/** Where what a page follows from comes from. What is `kept` this isolate has already; undefined where it has not, or only what is too old. */
export interface GatherServices extends AttemptServices {
  history(viewer: Viewer): Promise<History>
  keptFeatures(): FeatureIndex | undefined
  loadFeatures(): Promise<FeatureIndex>
  keptRules(): RankingRules | undefined
  loadRules(): Promise<RankingRules>
  keptWatchedIn(country: string): readonly number[] | undefined
  loadWatchedIn(country: string): Promise<readonly number[]>
  snapshots(owner: Owner): SnapshotStore
  /** Epoch milliseconds. */
  now(): number
}

/** All that a page of one owner follows from, as far as it could be had. */
export interface Gathered {
  readonly attempts: Attempts
  readonly history: History | null
  readonly index: FeatureIndex | null
  readonly last: LastSnapshot
  /** Null where nobody says, and nobody did before. */
  readonly kind: 'adult' | 'child' | null
  readonly stamp: string | null
  readonly width: Width
  /** What the ranker is to be asked; asks once more for what is popular in the country. */
  demandNow(): Promise<PageDemand>
}

/** With fewer titles it is not said what is popular in a country. */
const leastPopular = 4

/** Gathers what a page follows from, all at once; what fails or is late is missing. */
export function createGather(services: GatherServices) {
  return async (viewer: Viewer | null, owner: Owner, deviceClass: string): Promise<Gathered> => {
    const attempts = startAttempts(services)
    const width = widthOf(deviceClass)
    const now = services.now()
    const [history, index, rules, last] = await Promise.all([
      viewer === null ? null : attempts.call('members', 'history', limits.historyTimeoutMs, () => services.history(viewer)),
      featuresNow(services, attempts),
      rulesNow(services, attempts),
      services.snapshots(owner).last(width.name, now),
    ])
    // Nobody says what kind of profile it is: as the last time, and if there was none, as if it were a child's.
    const kind = viewer === null ? 'adult' : (history?.kind ?? last.kind)
    const occasion = { kind: viewer === null ? 'visitor' : (kind ?? 'child'), country: history?.country ?? null, deviceClass, now } as const
    const holding = rulesForPage(rules ?? firstRankingRules, occasion)
    const stamp = stampOf(index, viewer === null ? 'visitor' : history, rules === null ? null : holding.stamp)
    return {
      ...{ attempts, history, index, last, kind, stamp, width },
      async demandNow() {
        const country = history === null ? null : await popularIn(services, history.country, attempts)
        const share = rules?.explore.share ?? 0
        return pageDemand({ ...{ owner, index, history, kind, share, stamp, width, now, country }, rules: holding.rules })
      },
    }
  }
}

/** The catalog's features; null where they cannot be had. */
export async function featuresNow(services: GatherServices, attempts: Attempts): Promise<FeatureIndex | null> {
  const load = () => attempts.call('catalog', 'features', limits.featuresTimeoutMs, () => services.loadFeatures())
  return services.keptFeatures() ?? (await load())
}

/** The business rules; null where they cannot be had. */
export async function rulesNow(services: GatherServices, attempts: Attempts): Promise<RankingRules | null> {
  return services.keptRules() ?? (await attempts.call('rules', 'read', limits.rulesTimeoutMs, () => services.loadRules()))
}

/** What is popular in a country; null where that cannot be had, or too little is watched there to say. */
async function popularIn(services: GatherServices, country: string, attempts: Attempts): Promise<Surroundings['country']> {
  const name = countryName(country)
  if (name === null) return null
  const load = () => attempts.call('popular-in-country', 'watchedIn', limits.countryTimeoutMs, () => services.loadWatchedIn(country))
  const titles = services.keptWatchedIn(country) ?? (await load())
  return titles === null || titles.length < leastPopular ? null : { name, titles }
}
