import type { History, Viewer } from '../../contracts/members.ts'
import { type PageDemand, type RankedPage, rankingAnswers } from '../../contracts/ranking.ts'
import type { PageRecord, Recommendations, RowRecord } from '../../contracts/recommendations.ts'
import { candidateRows } from './candidate-rows.ts'
import { checkDeviceClass, ownerOfViewer, readIds } from './check-questions.ts'
import { defaultPage } from './default-page.ts'
import type { FeatureIndex } from './feature-index.ts'
import { limits } from './limits.ts'
import { formatPageId, formatRowId, type Owner } from './page-id.ts'
import { isReusable, type PageContent, type Snapshot, type SnapshotStore } from './snapshot.ts'
import { type Width, widthOf } from './widths.ts'
import { type StartTimer, within } from './within.ts'

/** What pages are made with. */
export interface Services {
  history(viewer: Viewer): Promise<History>
  lastErased(account: string, profile: number): Promise<number>
  rank(demand: PageDemand): Promise<RankedPage>
  /** The features that this isolate has already. */
  keptFeatures(): FeatureIndex | undefined
  loadFeatures(): Promise<FeatureIndex>
  snapshots(owner: Owner): SnapshotStore
  /** Epoch milliseconds. */
  now(): number
  /** Milliseconds from some fixed moment, as finely as the platform tells them. */
  elapsedMs(): number
  readonly startTimer: StartTimer
  /** Tells operators what could not be had, and why. */
  warn(message: string): void
}

/** A history that says nothing but what kind of profile it is. */
const unknownChild: History = { version: 0, kind: 'child', country: '', ratings: [], viewings: [], myList: [] }

/** Pages and rows for viewers: built from history, features and ranking, kept as snapshots, found again by id. */
export function createRecommendations(services: Services): Omit<Recommendations, 'state'> {
  return {
    async page(viewer, deviceClass) {
      const owner = ownerOfViewer(viewer)
      checkDeviceClass(deviceClass)
      const width = widthOf(deviceClass)
      const page = (await build(viewer, owner, width)) ?? (await build(viewer, owner, width))
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

    async expectErasure(viewer) {
      await services.snapshots(ownerOfViewer(viewer)).expectErasure(viewer.account, viewer.profile, services.now())
      return null
    },

    async forget(viewer) {
      const before = await services.lastErased(viewer.account, viewer.profile)
      await services.snapshots(ownerOfViewer(viewer)).forget(before)
      return null
    },
  }

  /** The page as of now; null where the history that it was built from has been erased by the time it was to be kept. */
  async function build(viewer: Viewer | null, owner: Owner, width: Width): Promise<PageRecord | null> {
    const store = services.snapshots(owner)
    const attempts = startAttempts(services)
    const kept = services.keptFeatures()
    const [history, index, last] = await Promise.all([
      viewer === null ? null : attempts.call('members', 'history', limits.historyTimeoutMs, () => services.history(viewer)),
      kept ?? attempts.call('catalog', 'features', limits.featuresTimeoutMs, () => services.loadFeatures()),
      store.last(width.name),
    ])
    const stamp = stampOf(index, viewer === null ? 'visitor' : history)
    if (stamp !== null && isReusable(last.snapshot, stamp, services.now())) return pageRecord(owner, last.snapshot, [])

    // Nobody says what kind of profile it is: as the last time, and if there was none, as if it were a child's.
    const kind = viewer === null ? 'adult' : (history?.kind ?? last.kind)
    const demand = demandFor(index, history, kind, width)
    const ranked = await attempts.call('ranking', 'page', limits.rankingTimeoutMs, async () => checked(await services.rank(demand)))
    const content = contentOf(demand, ranked ?? defaultPage(index, demand), attempts.failed)
    const version = history?.version ?? null
    const draft = { width: width.name, stamp: ranked === null ? null : stamp, version, kind, model: ranked?.model ?? null, content }
    const number = await store.keep(draft, services.now())
    return number === null ? null : pageRecord(owner, { number, content }, attempts.calls)
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

/** Calls origins for one page: notes how long each took and which failed; a call that fails or is late comes to null. */
function startAttempts(services: Services) {
  const calls: PageRecord['calls'][number][] = []
  const failed: string[] = []
  return {
    calls,
    failed,
    async call<value>(origin: string, method: string, timeoutMs: number, work: () => Promise<value>): Promise<value | null> {
      const start = services.elapsedMs()
      try {
        return await within(work(), timeoutMs, services.startTimer)
      } catch (error) {
        failed.push(origin)
        services.warn(`${origin}.${method}: ${error instanceof Error ? error.message : String(error)}`)
        return null
      } finally {
        calls.push({ origin, method, micros: Math.round((services.elapsedMs() - start) * 1000) })
      }
    },
  }
}

/**
 * What a page follows from that is known without asking the ranker: the history's version and the catalog's. Null when one is missing. A
 * new ranking model is seen when the snapshot is too old to be reused.
 */
function stampOf(index: FeatureIndex | null, history: History | 'visitor' | null): string | null {
  if (index === null || history === null) return null
  const who = history === 'visitor' ? 'visitor' : `${history.kind} ${history.country} ${history.version}`
  return `${who} ${index.features.version}`
}

function demandFor(index: FeatureIndex | null, history: History | null, kind: 'adult' | 'child' | null, width: Width): PageDemand {
  const { maxRows, maxTitles, minTitles } = width
  return {
    history: history === null ? (kind === 'adult' ? null : unknownChild) : counted(history),
    rows: candidateRows(index, history),
    maxRows,
    maxTitles,
    minTitles,
  }
}

/** What ranking learns of: what is from before the taste began anew cannot count where nobody knows it. */
function counted({ before: _, ...history }: History): History {
  return history
}

function checked(ranked: RankedPage): RankedPage {
  const problem = rankingAnswers.page(ranked, [])
  if (problem !== undefined) throw new TypeError(problem)
  return ranked
}

function contentOf(demand: PageDemand, ranked: RankedPage, degraded: readonly string[]): PageContent {
  const candidates = new Map(demand.rows.map((row) => [row.key, row]))
  const rows = ranked.rows.flatMap(({ key, titles }) => {
    const candidate = candidates.get(key)
    return candidate === undefined ? [] : [{ key, kind: candidate.kind, heading: candidate.heading, titles }]
  })
  return { billboard: ranked.billboard, rows, degraded: degraded.toSorted() }
}

function pageRecord(owner: Owner, snapshot: Snapshot, calls: PageRecord['calls']): PageRecord {
  const { billboard, degraded } = snapshot.content
  return { id: formatPageId(owner, snapshot.number), billboard, rows: rowRecords(owner, snapshot), degraded, calls }
}

function rowRecords(owner: Owner, { number, content }: Snapshot): RowRecord[] {
  return content.rows.map(({ key, kind, heading, titles }) => ({ id: formatRowId(owner, number, key), kind, heading, titles }))
}
