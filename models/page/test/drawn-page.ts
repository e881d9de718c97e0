import fc from 'fast-check'
import type { RowOffer } from '../row-offer.ts'

const titleCount = 12

/** Offers of few titles, so that rows overlap and tie. */
export const drawnOffers: fc.Arbitrary<readonly RowOffer[]> = fc.array(
  fc.record({
    titles: fc.uniqueArray(fc.nat(titleCount - 1), { maxLength: 7 }).map((titles) => Int32Array.from(titles)),
    fixed: fc.boolean(),
    dedupe: fc.boolean(),
  }),
  { maxLength: 9 },
)

/** Chances in eighths, so that sums are exact and equal ones are frequent. */
export const drawnChances: fc.Arbitrary<Float32Array> = fc
  .array(fc.nat(8), { minLength: titleCount, maxLength: titleCount })
  .map((eighths) => Float32Array.from(eighths, (n) => n / 8))

export const drawnOptions = fc.record({
  maxRows: fc.integer({ min: 1, max: 8 }),
  maxTitles: fc.integer({ min: 1, max: 5 }),
  minTitles: fc.nat(3),
})

/** The same offers, the titles of each by chance: where lazy evaluation leaves most out. */
export const byChance = (offers: readonly RowOffer[], chances: Float32Array): readonly RowOffer[] =>
  offers.map((one) => ({ ...one, titles: one.titles.slice().sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0) || a - b) }))
