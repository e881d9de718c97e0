import type { RowCandidate } from '../../contracts/ranking.ts'
import { isOfGenre } from './columns.ts'
import { mostAlike } from './most-alike.ts'
import { inDecade, type Shelf } from './row-titles.ts'

/**
 * The titles of a row that says of which few films: those that it names, those like one, those that were seen; undefined where it is another, or where
 * too few of the most alike may stand there to know. Orders are those of `rowTitles`, by score or as given.
 */
export function fewTitles(shelf: Shelf, { where, order }: RowCandidate): Int32Array | undefined {
  const { columns } = shelf
  if (order !== 'score' && order !== 'given') return undefined
  if (where.titles !== undefined && where.like === undefined) {
    const named = new Set(where.titles.flatMap((id) => columns.positions.get(id) ?? []))
    const kept = Int32Array.from(named).filter((position) => mayStand(shelf, where, position))
    return order === 'given' ? kept : bestOf(shelf, kept.sort(), where)
  }
  if (order === 'given' || where.titles !== undefined) return undefined
  if (where.like !== undefined) {
    const position = columns.positions.get(where.like)
    if (position === undefined) return new Int32Array(0)
    const alike = mostAlike(columns, position, (other) => mayStand(shelf, where, other))
    return alike && shelf.sorted(alike)
  }
  if (where.seen !== true) return undefined
  return bestOf(shelf, shelf.seenFilms, where)
}

/** All of some films, none twice, that may stand in a row, by score. */
export function bestOf(shelf: Shelf, positions: Int32Array, where: RowCandidate['where']): Int32Array {
  return shelf.sorted(positions.filter((position) => mayStand(shelf, where, position)))
}

function mayStand({ columns, allowed, seen }: Shelf, where: RowCandidate['where'], position: number): boolean {
  const { genre, genres, decade, since, unseen, seen: isSeen } = where
  const year = columns.years[position] ?? 0
  if (allowed[position] === 0 || (unseen === true && seen[position] === 1) || (isSeen === true && seen[position] === 0)) return false
  if ((decade !== undefined && !inDecade(year, decade)) || (since !== undefined && year < since)) return false
  if (genre === undefined && genres === undefined) return true
  const has = (name: string) => isOfGenre(columns, position, columns.genreNumbers.get(name) ?? -1)
  return (genre === undefined || has(genre)) && (genres ?? []).every(has)
}
