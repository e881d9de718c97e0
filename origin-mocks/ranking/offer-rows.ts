import type { PageDemand } from '../../contracts/ranking.ts'
import type { RowOffer } from '../../models/page/row-offer.ts'
import { type FilledRow, fillRows } from './fill-rows.ts'
import { rowTitles, type Shelf } from './row-titles.ts'

/** A row of a demand that asks for a place. */
export interface PageOffer extends RowOffer {
  readonly key: string
  /** The first of its titles that passes, of all that may stand in it. */
  find(passes: (position: number) => boolean): number | undefined
}

/** Rows are filled to so many times what they show, at least and at most: what stands above takes titles from them. */
const [leastShown, mostShown] = [1.6, 6]

/**
 * Has rows chosen among offers that are filled only as far as it seems enough. Where it was not, and a row came to its end, that row is offered whole and
 * they are chosen anew, so that what is chosen is what would be of all titles; where `isWhole`, all rows are whole from the beginning.
 */
export function offerRows<chosen>(
  shelf: Shelf,
  demand: PageDemand,
  isWhole: boolean,
  choose: (offers: readonly PageOffer[]) => chosen,
): chosen {
  const { rows, maxTitles } = demand
  const filled: FilledRow[] = isWhole
    ? rows.map((row) => {
        const titles = rowTitles(shelf, row)
        return { titles, isCut: false, whole: () => titles }
      })
    : fillRows(shelf, rows, { least: Math.ceil(leastShown * maxTitles), most: mostShown * maxTitles })
  for (;;) {
    const ended = new Set<number>()
    const chosen = choose(
      filled.map(({ titles, isCut, whole }, place): PageOffer => {
        const { key, fixed, dedupe, order } = rows[place] as PageDemand['rows'][number]
        const byChance = shelf.byChance && order === 'score'
        const find = (passes: (position: number) => boolean) => titles.find(passes) ?? (isCut ? whole().find(passes) : undefined)
        return { key, fixed, dedupe, byChance, titles, find, ...(isCut ? { onEnd: () => ended.add(place) } : {}) }
      }),
    )
    if (ended.size === 0) return chosen
    for (const place of ended) {
      const titles = (filled[place] as FilledRow).whole()
      filled[place] = { titles, isCut: false, whole: () => titles }
    }
  }
}
