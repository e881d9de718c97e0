import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attention, looksOf } from './looks.ts'
import { pageNdcg, pageRecall } from './page-metrics.ts'

const looks = looksOf(attention(2), attention(3))
const [, second = 0, third = 0] = attention(3)

test('a page by hand: look of the row times look of the column, over the best that could be', () => {
  const page = [
    [7, 1, 8],
    [2, 9, 3],
  ]
  // 1 stands in row 0 column 1, 2 in row 1 column 0, 3 in row 1 column 2; the three best cells get 1, the second's look twice.
  expect(pageNdcg(page, new Set([1, 2, 3]), looks)).toBeCloseTo((second + second + second * third) / (1 + second + second), 12)
  expect(pageNdcg(page, new Set([1, 2, 3, 4]), looks)).toBeCloseTo((second + second + second * third) / (1 + second + second + third), 12)
})

test('what stands twice counts once, at its first cell from the top', () => {
  expect(pageNdcg([[0, 5], [5]], new Set([5]), looks)).toBeCloseTo(second, 12)
  expect(pageRecall([[0, 5], [5]], new Set([5, 6]), 2, 3)).toBe(0.5)
})

test('what stands beyond the rows and columns that are judged does not count', () => {
  expect(pageNdcg([[0, 0, 0, 5], [], [5]], new Set([5]), looks)).toBe(0)
  expect(pageRecall([[0, 5]], new Set([5]), 1, 1)).toBe(0)
})

test('recall is of what there is room for', () => {
  expect(pageRecall([[1], [2]], new Set([1, 2, 3, 4, 5]), 2, 1)).toBe(1)
})

test('an empty page and nothing relevant are 0; no page is above 1, and the ideal one is 1', () => {
  expect(pageNdcg([], new Set([1]), looks)).toBe(0)
  expect(pageNdcg([[1]], new Set(), looks)).toBe(0)
  expect(pageRecall([[1]], new Set(), 2, 2)).toBe(0)
  const rows = fc.array(fc.array(fc.nat(9), { maxLength: 4 }), { maxLength: 3 })
  fc.assert(
    fc.property(rows, fc.uniqueArray(fc.nat(9), { minLength: 1 }), (page, relevant) => {
      expect(pageNdcg(page, new Set(relevant), looks)).toBeLessThanOrEqual(1 + 1e-12)
      const ideal: number[][] = [[], []]
      for (const [at, cell] of looks.cells.entries()) (ideal[Math.floor(cell / 3)] ?? [])[cell % 3] = relevant[at] ?? -1
      expect(pageNdcg(ideal, new Set(relevant), looks)).toBeCloseTo(1, 12)
    }),
  )
})
