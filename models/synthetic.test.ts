import { expect, test } from 'vitest'
import { createWorld } from './synthetic.ts'

const options = { users: 60, items: 80, factors: 3, ratingsPerUser: 30, noise: 0, seed: 4, stars: false }

test('without noise and rounding each rating is what the truth says, item numbers included', () => {
  const { ratings, mean, userBias, itemBias, userFactors, itemFactors } = createWorld(options)
  expect(ratings.item.length).toBe(60 * 30)
  expect(itemBias.length).toBe(ratings.items.length)
  for (let user = 0; user < ratings.users.length; user++) {
    for (let at = ratings.start[user] ?? 0; at < (ratings.start[user + 1] ?? 0); at++) {
      const item = ratings.item[at] ?? 0
      let truth = mean + (userBias[user] ?? 0) + (itemBias[item] ?? 0)
      for (let f = 0; f < 3; f++) truth += (userFactors[user * 3 + f] ?? 0) * (itemFactors[item * 3 + f] ?? 0)
      expect(ratings.value[at]).toBeCloseTo(truth, 5)
    }
  }
})

test('ratings are whole stars from 1 to 5 unless asked otherwise; a seed gives one world', () => {
  const { ratings } = createWorld({ ...options, stars: true, noise: 1 })
  expect(new Set(ratings.value)).toEqual(new Set([1, 2, 3, 4, 5]))
  expect(createWorld({ ...options, stars: true, noise: 1 }).ratings).toEqual(ratings)
  expect(createWorld({ ...options, stars: true, noise: 1, seed: 5 }).ratings).not.toEqual(ratings)
})

test('items are rated unevenly, as films are', () => {
  const { ratings } = createWorld({ ...options, users: 300 })
  const counts = new Uint32Array(ratings.items.length)
  for (const item of ratings.item) counts[item] = (counts[item] ?? 0) + 1
  const sorted = [...counts].sort((a, b) => b - a)
  expect(sorted[0]).toBeGreaterThan(3 * (sorted[Math.floor(sorted.length / 2)] ?? 0) * 0.7)
})
