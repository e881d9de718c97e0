import type { RowOffer } from './row-offer.ts'

/** What rows would add to a page that grows. */
export interface RowGains {
  /** The row that adds most now, of equal ones the first; undefined where none may be added any more. */
  best(): { readonly row: number; readonly gain: number } | undefined
  /** What one row adds now, however few titles it has left. */
  gainOf(row: number): number
  /** What each row adds now: NaN for one that is not in the running. */
  all(): Float64Array
  /** Takes a row out of the running; gives what it shows. */
  show(row: number): Int32Array
}

/** Which rows are in the running, and how many titles each has to have and may show. */
export interface GainOptions {
  readonly runs: (row: number) => boolean
  readonly minTitles: number
  /** How much of a look each column gets; there are so many. */
  readonly columns: Float64Array
}

/**
 * Keeps what is shown, and finds what each row adds: the sum over its columns of the look that the column gets times the chance that its title is
 * watched; what is shown already adds nothing, and stands in the row only where that keeps its own.
 *
 * Found lazily (Minoux, "Accelerated greedy algorithms for maximizing submodular set functions", 1978): a row whose titles stand by chance, or stay,
 * only loses as others are shown, term by term, so that what it added once is the most it can add, and it is looked at again only where that is enough.
 */
export function createRowGains(offers: readonly RowOffer[], chance: Float32Array, { runs, minTitles, columns }: GainOptions): RowGains {
  const width = columns.length
  const shown = new Uint8Array(chance.length)
  const isLazy = new Uint8Array(offers.length)
  /** The most that a row can add yet; -1 where it is not in the running. */
  const most = new Float64Array(offers.length).fill(-1)
  for (let row = 0; row < offers.length; row++) {
    if (!runs(row)) continue
    const { titles, dedupe } = offers[row] as RowOffer
    most[row] = Number.POSITIVE_INFINITY
    isLazy[row] = Number(!dedupe || standsByChance(titles, chance))
  }

  /** -1 where fewer than `least` titles are left: rows only lose titles, so it stays so. */
  const gainNow = (row: number, least: number): number => {
    const { titles, dedupe } = offers[row] as RowOffer
    let gain = 0
    let column = 0
    for (let at = 0; at < titles.length && column < width; at++) {
      const title = titles[at] as number
      if (shown[title] === 0) gain += (columns[column] as number) * (chance[title] as number)
      else if (dedupe) continue
      column++
    }
    if (column < width) offers[row]?.onEnd?.()
    return column < least ? -1 : gain
  }
  const look = (row: number): number => {
    const gain = gainNow(row, minTitles)
    most[row] = gain < 0 || isLazy[row] === 1 ? gain : Number.POSITIVE_INFINITY
    return gain
  }
  /** The one that promises most is likely the best, and then hardly any other is worth a second look. */
  const mostPromising = () => {
    let first = -1
    for (let row = 0; row < most.length; row++)
      if (isLazy[row] === 1 && (most[row] as number) >= 0 && (first < 0 || (most[row] as number) > (most[first] as number))) first = row
    return first
  }

  return {
    best() {
      const first = mostPromising()
      let gain = first < 0 ? -1 : look(first)
      let best = gain < 0 ? -1 : first
      for (let row = 0; row < most.length; row++) {
        const bound = most[row] as number
        if (row === first || bound < 0 || bound < gain || (bound === gain && row > best)) continue
        const found = look(row)
        if (found < 0 || found < gain || (found === gain && row > best)) continue
        gain = found
        best = row
      }
      return best < 0 ? undefined : { row: best, gain }
    },
    gainOf: (row) => gainNow(row, 0),
    all: () => most.map((bound, row) => (bound < 0 ? -1 : look(row))).map((gain) => (gain < 0 ? Number.NaN : gain)),
    show(row) {
      most[row] = -1
      const { titles, dedupe } = offers[row] as RowOffer
      const out = new Int32Array(Math.min(titles.length, width))
      let count = 0
      for (let at = 0; at < titles.length && count < out.length; at++) {
        const title = titles[at] as number
        if (!dedupe || shown[title] === 0) out[count++] = title
      }
      if (count < width) offers[row]?.onEnd?.()
      for (let at = 0; at < count; at++) shown[out[at] as number] = 1
      return out.subarray(0, count)
    },
  }
}

function standsByChance(titles: Int32Array, chance: Float32Array): boolean {
  for (let at = 1; at < titles.length; at++)
    if ((chance[titles[at] as number] as number) > (chance[titles[at - 1] as number] as number)) return false
  return true
}
