import type { History, Viewer } from '../../contracts/members.ts'
import { type ExplainedPage, type ExploredSlot, type PageDemand, type RankedPage, rankingAnswers } from '../../contracts/ranking.ts'
import { firstRankingRules, type RankingRulesCalls } from '../../contracts/ranking-rules.ts'
import type { PageRecord, Recommendations } from '../../contracts/recommendations.ts'
import { type Attempts, startAttempts } from './attempts.ts'
import { checkDeviceClass, ownerOfViewer, readIds } from './check-questions.ts'
import { defaultPage } from './default-page.ts'
import { explainGathered } from './explain-gathered.ts'
import { createGather, featuresNow, type GatherServices, rulesNow } from './gather.ts'
import { limits } from './limits.ts'
import { formatRowId, type Owner } from './page-id.ts'
import { contentOf, pageRecord, rowRecords } from './page-records.ts'
import { rulesForPage } from './rules-for-page.ts'
import { isReusable, type LastSnapshot } from './snapshot.ts'
import { starterTitles } from './starter-titles.ts'

/** What pages are made with, and with what they are kept. */
export interface Services extends GatherServices {
  lastErased(account: string, profile: number): Promise<number>
  rank(demand: PageDemand): Promise<RankedPage>
  /** As `rank`, with all that was weighed. */
  explain(demand: PageDemand): Promise<ExplainedPage>
  noteExplorer(owner: Owner): Promise<void>
  forgetExplorer(owner: Owner): Promise<void>
}

/** Pages and rows for viewers: built from history, features and ranking, kept as snapshots, found again by id. */
export function createRecommendations(services: Services): Omit<Recommendations, 'state' | keyof RankingRulesCalls> {
  const gather = createGather(services)

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
        featuresNow(services, attempts),
        rulesNow(services, attempts),
      ])
      const kind = owner === 'v' ? 'visitor' : (history?.kind ?? 'child')
      const occasion = { kind, country: history?.country ?? null, deviceClass: '', now: services.now() } as const
      if (index === null) throw new Error('Cannot offer titles to begin with: the catalog does not answer')
      return starterTitles(index, kind === 'child', rulesForPage(rules ?? firstRankingRules, occasion).rules)
    },

    async explain(viewer, deviceClass) {
      const owner = ownerOfViewer(viewer)
      checkDeviceClass(deviceClass)
      return await explainGathered(owner, await gather(viewer, owner, deviceClass), services.explain)
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
    const { attempts, history, index, last, kind, stamp, width, demandNow } = await gather(viewer, owner, deviceClass)
    if (stamp !== null && isReusable(last.snapshot, stamp, services.now())) return pageRecord(owner, last.snapshot, [])

    const demand = await demandNow()
    const ranked = await attempts.call('ranking', 'page', limits.rankingTimeoutMs, async () => checked(await services.rank(demand)))
    const content = contentOf(demand, ranked ?? defaultPage(index, demand), attempts.failed)
    const explored = await findable(owner, ranked?.explored ?? [], attempts)
    const number = await services.snapshots(owner).keep(
      {
        ...{ width: width.name, version: history?.version ?? null, kind, model: ranked?.model ?? null, content, explored },
        stamp: ranked === null || attempts.failed.length > 0 ? null : stamp,
        taken: history === null ? [] : takenSince(history, last.tried),
      },
      services.now(),
    )
    return number === null ? null : pageRecord(owner, { number, content }, attempts.calls)
  }

  /** Slots that were tried, once operators will find them; none where they would not. */
  async function findable(owner: Owner, explored: readonly ExploredSlot[], attempts: Attempts): Promise<readonly ExploredSlot[]> {
    if (explored.length === 0) return explored
    const note = () => services.noteExplorer(owner).then(() => explored)
    return (await attempts.call('rules', 'noteExplorer', limits.rulesTimeoutMs, note)) ?? []
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

/** The titles that were tried and then watched or rated, and when that was last. */
function takenSince({ ratings, viewings }: History, tried: LastSnapshot['tried']): LastSnapshot['tried'] {
  if (tried.length === 0) return []
  const last = new Map<number, number>()
  for (const { title, at } of [...ratings, ...viewings]) last.set(title, Math.max(at, last.get(title) ?? 0))
  const taken = new Map(tried.flatMap(({ title, at }) => ((last.get(title) ?? 0) > at ? [[title, last.get(title) ?? 0] as const] : [])))
  return [...taken].map(([title, at]) => ({ title, at }))
}
