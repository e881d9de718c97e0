import type { ChanceCurve } from '../../../models/page/chance.ts'
import type { ScoreOrder } from '../score-order.ts'
import type { MakeMemory } from './kernel-memory.ts'
import { alignment, placesFrom } from './places.ts'

/** What follows from the scores of a catalog's titles, by position. What it answers are views on its memory: the next call overwrites them. */
export interface HeldOrder {
  /** Room for the scores that are asked about: those that are put there need no copying. */
  readonly score: Float32Array
  /** The chance of being watched that follows from each of the scores, with so many likes: see `chanceOf`. */
  chances(scores: Float32Array, likes: number): Float32Array
  /** The order of the scores, until others are asked about; the best are those above -Infinity. */
  of(scores: Float32Array): ScoreOrder
}

/**
 * Points of the curve for each standard deviation, where it begins, and how many there are: from -8 to 24, beyond which it is flat. Few titles score far
 * above all others, none far below.
 */
const [curveSteps, curveFrom, curvePoints] = [128, -8, 4096]

/** Counters of a radix sort of three rounds of eleven bits. */
const countBytes = 3 * (4 << 11)

/** Orders a catalog of so many titles, in a memory that is made for it: 0.7 MB for 20,000. */
export function createHeldOrder(titles: number, curve: ChanceCurve, makeMemory: MakeMemory): HeldOrder {
  const padded = Math.ceil(titles / 4) * 4
  const listBytes = Math.max(8 * titles, 4096)
  const { place, end } = placesFrom(alignment)
  const at = {
    ...{ score: place(4 * padded), chance: place(4 * padded), films: place(4 * titles), curve: place(4 * curvePoints) },
    ...{ best: place(listBytes), list: place(listBytes), spare: place(listBytes), counts: place(countBytes) },
  }
  const { functions, buffer } = makeMemory(end())
  const score = new Float32Array(buffer, at.score, titles)
  const chance = new Float32Array(buffer, at.chance, titles)
  const table = new Float32Array(buffer, at.curve, curvePoints)
  for (let point = 0; point < curvePoints; point++) table[point] = Math.exp(-curve.byScore * Math.asinh(curveFrom + point / curveSteps))
  // What stands behind the last title is never shown.
  new Float32Array(buffer, at.score, padded).fill(Number.NEGATIVE_INFINITY)
  const take = (scores: Float32Array) => {
    if (scores !== score) score.set(scores)
  }
  return {
    score,
    chances(scores, likes) {
      take(scores)
      const odds = Math.exp(-curve.offset - curve.byHistory * Math.log1p(likes))
      functions.chances(at.score, titles, at.curve, curvePoints, curveSteps, curveFrom, odds, at.chance)
      return chance
    },
    of(scores) {
      take(scores)
      return {
        best(k) {
          const found = functions.topOf(at.score, titles, Math.min(k, titles), at.best, at.spare, at.counts)
          return new Int32Array(buffer, at.best, found)
        },
        sorted(positions) {
          const films = new Int32Array(buffer, at.films, positions.length)
          films.set(positions)
          functions.sortFilms(at.score, at.films, positions.length, at.list, at.spare, at.counts)
          return films.slice()
        },
      }
    },
  }
}
