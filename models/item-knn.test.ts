import { expect, test } from 'vitest'
import { correlate, itemMeans, predictByNeighbours } from './item-knn.ts'
import { meanOf, type Ratings, ratingsFrom, transposed } from './ratings.ts'
import { createWorld } from './synthetic.ts'

const { ratings } = createWorld({ users: 30, items: 12, factors: 2, ratingsPerUser: 6, noise: 0.4, seed: 1 })
const byItem = transposed(ratings)
const means = itemMeans(byItem, meanOf(ratings.value), 2)
const rests = Float32Array.from(ratings.value, (value, at) => value - (means[ratings.item[at] ?? 0] ?? 0))

const restOf = ({ start, item }: Ratings, user: number, wanted: number) => {
  for (let at = start[user] ?? 0; at < (start[user + 1] ?? 0); at++) if (item[at] === wanted) return rests[at]
  return undefined
}

function likenessByHand(one: number, other: number, support: number): number {
  const common = ratings.users.flatMap((_, user) => {
    const [a, b] = [restOf(ratings, user, one), restOf(ratings, user, other)]
    return a === undefined || b === undefined ? [] : [[a, b] as const]
  })
  const sum = (of: (pair: readonly [number, number]) => number) => common.reduce((total, pair) => total + of(pair), 0)
  const spread = Math.sqrt(sum(([a]) => a * a) * sum(([, b]) => b * b))
  return spread > 0 ? (sum(([a, b]) => a * b) / spread) * (common.length / (common.length + support)) : 0
}

test('likeness is the correlation over who rated both, shrunk by how many they are', () => {
  const likeness = new Float64Array(ratings.items.length)
  for (const item of [0, 5]) {
    correlate(ratings, byItem, rests, item, 7, likeness)
    for (let other = 0; other < likeness.length; other++)
      expect(likeness[other]).toBeCloseTo(other === item ? 0 : likenessByHand(item, other, 7), 6)
  }
})

test('a prediction is the mean of the nearest that the member rated, weighed by likeness', () => {
  const [user, item] = [3, 4]
  const rated = Array.from(ratings.item.subarray(ratings.start[user], ratings.start[user + 1])).filter((other) => other !== item)
  const nearest = rated
    .map((other) => ({ likeness: likenessByHand(item, other, 7), rest: restOf(ratings, user, other) ?? 0 }))
    .filter(({ likeness }) => likeness > 0)
    .toSorted((one, other) => other.likeness - one.likeness)
    .slice(0, 2)
  expect(nearest.length).toBe(2)
  const weights = nearest.reduce((sum, { likeness }) => sum + likeness, 0)
  const expected = (means[item] ?? 0) + nearest.reduce((sum, { likeness, rest }) => sum + likeness * rest, 0) / weights
  const options = { neighbours: 2, support: 7, meanPenalty: 2 }
  const [told] = predictByNeighbours(ratings, { user: Int32Array.of(user), item: Int32Array.of(item) }, options)
  expect(told).toBeCloseTo(expected, 5)
})

test('who is unknown gets the mean of the item, and an unknown item that of all', () => {
  const pairs = { user: Int32Array.of(-1, 0, -1), item: Int32Array.of(2, -1, -1) }
  const mean = meanOf(ratings.value)
  expect([...predictByNeighbours(ratings, pairs)]).toEqual([means[2] ?? 0, mean, mean].map((rating) => expect.closeTo(rating, 5)))
})

test('a member who rated nothing that is alike gets the mean of the item', () => {
  const lonely = ratingsFrom([
    { user: 'a', item: 'x', value: 5 },
    { user: 'b', item: 'y', value: 1 },
  ])
  const [told] = predictByNeighbours(
    lonely,
    { user: Int32Array.of(0), item: Int32Array.of(1) },
    { neighbours: 5, support: 1, meanPenalty: 0 },
  )
  expect(told).toBe(1)
})
