import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choosePage } from './choose-page.ts'
import { worth } from './fill-page.ts'
import { attention, type Looks, looksOf } from './looks.ts'
import type { RowOffer } from './row-offer.ts'
import { byChance, drawnChances, drawnOffers } from './test/drawn-page.ts'

const maxRows = 3
const maxTitles = 3
const free = (offers: readonly RowOffer[], dedupe: boolean) => offers.slice(0, 6).map((one) => ({ ...one, fixed: false, dedupe }))

/** The worth of the best page that there is, each title in each row or left to a row below: all are tried. */
function bestWorth(offers: readonly RowOffer[], chances: Float32Array, looks: Looks): number {
  let best = 0
  const fill = (place: number, used: ReadonlySet<number>, shown: ReadonlySet<number>, sum: number) => {
    best = Math.max(best, sum)
    if (place === maxRows) return
    for (const [row, { titles, dedupe }] of offers.entries()) {
      if (used.has(row)) continue
      const next = new Set([...used, row])
      const left = [...titles].filter((title) => !dedupe || !shown.has(title))
      for (const some of dedupe ? subsetsOf(left) : [left]) {
        const cells = some.slice(0, maxTitles)
        const gain = cells.reduce((total, title, column) => {
          const look = (looks.rows[place] ?? 0) * (looks.columns[column] ?? 0)
          return total + (shown.has(title) ? 0 : look * (chances[title] ?? 0))
        }, 0)
        fill(place + 1, next, new Set([...shown, ...cells]), sum + gain)
      }
    }
  }
  fill(0, new Set(), new Set(), 0)
  return best
}

function subsetsOf(titles: readonly number[]): number[][] {
  const [first, ...rest] = titles
  if (first === undefined) return [[]]
  const without = subsetsOf(rest)
  return [...without, ...without.map((some) => [first, ...some])].filter((some) => some.length <= maxTitles)
}

test('rows that keep their own, every column seen alike: at least 1 - 1/e of the best page (Nemhauser, Wolsey and Fisher, 1978)', () => {
  const looks = looksOf(attention(maxRows), new Float64Array(maxTitles).fill(1))
  fc.assert(
    fc.property(drawnOffers, drawnChances, (drawn, chances) => {
      const offers = free(drawn, false)
      const page = choosePage(offers, chances, { maxRows, maxTitles, minTitles: 1, looks })
      expect(worth(page, chances, looks)).toBeGreaterThanOrEqual((1 - 1 / Math.E) * bestWorth(offers, chances, looks) - 1e-9)
    }),
    { numRuns: 300 },
  )
})

test('rows that leave out what is shown above: at least half of the best page of all, and more than nine tenths as a rule', () => {
  const looks = looksOf(attention(maxRows), attention(maxTitles))
  const shares: number[] = []
  fc.assert(
    fc.property(drawnOffers, drawnChances, (drawn, chances) => {
      const offers = byChance(free(drawn, true), chances).map((one) => ({ ...one, titles: one.titles.slice(0, 5) }))
      const best = bestWorth(offers, chances, looks)
      const share = best > 0 ? worth(choosePage(offers, chances, { maxRows, maxTitles, minTitles: 1 }), chances, looks) / best : 1
      shares.push(share)
      expect(share).toBeGreaterThanOrEqual(0.5)
    }),
    { numRuns: 100 },
  )
  expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.9)
})
