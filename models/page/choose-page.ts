import { attention } from './attention.ts'

/** A row that asks for a place on the page. */
export interface RowOffer {
  /** All that may stand in it, as positions in `chance`, the first to be shown first; none twice. */
  readonly titles: Int32Array
  /** Stands at its place among the offers whatever it gains; the others compete for what is left. */
  readonly fixed: boolean
  /** Titles shown in a row above are left out of this one. */
  readonly dedupe: boolean
}

/** What fits on the page: of a device, so that each has the page that is best for it. */
export interface PageOptions {
  readonly maxRows: number
  readonly maxTitles: number
  /** A row with fewer titles gets no place, a fixed one with none. */
  readonly minTitles: number
  /** How much of a look each column gets, `maxTitles` of them, never rising; where it is not given, that of `attention`. */
  readonly columns?: Float64Array
}

/** A row that got a place. */
export interface ChosenRow {
  /** Its number among the offers. */
  readonly row: number
  /** What it shows, `maxTitles` at most. */
  readonly titles: Int32Array
  /** What it adds to what stands above it: titles watched, were every row looked at. */
  readonly gain: number
}

/** Is told of each place what every offer would have added there: NaN for one that had a place, is fixed or had too few titles left. */
export type TellGains = (gains: Float64Array, place: number) => void

/**
 * Chooses and orders the rows of a page stage by stage (Alvino and Basilico, "Learning a personalized homepage", 2015): each free place goes to the
 * row that gains most, given what stands above it. A row gains the sum over its columns of how much of a look the column gets times the chance, 0 to
 * 1, that its title is watched; titles shown above gain nothing, so what is repeated is counted out before the choice, not after it. Fixed rows
 * stand at their places, counted without those that have nothing to show, and room for them is kept. Ties go to the earlier offer.
 *
 * Gains are found lazily (Minoux, "Accelerated greedy algorithms for maximizing submodular set functions", 1978): a row whose titles stand by chance,
 * or stay, only loses as others are placed, so that what it gained once is the most it can gain, and it is looked at again only where that is enough.
 */
export function choosePage(offers: readonly RowOffer[], chance: Float32Array, options: PageOptions, tell?: TellGains): ChosenRow[] {
  const { maxRows, maxTitles } = options
  const minTitles = Math.max(1, options.minTitles)
  const columns = options.columns ?? attention(maxTitles)
  const shown = new Uint8Array(chance.length)
  /** The most that an offer can gain yet; negative where it is out of the running. */
  const most = new Float64Array(offers.length).fill(-1)
  const falls = new Uint8Array(offers.length)
  const fixed: { readonly row: number; readonly place: number }[] = []
  let taking = 0
  for (const [row, { titles, fixed: isFixed, dedupe }] of offers.entries()) {
    if (titles.length < (isFixed ? 1 : minTitles)) continue
    if (isFixed) fixed.push({ row, place: taking })
    else {
      most[row] = Number.POSITIVE_INFINITY
      falls[row] = Number(!dedupe || standsByChance(titles, chance))
    }
    taking++
  }

  /** What an offer adds now; -1 where it has too few titles left, and then it stays so: rows only lose titles to those above. */
  const gainOf = (row: number, least: number): number => {
    const { titles, dedupe } = offers[row] as RowOffer
    let [gain, column] = [0, 0]
    for (let at = 0; at < titles.length && column < maxTitles; at++) {
      const title = titles[at] as number
      if (shown[title] === 0) gain += (columns[column] as number) * (chance[title] as number)
      else if (dedupe) continue
      column++
    }
    return column < least ? -1 : gain
  }
  const gainAgain = (row: number): number => {
    const gain = gainOf(row, minTitles)
    most[row] = gain < 0 || falls[row] === 1 ? gain : Number.POSITIVE_INFINITY
    return gain
  }
  const bestOffer = () => {
    let [best, gain] = [-1, -1]
    const consider = (row: number) => {
      const found = gainAgain(row)
      if (found > gain || (found === gain && row < best)) [best, gain] = [row, found]
    }
    // The one that promises most is likely the best, and then hardly any other is worth a second look.
    let first = -1
    for (let row = 0; row < most.length; row++)
      if (falls[row] === 1 && (most[row] as number) > (first < 0 ? 0 : (most[first] as number))) first = row
    if (first >= 0) consider(first)
    for (let row = 0; row < most.length; row++) {
      const bound = most[row] as number
      if (row !== first && bound >= 0 && (bound > gain || (bound === gain && row < best))) consider(row)
    }
    return { best, gain }
  }

  const chosen: ChosenRow[] = []
  const place = (row: number, gain: number) => {
    most[row] = -1
    const titles = shownOf(offers[row] as RowOffer, shown, maxTitles)
    if (titles.length === 0) return
    for (const title of titles) shown[title] = 1
    chosen.push({ row, titles, gain })
  }
  while (chosen.length < maxRows) {
    const next = fixed[0]
    const mustFix = next !== undefined && (next.place <= chosen.length || maxRows - chosen.length <= fixed.length)
    const gains = tell === undefined ? undefined : most.map((bound, row) => (bound < 0 ? -1 : gainAgain(row)))
    const { best, gain } = mustFix ? { best: -1, gain: -1 } : bestOffer()
    const before = chosen.length
    if (best >= 0) place(best, gain)
    else if (next !== undefined) {
      fixed.shift()
      place(next.row, gainOf(next.row, 1))
    } else break
    if (gains !== undefined && chosen.length > before) tell?.(gains.map(orMissing), before)
  }
  return chosen
}

const orMissing = (gain: number) => (gain < 0 ? Number.NaN : gain)

function standsByChance(titles: Int32Array, chance: Float32Array): boolean {
  for (let at = 1; at < titles.length; at++)
    if ((chance[titles[at] as number] as number) > (chance[titles[at - 1] as number] as number)) return false
  return true
}

function shownOf({ titles, dedupe }: RowOffer, shown: Uint8Array, maxTitles: number): Int32Array {
  const out = new Int32Array(Math.min(titles.length, maxTitles))
  let count = 0
  for (let at = 0; at < titles.length && count < out.length; at++) {
    const title = titles[at] as number
    if (!dedupe || shown[title] === 0) out[count++] = title
  }
  return out.subarray(0, count)
}
