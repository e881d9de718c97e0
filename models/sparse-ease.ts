import type { EaseModel } from './ease.ts'
import { fromHalf, toHalf } from './half-float.ts'
import { topOf } from './top.ts'

/**
 * The strongest of what liking each item says, one after the other: who likes item i adds `weight[i * width + n]` to the score of
 * `target[i * width + n]`, and `rest[j]` to that of every j, which stands for all that is left out.
 */
export interface SparseEase {
  readonly items: number
  /** How many weights an item has; those it lacks are 0. */
  readonly width: number
  readonly target: Uint16Array
  /** In half precision. */
  readonly weight: Uint16Array
  readonly rest: Float32Array
}

/** As many items as sixteen bits can number. */
export const mostItems = 0x10000

/**
 * Keeps the `width` weights of each item that are furthest from 0, and of the others their mean for each item they speak of, by how often they would
 * be used (`popularity`). Throws a RangeError for more than 65,536 items.
 */
export function sparseEaseOf({ items, weights }: EaseModel, popularity: Float64Array, width: number): SparseEase {
  if (items > mostItems) throw new RangeError(`Cannot number the items: needs at most ${mostItems}, found ${items}`)
  const target = new Uint16Array(items * width)
  const strongest = new Float32Array(items * width)
  const left = new Float64Array(items)
  const leftBy = new Float64Array(items)
  for (let item = 0; item < items; item++) {
    const row = weights.subarray(item * items, (item + 1) * items)
    const kept = topOf(row.map(Math.abs), width, Uint32Array.of(item))
    const isKept = new Uint8Array(items)
    for (const [place, other] of kept.entries()) {
      target[item * width + place] = other
      strongest[item * width + place] = row[other] as number
      isKept[other] = 1
    }
    for (let other = 0; other < items; other++) {
      if (isKept[other] === 1) continue
      left[other] = (left[other] as number) + (row[other] as number) * (popularity[item] as number)
      leftBy[other] = (leftBy[other] as number) + (popularity[item] as number)
    }
  }
  const rest = Float32Array.from(left, (sum, other) => ((leftBy[other] as number) > 0 ? sum / (leftBy[other] as number) : 0))
  const isThere = (at: number) => at % width < items - 1
  const weight = Uint16Array.from(strongest, (value, at) => (isThere(at) ? toHalf(value - (rest[target[at] as number] as number)) : 0))
  return { items, width, target, weight, rest }
}

/** How much each item suits whoever likes `liked`, in `scores`, one for each item. Nothing liked: all 0. */
export function scoreSparseEase({ width, target, weight, rest }: SparseEase, liked: Uint32Array, scores: Float64Array): void {
  for (let item = 0; item < scores.length; item++) scores[item] = liked.length * (rest[item] as number)
  for (const item of liked) {
    for (let at = item * width; at < (item + 1) * width; at++) {
      const to = target[at] as number
      scores[to] = (scores[to] as number) + fromHalf(weight[at] as number)
    }
  }
}

/**
 * Of all items at once, which of the liked ones says most of each: its place among `liked`, -1 where none says anything for it. Ties go to the earlier.
 * An item says nothing of itself.
 */
export function speakersOf({ items, width, target, weight, rest }: SparseEase, liked: ArrayLike<number>): Int32Array {
  const speakers = new Int32Array(items).fill(-1)
  const most = new Float64Array(items)
  for (let place = 0; place < liked.length; place++) {
    const from = (liked[place] as number) * width
    for (let at = from; at < from + width; at++) {
      if (weight[at] === 0) continue
      const item = target[at] as number
      const says = (rest[item] as number) + fromHalf(weight[at] as number)
      if (says <= (most[item] as number)) continue
      most[item] = says
      speakers[item] = place
    }
  }
  return speakers
}
