import { expect, test } from 'vitest'
import { likedBy, likesFrom, likesOfRows, membersOf, turned } from './likes.ts'
import { popularityOf } from './popularity.ts'
import { ratingsFrom } from './ratings.ts'

const ratings = ratingsFrom([
  { user: '1', item: '10', value: 5 },
  { user: '1', item: '20', value: 3.5 },
  { user: '2', item: '20', value: 2 },
  { user: '3', item: '10', value: 4 },
  { user: '3', item: '30', value: 4.5 },
])

test('four stars are a like, less is none; who and what is left without one keeps its number', () => {
  const likes = likesFrom(ratings)
  expect(membersOf(likes)).toBe(3)
  expect(likes.items).toBe(3)
  expect([0, 1, 2].map((member) => [...likedBy(likes, member)])).toEqual([[0], [], [0, 2]])
  expect([...popularityOf(likes)]).toEqual([2, 0, 1])
})

test('turned twice, likes are what they were', () => {
  const likes = likesOfRows([Uint32Array.of(0, 2), Uint32Array.of(), Uint32Array.of(1, 2, 3)], 5)
  const fans = turned(likes)
  expect([0, 1, 2, 3, 4].map((item) => [...likedBy(fans, item)])).toEqual([[0], [2], [0, 2], [2], []])
  expect(turned(fans)).toEqual(likes)
})
