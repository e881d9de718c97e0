import { type Chance, drawPrior, type NormalPrior } from './normal-prior.ts'
import type { Ratings } from './ratings.ts'

/**
 * One side of a matrix of ratings for one factor, the members or the items: a row's factor is what is its own plus what those say who share a
 * rating with it, Σ implied / √n.
 */
export interface FactorSide {
  readonly own: Float64Array
  /** By row of the other side. */
  readonly implied: Float64Array
  /** own + Σ implied / √n, which is what ratings see. */
  readonly factor: Float64Array
  ownPrior: NormalPrior
  impliedPrior: NormalPrior
}

/** What ratings say of each row's factor at a time: Σ precision·x², and Σ precision·x·residual, where x is the other side's factor. */
export interface Evidence {
  readonly weight: Float64Array
  readonly pull: Float64Array
}

/** A side whose own factors are drawn small and which implies nothing yet but small things. */
export function createSide(rows: number, others: number, byRow: Ratings, scales: Float64Array, { normal }: Chance): FactorSide {
  const own = Float64Array.from({ length: rows }, () => 0.2 * normal())
  const implied = Float64Array.from({ length: others }, () => 0.25 * normal())
  const factor = own.slice()
  for (let row = 0; row < rows; row++) {
    for (let at = byRow.start[row] as number; at < (byRow.start[row + 1] as number); at++)
      factor[row] = (factor[row] as number) + (scales[row] as number) * (implied[byRow.item[at] as number] as number)
  }
  return { own, implied, factor, ownPrior: { mean: 0, precision: 25 }, impliedPrior: { mean: 0, precision: 16 } }
}

/** 1 / √n for each row: what a single rating implies counts the less the more there are. */
export function scalesOf({ users, start }: Ratings): Float64Array {
  return Float64Array.from(users, (_, row) => 1 / Math.sqrt(Math.max(1, (start[row + 1] as number) - (start[row] as number))))
}

/** Draws the priors of a side from its values. */
export function drawPriors(side: FactorSide, chance: Chance): void {
  side.ownPrior = drawPrior(side.own, side.ownPrior, chance)
  side.impliedPrior = drawPrior(side.implied, side.impliedPrior, chance)
}

/**
 * Draws a side's own and implied values, each from its distribution given all others (Gibbs). Each row's evidence is kept up with what moves, so
 * that no rating is looked at. `byOther` says which rows each of the other side has ratings with. Gives how far each row's factor has moved, in `moved`.
 */
export function drawSide(
  side: FactorSide,
  { weight, pull }: Evidence,
  byOther: Ratings,
  scales: Float64Array,
  moved: Float64Array,
  { normal }: Chance,
): void {
  const { own, implied, factor, ownPrior, impliedPrior } = side
  const { start, item } = byOther
  for (let row = 0; row < own.length; row++) {
    const [before, support] = [own[row] as number, weight[row] as number]
    const precision = support + ownPrior.precision
    const mean = ((pull[row] as number) + support * before + ownPrior.precision * ownPrior.mean) / precision
    const after = mean + normal() / Math.sqrt(precision)
    own[row] = after
    moved[row] = after - before
    pull[row] = (pull[row] as number) - (after - before) * support
  }
  // In units of 1 / √n, so that what a single rating implies moves its row by as much as it moves itself.
  const scaledWeight = weight.map((support, row) => support * (scales[row] as number) ** 2)
  const scaledPull = pull.map((sum, row) => sum * (scales[row] as number))
  const shifted = new Float64Array(own.length)
  for (let other = 0; other < implied.length; other++) {
    const [from, to] = [start[other] as number, start[other + 1] as number]
    let [support, sum] = [0, 0]
    for (let at = from; at < to; at++) {
      const row = item[at] as number
      const rowWeight = scaledWeight[row] as number
      support += rowWeight
      sum += (scaledPull[row] as number) - rowWeight * (shifted[row] as number)
    }
    const before = implied[other] as number
    const precision = support + impliedPrior.precision
    const mean = (sum + support * before + impliedPrior.precision * impliedPrior.mean) / precision
    const after = mean + normal() / Math.sqrt(precision)
    implied[other] = after
    const shift = after - before
    for (let at = from; at < to; at++) {
      const row = item[at] as number
      shifted[row] = (shifted[row] as number) + shift
    }
  }
  for (let row = 0; row < own.length; row++) moved[row] = (moved[row] as number) + (scales[row] as number) * (shifted[row] as number)
  for (let row = 0; row < factor.length; row++) factor[row] = (factor[row] as number) + (moved[row] as number)
}
