/** Sets the score of each item to what is not weighed one by one, `liked` times; the items that were added to a multiple of 4 to 0. */
export function startEase(rest: usize, items: i32, liked: f32, scores: usize): void {
  const times = f32x4.splat(liked)
  const end = (<usize>items) << 2
  const whole = end & ~15
  for (let at: usize = 0; at < whole; at += 16) v128.store(scores + at, f32x4.mul(v128.load(rest + at), times))
  for (let at = whole; at < ((end + 15) & ~15); at += 4) store<f32>(scores + at, at < end ? load<f32>(rest + at) * liked : 0)
}

/** Adds what liking each of `count` items says of others: `width` targets in sixteen bits and as many weights in half precision an item. */
export function addEase(targets: usize, weights: usize, width: i32, liked: usize, count: i32, scores: usize): void {
  const bytes = (<usize>width) << 1
  for (let n = 0; n < count; n++) {
    const row = <usize>load<u32>(liked + ((<usize>n) << 2)) * bytes
    const end = targets + row + bytes
    let target = targets + row
    let weight = weights + row
    for (; target + 8 <= end; target += 8) {
      const four = fromHalves(v128.load64_zero(weight))
      add(scores, target, f32x4.extract_lane(four, 0))
      add(scores, target + 2, f32x4.extract_lane(four, 1))
      add(scores, target + 4, f32x4.extract_lane(four, 2))
      add(scores, target + 6, f32x4.extract_lane(four, 3))
      weight += 8
    }
    for (; target < end; target += 2) {
      add(scores, target, f32x4.extract_lane(fromHalves(i16x8.splat(load<i16>(weight))), 0))
      weight += 2
    }
  }
}

function add(scores: usize, target: usize, weight: f32): void {
  const score = scores + ((<usize>load<u16>(target)) << 2)
  store<f32>(score, load<f32>(score) + weight)
}

/**
 * The first four numbers of sixteen bits of half precision, exactly: their fractions and exponents in the place of single precision's, times 2^112.
 */
function fromHalves(halves: v128): v128 {
  const bits = i32x4.extend_low_i16x8_u(halves)
  const numbers = f32x4.mul(i32x4.shl(v128.and(bits, i32x4.splat(0x7fff)), 13), f32x4.splat(reinterpret<f32>(0x77800000)))
  return v128.or(numbers, i32x4.shl(v128.and(bits, i32x4.splat(0x8000)), 16))
}
