import { expect, test } from 'vitest'
import { biasOf, trainBias } from './bias.ts'
import { solve } from './cholesky.ts'
import { meanOf, ratingsFrom } from './ratings.ts'
import { createWorld } from './synthetic.ts'

function correlation(one: Float64Array, other: Float64Array): number {
  const [first, second] = [one, other].map((values) => values.map((value) => value - meanOf(values))) as [Float64Array, Float64Array]
  const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
  return product(first, second) / Math.sqrt(product(first, first) * product(second, second))
}

test('biases are the solution of the normal equations', () => {
  const { ratings } = createWorld({ users: 12, items: 9, factors: 1, ratingsPerUser: 5, noise: 0.5, seed: 1 })
  const [users, items] = [ratings.users.length, ratings.items.length]
  const size = users + items
  const matrix = new Float64Array(size * size)
  const vector = new Float64Array(size)
  for (let at = 0; at < size; at++) matrix[at * size + at] = at < users ? 5 : 1
  for (let user = 0; user < users; user++) {
    for (let at = ratings.start[user] ?? 0; at < (ratings.start[user + 1] ?? 0); at++) {
      const item = users + (ratings.item[at] ?? 0)
      for (const [a, b] of [
        [user, user],
        [item, item],
        [user, item],
        [item, user],
      ] as const)
        matrix[a * size + b] = (matrix[a * size + b] ?? 0) + 1
      const rest = (ratings.value[at] ?? 0) - meanOf(ratings.value)
      for (const a of [user, item]) vector[a] = (vector[a] ?? 0) + rest
    }
  }
  solve(matrix, size, vector)
  const model = trainBias(ratings, { userPenalty: 5, itemPenalty: 1, rounds: 200 })
  for (let user = 0; user < users; user++) expect(model.user[user]).toBeCloseTo(vector[user] ?? 0, 8)
  for (let item = 0; item < items; item++) expect(model.item[item]).toBeCloseTo(vector[users + item] ?? 0, 8)
})

test('recovers how generous members are and how well liked items', () => {
  const { ratings, userBias, itemBias } = createWorld({
    ...{ users: 200, items: 100, factors: 1, ratingsPerUser: 60, noise: 0.3, seed: 2, stars: false },
  })
  const { user, item } = trainBias(ratings)
  // Tastes take part in who rates what, and so in every mean: the likeness is not perfect.
  expect(correlation(user, userBias)).toBeGreaterThan(0.8)
  expect(correlation(item, itemBias)).toBeGreaterThan(0.85)
})

test('unknown members and items are as all are', () => {
  const model = trainBias(ratingsFrom([{ user: 'a', item: 'x', value: 4 }]))
  expect(biasOf(model, -1, -1)).toBe(4)
  expect(biasOf(model, 0, -1)).toBe(4)
})
