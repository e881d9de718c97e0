import type { Explore } from '../../contracts/ranking.ts'
import { seededRandom } from './seeded-random.ts'

/** A row of a page, its titles as positions. */
export interface ExplorableRow {
  readonly key: string
  /** Neither fixed, nor pinned, nor kept in an order that somebody gave. */
  readonly isFree: boolean
  readonly titles: number[]
  /** Columns whose title a rule put there. */
  readonly pinned: ReadonlySet<number>
}

export interface DrawnSlot {
  readonly row: string
  readonly column: number
  /** Positions, and the chance that each had to be drawn. */
  readonly candidates: readonly { readonly position: number; readonly propensity: number }[]
  readonly chosen: number
}

/** The columns that are tried: seen without scrolling far, but not the first ones, which a row is judged by. */
const columns: readonly number[] = [2, 3, 4]

/** A shorter row has too few titles to draw from. */
const leastTitles = 7

/** So many titles compete for each slot. */
const candidatesPerSlot = 8

/** This part of each draw is even, so that no propensity is so small that its inverse says nothing; the rest follows the chance of being watched. */
const evenPart = 0.5

/**
 * On the share of pages that the seed falls into: draws who stands in some columns of one free row, among the title that would and the next
 * best after it; the others move on. Which row it is follows from chance alone, so it biases nothing. Changes that row's order; answers each
 * slot with the chances at that very draw, which is what inverse propensity scoring needs (Swaminathan and Joachims 2015).
 */
export function explorePage(rows: readonly ExplorableRow[], chance: Float32Array, { share, seed }: Explore): DrawnSlot[] {
  const random = seededRandom(seed)
  if (random() >= share) return []
  const free = rows.filter((row) => row.isFree && row.titles.length >= leastTitles)
  const row = free[Math.floor(random() * free.length)]
  if (row === undefined) return []
  const { titles, pinned } = row
  const open = [...titles.keys()].slice(columns[0]).filter((column) => !pinned.has(column))
  const waiting = open.map((column) => titles[column] ?? 0)
  const slots: DrawnSlot[] = []
  for (const column of open) {
    if (!columns.includes(column)) {
      titles[column] = waiting.shift() ?? 0
      continue
    }
    const offered = waiting.slice(0, candidatesPerSlot)
    const propensities = propensitiesOf(offered, chance)
    const drawn = draw(propensities, random())
    const [chosen = 0] = waiting.splice(drawn, 1)
    titles[column] = chosen
    slots.push({
      row: row.key,
      column,
      candidates: offered.map((position, at) => ({ position, propensity: propensities[at] ?? 0 })),
      chosen,
    })
  }
  return slots
}

function propensitiesOf(positions: readonly number[], chance: Float32Array): number[] {
  const total = positions.reduce((sum, position) => sum + (chance[position] ?? 0), 0)
  const even = 1 / positions.length
  return positions.map((position) => evenPart * even + (1 - evenPart) * (total > 0 ? (chance[position] ?? 0) / total : even))
}

/** Which of these chances a number in [0, 1) falls into. */
function draw(propensities: readonly number[], number: number): number {
  let sum = 0
  for (const [at, propensity] of propensities.entries()) {
    sum += propensity
    if (number < sum) return at
  }
  return propensities.length - 1
}
