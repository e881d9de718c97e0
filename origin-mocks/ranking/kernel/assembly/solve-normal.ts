import { addTimes, product } from './gather-rows.ts'

/** So many rows of 128 numbers stay in the nearest cache while they are multiplied with each other. */
const blockRows = 32

/** Adds rows, and their targets, to the normal equations: Σ row·rowᵀ to the upper triangle of `matrix`, Σ target · row to `vector`. */
export function addNormal(rows: usize, targets: usize, count: i32, size: i32, matrix: usize, vector: usize): void {
  const bytes = (<usize>size) << 2
  for (let first = 0; first < count; first += blockRows)
    addProducts(rows + <usize>first * bytes, min(blockRows, count - first), 1, 0, size, matrix)
  for (let n = 0; n < count; n++) addTimes(load<f32>(targets + ((<usize>n) << 2)), rows + <usize>n * bytes, vector, bytes)
}

/**
 * Solves the normal equations for the vector, in place, by Cholesky's factorisation: the matrix becomes U with Uᵀ·U = the matrix, four rows at a
 * time, which are taken off the rows below together. `size` is a multiple of 8; what stands left of the diagonal is not read. Gives whether the
 * matrix was positive definite.
 */
export function solveNormal(matrix: usize, size: i32, vector: usize): bool {
  const bytes = (<usize>size) << 2
  for (let first = 0; first < size; first += 4) {
    const four = matrix + <usize>first * bytes
    const from = (<usize>first) << 2
    for (let p: usize = 0; p < 4; p++) {
      const row = four + p * bytes
      const own = from + (p << 2)
      for (let q: usize = 0; q < p; q++) {
        const above = four + q * bytes
        addTimes(-load<f32>(above + own), above + from, row + from, bytes - from)
      }
      const pivot = load<f32>(row + own)
      if (!(pivot > 0)) return false
      multiply(row + from, 1 / sqrt(pivot), bytes - from)
    }
    addProducts(four, 4, -1, first + 4, size, matrix)
  }
  substitute(matrix, size, vector)
  return true
}

/** Solves Uᵀ·y = vector, then U·x = y, in place. */
function substitute(matrix: usize, size: i32, vector: usize): void {
  const bytes = (<usize>size) << 2
  for (let row: usize = 0; row < <usize>size; row++) {
    const own = matrix + row * bytes
    const at = row << 2
    const group = (at + 16) & ~15
    const value = load<f32>(vector + at) / load<f32>(own + at)
    store<f32>(vector + at, value)
    for (let next = at + 4; next < group; next += 4) store<f32>(vector + next, load<f32>(vector + next) - value * load<f32>(own + next))
    addTimes(-value, own + group, vector + group, bytes - group)
  }
  for (let left = <usize>size; left > 0; left--) {
    const own = matrix + (left - 1) * bytes
    const at = (left - 1) << 2
    const group = (at + 16) & ~15
    let sum = product(own + group, vector + group, bytes - group)
    for (let next = at + 4; next < group; next += 4) sum += load<f32>(own + next) * load<f32>(vector + next)
    store<f32>(vector + at, (load<f32>(vector + at) - sum) / load<f32>(own + at))
  }
}

/**
 * Adds `sign` times Σ row·rowᵀ of some rows, which stand one after the other, to the matrix, from its row `from` on, a multiple of 4, right of the diagonal:
 * tile by tile, so that what is summed stays in registers. `size` is a multiple of 8, as wide as a tile: the first may begin left of the diagonal.
 */
function addProducts(rows: usize, count: i32, sign: f32, from: i32, size: i32, matrix: usize): void {
  const bytes = (<usize>size) << 2
  for (let f = (<usize>from) << 2; f < bytes; f += 16) {
    const to = matrix + (f >> 2) * bytes
    for (let g = f & ~31; g < bytes; g += 32) addTile(rows + f, rows + g, count, sign, bytes, to + g)
  }
}

/** Four rows of the matrix, eight columns: those of `ones` by those of `others`. */
function addTile(ones: usize, others: usize, count: i32, sign: f32, bytes: usize, to: usize): void {
  let a = f32x4.splat(0)
  let a2 = f32x4.splat(0)
  let b = f32x4.splat(0)
  let b2 = f32x4.splat(0)
  let c = f32x4.splat(0)
  let c2 = f32x4.splat(0)
  let d = f32x4.splat(0)
  let d2 = f32x4.splat(0)
  for (let n = 0; n < count; n++) {
    const other = v128.load(others)
    const next = v128.load(others, 16)
    const first = v128.load32_splat(ones)
    a = f32x4.add(a, f32x4.mul(first, other))
    a2 = f32x4.add(a2, f32x4.mul(first, next))
    const second = v128.load32_splat(ones, 4)
    b = f32x4.add(b, f32x4.mul(second, other))
    b2 = f32x4.add(b2, f32x4.mul(second, next))
    const third = v128.load32_splat(ones, 8)
    c = f32x4.add(c, f32x4.mul(third, other))
    c2 = f32x4.add(c2, f32x4.mul(third, next))
    const fourth = v128.load32_splat(ones, 12)
    d = f32x4.add(d, f32x4.mul(fourth, other))
    d2 = f32x4.add(d2, f32x4.mul(fourth, next))
    ones += bytes
    others += bytes
  }
  addSum(sign, a, to)
  addSum(sign, a2, to + 16)
  addSum(sign, b, to + bytes)
  addSum(sign, b2, to + bytes + 16)
  addSum(sign, c, to + 2 * bytes)
  addSum(sign, c2, to + 2 * bytes + 16)
  addSum(sign, d, to + 3 * bytes)
  addSum(sign, d2, to + 3 * bytes + 16)
}

function addSum(sign: f32, sum: v128, to: usize): void {
  v128.store(to, f32x4.add(v128.load(to), f32x4.mul(f32x4.splat(sign), sum)))
}

function multiply(vector: usize, by: f32, bytes: usize): void {
  const factor = f32x4.splat(by)
  for (let at: usize = 0; at < bytes; at += 16) v128.store(vector + at, f32x4.mul(v128.load(vector + at), factor))
}
