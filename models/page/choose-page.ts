import type { Taste } from './coverage.ts'
import { fillPage } from './fill-page.ts'
import { type Looks, usualLooks } from './looks.ts'
import { createRowGains } from './row-gains.ts'
import type { ChosenRow, RowOffer } from './row-offer.ts'

/** What fits on the page: given for each kind of device, so that each has the page that is best for it. */
export interface PageOptions {
  readonly maxRows: number
  readonly maxTitles: number
  /** A row with fewer titles gets no place, a fixed one with none. */
  readonly minTitles: number
  /** How much of a look `maxRows` rows and `maxTitles` columns get; where it is not given, the usual. */
  readonly looks?: Looks
  /** Where it is given, rows are chosen for what they cover of it as well. */
  readonly taste?: Taste | undefined
}

/** Is told of each place what every offer would have added there: NaN for one that had a place, is fixed or had too few titles left. */
export type TellGains = (gains: Float64Array, place: number) => void

/**
 * Chooses and orders the rows of a page stage by stage (Alvino and Basilico, "Learning a personalized homepage", 2015): each free place goes to the
 * row that adds most to what stands above it, by `chance`, 0 to 1, that each title is watched. What a row above shows adds nothing, so repeats are
 * counted out before the choice, not after it. Fixed rows stand at their places, counted without those that have nothing to show, and room for them is
 * kept. Ties go to the earlier offer. Then the page is filled as a whole: see `fillPage`.
 */
export function choosePage(offers: readonly RowOffer[], chance: Float32Array, options: PageOptions, tell?: TellGains): ChosenRow[] {
  const { maxRows, maxTitles, looks = usualLooks(maxRows, maxTitles) } = options
  const minTitles = Math.max(1, options.minTitles)
  const takesPart = ({ titles, fixed }: RowOffer) => titles.length >= (fixed ? 1 : minTitles)
  const gains = createRowGains(offers, chance, {
    ...{ minTitles, columns: looks.columns, taste: options.taste },
    runs: (row) => offers[row]?.fixed === false && takesPart(offers[row]),
  })
  const fixed = placesOfFixed(offers, takesPart)

  const chosen: ChosenRow[] = []
  while (chosen.length < maxRows) {
    const next = fixed[0]
    const isDue = next !== undefined && (next.place <= chosen.length || maxRows - chosen.length <= fixed.length)
    const told = tell === undefined ? undefined : gains.all()
    const best = isDue ? undefined : gains.best()
    if (best === undefined) fixed.shift()
    const row = best?.row ?? next?.row
    if (row === undefined) break
    const gain = best?.gain ?? gains.gainOf(row)
    const titles = gains.show(row)
    if (titles.length === 0) continue
    if (told !== undefined) tell?.(told, chosen.length)
    chosen.push({ row, titles, gain })
  }
  return fillPage(chosen, offers, chance, looks)
}

function placesOfFixed(offers: readonly RowOffer[], takesPart: (offer: RowOffer) => boolean) {
  const fixed: { readonly row: number; readonly place: number }[] = []
  let place = 0
  for (const [row, offer] of offers.entries()) {
    if (!takesPart(offer)) continue
    if (offer.fixed) fixed.push({ row, place })
    place++
  }
  return fixed
}
