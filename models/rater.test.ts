import { expect, test } from 'vitest'
import { rateAll, trainRater } from './rater.ts'
import { ratingsFrom } from './ratings.ts'
import { svdppDefaults } from './svdpp.ts'
import { createWorld } from './synthetic.ts'

const world = createWorld({ users: 400, items: 80, factors: 2, ratingsPerUser: 40, noise: 0.2, seed: 5 })
const { ratings } = world
const known = ratingsFrom(eventsOf(0, 350))
const rater = trainRater(known, { ...svdppDefaults, factors: 8, epochs: 40 })

function* eventsOf(from: number, to: number) {
  for (let user = from; user < to; user++)
    for (let at = ratings.start[user] ?? 0; at < (ratings.start[user + 1] ?? 0); at++)
      yield { user: ratings.users[user] ?? '', item: ratings.items[ratings.item[at] ?? 0] ?? '', value: ratings.value[at] ?? 0 }
}

test('who was never seen is rated for by a history, better than by what is usual for each item', () => {
  expect(known.items).toEqual(ratings.items)
  let [errors, usual, count] = [0, 0, 0]
  for (let user = 350; user < 400; user++) {
    const [from, to] = [ratings.start[user] ?? 0, ratings.start[user + 1] ?? 0]
    const middle = Math.floor((from + to) / 2)
    // Items ascend within a member, and stand in no order of taste: the later half is no easier than the other.
    const expected = rateAll(rater, ratings.item.subarray(from, middle), ratings.value.subarray(from, middle))
    for (let at = middle; at < to; at++) {
      const item = ratings.item[at] ?? 0
      errors += ((ratings.value[at] ?? 0) - (expected[item] ?? 0)) ** 2
      usual += ((ratings.value[at] ?? 0) - rater.mean - (rater.itemBias[item] ?? 0)) ** 2
      count++
    }
  }
  expect(Math.sqrt(errors / count)).toBeLessThan(0.8 * Math.sqrt(usual / count))
})

test('without a history everybody is rated for alike: the mean, and what is usual for each item', () => {
  const expected = rateAll(rater, [], [])
  for (let item = 0; item < ratings.items.length; item++) expect(expected[item]).toBeCloseTo(rater.mean + (rater.itemBias[item] ?? 0), 9)
})
