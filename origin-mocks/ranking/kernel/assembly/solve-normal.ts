import { addTimes, product } from './gather-rows.ts'

/** Adds rows, and their targets, to the normal equations: Σ row·rowᵀ to the upper triangle of `matrix`, Σ target · row to `vector`. */
export function addNormal(rows: usize, targets: usize, count: i32, size: i32, matrix: usize, vector: usize): void {
  const bytes = (<usize>size) << 2
  let n = 0
  for (; n + 4 <= count; n += 4) addFour(rows + <usize>n * bytes, 1, 0, size, matrix)
  for (; n < count; n++) {
    const row = rows + <usize>n * bytes
    for (let f = 0; f < size; f++) {
      const from = (<usize>f & ~3) << 2
      addTimes(load<f32>(row + ((<usize>f) << 2)), row + from, matrix + <usize>f * bytes + from, bytes - from)
    }
  }
  for (n = 0; n < count; n++) addTimes(load<f32>(targets + ((<usize>n) << 2)), rows + <usize>n * bytes, vector, bytes)
}

/**
 * Solves the normal equations for the vector, in place, by Cholesky's factorisation: the matrix becomes U with Uᵀ·U = the matrix, four rows at a
 * time, each four taken off the rows below at once. `size` is a multiple of 4; what stands left of the diagonal is not read. Gives whether the
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
    addFour(four, -1, first + 4, size, matrix)
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
 * Adds `sign` times the outer products of four rows, which stand one after the other, to the matrix: from row `from` on, right of the diagonal; two
 * rows of it at once, so that a number that is read serves two products.
 */
function addFour(rows: usize, sign: f32, from: i32, size: i32, matrix: usize): void {
  const bytes = (<usize>size) << 2
  const second = rows + bytes
  const third = second + bytes
  const fourth = third + bytes
  for (let f = <usize>from; f < <usize>size; f += 2) {
    const at = f << 2
    const a = f32x4.splat(sign * load<f32>(rows + at))
    const b = f32x4.splat(sign * load<f32>(second + at))
    const c = f32x4.splat(sign * load<f32>(third + at))
    const d = f32x4.splat(sign * load<f32>(fourth + at))
    const nextA = f32x4.splat(sign * load<f32>(rows + at + 4))
    const nextB = f32x4.splat(sign * load<f32>(second + at + 4))
    const nextC = f32x4.splat(sign * load<f32>(third + at + 4))
    const nextD = f32x4.splat(sign * load<f32>(fourth + at + 4))
    const to = matrix + f * bytes
    for (let g = at & ~15; g < bytes; g += 16) {
      const one = v128.load(rows + g)
      const two = v128.load(second + g)
      const three = v128.load(third + g)
      const four = v128.load(fourth + g)
      const own = f32x4.add(f32x4.add(f32x4.mul(a, one), f32x4.mul(b, two)), f32x4.add(f32x4.mul(c, three), f32x4.mul(d, four)))
      const next = f32x4.add(
        f32x4.add(f32x4.mul(nextA, one), f32x4.mul(nextB, two)),
        f32x4.add(f32x4.mul(nextC, three), f32x4.mul(nextD, four)),
      )
      v128.store(to + g, f32x4.add(v128.load(to + g), own))
      v128.store(to + bytes + g, f32x4.add(v128.load(to + bytes + g), next))
    }
  }
}

function multiply(vector: usize, by: f32, bytes: usize): void {
  const factor = f32x4.splat(by)
  for (let at: usize = 0; at < bytes; at += 16) v128.store(vector + at, f32x4.mul(v128.load(vector + at), factor))
}
