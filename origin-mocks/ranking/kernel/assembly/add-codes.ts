import { addProducts, addSum, plusProduct } from './add-products.ts'

/** Products of so many rows are summed in 32 bits, which hold them: numbers of rows are below 2 ** 13. */
const blockRows = 32
/** The weight of the row with the largest scale, of codes that are moved up by seven bits, where 2 ** 15 would be 1. */
const fullWeight: f32 = 16256

/**
 * Adds rows of eight bits, by their numbers, to the normal equations of targets that are all 1: Σ row·rowᵀ to the upper triangle of `matrix`, Σ row to
 * `vector`. Their scales differ, so for each 32 of them codes are rounded once more, to 63 steps for each code of the row with the largest scale: then whole
 * numbers can be summed, eight products an instruction. `size` is a multiple of 8 up to the stride; `pairs` has room for 16 rows of `size` numbers.
 */
export function addCodes(
  codes: usize,
  stride: i32,
  scales: usize,
  rows: usize,
  count: i32,
  size: i32,
  pairs: usize,
  matrix: usize,
  vector: usize,
): void {
  const bytes = (<usize>size) << 2
  for (let first = 0; first < count; first += blockRows) {
    const many = min(blockRows, count - first)
    const step = pairRows(codes, stride, scales, rows + ((<usize>first) << 2), many, bytes, pairs)
    const pairCount = (many + 1) >> 1
    addProducts<i16>(pairs, pairCount, step * step, 0, size, matrix)
    addSums(pairs, pairCount, bytes, step, vector)
  }
}

/** Writes rows two by two, the numbers of a column together, sixteen bits each: those of the last, where it is alone, with 0. Gives how much 1 is. */
function pairRows(codes: usize, stride: i32, scales: usize, rows: usize, count: i32, bytes: usize, pairs: usize): f32 {
  let most: f32 = 0
  for (let n = 0; n < count; n++) most = max(most, abs(load<f32>(scales + ((<usize>load<u32>(rows + ((<usize>n) << 2))) << 2))))
  const perScale: f32 = most > 0 ? fullWeight / most : 0
  for (let n = 0; n < count; n += 2) {
    const one = <usize>load<u32>(rows + ((<usize>n) << 2))
    const isAlone = n + 1 === count
    const other = isAlone ? one : <usize>load<u32>(rows + ((<usize>n) << 2), 4)
    const ofOne = weightOf(load<f32>(scales + (one << 2)) * perScale)
    const ofOther = isAlone ? i16x8.splat(0) : weightOf(load<f32>(scales + (other << 2)) * perScale)
    const from = codes + one * stride
    const beside = codes + other * stride
    for (let f: usize = 0; f < bytes >> 2; f += 8) {
      const a = weighed(from + f, ofOne)
      const b = weighed(beside + f, ofOther)
      v128.store(pairs, v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11))
      v128.store(pairs, v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15), 16)
      pairs += 32
    }
  }
  // A code of seven bits more, by the full weight, without the fifteen bits of a product.
  return most / (fullWeight / 256)
}

function weightOf(scale: f32): v128 {
  return i16x8.splat(<i16>nearest(scale))
}

function weighed(codes: usize, weight: v128): v128 {
  return i16x8.q15mulr_sat_s(i16x8.shl(i16x8.extend_low_i8x16_s(v128.load64_zero(codes)), 7), weight)
}

/** Adds the sum of each column of pairs. */
function addSums(pairs: usize, count: i32, bytes: usize, step: f32, vector: usize): void {
  const ones = i16x8.splat(1)
  for (let f: usize = 0; f < bytes; f += 16) {
    let sum = i32x4.splat(0)
    for (let n = 0; n < count; n++) sum = plusProduct<i16>(sum, v128.load(pairs + <usize>n * bytes + f), ones)
    addSum<i16>(step, sum, vector + f)
  }
}
