import { expect, test } from 'vitest'
import { ratingsFrom } from '../../../models/ratings.ts'
import { raters } from '../rate-pairs.ts'
import { ratingReportOf } from './rating-report.ts'

const ratings = ratingsFrom([
  { user: '1', item: '1', value: 5 },
  { user: '1', item: '2', value: 3 },
  { user: '2', item: '1', value: 4 },
])
const pairs = { user: Int32Array.of(0, 1, -1), item: Int32Array.of(0, 1, 1) }
const of = <value>(value: value) => Object.fromEntries(raters.map((rater) => [rater, value])) as Record<(typeof raters)[number], value>
const rated = {
  predictions: { ...of(Float32Array.of(3, 3, 3)), blend: Float32Array.of(4.5, 2, 3) },
  trainCpuS: { ...of(1), blend: 9 },
  match: { middle: 3.5, steepness: 2 },
}
const report = ratingReportOf(ratings, pairs, Float32Array.of(5, 2, 4), rated)

test('a report tells of every rater, from bias to served, with what its training took', () => {
  expect(report.models.map(({ model }) => model).toSorted()).toEqual([...raters].toSorted())
  expect([report.models[0]?.model, report.models.at(-1)?.model]).toEqual(['bias', 'served'])
  expect(report.models.find(({ model }) => model === 'blend')).toMatchObject({ rmse: Math.sqrt((0.25 + 0 + 1) / 3), trainCpuS: 9 })
  expect(report).toMatchObject({ tested: 3, trained: { members: 2, items: 2, ratings: 3 } })
})

test('a length of history is that of the ratings trained on; an unknown member has none', () => {
  expect(report.byLength.map(({ from, count }) => [from, count])).toEqual([[0, 3]])
})

test('matches are of the blended rating, and liked is four stars or more', () => {
  expect(report.calibration.map(({ predicted, observed }) => [predicted, observed])).toEqual([
    [5, 0],
    [27, 100],
    [88, 100],
  ])
})
