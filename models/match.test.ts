import { expect, test } from 'vitest'
import { fitMatch, matchOf } from './match.ts'
import { createNormal, createRandom } from './random.ts'

const random = createRandom(3, 'match')
const normal = createNormal(random)

/** Predictions whose chance to be liked is known. */
function drawn(count: number, middle: number, steepness: number) {
  const predicted = Float64Array.from({ length: count }, () => 3.5 + 0.7 * normal())
  const actual = predicted.map((value) => (random() < 1 / (1 + Math.exp(-steepness * (value - middle))) ? 5 : 2))
  return { predicted, actual }
}

test.each([
  { middle: 3.6, steepness: 2.5 },
  { middle: 4.4, steepness: 0.8 },
  { middle: 2, steepness: 5 },
])('a known curve is found again: $middle stars, steepness $steepness', ({ middle, steepness }) => {
  const { predicted, actual } = drawn(50_000, middle, steepness)
  const match = fitMatch(predicted, actual)
  expect(match.middle).toBeCloseTo(middle, 1)
  expect(match.steepness / steepness).toBeCloseTo(1, 1)
})

test('what it says comes true: as many are liked as the matches add up to', () => {
  const { predicted, actual } = drawn(20_000, 3.9, 1.5)
  const match = fitMatch(predicted, actual)
  const expected = predicted.reduce((sum, value) => sum + matchOf(match, value) / 100, 0)
  const liked = actual.filter((value) => value >= 4).length
  expect(Math.abs(expected - liked) / actual.length).toBeLessThan(0.005)
})

test.each([
  { name: 'all were liked', predicted: [3, 4, 5], actual: [5, 5, 5] },
  { name: 'none was', predicted: [3, 4, 5], actual: [1, 1, 1] },
  { name: 'all predictions are the same', predicted: [3, 3, 3], actual: [1, 5, 5] },
  { name: 'they tell the two apart', predicted: [1, 2, 4.5, 5], actual: [1, 1, 5, 5] },
  { name: 'they are upside down', predicted: [5, 4, 2, 1], actual: [1, 1, 5, 5] },
  { name: 'there are none', predicted: [], actual: [] },
])('where $name, a match is 0 to 100 and never falls', ({ predicted, actual }) => {
  const match = fitMatch(predicted, actual)
  let before = 0
  for (let stars = 0.5; stars <= 5; stars += 0.1) {
    const now = matchOf(match, stars)
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeLessThanOrEqual(100)
    before = now
  }
})
