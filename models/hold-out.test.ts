import { expect, test } from 'vitest'
import { holdOut } from './hold-out.ts'
import { pairsOf } from './pairs.ts'
import { type Ratings, ratingsFrom } from './ratings.ts'
import { createWorld } from './synthetic.ts'

const { ratings } = createWorld({ users: 50, items: 40, factors: 1, ratingsPerUser: 10, noise: 0.5, seed: 1 })

const linesOf = ({ users, items, start, item, value, time }: Ratings) =>
  users.flatMap((user, number) =>
    Array.from(item.subarray(start[number], start[number + 1]), (i, place) => {
      const at = (start[number] ?? 0) + place
      return `${user} ${items[i]} ${value[at]} ${time?.[at]}`
    }),
  )

test('a tenth is out, the rest is there, and together they are all', () => {
  const { rest, pairs, value, time } = holdOut(ratings, 0.1, 7)
  expect(value.length).toBe(50)
  const out = Array.from(
    value,
    (rating, at) => `${rest.users[pairs.user[at] ?? -1]} ${rest.items[pairs.item[at] ?? -1]} ${rating} ${time[at]}`,
  )
  expect([...linesOf(rest), ...out].sort()).toEqual(linesOf(ratings).sort())
})

test('the same seed takes the same out, another one others', () => {
  expect(holdOut(ratings, 0.1, 7)).toEqual(holdOut(ratings, 0.1, 7))
  expect(holdOut(ratings, 0.1, 8).value).not.toEqual(holdOut(ratings, 0.1, 7).value)
})

test('who has no other rating is unknown to the rest', () => {
  const few = ratingsFrom([
    { user: 'a', item: 'x', value: 1 },
    { user: 'b', item: 'y', value: 2 },
  ])
  const { rest, pairs } = holdOut(few, 0.5, 1)
  expect(rest.item.length).toBe(1)
  expect([...pairs.user, ...pairs.item]).toEqual([-1, -1])
})

test.each([0.1, 0.99, 1])('at least one rating of one stays: %d', (share) => {
  const { rest, value } = holdOut(ratingsFrom([{ user: 'a', item: 'x', value: 1 }]), share, 1)
  expect([rest.item.length, value.length]).toEqual([1, 0])
})

test('pairs are numbered, and unknown ids are -1', () => {
  const known = ratingsFrom([{ user: 'a', item: 'x', value: 1 }])
  expect(pairsOf(known, ['a', 'b', ''], ['y', 'x', '__proto__'])).toEqual({
    user: Int32Array.of(0, -1, -1),
    item: Int32Array.of(-1, 0, -1),
  })
})
