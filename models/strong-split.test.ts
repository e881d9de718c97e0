import { expect, test } from 'vitest'
import { likedBy, membersOf } from './likes.ts'
import { ratingsFrom } from './ratings.ts'
import { splitStrongly, trainingRatings } from './strong-split.ts'
import { createWorld } from './synthetic.ts'

const { ratings } = createWorld({ users: 200, items: 60, factors: 3, ratingsPerUser: 25, noise: 0.5, seed: 2 })
const options = { seed: 1, test: 30, validation: 20, leastLikes: 5 }
const split = splitStrongly(ratings, options)
const unseen = [...split.validation, ...split.test]

/** What a member rated 4 or more, by id. */
function likedIds(user: string): string[] {
  const row = ratings.users.indexOf(user)
  const [from, to] = [ratings.start[row] ?? 0, ratings.start[row + 1] ?? 0]
  return [...ratings.item.subarray(from, to)]
    .filter((_, at) => (ratings.value[from + at] ?? 0) >= 4)
    .map((item) => ratings.items[item] ?? '')
}

test('no member is in two parts, and nobody with fewer likes than needed is in any', () => {
  const members = [...split.trainMembers, ...unseen.map(({ id }) => id)]
  expect(new Set(members).size).toBe(members.length)
  expect(split.test).toHaveLength(30)
  expect(split.validation).toHaveLength(20)
  expect(members.length).toBe(ratings.users.filter((user) => likedIds(user).length >= 5).length)
})

test('training knows all likes of its members, and of nobody else', () => {
  expect(membersOf(split.train)).toBe(split.trainMembers.length)
  for (const [member, user] of split.trainMembers.entries())
    expect([...likedBy(split.train, member)].map((item) => split.items[item])).toEqual(likedIds(user))
  expect(new Set(split.train.item).size).toBe(split.items.length)
})

test('history and held-out likes are apart, one in five is held, and together they are what training knows of them', () => {
  for (const { id, history, held, stars } of unseen) {
    const known = likedIds(id).filter((item) => split.items.includes(item))
    expect([...history, ...held].map((item) => split.items[item] ?? '').sort()).toEqual(known.sort())
    expect(held).toHaveLength(Math.max(1, Math.floor(known.length / 5)))
    expect([...history]).toEqual([...history].sort((one, other) => one - other))
    expect(stars).toHaveLength(history.length)
    expect(stars.every((value) => value >= 4)).toBe(true)
  }
})

test('ratings to learn from are those of training members alone, low ones too, under the same numbers', () => {
  const learning = trainingRatings(ratings, split)
  expect(learning.users).toEqual(split.trainMembers)
  expect(learning.items).toEqual(split.items)
  const low = learning.value.filter((value) => value < 4).length
  expect(low).toBeGreaterThan(0)
  expect(learning.value.length - low).toBe(split.train.item.length)
})

test('a seed gives one split', () => {
  expect(splitStrongly(ratings, options)).toEqual(split)
  expect(splitStrongly(ratings, { ...options, seed: 2 }).test.map(({ id }) => id)).not.toEqual(split.test.map(({ id }) => id))
})

test('too few members to learn from are refused', () => {
  const few = ratingsFrom([{ user: '1', item: '1', value: 5 }])
  expect(() => splitStrongly(few, options)).toThrow('Cannot split members: needs 100 with 5 ratings of 4 or more, found 0')
})
