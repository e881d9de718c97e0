import { topOf } from '../../models/top.ts'

/** Orders titles by their scores, best first, ties by position, until the scorer is asked again. */
export interface ScoreOrder {
  /** The positions of the `k` best; they hold as long. */
  best(k: number): Int32Array
  /** Some positions, none twice, in an array of their own. */
  sorted(positions: Int32Array): Int32Array
}

/** Orders by plain numbers. */
export const plainOrder = (score: Float32Array): ScoreOrder => ({
  best: (k) => Int32Array.from(topOf(score, k, new Uint32Array())),
  sorted: (positions) => sortedByScore(score, positions),
})

/** As whole numbers, which need no function to compare them. */
function sortedByScore(score: Float32Array, positions: Int32Array): Int32Array {
  const count = positions.length
  const scores = new Float32Array(count)
  // What is added makes 0 of -0.
  for (let place = 0; place < count; place++) scores[place] = (score[positions[place] as number] as number) + 0
  const bits = new Int32Array(scores.buffer)
  const keys = new Float64Array(count)
  for (let place = 0; place < count; place++) {
    const own = bits[place] as number
    // Ascends as scores descend; of equal ones the position decides, for which there is room below 2 ** 21.
    keys[place] = (own < 0 ? own >>> 0 : 0x7fffffff - own) * 2 ** 21 + (positions[place] as number)
  }
  keys.sort()
  const sorted = new Int32Array(count)
  for (let place = 0; place < count; place++) sorted[place] = (keys[place] as number) % 2 ** 21
  return sorted
}
