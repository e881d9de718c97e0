import type { Looks } from './looks.ts'
import type { ChosenRow, RowOffer } from './row-offer.ts'

/** How far down a title may stand: above this row. Of one that stands already, nowhere. */
const [anywhere, nowhere] = [0xffff, 0]

/**
 * Fills the chosen rows once more, now that all are known: cell by cell, the one that gets the most of a look first, each with the next title of its
 * row's order that has no place yet. So a title that several rows could show stands where it is seen most, where filling from the top lets the first
 * row have everything and the rows below begin with what is left. A row keeps its order, and shows no fewer titles than before: one that would is left
 * as it was, and so is the page where this is not worth more by `worth`, or takes from it what a fixed row was left out for.
 */
export function fillPage(chosen: readonly ChosenRow[], offers: readonly RowOffer[], chance: Float32Array, looks: Looks): ChosenRow[] {
  const asOffered = chosen.map(({ row }) => offers[row] as RowOffer)
  const stays = Uint8Array.from(asOffered, ({ dedupe }) => Number(!dedupe))
  const above = new Uint16Array(chance.length)
  for (;;) {
    above.fill(anywhere)
    const filled = fill(chosen, asOffered, stays, above, looks)
    let again = false
    for (const [place, { titles }] of filled.entries()) {
      if (titles.length >= (chosen[place] as ChosenRow).titles.length) continue
      stays[place] = 1
      again = true
    }
    if (again) continue
    const isBetter = worth(filled, chance, looks) > worth(chosen, chance, looks) && !losesFixed(chosen, filled, offers, looks)
    return isBetter ? filled : [...chosen]
  }
}

/** Whether a fixed row that has no place, since all its titles stand in others, would have a title to show now, and there is room for it. */
function losesFixed(chosen: readonly ChosenRow[], filled: readonly ChosenRow[], offers: readonly RowOffer[], { rows }: Looks): boolean {
  if (chosen.length >= rows.length) return false
  const placed = new Set(chosen.map(({ row }) => row))
  const leftOut = offers.filter(({ fixed }, row) => fixed && !placed.has(row))
  if (leftOut.length === 0) return false
  const shown = new Set(filled.flatMap(({ titles }) => [...titles]))
  return leftOut.some(({ titles, whole }) => (whole?.() ?? titles).some((title) => !shown.has(title)))
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
  above: Uint16Array,
  { columns, cellRows }: Looks,
): ChosenRow[] {
  const width = columns.length
  for (const [place, { titles }] of chosen.entries()) {
    if (stays[place] === 0) continue
    // What a row keeps for its own may stand above it as well, in a row that leaves out what is above alone.
    const limit = (offers[place] as RowOffer).dedupe ? nowhere : place
    for (const title of titles) above[title] = Math.min(above[title] as number, limit)
  }
  /** The titles of each row, as far as they were needed yet. */
  const lists = offers.map(({ titles }) => titles)
  const next = new Uint32Array(chosen.length)
  const count = new Uint32Array(chosen.length)
  const shown = new Int32Array(chosen.length * width)
  for (let cell = 0; cell < cellRows.length; cell++) {
    const place = cellRows[cell] as number
    if (place >= chosen.length || stays[place] === 1) continue
    let titles = lists[place] as Int32Array
    let at = firstToStand(titles, next[place] as number, above, place)
    const whole = at < titles.length ? undefined : offers[place]?.whole
    if (whole !== undefined) {
      titles = lists[place] = whole()
      at = firstToStand(titles, at, above, place)
    }
    if (at < titles.length) {
      const title = titles[at++] as number
      above[title] = nowhere
      const column = count[place] as number
      shown[place * width + column] = title
      count[place] = column + 1
    }
    next[place] = at
  }
  return chosen.map((row, place) =>
    stays[place] === 1 ? row : { ...row, titles: shown.subarray(place * width, place * width + (count[place] as number)) },
  )
}

function firstToStand(titles: Int32Array, from: number, above: Uint16Array, place: number): number {
  let at = from
  while (at < titles.length && place >= (above[titles[at] as number] as number)) at++
  return at
}
