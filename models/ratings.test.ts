import { expect, test } from 'vitest'
import { createRandom, shuffle } from './random.ts'
import { compareIds, RatingCollector, type RatingEvent, type Ratings, ratingsFrom, transposed } from './ratings.ts'

const rowsOf = ({ users, items, start, item, value }: Ratings) =>
  users.map((user, number) => ({
    user,
    rated: Array.from(item.subarray(start[number], start[number + 1]), (i, place) => [items[i], value[(start[number] ?? 0) + place]]),
  }))

const drawn = (count: number, seed: number): RatingEvent[] => {
  const random = createRandom(seed)
  const below = (most: number) => Math.floor(random() * most)
  return Array.from({ length: count }, (_, at) => ({ user: `${below(40)}`, item: `${below(60)}`, value: 1 + below(5), time: at + 1 }))
}

test('ratings stand by member, items ascending, ids in the order of their numbers', () => {
  const ratings = ratingsFrom([
    { user: '10', item: '7', value: 5 },
    { user: '9', item: '11', value: 2 },
    { user: '10', item: '3', value: 1 },
  ])
  expect(rowsOf(ratings)).toEqual([
    { user: '9', rated: [['11', 2]] },
    {
      user: '10',
      rated: [
        ['3', 1],
        ['7', 5],
      ],
    },
  ])
  expect(ratings.items).toEqual(['3', '7', '11'])
  expect(ratings.time).toBeNull()
})

test.each([
  { name: 'the later by time', events: [5, 100, 3, 90], value: 5 },
  { name: 'the one given last where the times are the same', events: [5, 100, 3, 100], value: 3 },
  { name: 'the one given last where none has a time', events: [5, 0, 3, 0], value: 3 },
  { name: 'one with a time before one without', events: [5, 100, 3, 0], value: 5 },
])('of two ratings of a member for an item counts $name', ({ events: [first = 0, firstAt = 0, second = 0, secondAt = 0], value }) => {
  const ratings = ratingsFrom([
    { user: 'a', item: 'x', value: first, time: firstAt },
    { user: 'a', item: 'y', value: 1, time: 1 },
    { user: 'a', item: 'x', value: second, time: secondAt },
  ])
  expect([...ratings.value]).toEqual([value, 1])
})

test('the rows of a file may come in any order: the ratings are the same', () => {
  const events = drawn(3000, 1)
  expect(ratingsFrom(shuffle([...events], createRandom(2)))).toEqual(ratingsFrom(events))
})

test('turned twice, ratings are what they were', () => {
  const ratings = ratingsFrom(drawn(2000, 3))
  const turned = transposed(ratings)
  expect(turned.users).toEqual(ratings.items)
  expect(transposed(turned)).toEqual(ratings)
  const [first] = rowsOf(turned)
  for (const [user, value] of first?.rated ?? []) {
    const row = rowsOf(ratings).find((row) => row.user === user)
    expect(row?.rated).toContainEqual([first?.user, value])
  }
})

test('a member may have 50,000 ratings', () => {
  const ratings = ratingsFrom(Array.from({ length: 50_000 }, (_, at) => ({ user: 'a', item: String((at * 7919) % 50_000), value: 3 })))
  expect(ratings.item.length).toBe(50_000)
  expect(ratings.item.every((item, at) => item === at)).toBe(true)
})

test.each([
  { name: 'no number', value: Number.NaN, time: 1 },
  { name: 'infinity', value: Number.POSITIVE_INFINITY, time: 1 },
  { name: 'a time that is none', value: 3, time: Number.NaN },
  { name: 'a time before 1970', value: 3, time: -1 },
])('$name is refused', ({ value, time }) => {
  expect(() => new RatingCollector().add('a', 'x', value, time)).toThrow(RangeError)
})

test('ids that are no decimals come after those that are, and 07 is none', () => {
  expect(['b', '10', '07', 'B', '9', '0'].sort(compareIds)).toEqual(['0', '9', '10', '07', 'B', 'b'])
})
