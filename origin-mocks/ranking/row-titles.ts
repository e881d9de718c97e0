import type { RowCandidate } from '../../contracts/ranking.ts'
import type { Columns } from './columns.ts'
import { markAlike } from './likeness.ts'

/** What rows are filled from, for one request. */
export interface Shelf {
  readonly columns: Columns
  /** 1 where this profile may see the film at all. */
  readonly allowed: Uint8Array
  /** 1 where the profile has watched or rated the film. */
  readonly seen: Uint8Array
  /** The positions of those films, ascending. */
  readonly seenFilms: Int32Array
  /** Whether chances never rise as scores fall: so they come from a scorer, until rules boost some. */
  readonly byChance: boolean
  /** The best positions by score, the best first: some thousands, or all. */
  readonly best: Int32Array
  /** Some positions, none twice, by score, the best first. */
  sorted(positions: Int32Array): Int32Array
  /** All positions by score, the best first; they are sorted when they are asked for first. */
  byScore(): Int32Array
}

/**
 * The positions of the films that may stand in a row, in the row's order, before anything is cut or left out for rows above: what a row is. `fillRows`
 * finds the same faster.
 */
export function rowTitles(shelf: Shelf, row: RowCandidate): Int32Array {
  const { columns } = shelf
  const { titles, genre, genres, decade, since, like, unseen, seen } = row.where
  const marks = shelf.allowed.slice()
  if (unseen === true) keepWhere(marks, (position) => shelf.seen[position] === 0)
  if (seen === true) keepWhere(marks, (position) => shelf.seen[position] === 1)
  if (decade !== undefined) keepWhere(marks, (position) => inDecade(columns.years[position] ?? 0, decade))
  if (since !== undefined) keepWhere(marks, (position) => (columns.years[position] ?? 0) >= since)
  for (const name of [...(genre === undefined ? [] : [genre]), ...(genres ?? [])]) {
    keepPosting(marks, columns.byGenre[columns.genreNumbers.get(name) ?? -1] ?? [])
  }
  const given = titles?.flatMap((id) => columns.positions.get(id) ?? [])
  if (given !== undefined) keepPosting(marks, given)
  if (like !== undefined) {
    const position = columns.positions.get(like)
    if (position === undefined) return new Int32Array(0)
    marks.set(markAlike(columns, position, marks))
  }
  if (row.order === 'given') return Int32Array.from(new Set(given)).filter((position) => marks[position] === 1)
  const order = row.order === 'score' ? shelf.byScore() : columns.orders[row.order]
  return order.filter((position) => marks[position] === 1)
}

/** Whether a year is one of the ten from `decade` on. */
export const inDecade = (year: number, decade: number) => year >= decade && year < decade + 10

function keepWhere(marks: Uint8Array, keeps: (position: number) => boolean): void {
  for (let position = 0; position < marks.length; position++) if (marks[position] === 1 && !keeps(position)) marks[position] = 0
}

function keepPosting(marks: Uint8Array, posting: Iterable<number>): void {
  const kept = new Uint8Array(marks.length)
  for (const position of posting) kept[position] = marks[position] ?? 0
  marks.set(kept)
}
