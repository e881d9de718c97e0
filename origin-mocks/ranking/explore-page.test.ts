import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ExplorableRow, explorePage } from './explore-page.ts'

const chance = Float32Array.from({ length: 40 }, (_, position) => (40 - position) / 50)
const row = (key: string, from: number, rest: Partial<ExplorableRow> = {}): ExplorableRow => ({
  ...{ key, isFree: true, pinned: new Set<number>() },
  titles: Array.from({ length: 12 }, (_, at) => from + at),
  ...rest,
})

test('a share of 0 tries nothing, a share of 1 every page, one between about that part of the seeds', () => {
  const tried = (share: number) =>
    Array.from({ length: 2_000 }, (_, at) => explorePage([row('a', 0)], chance, { share, seed: `p${at}` }).length > 0).filter(Boolean)
      .length
  expect(tried(0)).toBe(0)
  expect(tried(1)).toBe(2_000)
  expect(Math.abs(tried(0.05) - 100)).toBeLessThan(40)
})

test('a row that is tried has the titles that it had, the first columns stay, and the propensities of each draw sum to 1', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const rows = [row('kept', 0, { isFree: false }), row('a', 12), row('b', 24)]
      const before = rows.map(({ titles }) => [...titles])
      const slots = explorePage(rows, chance, { share: 1, seed })
      expect(slots).toHaveLength(3)
      expect(rows[0]?.titles).toEqual(before[0])
      for (const [at, { titles }] of rows.entries()) {
        expect(titles.slice(0, 2)).toEqual(before[at]?.slice(0, 2))
        expect(titles.toSorted((a, b) => a - b)).toEqual(before[at])
      }
      for (const { row: key, column, candidates, chosen } of slots) {
        expect(column).toBeGreaterThanOrEqual(2)
        expect(rows.find((one) => one.key === key)?.titles[column]).toBe(chosen)
        expect(candidates.reduce((sum, one) => sum + one.propensity, 0)).toBeCloseTo(1, 9)
        expect(Math.min(...candidates.map((one) => one.propensity))).toBeGreaterThanOrEqual(0.5 / 8 - 1e-9)
        expect(candidates.map((one) => one.position)).toContain(chosen)
      }
    }),
  )
})

test('titles are drawn as often as their propensities say', () => {
  const counts = new Map<number, number>()
  let propensities: readonly { readonly position: number; readonly propensity: number }[] = []
  const draws = 20_000
  for (let at = 0; at < draws; at++) {
    const [slot] = explorePage([row('a', 0)], chance, { share: 1, seed: `seed ${at}` })
    propensities = slot?.candidates ?? []
    counts.set(slot?.chosen ?? -1, (counts.get(slot?.chosen ?? -1) ?? 0) + 1)
  }
  expect(propensities).toHaveLength(8)
  // Four standard errors of a share at 20,000 draws are under 0.015.
  for (const { position, propensity } of propensities)
    expect(Math.abs((counts.get(position) ?? 0) / draws - propensity)).toBeLessThan(0.015)
})

test.each([
  { name: 'no row is free', rows: [row('a', 0, { isFree: false })] },
  { name: 'the free rows are short', rows: [row('a', 0, { titles: [0, 1, 2, 3, 4, 5] })] },
  { name: 'there is no row', rows: [] },
])('nothing is tried where $name', ({ rows }) => {
  expect(explorePage(rows, chance, { share: 1, seed: 's' })).toEqual([])
})

test('a pinned column is left alone', () => {
  for (let at = 0; at < 50; at++) {
    const one = row('a', 0, { pinned: new Set([3]) })
    const slots = explorePage([one], chance, { share: 1, seed: `${at}` })
    expect(one.titles[3]).toBe(3)
    expect(slots.map(({ column }) => column)).toEqual([2, 4])
  }
})
