/**
 * Adds `times` Σ row·rowᵀ of some rows, which stand one after the other, to the matrix, from its row `from` on, a multiple of 4, right of the diagonal:
 * tile by tile, so that what is summed stays in registers. `size` is a multiple of 8, as wide as a tile: the first may begin left of the diagonal. Rows are
 * of numbers, `f32`, or of pairs of whole numbers, `i16`: two rows in one, the numbers of a column together, whose products 32 bits have to hold.
 */
export function addProducts<T>(rows: usize, count: i32, times: f32, from: i32, size: i32, matrix: usize): void {
  const bytes = (<usize>size) << 2
  for (let f = (<usize>from) << 2; f < bytes; f += 16) {
    const to = matrix + (f >> 2) * bytes
    for (let g = f & ~31; g < bytes; g += 32) addTile<T>(rows + f, rows + g, count, times, bytes, to + g)
  }
}

/** Four rows of the matrix, eight columns: those of `ones` by those of `others`. */
function addTile<T>(ones: usize, others: usize, count: i32, times: f32, bytes: usize, to: usize): void {
  let a = i32x4.splat(0)
  let a2 = i32x4.splat(0)
  let b = i32x4.splat(0)
  let b2 = i32x4.splat(0)
  let c = i32x4.splat(0)
  let c2 = i32x4.splat(0)
  let d = i32x4.splat(0)
  let d2 = i32x4.splat(0)
  for (let n = 0; n < count; n++) {
    const other = v128.load(others)
    const next = v128.load(others, 16)
    const first = v128.load32_splat(ones)
    a = plusProduct<T>(a, first, other)
    a2 = plusProduct<T>(a2, first, next)
    const second = v128.load32_splat(ones, 4)
    b = plusProduct<T>(b, second, other)
    b2 = plusProduct<T>(b2, second, next)
    const third = v128.load32_splat(ones, 8)
    c = plusProduct<T>(c, third, other)
    c2 = plusProduct<T>(c2, third, next)
    const fourth = v128.load32_splat(ones, 12)
    d = plusProduct<T>(d, fourth, other)
    d2 = plusProduct<T>(d2, fourth, next)
    ones += bytes
    others += bytes
  }
  addSum<T>(times, a, to)
  addSum<T>(times, a2, to + 16)
  addSum<T>(times, b, to + bytes)
  addSum<T>(times, b2, to + bytes + 16)
  addSum<T>(times, c, to + 2 * bytes)
  addSum<T>(times, c2, to + 2 * bytes + 16)
  addSum<T>(times, d, to + 3 * bytes)
  addSum<T>(times, d2, to + 3 * bytes + 16)
}

/** A sum of numbers, or of whole ones, and the products of some more. */
export function plusProduct<T>(sum: v128, one: v128, other: v128): v128 {
  return isInteger<T>() ? i32x4.add(sum, i32x4.dot_i16x8_s(one, other)) : f32x4.add(sum, f32x4.mul(one, other))
}

/** Adds `times` such a sum to numbers. */
export function addSum<T>(times: f32, sum: v128, to: usize): void {
  const numbers = isInteger<T>() ? f32x4.convert_i32x4_s(sum) : sum
  v128.store(to, f32x4.add(v128.load(to), f32x4.mul(f32x4.splat(times), numbers)))
}
