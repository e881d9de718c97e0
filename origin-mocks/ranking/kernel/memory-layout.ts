import type { TrainedModel } from '../../../models/trained-model.ts'
import type { Address } from './kernel-functions.ts'
import { alignment, placesFrom } from './places.ts'

/** Events that are worked on at once: a history has any length. */
export const blockEvents = 512

/** Where things stand in the memory of one model. */
export interface MemoryLayout {
  /** What the base of each score is, by item up to a multiple of 4: popularity's part, -Infinity where nobody liked it. */
  readonly base: Address
  /** The codes of iALS once more, interleaved: read from one end to the other; one row is near at hand only as the file has it. */
  readonly interleaved: Address
  /** Scores by item, up to a multiple of 4. */
  readonly ease: Address
  readonly ials: Address
  readonly score: Address
  /** A block of events: numbers of rows, targets, the rows as numbers. */
  readonly events: Address
  readonly targets: Address
  readonly rows: Address
  /** The ridge regression: what it begins with, what it has learnt (a matrix, or directions), and its solution. */
  readonly diagonal: Address
  readonly matrix: Address
  readonly solution: Address
  /** A vector of the size of the largest, and its codes. */
  readonly vector: Address
  readonly codes: Address
  /** A logarithm for each level. */
  readonly logs: Address
  /** What was read to have it near at hand: nobody reads it again. */
  readonly touched: Address
  readonly end: Address
}

/** Where the file stands. */
export const fileAddress = alignment

/** How wide a ridge regression over so many unknowns is: tiles of its matrix are eight wide. */
export const ridgeSize = (unknowns: number) => Math.ceil(unknowns / 8) * 8

/** Lays out the memory of a model behind its file of `fileBytes`. For 20,000 titles of 128 factors what is worked in takes 3.7 MB. */
export function memoryLayout({ items, ranker, rater }: TrainedModel, fileBytes: number): MemoryLayout {
  const { place, end } = placesFrom(fileAddress + fileBytes)
  const column = 4 * Math.ceil(items.length / 4) * 4
  const widest = Math.max(
    ridgeSize(rater.fold.points.columns + 1),
    ...[ranker.ials.points, rater.fold.points, rater.rbm.weights].map(({ stride }) => stride),
  )
  return {
    ...{
      interleaved: place(ranker.ials.points.codes.length),
      base: place(column),
      ease: place(column),
      ials: place(column),
      score: place(column),
    },
    ...{ events: place(4 * blockEvents), targets: place(4 * blockEvents), rows: place(4 * blockEvents * widest) },
    ...{ diagonal: place(4 * widest), matrix: place(4 * widest * widest), solution: place(4 * widest) },
    ...{ vector: place(4 * widest), codes: place(widest), logs: place(4 * rater.rbm.levels.length), touched: place(4) },
    end: end(),
  }
}
