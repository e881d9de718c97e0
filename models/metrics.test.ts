import { expect, test } from 'vitest'
import { mae, ndcgAt, recallAt, rmse } from './metrics.ts'

test('errors of predictions by hand', () => {
  expect(rmse([1, 2, 3], [1, 4, 2])).toBeCloseTo(Math.sqrt(5 / 3), 12)
  expect(mae([1, 2, 3], [1, 4, 2])).toBe(1)
  expect(rmse([], [])).toBeNaN()
})

const log2 = (value: number) => Math.log2(value)

test.each([
  { name: 'the first of one', k: 10, ranked: [5, 1], relevant: [5], ndcg: 1, recall: 1 },
  { name: 'the second of one', k: 10, ranked: [1, 5], relevant: [5], ndcg: 1 / log2(3), recall: 1 },
  { name: 'beyond k', k: 1, ranked: [1, 5], relevant: [5], ndcg: 0, recall: 0 },
  { name: 'two of three at k = 2: the ideal holds two', k: 2, ranked: [1, 2], relevant: [1, 2, 3], ndcg: 1, recall: 1 },
  { name: 'one of three at k = 2', k: 2, ranked: [9, 2], relevant: [1, 2, 3], ndcg: 1 / log2(3) / (1 + 1 / log2(3)), recall: 0.5 },
  { name: 'nothing relevant', k: 5, ranked: [1, 2], relevant: [], ndcg: 0, recall: 0 },
  { name: 'nothing ranked', k: 5, ranked: [], relevant: [1], ndcg: 0, recall: 0 },
])('NDCG and recall of $name', ({ k, ranked, relevant, ndcg, recall }) => {
  expect(ndcgAt(k, ranked, new Set(relevant))).toBeCloseTo(ndcg, 12)
  expect(recallAt(k, ranked, new Set(relevant))).toBeCloseTo(recall, 12)
})
