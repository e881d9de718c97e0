import { expect, test } from 'vitest'
import { pickWeight } from './pick-weight.ts'

const rated = (count: number) => Array.from({ length: count }, (_, at) => ({ title: at, stars: 4, at }))
const viewed = (count: number) => Array.from({ length: count }, (_, at) => ({ title: at, positionSeconds: 60, at }))

test.each([
  { name: 'whole while there is nothing else', ratings: 0, viewings: 0, weight: 1 },
  { name: 'half after ten films', ratings: 4, viewings: 6, weight: 0.5 },
  { name: 'nothing from twenty films on', ratings: 20, viewings: 0, weight: 0 },
  { name: 'never less than nothing', ratings: 200, viewings: 200, weight: 0 },
])('picks count $name', ({ ratings, viewings, weight }) => {
  expect(pickWeight({ ratings: rated(ratings), viewings: viewed(viewings) })).toBe(weight)
})
