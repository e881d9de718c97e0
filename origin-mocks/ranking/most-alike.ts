import type { Columns } from './columns.ts'
import { byLikeness, maxAlike } from './likeness.ts'

/** So many of the films most like one are remembered, and for so many films. */
const [listed, mostKept] = [512, 512]

/** Isolate scope: what follows from a catalog alone, as long as its columns live. */
const kept = new WeakMap<Columns, Map<number, Int32Array>>()

/**
 * The films most like one of those that `may` lets, that first: the same that `markAlike` marks. Likeness is found once for a film. Undefined where
 * too few of the remembered ones may be, so that others would have to be asked.
 */
export function mostAlike(columns: Columns, position: number, may: (other: number) => boolean): Int32Array | undefined {
  let known = kept.get(columns)
  if (known === undefined) kept.set(columns, (known = new Map()))
  let list = known.get(position)
  if (list === undefined) {
    if (known.size >= mostKept) known.clear()
    list = Int32Array.from(byLikeness(columns, position, () => true).slice(0, listed))
    known.set(position, list)
  }
  const alike = new Int32Array(maxAlike)
  let count = 0
  for (let place = 0; place < list.length && count < maxAlike; place++) {
    const other = list[place] as number
    if (may(other)) alike[count++] = other
  }
  return count === maxAlike || list.length < listed ? alike.subarray(0, count) : undefined
}
