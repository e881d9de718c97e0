import type { RowCandidate } from '../../contracts/ranking.ts'
import { fewTitles, sortedByScore } from './few-titles.ts'
import { type RowIndex, type RowsOfFilms, rowIndex } from './row-index.ts'
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

/**
 * The titles of rows, each as `rowTitles` has them, as far as they are needed: the best of the catalog are walked once, and each is put into all the rows
 * it belongs to, until they are full. A row that comes short is filled from its own films. Rows that are not ordered by score, or are so by what
 * only some profiles have, are few, and found one by one.
 */
export function fillRows(shelf: Shelf, candidates: readonly RowCandidate[], { least, most }: RowLengths): FilledRow[] {
  const walked = candidates.filter(isWalked)
  const index = rowIndex(shelf.columns, walked)
  const found = walkBest(shelf, walked, index, most)
  let next = 0
  return candidates.map((row): FilledRow => {
    if (!isWalked(row)) return byOrder(shelf, row, most) ?? uncut(fewTitles(shelf, row) ?? rowTitles(shelf, row))
    const place = next++
    const [titles, posting] = [found[place] as Int32Array, index.postings[place] as Int32Array]
    if (titles.length === posting.length) return uncut(titles)
    if (titles.length < least) return uncut(wholeRow(shelf, posting, row.where.unseen === true))
    return { titles, whole: once(() => wholeRow(shelf, posting, row.where.unseen === true)) }
  })
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

function walkBest(shelf: Shelf, rows: readonly RowCandidate[], { large, small }: RowIndex, most: number): Int32Array[] {
  const titles = new Int32Array(rows.length * most)
  const next = Int32Array.from(rows, (_, row) => row * most)
  const limit = next.map((from) => from + most)
  const isUnseen = Uint8Array.from(rows, ({ where }) => Number(where.unseen === true))
  for (const films of [large, small]) walk(shelf, films, { titles, next, limit, isUnseen })
  return rows.map((_, row) => titles.subarray(row * most, next[row] as number))
}

interface OpenRows {
  readonly titles: Int32Array
  /** Where each row goes on, and where it is full. */
  readonly next: Int32Array
  readonly limit: Int32Array
  readonly isUnseen: Uint8Array
}

function walk({ best, allowed, seen }: Shelf, { starts, rows, count }: RowsOfFilms, { titles, next, limit, isUnseen }: OpenRows): void {
  if (count === 0) return
  let open = count
  for (let place = 0; place < best.length; place++) {
    const position = best[place] as number
    if (allowed[position] === 0) continue
    const wasSeen = seen[position] as number
    const end = starts[position + 1] as number
    for (let at = starts[position] as number; at < end; at++) {
      const row = rows[at] as number
      const to = next[row] as number
      if (to === limit[row] || (wasSeen & (isUnseen[row] as number)) !== 0) continue
      titles[to] = position
      next[row] = to + 1
      if (to + 1 === limit[row] && --open === 0) return
    }
  }
}

/** All films of a posting that this profile may be shown, by score. */
function wholeRow({ score, allowed, seen }: Shelf, posting: Int32Array, isUnseen: boolean): Int32Array {
  const kept = new Int32Array(posting.length)
  let count = 0
  for (const position of posting) if (allowed[position] === 1 && !(isUnseen && seen[position] === 1)) kept[count++] = position
  return sortedByScore(score, kept.subarray(0, count))
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
