import { expect, test } from 'vitest'
import { alongAxes, diagonalize } from './diagonalize.ts'
import { createNormal, createRandom } from './random.ts'

/** Σ of outer products: symmetric, and none of its eigenvalues negative. */
function gram(n: number, rows: number, seed: number): Float64Array {
  const normal = createNormal(createRandom(seed, 'diagonalize'))
  const matrix = new Float64Array(n * n)
  for (let row = 0; row < rows; row++) {
    const q = Float64Array.from({ length: n }, normal)
    for (let f = 0; f < n; f++)
      for (let g = 0; g < n; g++) matrix[f * n + g] = (matrix[f * n + g] as number) + (q[f] as number) * (q[g] as number)
  }
  return matrix
}

test.each([
  { what: 'one number', n: 1, rows: 3 },
  { what: 'a full matrix', n: 24, rows: 100 },
  { what: 'one with eigenvalues of 0', n: 24, rows: 5 },
])('axes put $what together again, and stand upright on each other', ({ n, rows }) => {
  const matrix = gram(n, rows, 3)
  const { values, axes } = diagonalize(matrix, n)
  for (let f = 0; f < n; f++)
    for (let g = 0; g < n; g++) {
      let [whole, product] = [0, 0]
      for (let k = 0; k < n; k++) {
        whole += (axes[f * n + k] as number) * (values[k] as number) * (axes[g * n + k] as number)
        product += (axes[k * n + f] as number) * (axes[k * n + g] as number)
      }
      expect(whole).toBeCloseTo(matrix[f * n + g] as number, 9)
      expect(product).toBeCloseTo(f === g ? 1 : 0, 10)
    }
  expect(values).toEqual(values.slice().sort().reverse())
})

test('rows along the axes have the products that they had', () => {
  const n = 6
  const normal = createNormal(createRandom(8, 'rows'))
  const rows = Float64Array.from({ length: 5 * n }, normal)
  const turned = alongAxes(rows, diagonalize(gram(n, 20, 4), n))
  const product = (of: Float64Array, one: number, other: number) =>
    of.slice(one * n, one * n + n).reduce((sum, value, f) => sum + value * (of[other * n + f] as number), 0)
  for (let one = 0; one < 5; one++)
    for (let other = 0; other < 5; other++) expect(product(turned, one, other)).toBeCloseTo(product(rows, one, other), 10)
})
