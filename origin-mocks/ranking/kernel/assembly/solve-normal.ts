import { addProducts } from './add-products.ts'
import { addTimes, product } from './gather-rows.ts'

/** So many rows of 128 numbers stay in the nearest cache while they are multiplied with each other. */
const blockRows = 32

/** Adds rows, and their targets, to the normal equations: Σ row·rowᵀ to the upper triangle of `matrix`, Σ target · row to `vector`. */
export function addNormal(rows: usize, targets: usize, count: i32, size: i32, matrix: usize, vector: usize): void {
  const bytes = (<usize>size) << 2
  for (let first = 0; first < count; first += blockRows)
    addProducts<f32>(rows + <usize>first * bytes, min(blockRows, count - first), 1, 0, size, matrix)
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
    addProducts<f32>(four, 4, -1, first + 4, size, matrix)
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

function multiply(vector: usize, by: f32, bytes: usize): void {
  const factor = f32x4.splat(by)
  for (let at: usize = 0; at < bytes; at += 16) v128.store(vector + at, f32x4.mul(v128.load(vector + at), factor))
}
