import type { RowCandidate } from '../../contracts/ranking.ts'
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
    return alike && sortedByScore(shelf.score, alike)
  }
  if (where.seen !== true) return undefined
  return bestOf(shelf, shelf.seenFilms, where)
}

/** All of some films, none twice, that may stand in a row, by score. */
export function bestOf(shelf: Shelf, positions: Int32Array, where: RowCandidate['where']): Int32Array {
  return sortedByScore(
    shelf.score,
    positions.filter((position) => mayStand(shelf, where, position)),
  )
}

/** Films by score, ties by position: sorted as whole numbers, which needs no function to compare them. */
export function sortedByScore(score: Float32Array, positions: Int32Array): Int32Array {
  const count = positions.length
  const scores = new Float32Array(count)
  // What is added makes 0 of -0.
  for (let place = 0; place < count; place++) scores[place] = (score[positions[place] as number] as number) + 0
  const bits = new Int32Array(scores.buffer)
  const keys = new Float64Array(count)
  for (let place = 0; place < count; place++) {
    const own = bits[place] as number
    // Ascends as scores descend; of equal ones the position decides, for which there is room below 2 ** 21.
    keys[place] = (own < 0 ? own >>> 0 : 0x7fffffff - own) * 2 ** 21 + (positions[place] as number)
  }
  keys.sort()
  const sorted = new Int32Array(count)
  for (let place = 0; place < count; place++) sorted[place] = (keys[place] as number) % 2 ** 21
  return sorted
}

function mayStand({ columns, allowed, seen }: Shelf, where: RowCandidate['where'], position: number): boolean {
  const { genre, genres, decade, since, unseen, seen: isSeen } = where
  const year = columns.years[position] ?? 0
  if (allowed[position] === 0 || (unseen === true && seen[position] === 1) || (isSeen === true && seen[position] === 0)) return false
  if ((decade !== undefined && !inDecade(year, decade)) || (since !== undefined && year < since)) return false
  if (genre === undefined && genres === undefined) return true
  const own = columns.genres.subarray(columns.genreStarts[position], columns.genreStarts[position + 1])
  const has = (name: string) => own.includes(columns.genreNumbers.get(name) ?? -1)
  return (genre === undefined || has(genre)) && (genres ?? []).every(has)
}
