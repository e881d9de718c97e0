import { expect, test } from 'vitest'
import { likedBy, likesFrom } from '../../models/likes.ts'
import { popularityOf } from '../../models/popularity.ts'
import { scoreSparseEase } from '../../models/sparse-ease.ts'
import { createWorld } from '../../models/synthetic.ts'
import { servedEaseOptions, trainServedEase } from './train-served-ease.ts'

const likes = likesFrom(createWorld({ users: 100, items: 40, factors: 3, ratingsPerUser: 15, noise: 0.3, seed: 5 }).ratings)
const popularity = popularityOf(likes)
const liked = likedBy(likes, 3)

test('of a catalog that is too large to weigh, the most liked items are weighed and the others score 0', () => {
  const ease = trainServedEase(likes, { width: 10, most: 25 })
  const scores = new Float64Array(likes.items)
  scoreSparseEase(ease, liked, scores)
  const byPopularity = [...popularity.keys()].sort((one, other) => (popularity[other] ?? 0) - (popularity[one] ?? 0) || one - other)
  expect(byPopularity.slice(25).every((item) => scores[item] === 0)).toBe(true)
  expect(byPopularity.slice(0, 25).filter((item) => scores[item] !== 0).length).toBeGreaterThan(20)
})

test('one that is just not too large is weighed whole', () => {
  const all = trainServedEase(likes, { width: 10, most: likes.items })
  expect(trainServedEase(likes, { width: 10, most: 8000 })).toEqual(all)
  expect(all.rest.some((weight) => weight !== 0)).toBe(true)
})

test('the weights of a large catalog take as much room as those of one of 10,000', () => {
  expect(servedEaseOptions(3000).width).toBe(200)
  expect(servedEaseOptions(10_000).width).toBe(200)
  expect(servedEaseOptions(20_000).width).toBe(100)
  expect(servedEaseOptions(65_536).width).toBe(30)
})
