import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choosePage } from './choose-page.ts'
import { createCoverage, type Taste, tasteOf } from './coverage.ts'
import { attention } from './looks.ts'
import { drawnChances, drawnOffers, drawnOptions } from './test/drawn-page.ts'

// Titles 0 to 5 are of the first group, 6 to 11 of the second; 11 is of both.
const groups = { start: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13], groups: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0], count: 2 }
const taste = (first: number, weight = 1): Taste => ({ ...groups, shares: Float64Array.of(first, 1 - first), weight })

test('by hand: a root of what is watched of each group, by its share; a title of two groups counts half in each', () => {
  const coverage = createCoverage(taste(0.75, 2))
  coverage.begin()
  coverage.add(0, 0.09)
  coverage.add(11, 0.32)
  expect(coverage.gain()).toBeCloseTo(2 * (0.75 * Math.sqrt(0.25) + 0.25 * Math.sqrt(0.16)), 12)
})

test('more of what is covered adds less; a row that is weighed and not kept changes nothing', () => {
  const coverage = createCoverage(taste(0.5))
  const gainOf = (title: number, watched: number) => {
    coverage.begin()
    coverage.add(title, watched)
    return coverage.gain()
  }
  const first = gainOf(0, 0.3)
  gainOf(7, 0.2)
  expect(gainOf(1, 0.3)).toBe(first)
  coverage.keep()
  expect(gainOf(2, 0.3)).toBeCloseTo(0.5 * (Math.sqrt(0.6) - Math.sqrt(0.3)), 12)
  expect(gainOf(8, 0.3)).toBeCloseTo(first, 12)
})

test('the second row is of the other group that is liked, where without a taste it is of the same', () => {
  const chance = Float32Array.from({ length: 12 }, (_, title) => (title < 6 ? 0.3 : 0.28))
  const rows = [
    [0, 1],
    [2, 3],
    [7, 8],
  ].map((titles) => ({ titles: Int32Array.from(titles), fixed: false, dedupe: true }))
  const size = { maxRows: 2, maxTitles: 2, minTitles: 2 }
  expect(choosePage(rows, chance, size).map(({ row }) => row)).toEqual([0, 1])
  expect(choosePage(rows, chance, { ...size, taste: taste(0.5, 4) }).map(({ row }) => row)).toEqual([0, 2])
  expect(choosePage(rows, chance, { ...size, taste: taste(1, 4) }).map(({ row }) => row)).toEqual([0, 1])
})

test('from the thirteenth row on a page is chosen for what is watched alone', () => {
  const chance = Float32Array.from({ length: 21 }, (_, title) => 0.9 - 0.01 * title)
  const rows = Array.from(chance.keys(), (title) => ({ titles: Int32Array.of(title), fixed: false, dedupe: true }))
  // Only the last is of what is liked; it comes among the eight of which most is watched when thirteen stand.
  const start = Array.from({ length: 22 }, (_, title) => title)
  const last: Taste = { start, groups: start.map((title) => Number(title === 20)), count: 2, shares: Float64Array.of(0, 1), weight: 100 }
  const size = { maxRows: 21, maxTitles: 1, minTitles: 1 }
  expect(choosePage(rows, chance, { ...size, taste: last }).map(({ row }) => row)).toEqual([...chance.keys()])
  const among = choosePage(rows.slice(13), chance, { ...size, taste: last }).map(({ row }) => row)
  expect(among[0]).toBe(7)
})

test('a taste is the mix of what was liked; of nothing, none', () => {
  const of = (liked: readonly number[]) => tasteOf(liked, groups)
  expect([...(of([0, 1, 7, 11])?.shares ?? [])]).toEqual([2.5 / 4, 1.5 / 4])
  expect(of([])).toBeUndefined()
})

/** The rule without any short cut: of the eight offers of which most is watched, the one that adds most with what it covers. */
function choosePlainly(
  offers: Parameters<typeof choosePage>[0],
  chances: Float32Array,
  size: { maxRows: number; maxTitles: number; minTitles: number },
  given: Taste,
) {
  const columns = attention(size.maxTitles)
  const shown = new Set<number>()
  const covered = [0, 0]
  let left = offers.map((one, row) => ({ ...one, row }))
  const page: number[] = []
  const part = (title: number, group: number) => {
    const own = groups.groups.slice(groups.start[title], groups.start[title + 1])
    return own.filter((one) => one === group).length / own.length
  }
  while (page.length < size.maxRows) {
    const weighed = left
      .map(({ row, titles, dedupe }) => {
        const show = [...titles].filter((title) => !dedupe || !shown.has(title)).slice(0, size.maxTitles)
        const watched = show.map((title, column) => (shown.has(title) ? 0 : (columns[column] ?? 0) * (chances[title] ?? 0)))
        const adds = covered.map((_, group) => show.reduce((sum, title, at) => sum + (watched[at] ?? 0) * part(title, group), 0))
        const cover = adds.reduce((sum, more, group) => {
          const before = covered[group] ?? 0
          return sum + given.weight * (given.shares[group] ?? 0) * (Math.sqrt(before + more) - Math.sqrt(before))
        }, 0)
        return { row, show, adds, watched: watched.reduce((sum, one) => sum + one, 0), cover }
      })
      .filter(({ show }) => show.length >= Math.max(1, size.minTitles))
    const compared = weighed.sort((one, other) => other.watched - one.watched || one.row - other.row).slice(0, 8)
    const [best] = compared.sort((one, other) => other.watched + other.cover - (one.watched + one.cover) || one.row - other.row)
    if (best === undefined) break
    page.push(best.row)
    for (const title of best.show) shown.add(title)
    for (const [group, more] of best.adds.entries()) covered[group] = (covered[group] ?? 0) + more
    left = left.filter(({ row }) => row !== best.row)
  }
  return page
}

test('with a taste, rows are chosen as the plain rule does', () => {
  fc.assert(
    fc.property(drawnOffers, drawnChances, drawnOptions, fc.nat(8), fc.nat(8), (drawn, chances, size, first, weight) => {
      const offers = [...drawn, ...drawn].map((one) => ({ ...one, fixed: false }))
      const given = taste(first / 8, weight)
      expect(choosePage(offers, chances, { ...size, taste: given }).map(({ row }) => row)).toEqual(
        choosePlainly(offers, chances, size, given),
      )
    }),
    { numRuns: 1000 },
  )
})
