import { expect, test } from 'vitest'
import { climb } from './climb.ts'

const hill =
  (top: readonly number[]) =>
  (weights: readonly number[]): number =>
    -weights.reduce((sum, weight, at) => sum + Math.abs(weight - (top[at] ?? 0)), 0)

test('finds the top of a hill that its steps can reach', () => {
  const { weights, value } = climb([1, 0, 0], hill([1.5, -0.7, 0.05]))
  for (const [at, weight] of [1.5, -0.7, 0.05].entries()) expect(weights[at]).toBeCloseTo(weight, 9)
  expect(value).toBeCloseTo(0, 9)
})

test('a fixed weight stays, and nothing is worse than the start', () => {
  const start = [1, 0.3]
  const { weights, value } = climb(start, hill([5, 0.3]), [0])
  expect(weights).toEqual(start)
  expect(value).toBe(hill([5, 0.3])(start))
})

test('a plain is not walked on', () => {
  let asked = 0
  const { weights } = climb([1, 2], () => {
    asked++
    return 7
  })
  expect(weights).toEqual([1, 2])
  expect(asked).toBe(1 + 4 * 2 * 2)
})
