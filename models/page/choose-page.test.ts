import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choosePage, type PageOptions } from './choose-page.ts'
import { worth } from './fill-page.ts'
import { attention, looksOf, usualLooks } from './looks.ts'
import type { ChosenRow, RowOffer } from './row-offer.ts'
import { byChance, drawnChances, drawnOffers, drawnOptions } from './test/drawn-page.ts'

const chance = Float32Array.from({ length: 10 }, (_, position) => (10 - position) / 10)
const offer = (titles: readonly number[], rest: Partial<RowOffer> = {}): RowOffer => ({
  titles: Int32Array.from(titles),
  fixed: false,
  dedupe: true,
  ...rest,
})
const options = { maxRows: 10, maxTitles: 3, minTitles: 2 }
const shapeOf = (rows: readonly ChosenRow[]) => rows.map(({ row, titles }) => [row, ...titles])

test('the row that gains most comes first, and what it shows counts nothing after', () => {
  const rows = choosePage([offer([5, 6, 7]), offer([0, 1, 8, 9]), offer([0, 1, 2])], chance, options)
  expect(shapeOf(rows)).toEqual([
    [2, 0, 1, 2],
    [0, 5, 6, 7],
    [1, 8, 9],
  ])
  const [first = 0, second = 0, third = 0] = attention(3)
  expect(rows[0]?.gain).toBeCloseTo(first * 1 + second * 0.9 + third * 0.8, 6)
  expect(rows[2]?.gain).toBeCloseTo(first * 0.2 + second * 0.1, 6)
})

test('a row left with too few titles is dropped', () => {
  expect(shapeOf(choosePage([offer([0, 1, 2]), offer([0, 1, 9])], chance, options))).toEqual([[0, 0, 1, 2]])
})

test('ties go to the earlier offer', () => {
  const even = new Float32Array(10).fill(0.5)
  expect(shapeOf(choosePage([offer([0, 1]), offer([2, 3])], even, options))).toEqual([
    [0, 0, 1],
    [1, 2, 3],
  ])
})

test('a fixed row moves up where a row before it has nothing to show', () => {
  const rows = [offer([], { fixed: true }), offer([9], { fixed: true }), offer([0, 1])]
  expect(shapeOf(choosePage(rows, chance, options))).toEqual([
    [1, 9],
    [2, 0, 1],
  ])
})

test('never more rows than fit, even of fixed ones', () => {
  const rows = [0, 1, 2, 3].map((at) => offer([at], { fixed: true }))
  expect(shapeOf(choosePage(rows, chance, { ...options, maxRows: 2 }))).toEqual([
    [0, 0],
    [1, 1],
  ])
})

test('a row that keeps its own shows them again, and what is shown again gains nothing', () => {
  const rows = choosePage([offer([0, 1, 2]), offer([0, 1, 9], { dedupe: false })], chance, options)
  expect(shapeOf(rows)).toEqual([
    [0, 0, 1, 2],
    [1, 0, 1, 9],
  ])
  expect(rows[1]?.gain).toBeCloseTo((attention(3)[2] ?? 0) * 0.1, 6)
})

test('where only the first column is looked at, a row is as good as its first title', () => {
  const rows = [offer([1, 2, 3]), offer([0, 8, 9])]
  expect(choosePage(rows, chance, options)[0]?.row).toBe(0)
  const looks = looksOf(attention(10), Float64Array.of(1, 0, 0))
  expect(choosePage(rows, chance, { ...options, looks })[0]?.row).toBe(1)
})

test('what every offer would gain is told of each place', () => {
  const told: { place: number; gains: number[] }[] = []
  const offers = [offer([0, 1]), offer([0, 2]), offer([9], { fixed: true })]
  const chosen = choosePage(offers, chance, { ...options, minTitles: 1 }, (gains, place) => told.push({ place, gains: [...gains] }))
  expect(shapeOf(chosen)).toEqual([
    [0, 0, 1],
    [1, 2],
    [2, 9],
  ])
  expect(told.map(({ place }) => place)).toEqual([0, 1, 2])
  expect(told[0]?.gains.map(Number.isNaN)).toEqual([false, false, true])
  expect(told[1]?.gains.map(Number.isNaN)).toEqual([true, false, true])
  expect(told[1]?.gains[1]).toBe(chosen[1]?.gain)
})

/** The rule by which rows are chosen, without any short cut: numbers of the offers, what each shows when it is chosen, and what that gains. */
function choosePlainly(offers: readonly RowOffer[], chances: Float32Array, { maxRows, maxTitles, minTitles }: PageOptions) {
  const columns = attention(maxTitles)
  const shown = new Set<number>()
  const fill = ({ titles, dedupe }: RowOffer) => [...titles].filter((title) => !dedupe || !shown.has(title)).slice(0, maxTitles)
  const gainOf = (titles: readonly number[]) =>
    titles.reduce((sum, title, column) => sum + (shown.has(title) ? 0 : (columns[column] ?? 0) * (chances[title] ?? 0)), 0)
  const takePart = offers.filter(({ titles, fixed }) => titles.length >= (fixed ? 1 : Math.max(1, minTitles)))
  const fixed = takePart.filter((one) => one.fixed)
  let free = takePart.filter((one) => !one.fixed)
  const page: { row: number; gain: number; titles: readonly number[] }[] = []
  while (page.length < maxRows && (fixed.length > 0 || free.length > 0)) {
    const next = fixed[0]
    const isDue = next !== undefined && (takePart.indexOf(next) <= page.length || maxRows - page.length <= fixed.length)
    free = free.filter((one) => fill(one).length >= Math.max(1, minTitles))
    const gains = free.map((one) => gainOf(fill(one)))
    const row = (isDue ? undefined : free[gains.indexOf(Math.max(...gains))]) ?? next
    if (row === undefined) break
    free = free.filter((one) => one !== row)
    if (row === next) fixed.shift()
    const titles = fill(row)
    if (titles.length > 0) page.push({ row: offers.indexOf(row), gain: gainOf(titles), titles })
    for (const title of titles) shown.add(title)
  }
  return page
}

test('chooses as the plain rule does, whatever is looked at lazily or told; no row shows fewer for being filled, no page is worth less', () => {
  fc.assert(
    fc.property(drawnOffers, fc.boolean(), drawnChances, drawnOptions, (drawn, isSorted, chances, size) => {
      const offers = isSorted ? byChance(drawn, chances) : drawn
      const page = choosePage(offers, chances, size)
      const plain = choosePlainly(offers, chances, size)
      expect(page.map(({ row, gain }) => ({ row, gain }))).toEqual(plain.map(({ row, gain }) => ({ row, gain })))
      expect(choosePage(offers, chances, size, () => {})).toEqual(page)
      for (const [place, { titles }] of page.entries()) expect(titles.length).toBeGreaterThanOrEqual(plain[place]?.titles.length ?? 0)
      const looks = usualLooks(size.maxRows, size.maxTitles)
      const asChosen = plain.map(({ titles }) => ({ titles: Int32Array.from(titles) }))
      expect(worth(page, chances, looks)).toBeGreaterThanOrEqual(worth(asChosen, chances, looks))
    }),
    { numRuns: 3000 },
  )
})

test('nothing stands below where it was shown but in rows that keep their own; fixed rows stand in their order, all that have a title left while there is room', () => {
  fc.assert(
    fc.property(drawnOffers, drawnChances, drawnOptions, (offers, chances, size) => {
      const page = choosePage(offers, chances, size)
      expect(page.length).toBeLessThanOrEqual(size.maxRows)
      expect(new Set(page.map(({ row }) => row)).size).toBe(page.length)
      const shown = new Set<number>()
      for (const { row, titles } of page) {
        const { titles: own, dedupe, fixed } = offers[row] as RowOffer
        expect(titles.length).toBeLessThanOrEqual(size.maxTitles)
        expect(titles.length).toBeGreaterThanOrEqual(fixed ? 1 : Math.max(1, size.minTitles))
        expect([...titles]).toEqual([...own].filter((title) => titles.includes(title)))
        if (dedupe) for (const title of titles) expect(shown.has(title)).toBe(false)
        for (const title of titles) shown.add(title)
      }
      const fixed = page.map(({ row }) => row).filter((row) => offers[row]?.fixed === true)
      expect(fixed).toEqual([...fixed].sort((one, other) => one - other))
      if (page.length < size.maxRows)
        for (const [row, { titles, fixed: isFixed }] of offers.entries())
          if (isFixed && titles.some((title) => !shown.has(title))) expect(fixed).toContain(row)
    }),
    { numRuns: 1000 },
  )
})
