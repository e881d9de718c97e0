import type { Looks } from './looks.ts'
import type { ChosenRow, RowOffer } from './row-offer.ts'

/** Where a title may not stand any more: nowhere. Lower numbers: not below the row that many rows down, which keeps its own. */
const nowhere = 0xffff

/**
 * Fills the chosen rows once more, now that all are known: cell by cell, the one that gets the most of a look first, each with the next title of its
 * row's order that has no place yet. So a title that several rows could show stands where it is seen most, where filling from the top lets the first
 * row have everything and the rows below begin with what is left. A row keeps its order, and shows no fewer titles than before: one that would is left
 * as it was, and so is the page where this is not worth more by `worth`.
 */
export function fillPage(chosen: readonly ChosenRow[], offers: readonly RowOffer[], chance: Float32Array, looks: Looks): ChosenRow[] {
  const asOffered = chosen.map(({ row }) => offers[row] as RowOffer)
  const stays = Uint8Array.from(asOffered, ({ dedupe }) => Number(!dedupe))
  const taken = new Uint16Array(chance.length)
  for (;;) {
    const filled = fill(chosen, asOffered, stays, taken, looks)
    let again = false
    for (const [place, { titles }] of filled.entries()) {
      if (titles.length >= (chosen[place] as ChosenRow).titles.length) continue
      stays[place] = 1
      again = true
    }
    if (!again) return worth(filled, chance, looks) > worth(chosen, chance, looks) ? filled : [...chosen]
    taken.fill(0)
  }
}

/** How much is watched of a page: the look that each title's first cell gets times the chance that it is watched. */
export function worth(page: readonly { readonly titles: Int32Array }[], chance: Float32Array, { rows, columns }: Looks): number {
  const shown = new Uint8Array(chance.length)
  let sum = 0
  for (const [place, { titles }] of page.entries()) {
    let row = 0
    for (let column = 0; column < titles.length; column++) {
      const title = titles[column] as number
      if (shown[title] === 0) row += (columns[column] as number) * (chance[title] as number)
      shown[title] = 1
    }
    sum += (rows[place] as number) * row
  }
  return sum
}

function fill(
  chosen: readonly ChosenRow[],
  offers: readonly RowOffer[],
  stays: Uint8Array,
  taken: Uint16Array,
  { columns, cells }: Looks,
): ChosenRow[] {
  const width = columns.length
  for (let place = chosen.length - 1; place >= 0; place--) {
    // What a row keeps for its own may stand above it as well, in a row that leaves out what is above alone.
    const limit = (offers[place] as RowOffer).dedupe ? nowhere : place + 1
    if (stays[place] === 1) for (const title of (chosen[place] as ChosenRow).titles) if (taken[title] !== nowhere) taken[title] = limit
  }
  /** The titles of each row, as far as they were needed yet. */
  const lists = offers.map(({ titles }) => titles)
  const next = new Uint32Array(chosen.length)
  const count = new Uint32Array(chosen.length)
  const shown = new Int32Array(chosen.length * width)
  for (let at = 0; at < cells.length; at++) {
    const place = Math.floor((cells[at] as number) / width)
    if (place >= chosen.length || stays[place] === 1) continue
    let titles = lists[place] as Int32Array
    let from = firstToStand(titles, next[place] as number, taken, place)
    const whole = from < titles.length ? undefined : offers[place]?.whole
    if (whole !== undefined) {
      titles = lists[place] = whole()
      from = firstToStand(titles, from, taken, place)
    }
    if (from < titles.length) {
      const title = titles[from++] as number
      taken[title] = nowhere
      const column = count[place] as number
      shown[place * width + column] = title
      count[place] = column + 1
    }
    next[place] = from
  }
  return chosen.map((row, place) =>
    stays[place] === 1 ? row : { ...row, titles: shown.slice(place * width, place * width + (count[place] as number)) },
  )
}

function firstToStand(titles: Int32Array, from: number, taken: Uint16Array, place: number): number {
  let at = from
  while (at < titles.length && !mayStand(taken[titles[at] as number] as number, place)) at++
  return at
}

/** `limit` is 0 for a title that stands nowhere. */
const mayStand = (limit: number, place: number) => limit === 0 || (limit !== nowhere && place < limit - 1)
