/**
 * Interleaved rows of eight bits: `count` of them, a multiple of 4, of `stride` codes, a multiple of 16. Sixteen rows stand together, and four at a
 * time what is left; of them sixteen columns after the other; of these, four rows in 64 bytes; and there four codes of each. So a vector
 * holds four codes of four rows, sums end in the lanes of their rows, and memory is read from one end to the other.
 */
export function interleaveRows(rows: usize, stride: i32, count: i32, spare: usize): void {
  for (let first = 0; first < count; first += rowsTogether(first, count)) {
    const together = rowsTogether(first, count)
    const from = rows + <usize>first * stride
    memory.copy(spare, from, <usize>together * stride)
    for (let row = 0; row < together; row++)
      for (let f = 0; f < stride; f += 4) store<u32>(from + placeOf(row, f, together), load<u32>(spare + <usize>row * stride + f))
  }
}

/** Rows by their numbers from interleaved ones, as numbers, one after the other: `size` columns of each, at most the stride. */
export function gatherInterleaved(
  codes: usize,
  stride: i32,
  scales: usize,
  all: i32,
  rows: usize,
  count: i32,
  size: i32,
  out: usize,
): void {
  for (let n: usize = 0; n < <usize>count; n++) {
    const row = load<i32>(rows + (n << 2))
    const together = rowsTogether(row & ~15, all)
    const first = row & ~(together - 1)
    const from = codes + <usize>first * stride
    const scale = f32x4.splat(load<f32>(scales + ((<usize>row) << 2)))
    for (let f = 0; f < size; f += 4)
      v128.store(out + ((<usize>f) << 2), f32x4.mul(fourCodes(from + placeOf(row - first, f, together)), scale))
    out += (<usize>size) << 2
  }
}

/** How many rows stand together, from the first of sixteen or of four on. */
function rowsTogether(first: i32, all: i32): i32 {
  return all - first >= 16 ? 16 : 4
}

/** Where four codes of a row stand that is one of so many together. */
function placeOf(row: i32, f: i32, together: i32): usize {
  return <usize>((f >> 4) * (together << 4) + ((row >> 2) << 6) + (((f >> 2) & 3) << 4) + ((row & 3) << 2))
}

/** Four codes of eight bits as numbers. */
export function fourCodes(at: usize): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(at))))
}
