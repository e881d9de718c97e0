import type { RowCandidate } from '../../contracts/ranking.ts'
import { fewTitles } from './few-titles.ts'
import type { Kernel } from './kernel/kernel.ts'
import { createRowIndexes } from './row-index.ts'
import { rowTitles, type Shelf } from './row-titles.ts'

/** What of a row was found. */
export interface FilledRow {
  /** What may stand in it, in its order, from the first on. */
  readonly titles: Int32Array
  /** All that may stand in it, where there may be more than these. */
  readonly whole: (() => Int32Array) | undefined
}

/** How long rows have to be. */
export interface RowLengths {
  /** A row that may have more has so many titles at least. */
  readonly least: number
  /** Beyond so many nothing is looked for. */
  readonly most: number
}

/** Finds the titles of rows, each as `rowTitles` has them, as far as they are needed. They are good until the next rows are filled. */
export type FillRows = (shelf: Shelf, candidates: readonly RowCandidate[], lengths: RowLengths) => FilledRow[]

/**
 * Fills rows by a kernel: the best of the catalog are walked once, and each is put into all the rows it belongs to, until they are full. A row that comes
 * short is filled from its own films. Rows that are not ordered by score, or are so by what only some profiles have, are few, and found one by one.
 */
export function createRowFiller(kernel: Pick<Kernel, 'holdRows'>): FillRows {
  const indexRows = createRowIndexes(kernel)
  return (shelf, candidates, { least, most }) => {
    const { postings, held } = indexRows(shelf.columns, candidates.filter(isWalked), most)
    const found = held.fill(shelf.best, shelf.allowed, shelf.seen)
    let next = 0
    return candidates.map((row): FilledRow => {
      if (!isWalked(row)) return byOrder(shelf, row, most) ?? uncut(fewTitles(shelf, row) ?? rowTitles(shelf, row))
      const place = next++
      const [titles, posting] = [found[place] as Int32Array, postings[place] as Int32Array]
      if (titles.length === posting.length) return uncut(titles)
      if (titles.length < least) return uncut(wholeRow(shelf, posting, row.where.unseen === true))
      return { titles, whole: once(() => wholeRow(shelf, posting, row.where.unseen === true)) }
    })
  }
}

const uncut = (titles: Int32Array): FilledRow => ({ titles, whole: undefined })

function once(find: () => Int32Array): () => Int32Array {
  let found: Int32Array | undefined
  return () => (found ??= find())
}

/** Whether a row's films are the same for all, but for who has seen them, and the best come first. */
function isWalked({ order, where }: RowCandidate): boolean {
  return order === 'score' && where.titles === undefined && where.like === undefined && where.seen !== true
}

/** All films of a posting that this profile may be shown, by score. */
function wholeRow({ allowed, seen, sorted }: Shelf, posting: Int32Array, isUnseen: boolean): Int32Array {
  const kept = new Int32Array(posting.length)
  let count = 0
  for (const position of posting) if (allowed[position] === 1 && !(isUnseen && seen[position] === 1)) kept[count++] = position
  return sorted(kept.subarray(0, count))
}

/** The first films of an order that is no member's; undefined for a row that is found in another way. */
function byOrder(shelf: Shelf, row: RowCandidate, most: number): FilledRow | undefined {
  const { columns, allowed, seen } = shelf
  const { order, where } = row
  if (order === 'given' || order === 'score' || Object.keys(where).some((name) => name !== 'unseen')) return undefined
  const titles = new Int32Array(most)
  let count = 0
  for (const position of columns.orders[order]) {
    if (allowed[position] === 0 || (where.unseen === true && seen[position] === 1)) continue
    if (count === most) return { titles, whole: once(() => rowTitles(shelf, row)) }
    titles[count++] = position
  }
  return uncut(titles.subarray(0, count))
}
