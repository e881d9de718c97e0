import { expect, test } from 'vitest'
import { popularityOf } from './popularity-figures.ts'
import { calibrationError, calibrationOf, errorsByLength, errorsOf } from './rating-figures.ts'

const predictions = {
  history: new Uint32Array([0, 9, 10, 19, 700]),
  actual: new Float32Array([1, 2, 3, 4, 5]),
  predicted: { exact: [1, 2, 3, 4, 5], off: [3, 2, 3, 5, 5] },
}

test('errors of each model', () => {
  expect(errorsOf(predictions)).toEqual([
    { model: 'exact', rmse: 0, mae: 0 },
    { model: 'off', rmse: 1, mae: 0.6 },
  ])
})

test('errors by length of history: a border belongs to the band above, and a band without predictions is left out', () => {
  const bands = errorsByLength(predictions)
  expect(bands.map(({ from, to, count }) => [from, to, count])).toEqual([
    [0, 10, 2],
    [10, 20, 2],
    [500, undefined, 1],
  ])
  expect(bands.map(({ rmse }) => rmse.off)).toEqual([Math.sqrt(2), Math.sqrt(0.5), 0])
})

test('calibration: the share that was liked, by match; 100 is in the last bin', () => {
  const bins = calibrationOf([0, 4, 55, 55, 55, 55, 100, 95], [false, false, true, true, true, false, true, true])
  expect(bins.map(({ count, predicted, observed }) => [count, predicted, observed])).toEqual([
    [2, 2, 0],
    [4, 55, 75],
    [2, 97.5, 100],
  ])
  expect(bins[1]?.error).toBeCloseTo(100 * Math.sqrt((0.75 * 0.25) / 4), 10)
  expect(calibrationError(bins)).toBeCloseTo((2 * 2 + 4 * 20 + 2 * 2.5) / 8, 10)
})

test('popularity of recommendations by hand', () => {
  const popularity = Array.from({ length: 20 }, (_, item) => 20 - item)
  const figures = popularityOf(
    [
      [0, 1],
      [0, 19],
    ],
    popularity,
    40,
  )
  expect(figures.shareByTenth).toEqual([0.75, 0, 0, 0, 0, 0, 0, 0, 0, 0.25])
  expect(figures.coverage).toBe(3 / 20)
  expect(figures.meanPopularity).toBeCloseTo((20 + 19 + 20 + 1) / 40 / 4, 12)
  expect(popularityOf([], popularity, 40)).toMatchObject({ coverage: 0, meanPopularity: 0 })
})
