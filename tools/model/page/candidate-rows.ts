import { fromHalf } from '../../../models/half-float.ts'
import type { SparseEase } from '../../../models/sparse-ease.ts'
import { topOf } from '../../../models/top.ts'
import type { PageCatalog, TitleGroup } from './page-catalog.ts'

/** A row that may stand on the page of one member, its titles in the row's order. Nothing that the member likes already is in it. */
export interface CandidateRow {
  readonly key: string
  readonly kind: string
  readonly titles: Int32Array
}

/** So many titles of a row are kept: more than all rows above it can show are never asked for. */
const deepest = 200
/** So many of the latest likes have a row of their own, of so many titles that speak most for each other. */
const becauseRows = 8
const alike = 80

/** All rows that any builder may choose from. `scores` order all but what is popular and what is acclaimed. */
export function candidateRows(
  catalog: PageCatalog,
  ease: SparseEase,
  scores: Float32Array,
  liked: Uint32Array,
  latestFirst: readonly number[],
): readonly CandidateRow[] {
  const byScore = topOf(scores, scores.length, liked).filter((item) => scores[item] !== Number.NEGATIVE_INFINITY)
  const isLiked = new Uint8Array(scores.length)
  for (const item of liked) isLiked[item] = 1
  const place = new Uint32Array(scores.length).fill(0xffffffff)
  for (const [at, item] of byScore.entries()) place[item] = at
  const unseen = (items: Uint32Array) => Int32Array.from(firstOf(items, (item) => isLiked[item] === 0))
  const within =
    (kind: string) =>
    ({ key, has }: TitleGroup): CandidateRow => ({ key, kind, titles: Int32Array.from(firstOf(byScore, (item) => has[item] === 1)) })
  return [
    { key: 'top picks', kind: 'top picks', titles: Int32Array.from(byScore.subarray(0, deepest)) },
    ...latestFirst.slice(0, becauseRows).map((item, at) => ({
      key: `because ${at + 1}`,
      kind: 'because',
      titles: mostAlike(ease, item)
        .filter((other) => isLiked[other] === 0)
        .sort((one, other) => (place[one] as number) - (place[other] as number)),
    })),
    { key: 'popular', kind: 'popular', titles: unseen(catalog.byPopularity) },
    { key: 'acclaimed', kind: 'acclaimed', titles: unseen(catalog.byQuality) },
    within('new')(catalog.latest),
    ...catalog.genres.map(within('genre')),
    ...catalog.decades.map(within('decade')),
    ...catalog.pairs.map(within('pair of genres')),
    ...catalog.genreDecades.map(within('genre of a decade')),
  ]
}

/** What liking a title speaks most for, by EASE. */
function mostAlike({ width, target, weight, rest }: SparseEase, item: number): Int32Array {
  const weights = Array.from({ length: width }, (_, n) => {
    const other = target[item * width + n] as number
    return { other, weight: (rest[other] as number) + fromHalf(weight[item * width + n] as number) }
  })
  const spoken = weights.filter((one, n) => one.weight > 0 && weight[item * width + n] !== 0)
  const strongest = spoken.sort((one, two) => two.weight - one.weight || one.other - two.other).slice(0, alike)
  return Int32Array.from(strongest, ({ other }) => other)
}

function firstOf(items: Uint32Array, has: (item: number) => boolean): number[] {
  const found: number[] = []
  for (let at = 0; at < items.length && found.length < deepest; at++) if (has(items[at] as number)) found.push(items[at] as number)
  return found
}
