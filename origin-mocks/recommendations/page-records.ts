import type { PageDemand, RankedPage } from '../../contracts/ranking.ts'
import type { PageRecord, RowRecord } from '../../contracts/recommendations.ts'
import { formatPageId, formatRowId, type Owner } from './page-id.ts'
import { rowReason } from './row-reason.ts'
import type { PageContent, Snapshot } from './snapshot.ts'

/** The most lines on how a page was made. */
const maxLines = 50

/** A page as it is kept: what the ranker answered, with the headings of its candidates. */
export function contentOf(demand: PageDemand, ranked: RankedPage, degraded: readonly string[]): PageContent {
  const candidates = new Map(demand.rows.map((row) => [row.key, row]))
  const rows = ranked.rows.flatMap(({ key, titles }) => {
    const candidate = candidates.get(key)
    return candidate === undefined ? [] : [{ key, kind: candidate.kind, heading: candidate.heading, titles }]
  })
  return { billboard: ranked.billboard, rows, degraded: degraded.toSorted(), made: howMade(ranked, (key) => candidates.get(key)?.kind) }
}

/**
 * How a page came about, a line for each thing, in words for operators. It stands in traces, which outlive a history: a row is told by its kind, since
 * its key may name a film that was watched.
 */
function howMade({ model, applied = [], explored = [] }: RankedPage, kindOf: (key: string) => string | undefined): string[] {
  const tried = explored.length === 0 ? [] : [`tried ${explored.length} titles in a row of ${kindOf(explored[0]?.row ?? '')}`]
  return [`ranked by ${model}`, ...tried, ...applied.map(({ rule, did }) => `rule ${rule}: ${did}`)].slice(0, maxLines)
}

export function pageRecord(owner: Owner, snapshot: Snapshot, calls: PageRecord['calls']): PageRecord {
  const { billboard, degraded, made = [] } = snapshot.content
  return { id: formatPageId(owner, snapshot.number), billboard, rows: rowRecords(owner, snapshot), degraded, made, calls }
}

export function rowRecords(owner: Owner, { number, content }: Snapshot): RowRecord[] {
  return content.rows.map(({ key, kind, heading, titles }) => {
    return { id: formatRowId(owner, number, key), kind, heading, reason: rowReason({ kind, heading }), titles }
  })
}
