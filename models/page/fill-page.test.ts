import { expect, test } from 'vitest'
import { fillPage, worth } from './fill-page.ts'
import { attention, looksOf } from './looks.ts'
import type { ChosenRow, RowOffer } from './row-offer.ts'

const chance = Float32Array.from({ length: 10 }, (_, position) => (10 - position) / 10)
const looks = looksOf(attention(2), attention(3))
const offer = (titles: readonly number[], dedupe = true): RowOffer => ({ titles: Int32Array.from(titles), fixed: false, dedupe })
const chosen = (...rows: readonly (readonly number[])[]): ChosenRow[] =>
  rows.map((titles, row) => ({ row, titles: Int32Array.from(titles), gain: 0 }))
const fill = (page: readonly ChosenRow[], offers: readonly RowOffer[]) =>
  fillPage(page, offers, chance, looks).map(({ titles }) => [...titles])

test('the head of a row below gets a title before the end of a row above does', () => {
  const offers = [offer([0, 1, 2, 3, 4, 5]), offer([0, 1, 2, 3, 4, 5, 6])]
  // Cells by look: row 0 column 0, then column 1 and, as much looked at, row 1 column 0; then row 0 column 2, row 1 column 1, row 1 column 2.
  expect(fill(chosen([0, 1, 2], [3, 4, 5]), offers)).toEqual([
    [0, 1, 3],
    [2, 4, 5],
  ])
})

test('a row that would be left with fewer titles stays as it was', () => {
  expect(fill(chosen([0, 1, 2], [3, 4, 5]), [offer([0, 1, 2]), offer([0, 1, 2, 3, 4, 5])])).toEqual([
    [0, 1, 2],
    [3, 4, 5],
  ])
})

test('what a row keeps for its own stands above it as well, and not below', () => {
  const offers = [offer([0, 1, 2, 3]), offer([0, 1, 2], false)]
  expect(fill(chosen([0, 1, 2], [0, 1, 2]), offers)).toEqual([
    [0, 1, 2],
    [0, 1, 2],
  ])
  expect(fill(chosen([0, 1, 2], [3, 4, 5]), [offer([0, 1, 2], false), offer([0, 1, 2, 3, 4, 5])])).toEqual([
    [0, 1, 2],
    [3, 4, 5],
  ])
})

test('a page that is not worth more for it stays as it was chosen', () => {
  // By their own order these rows begin with what is hardly watched.
  const page = chosen([9, 0], [8, 1])
  expect(fillPage(page, [offer([9, 0, 8]), offer([9, 8, 1])], chance, looks)).toEqual(page)
})

test('a title that is shown twice is worth its first place alone', () => {
  const twice = chosen([0, 1], [0, 2])
  const [first = 0, second = 0] = attention(2)
  expect(worth(twice, chance, looks)).toBeCloseTo(first * 1 + second * 0.9 + second * second * 0.8, 6)
})

test('a fixed row that was left out, since all it has stood above, does not lose its titles while there is room for it', () => {
  const page = chosen([0, 1, 2], [3, 4, 5])
  const offers = [offer([0, 1, 2, 6]), offer([2, 3, 4, 5])]
  const likely = Float32Array.of(1, 0.9, 0.8, 0.5, 0.4, 0.3, 0.7)
  const filled = (rows: readonly RowOffer[], maxRows: number) =>
    fillPage(page, rows, likely, looksOf(attention(maxRows), attention(3))).map(({ titles }) => [...titles])
  const withoutFive = [
    [0, 1, 6],
    [2, 3, 4],
  ]
  expect(filled(offers, 3)).toEqual(withoutFive)
  const fixed = { ...offer([5]), fixed: true }
  expect(filled([...offers, fixed], 3)).toEqual(page.map(({ titles }) => [...titles]))
  expect(filled([...offers, fixed], 2)).toEqual(withoutFive)
})
