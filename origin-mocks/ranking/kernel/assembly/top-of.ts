import { keysOf, put, putWhere, sortByKey } from './score-pairs.ts'

/** Scores that are looked at to guess how high the best `k` begin. */
const sampled = 512

/**
 * The `k` best of `items` scores, best first; of equal ones the lower item first, so that a list is the same on every machine. Leaves out -Infinity;
 * writes their numbers to `list` and gives how many there are. `list` and `spare` have room for 8 bytes an item, and 4 KB at least; `counts` has 24 KB.
 * A threshold is guessed from a sample, what passes it is sorted by radix; where too few pass, all do.
 */
export function topOf(scores: usize, items: i32, k: i32, list: usize, spare: usize, counts: usize): i32 {
  if (k <= 0) return 0
  let found = 0
  if (k < items >> 1 && items >= 4 * sampled) {
    found = above(guess(scores, items, k, list, counts), scores, items, list)
  }
  // -Infinity itself is not above the lowest finite number.
  if (found < k) found = above(-f32.MAX_VALUE, scores, items, list)
  sortByKey(list, spare, found, counts)
  const best = min(found, k)
  for (let place: usize = 0; place < <usize>best; place++) store<u32>(list + (place << 2), load<u32>(list + (place << 3) + 4))
  return best
}

/**
 * Collects the items that score at least so much, in their order, each as its key and its number: four scores at a time, and where any of these passes
 * all four are written, each behind the last that did: which ones pass is as good as chance to a processor.
 */
function above(least: f32, scores: usize, items: i32, list: usize): i32 {
  const threshold = f32x4.splat(least)
  const whole = items & ~3
  let end = list
  for (let item = 0; item < whole; item += 4) {
    const four = v128.load(scores + ((<usize>item) << 2))
    const passed = i32x4.bitmask(f32x4.ge(four, threshold))
    if (passed === 0) continue
    const keys = keysOf(four)
    end = putWhere(passed & 1, end, i32x4.extract_lane(keys, 0), item)
    end = putWhere((passed >> 1) & 1, end, i32x4.extract_lane(keys, 1), item + 1)
    end = putWhere((passed >> 2) & 1, end, i32x4.extract_lane(keys, 2), item + 2)
    end = putWhere(passed >> 3, end, i32x4.extract_lane(keys, 3), item + 3)
  }
  for (let item = whole; item < items; item++) {
    const score = load<f32>(scores + ((<usize>item) << 2))
    if (score >= least) end = put(end, score, item)
  }
  return <i32>((end - list) >> 3)
}

/** About as high as the best `k` begin, rather lower: the score of that place among an evenly drawn sample. */
function guess(scores: usize, items: i32, k: i32, list: usize, counts: usize): f32 {
  const step = <f32>items / <f32>sampled
  let end = list
  for (let n = 0; n < sampled; n++) {
    const item = <i32>(<f32>n * step)
    end = put(end, load<f32>(scores + ((<usize>item) << 2)), item)
  }
  sortByKey(list, list + sampled * 8, sampled, counts)
  // Two deviations of how many of the best are drawn.
  const expected = (<f32>k * <f32>sampled) / <f32>items
  const place = <i32>(expected + 2 * sqrt(expected)) + 1
  const item = load<u32>(list + ((<usize>min(place, sampled - 1)) << 3) + 4)
  return max(load<f32>(scores + ((<usize>item) << 2)), -f32.MAX_VALUE)
}
