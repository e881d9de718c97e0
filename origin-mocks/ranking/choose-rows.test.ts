import { expect, test } from 'vitest'
import { chooseRows, type RowOffer } from './choose-rows.ts'

const probabilities = Float32Array.from({ length: 10 }, (_, position) => (10 - position) / 10)
const offer = (key: string, titles: readonly number[], rest: Partial<RowOffer> = {}): RowOffer => ({
  key,
  titles: Int32Array.from(titles),
  fixed: false,
  dedupe: true,
  ...rest,
})
const limits = { maxRows: 10, maxTitles: 3, minTitles: 2 }

test('the row that gains most comes first, and what it shows counts nothing after', () => {
  const rows = chooseRows([offer('late', [5, 6, 7]), offer('copy', [0, 1, 8, 9]), offer('best', [0, 1, 2])], probabilities, limits)
  expect(rows).toEqual([
    { key: 'best', titles: [0, 1, 2] },
    { key: 'late', titles: [5, 6, 7] },
    { key: 'copy', titles: [8, 9] },
  ])
})

test('a row left with too few titles is dropped', () => {
  expect(chooseRows([offer('best', [0, 1, 2]), offer('rest', [0, 1, 9])], probabilities, limits).map((row) => row.key)).toEqual(['best'])
})

test('ties go to the earlier offer', () => {
  const even = new Float32Array(10).fill(0.5)
  expect(chooseRows([offer('a', [0, 1]), offer('b', [2, 3])], even, limits).map((row) => row.key)).toEqual(['a', 'b'])
})

test('a fixed row moves up where a row before it has nothing to show', () => {
  const rows = [offer('empty', [], { fixed: true }), offer('fixed', [9], { fixed: true }), offer('free', [0, 1])]
  expect(chooseRows(rows, probabilities, limits).map((row) => row.key)).toEqual(['fixed', 'free'])
})

test('never more rows than the limit, even of fixed ones', () => {
  const rows = [0, 1, 2, 3].map((at) => offer(`fixed-${at}`, [at], { fixed: true }))
  expect(chooseRows(rows, probabilities, { ...limits, maxRows: 2 }).map((row) => row.key)).toEqual(['fixed-0', 'fixed-1'])
})
