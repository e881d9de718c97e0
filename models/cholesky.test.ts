import { expect, test } from 'vitest'
import { factorize, solve } from './cholesky.ts'
import { invert } from './invert.ts'
import { createNormal, createRandom } from './random.ts'

/** A Gram matrix with something on its diagonal: symmetric and positive definite. */
function positiveDefinite(n: number, seed: number): Float64Array {
  const normal = createNormal(createRandom(seed))
  const half = Float64Array.from({ length: n * n }, normal)
  const matrix = new Float64Array(n * n)
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      let sum = row === column ? 0.5 * n : 0
      for (let k = 0; k < n; k++) sum += (half[row * n + k] ?? 0) * (half[column * n + k] ?? 0)
      matrix[row * n + column] = sum
    }
  }
  return matrix
}

const times = (matrix: ArrayLike<number>, n: number, vector: ArrayLike<number>) =>
  Array.from({ length: n }, (_, row) => {
    let sum = 0
    for (let k = 0; k < n; k++) sum += (matrix[row * n + k] ?? 0) * (vector[k] ?? 0)
    return sum
  })

test.each([1, 2, 7, 50])('L times its transpose is the matrix, and a solution solves: n = %i', (n) => {
  const matrix = positiveDefinite(n, n)
  const factor = matrix.slice()
  factorize(factor, n)
  for (let row = 0; row < n; row++)
    for (let column = 0; column <= row; column++) {
      let sum = 0
      for (let k = 0; k <= column; k++) sum += (factor[row * n + k] ?? 0) * (factor[column * n + k] ?? 0)
      expect(sum).toBeCloseTo(matrix[row * n + column] ?? 0, 8)
    }
  const x = Float64Array.from({ length: n }, (_, at) => Math.cos(at))
  const vector = Float64Array.from(times(matrix, n, x))
  solve(matrix.slice(), n, vector)
  for (let at = 0; at < n; at++) expect(vector[at]).toBeCloseTo(x[at] ?? 0, 8)
})

test.each([1, 3, 4, 63, 64, 65, 130, 200])('the inverse times the matrix is the identity, across borders of blocks: n = %i', (n) => {
  const matrix = positiveDefinite(n, n)
  const inverse = matrix.slice()
  invert(inverse, n)
  for (let column = 0; column < n; column++) {
    const product = times(
      matrix,
      n,
      Float64Array.from({ length: n }, (_, row) => inverse[row * n + column] ?? 0),
    )
    for (let row = 0; row < n; row++) expect(Math.abs((product[row] ?? 0) - Number(row === column))).toBeLessThan(1e-9)
  }
})

test('an inverse in single precision is the one in double, to its precision', () => {
  const matrix = positiveDefinite(100, 5)
  const single = Float32Array.from(matrix)
  invert(matrix, 100)
  invert(single, 100)
  const worst = single.reduce((most, value, at) => Math.max(most, Math.abs(value - (matrix[at] ?? 0))), 0)
  expect(worst).toBeLessThan(1e-6)
})

test('progress of an inverse ends at all of its blocks', () => {
  const told: [number, number][] = []
  invert(positiveDefinite(130, 1), 130, (done, total) => told.push([done, total]))
  expect(told).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ])
})

test.each([
  { name: 'singular', matrix: [1, 1, 1, 1] },
  { name: 'indefinite', matrix: [1, 2, 2, 1] },
  { name: 'with what is no number', matrix: [Number.NaN, 0, 0, 1] },
])('a matrix that is $name is refused', ({ matrix }) => {
  expect(() => factorize(Float64Array.from(matrix), 2)).toThrow(/needs a positive definite one/)
  expect(() => invert(Float64Array.from(matrix), 2)).toThrow(/needs a positive definite one/)
})
