import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choosePage } from './choose-page.ts'
import type { RowOffer } from './row-offer.ts'

const titles = 30
const offer = fc.record({
  titles: fc.shuffledSubarray(Array.from({ length: titles }, (_, title) => title)).map((some) => Int32Array.from(some)),
  fixed: fc.boolean(),
  dedupe: fc.boolean(),
})
const chances = fc
  .array(fc.integer({ min: 0, max: 8 }), { minLength: titles, maxLength: titles })
  .map((eighths) => Float32Array.from(eighths, (n) => n / 8))

test('rows that are offered in part, with the rest at hand, come to the page of whole rows', () => {
  fc.assert(
    fc.property(
      fc.array(offer, { maxLength: 8 }),
      chances,
      fc.array(fc.nat(12)),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 8 }),
      (offers, chance, cuts, maxRows, maxTitles) => {
        const options = { maxRows, maxTitles, minTitles: 3 }
        const inPart = offers.map((row, place): RowOffer => {
          // Who offers a part sees to it that a row which may take part does.
          const end = Math.max(options.minTitles, cuts[place] ?? titles)
          return end < row.titles.length ? { ...row, titles: row.titles.subarray(0, end), whole: () => row.titles } : row
        })
        expect(choosePage(inPart, chance, options)).toEqual(choosePage(offers, chance, options))
      },
    ),
    { numRuns: 1000 },
  )
})
