import type { PageRule } from '../../contracts/ranking.ts'
import { bestFirst, type Columns } from './columns.ts'
import type { Scores } from './scorer.ts'

/**
 * The scores with what rules boost: the odds of being watched are multiplied, and the title stands where one with such odds stands, whatever
 * scale a scorer's scores have. Several boosts of one title multiply. Also how many titles each rule moved, by its id.
 */
export function boostScores(columns: Columns, scores: Scores, rules: readonly PageRule[]) {
  const moved = new Map<string, number>()
  const factors = new Map<number, number>()
  for (const rule of rules) {
    if (!('boost' in rule)) continue
    const { factor } = rule.boost
    const positions = positionsOf(columns, rule.boost)
    for (const position of positions) factors.set(position, (factors.get(position) ?? 1) * factor)
    moved.set(rule.id, positions.length)
  }
  if (factors.size === 0) return { scores, moved }
  const order = bestFirst(scores.score)
  const score = scores.score.slice()
  const chance = scores.chance.slice()
  for (const [position, factor] of factors) {
    const before = scores.chance[position] ?? 0
    // Never certain, so that a boost can be told from another.
    const odds = (factor * before) / Math.max(1e-6, 1 - before)
    const after = odds / (1 + odds)
    chance[position] = after
    score[position] = scoreAt(order, scores, after, factor > 1)
  }
  return { scores: { score, chance }, moved }
}

function positionsOf(
  columns: Columns,
  { title, genre }: { readonly title?: number; readonly genre?: string },
): ArrayLike<number> & Iterable<number> {
  if (genre !== undefined) return columns.byGenre[columns.genreNumbers.get(genre) ?? -1] ?? []
  const position = columns.positions.get(title ?? 0)
  return position === undefined ? [] : [position]
}

/** The score of a title with this chance: of the best among those with no more of it, or, going down, of the worst among those with no less. */
function scoreAt(order: Int32Array, { score, chance }: Scores, wanted: number, isUp: boolean): number {
  // Chances fall along the order: how many are above the wanted one.
  let low = 0
  let high = order.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = chance[order[middle] ?? 0] ?? 0
    if (isUp ? at > wanted : at >= wanted) low = middle + 1
    else high = middle
  }
  const neighbour = order[isUp ? low : Math.max(0, low - 1)] ?? order[order.length - 1] ?? 0
  return score[neighbour] ?? 0
}
