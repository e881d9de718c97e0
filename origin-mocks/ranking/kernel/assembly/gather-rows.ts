/**
 * Rows of eight bits as numbers, one after the other: `count` rows by their numbers, `columns` of each, then `last`, then 0 up to `size`, a multiple
 * of 4 above `columns`.
 */
export function gatherRows(
  codes: usize,
  stride: i32,
  scales: usize,
  rows: usize,
  count: i32,
  columns: i32,
  last: f32,
  size: i32,
  out: usize,
): void {
  const bytes = (<usize>size) << 2
  for (let n = 0; n < count; n++) {
    const row = <usize>load<u32>(rows + ((<usize>n) << 2))
    const from = codes + row * stride
    const scale = f32x4.splat(load<f32>(scales + (row << 2)))
    for (let at: usize = 0; at < <usize>stride; at += 4)
      if (at < <usize>size) v128.store(out + (at << 2), f32x4.mul(fourCodes(from + at), scale))
    for (let at = columns; at < size; at++) store<f32>(out + ((<usize>at) << 2), at === columns ? last : 0)
    out += bytes
  }
}

/** Adds rows of eight bits, by their numbers, to a vector of `stride` numbers. */
export function addRows(codes: usize, stride: i32, scales: usize, rows: usize, count: i32, vector: usize): void {
  for (let n = 0; n < count; n++) {
    const row = <usize>load<u32>(rows + ((<usize>n) << 2))
    const from = codes + row * stride
    const scale = f32x4.splat(load<f32>(scales + (row << 2)))
    for (let at: usize = 0; at < <usize>stride; at += 4) {
      const to = vector + (at << 2)
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(fourCodes(from + at), scale)))
    }
  }
}

/** Takes the product of a vector with each row of `size` numbers off the row's target. */
export function takeProducts(rows: usize, size: i32, count: i32, vector: usize, targets: usize): void {
  const bytes = (<usize>size) << 2
  for (let n = 0; n < count; n++) {
    const target = targets + ((<usize>n) << 2)
    store<f32>(target, load<f32>(target) - product(rows, vector, bytes))
    rows += bytes
  }
}

/** The product of two vectors of so many bytes, a multiple of 16. */
export function product(one: usize, other: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0)
  for (let at: usize = 0; at < bytes; at += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(one + at), v128.load(other + at)))
  const half = f32x4.add(sum, v128.shuffle<i32>(sum, sum, 2, 3, 0, 1))
  return f32x4.extract_lane(half, 0) + f32x4.extract_lane(half, 1)
}

/** Adds `times` a vector to another of so many bytes, a multiple of 16. */
export function addTimes(times: f32, vector: usize, to: usize, bytes: usize): void {
  const factor = f32x4.splat(times)
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(v128.load(vector + at), factor)))
}

/** Four codes of eight bits as numbers. */
function fourCodes(at: usize): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(at))))
}
