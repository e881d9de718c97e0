import type { Viewer } from './members.ts'
import { type AnswerChecks, checkState, isRecord, type Origin } from './origin.ts'
import type { PageExplanation } from './page-explanation.ts'
import { checkRankingRules, type RankingRulesCalls } from './ranking-rules.ts'
import type { RowKind } from './row-kind.ts'

export interface RowRecord {
  /** Opaque to devices; names profile, snapshot and row: `p7.k3.top-picks`, or `v.k1.popular` for visitors. */
  readonly id: string
  readonly kind: RowKind
  readonly heading: string
  /** Why it stands there, in words for members. */
  readonly reason: string
  readonly titles: readonly number[]
}

/** A homepage as it was built once: a snapshot, the same for as long as it lives. */
export interface PageRecord {
  /** `p7.k3`, or `v.k1` for visitors. */
  readonly id: string
  readonly billboard: number | null
  readonly rows: readonly RowRecord[]
  /** Names of what was not to be had when the page was built, as `ranking`; empty when all went well. */
  readonly degraded: readonly string[]
  /** How it was made, in words for operators: by which model, what each business rule did. */
  readonly made: readonly string[]
  /** The calls that building it took, for the trace; empty when the snapshot was there already. */
  readonly calls: readonly { readonly origin: string; readonly method: string; readonly micros: number }[]
}

export interface Recommendations extends Origin, RankingRulesCalls {
  /** The page for this viewer (null: a visitor) on this class of device. The last snapshot, unless the history has moved since. */
  page(viewer: Viewer | null, deviceClass: string): Promise<PageRecord>
  /** Pages by id, in that order: null where there never was one, `expired` where it is gone. */
  pages(viewer: Viewer | null, ids: readonly string[]): Promise<readonly (PageRecord | 'expired' | null)[]>
  /** Rows by id, in that order: null where there never was one, `expired` where its snapshot is gone. */
  rows(viewer: Viewer | null, ids: readonly string[]): Promise<readonly (RowRecord | 'expired' | null)[]>
  /** Titles to pick from, for a profile of which nothing is known yet (null: a visitor); at most 60, the same until catalog or rules change. */
  starters(viewer: Viewer | null): Promise<readonly number[]>
  /** The page as of now with all that was weighed to make it, for operators. It is not kept, nor handed to the member. */
  explain(viewer: Viewer, deviceClass: string): Promise<PageExplanation>
  /**
   * To be called before a member's taste is reset or its history deleted: whatever becomes of the caller, what was made of the history goes,
   * within a minute of the deletion.
   */
  expectErasure(viewer: Viewer): Promise<null>
  /** To be called after it: what was made of the history goes now, and pages that are under way are built anew. Harmless where nothing was. */
  forget(viewer: Viewer): Promise<null>
}

/** The owner that an id of a page or row names: a profile, `visitor`, or nothing where the id is none of ours. */
export function ownerOf(id: string): number | 'visitor' | undefined {
  const match = /^(?:p([1-9]\d{0,9})|v)\.k[1-9]\d{0,14}(?:\.[a-z0-9-]{1,64})?$/.exec(id)
  if (match === null) return undefined
  return match[1] === undefined ? 'visitor' : Number(match[1])
}

const isPage = (page: unknown) =>
  isRecord(page) && typeof page.id === 'string' && Array.isArray(page.rows) && page.rows.every(isRow) && Array.isArray(page.degraded)
const isRow = (row: unknown) => isRecord(row) && typeof row.id === 'string' && typeof row.heading === 'string' && Array.isArray(row.titles)

const checkNull = (answer: unknown) => (answer === null ? undefined : 'not null')

function checkFound(answer: unknown, ids: unknown, isOne: (value: unknown) => boolean): string | undefined {
  if (!Array.isArray(answer) || !Array.isArray(ids) || answer.length !== ids.length) return 'not one answer for each id'
  return answer.every((one) => one === null || one === 'expired' || isOne(one)) ? undefined : 'an item is neither found, expired nor null'
}

export const recommendationsAnswers: AnswerChecks<Recommendations> = {
  state: checkState,
  page: (answer) => (isPage(answer) ? undefined : 'not a page'),
  pages: (answer, [, ids]) => checkFound(answer, ids, isPage),
  rows: (answer, [, ids]) => checkFound(answer, ids, isRow),
  starters: (answer) => (Array.isArray(answer) && answer.every(Number.isInteger) ? undefined : 'not a list of titles'),
  rankingRules: checkRankingRules,
  putRankingRules: (answer) => (isRecord(answer) && typeof answer.problem === 'string' ? undefined : checkRankingRules(answer)),
  explorations: (answer) => (isRecord(answer) && Array.isArray(answer.explorations) ? undefined : 'not a slice of explorations'),
  explain: (answer) => (isRecord(answer) && isRecord(answer.explained) && isRecord(answer.names) ? undefined : 'not an explanation'),
  expectErasure: checkNull,
  forget: checkNull,
}
