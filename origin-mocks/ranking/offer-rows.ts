import type { PageDemand } from '../../contracts/ranking.ts'
import type { RowOffer } from '../../models/page/row-offer.ts'
import type { FillRows } from './fill-rows.ts'
import { rowTitles, type Shelf } from './row-titles.ts'

/** A row of a demand that asks for a place. */
export interface PageOffer extends RowOffer {
  readonly key: string
  /** The first of its titles that passes, of all that may stand in it. */
  find(passes: (position: number) => boolean): number | undefined
}

/** Rows are filled to so many times what they show: what stands above takes titles from them. */
const spare = 8

/** The rows of a demand: filled as far as it seems enough, with the rest where it was not; without somebody to fill them, whole from the beginning. */
export function offerRows(shelf: Shelf, { rows, minTitles, maxTitles }: PageDemand, fillRows: FillRows | undefined): PageOffer[] {
  const filled =
    fillRows?.(shelf, rows, { least: Math.max(1, minTitles), most: spare * maxTitles }) ??
    rows.map((row) => ({ titles: rowTitles(shelf, row), whole: undefined }))
  return filled.map(({ titles, whole }, place): PageOffer => {
    const { key, fixed, dedupe, order } = rows[place] as PageDemand['rows'][number]
    const find = (passes: (position: number) => boolean) => titles.find(passes) ?? whole?.().find(passes)
    const byChance = shelf.byChance && order === 'score'
    return { key, fixed, dedupe, byChance, titles, find, ...(whole === undefined ? {} : { whole }) }
  })
}
