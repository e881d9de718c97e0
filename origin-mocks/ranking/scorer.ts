import type { History } from '../../contracts/members.ts'
import type { ScoreOrder } from './score-order.ts'

/** What is said of each title of the catalog for one profile, by position. It holds until the scorer is asked again. */
export interface Scores {
  /** Orders the titles; all finite. */
  readonly score: Float32Array
  /** The probability of being watched, 0 to 1. Never falls as the score grows. */
  readonly chance: Float32Array
  /** Orders these titles. Absent where a scorer has no faster way than that of plain numbers. */
  readonly order?: ScoreOrder | undefined
  /** The positions of what the profile likes, as `likesInHistory` has them; absent where the scorer did not look. */
  readonly liked?: Uint32Array
}

/** What one signal gave to the score of each title that was asked about, in that order. */
export interface SignalPart {
  /** As operators read it: `ease`, `popularity`, `genre` … */
  readonly signal: string
  readonly values: Float32Array
}

/**
 * What ranks a catalog for anybody by a history: it keeps nothing of a member, and the same history gives the same scores on every machine. It
 * knows nothing of rules, those for children least: they are the page's.
 */
export interface Scorer {
  /** Names the model and the data it works on; stands in traces. */
  readonly name: string
  /** Of the whole catalog; null is a visitor. */
  scores(history: History | null): Scores
  /** How likely each title is to be liked, in whole per cent, in the order asked. */
  match(history: History, positions: ArrayLike<number>): Float32Array
  /**
   * What tells of each title the position of the film of the history that speaks most for it; null where none does. The history is read once,
   * however many titles are asked for.
   */
  because(history: History): (position: number) => number | null
  /** What the scores of these positions are made of, for operators: the parts add up to them. Absent where a scorer cannot tell. */
  signals?(history: History | null, positions: ArrayLike<number>): readonly SignalPart[]
}
