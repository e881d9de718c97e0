import { combined, orderWithin, retrieved, standardised } from '../../models/marquee.ts'
import { ndcgAt, recallAt } from '../../models/metrics.ts'
import type { UnseenMember } from '../../models/strong-split.ts'
import { topOf } from '../../models/top.ts'

/** What a ranking reaches, member by member. */
export interface Judged {
  readonly ndcg: Float64Array
  readonly recall: Float64Array
}

/** How long a list is whose NDCG counts, and how long one whose recall does. */
export const listLengths = { ndcg: 100, recall: 20 } as const

/** Judges the lists that `rank` makes of each member's history, by NDCG@100 and recall@20. */
export function judge(members: readonly UnseenMember[], rank: (member: UnseenMember, number: number) => ArrayLike<number>): Judged {
  const ndcg = new Float64Array(members.length)
  const recall = new Float64Array(members.length)
  for (const [number, member] of members.entries()) {
    const ranked = rank(member, number)
    const relevant = new Set(member.held)
    ndcg[number] = ndcgAt(listLengths.ndcg, ranked, relevant)
    recall[number] = recallAt(listLengths.recall, ranked, relevant)
  }
  return { ndcg, recall }
}

/** The lists of one model's scores, a row of `items` for each member. */
export const rankBy =
  (rows: Float32Array, items: number) =>
  ({ history }: UnseenMember, number: number): Uint32Array =>
    topOf(rows.subarray(number * items, (number + 1) * items), listLengths.ndcg, history)

/** What several models say of the items that may come into one member's list, standardised over the catalog. */
export interface BlendCase {
  readonly member: UnseenMember
  /** Numbers of items, ascending. */
  readonly candidates: Uint32Array
  readonly parts: readonly Float64Array[]
}

/** So many candidates are kept for each member: four lists' worth. */
const candidatesKept = 4 * listLengths.ndcg

/** Narrows each member's catalog down to what could come into the list at weights not far from `weights`. */
export function blendCases(
  members: readonly UnseenMember[],
  rows: readonly Float32Array[],
  items: number,
  weights: readonly number[],
): readonly BlendCase[] {
  return members.map((member, number) => {
    const parts = rows.map((row) => standardised(Float64Array.from(row.subarray(number * items, (number + 1) * items))))
    const candidates = topOf(combined(parts, weights), candidatesKept, member.history).sort()
    return { member, candidates, parts: parts.map((part) => Float64Array.from(candidates, (item) => part[item] as number)) }
  })
}

/** The lists of a blend; a predicted rating, where there is one for each candidate, orders within what is retrieved. */
export function blendLists(cases: readonly BlendCase[], weights: readonly number[], ratingWeight = 0, ratings?: readonly Float64Array[]) {
  return (_: UnseenMember, number: number): Uint32Array => {
    const { candidates, parts } = cases[number] as BlendCase
    const scores = combined(parts, weights)
    const byRating = ratings?.[number]
    const places =
      byRating === undefined || ratingWeight === 0
        ? topOf(scores, listLengths.ndcg, new Uint32Array())
        : orderWithin(topOf(scores, retrieved, new Uint32Array()), scores, byRating, ratingWeight)
    return places.map((place) => candidates[place] as number)
  }
}

/** The predicted ratings of each member's candidates, from rows of `items` each. */
export const ratingsOfCandidates = (cases: readonly BlendCase[], rows: Float32Array, items: number): readonly Float64Array[] =>
  cases.map(({ candidates }, number) => Float64Array.from(candidates, (item) => rows[number * items + item] as number))

/** A row for each member, the same for all: the logarithm of the likes. */
export function popularityRows(popularity: Float64Array, members: number): Float32Array {
  const rows = new Float32Array(members * popularity.length)
  const row = Float32Array.from(popularity, (likes) => Math.log1p(likes))
  for (let member = 0; member < members; member++) rows.set(row, member * row.length)
  return rows
}

/** The mean of what was judged, 0 where nobody was. */
export const meanOfJudged = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** The standard error of the mean difference between two rankings for the same members. */
export function pairedError(one: Float64Array, other: Float64Array): number {
  const difference = one.map((value, at) => value - (other[at] as number))
  const mean = meanOfJudged(difference)
  const squares = difference.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(squares / Math.max(1, difference.length - 1) / Math.max(1, difference.length))
}
