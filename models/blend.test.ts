import { expect, test } from 'vitest'
import { blend, fitBlend, scaleOf, supportOf } from './blend.ts'
import { createNormal, createRandom } from './random.ts'
import { ratingsFrom } from './ratings.ts'

const count = 4000
const normal = createNormal(createRandom(1))
const drawn = () => Float32Array.from({ length: count }, () => 3 + 0.8 * normal())
const predictions = { one: drawn(), other: drawn() }
const random = createRandom(2)
const support = {
  user: Uint32Array.from({ length: count }, () => 1 + Math.floor(300 * random() ** 2)),
  item: Uint32Array.from({ length: count }, () => 1 + Math.floor(900 * random() ** 2)),
}
const wide = [-10, 20] as const
const nowhere = { one: 0, other: 0 }

const at = (values: ArrayLike<number>, place: number) => values[place] as number

test('finds the weights that ratings were made with', () => {
  const actual = Float32Array.from(
    { length: count },
    (_, pair) => 0.4 + 0.7 * at(predictions.one, pair) + 0.2 * at(predictions.other, pair),
  )
  const model = fitBlend(predictions, support, actual, nowhere, wide)
  expect(model.weights.one?.[0]).toBeCloseTo(0.7, 2)
  expect(model.weights.other?.[0]).toBeCloseTo(0.2, 2)
  expect(blend(model, predictions, support).every((rating, pair) => Math.abs(rating - at(actual, pair)) < 0.02)).toBe(true)
})

test('trusts one model for short histories and another for long ones, where that is so', () => {
  const isLong = (pair: number) => at(support.user, pair) > 50
  const actual = Float32Array.from({ length: count }, (_, pair) => at(isLong(pair) ? predictions.one : predictions.other, pair))
  const model = fitBlend(predictions, support, actual, nowhere, wide)
  expect(model.weights.one?.[1]).toBeGreaterThan(0.2)
  expect(model.weights.other?.[1]).toBeLessThan(-0.2)
  expect(model.weights.one?.[2]).toBeCloseTo(0, 1)
})

test('the fit is that of ridge regression: no slope of squared errors and penalty is left', () => {
  const actual = Float32Array.from({ length: count }, (_, pair) => at(predictions.one, pair) + 0.5 * normal())
  const first = { one: 0.5, other: 0.5 }
  const model = fitBlend(predictions, support, actual, first, wide)
  const cost = (name: 'one' | 'other', place: number, by: number) => {
    const weight = (model.weights[name] ?? [0, 0, 0]).map((value, of) => (of === place ? value + by : value)) as [number, number, number]
    const told = blend({ ...model, weights: { ...model.weights, [name]: weight } }, predictions, support)
    // The constant follows the means, as it does in the fit.
    const rests = Array.from(told, (rating, pair) => at(actual, pair) - rating)
    const mean = rests.reduce((sum, rest) => sum + rest, 0) / count
    const begin = place === 0 ? first[name] : 0
    return rests.reduce((sum, rest) => sum + (rest - mean) ** 2, 0) + 5 * ((weight[place] ?? 0) - begin) ** 2
  }
  for (const name of ['one', 'other'] as const)
    for (const place of [0, 1, 2]) expect((cost(name, place, 0.01) - cost(name, place, -0.01)) / 0.02).toBeCloseTo(0, 0)
})

test('weights stay where they begin when there is nothing to fit to', () => {
  const none = { user: [], item: [] }
  const model = fitBlend({ one: [], other: [] }, none, [], { one: 0.75, other: 0.25 }, [1, 5])
  expect([...blend(model, { one: [4, 9], other: [2, 9] }, { user: [3, 0], item: [8, 0] })]).toEqual([3.5, 5])
})

test('one rating alone moves weights little', () => {
  const model = fitBlend({ one: [4], other: [2] }, { user: [3], item: [8] }, [5], { one: 0.75, other: 0.25 }, [1, 5])
  expect(model.weights.one?.[0]).toBeCloseTo(0.75, 5)
  expect(Number.isFinite(blend(model, { one: [3], other: [3] }, { user: [0], item: [0] })[0])).toBe(true)
})

test('who has no rating at all, where all have many, is weighed like one with few: weights are not followed to where nothing was fitted', () => {
  const long = { user: support.user.map((length) => 100 + length), item: support.item }
  const actual = Float32Array.from({ length: count }, (_, pair) => at(predictions.one, pair) * (at(long.user, pair) > 200 ? 1 : 0.7))
  const model = fitBlend(predictions, long, actual, nowhere, wide)
  const told = (length: number) => blend(model, { one: [3], other: [3] }, { user: [length], item: [50] })[0] ?? 0
  expect(told(0)).toBe(told(1))
  expect(Math.abs(told(0) - 3 * 0.7)).toBeLessThan(1)
})

test('the scale is that of the ratings, and what is known of a pair is counted', () => {
  const ratings = ratingsFrom([
    { user: 'a', item: 'x', value: 0.5 },
    { user: 'a', item: 'y', value: 4 },
    { user: 'b', item: 'x', value: 2 },
  ])
  expect(scaleOf(ratings)).toEqual([0.5, 4])
  const pairs = { user: Int32Array.of(0, 1, -1), item: Int32Array.of(0, 1, -1) }
  expect(supportOf(ratings, pairs)).toEqual({ user: Uint32Array.of(2, 1, 0), item: Uint32Array.of(2, 1, 0) })
})
