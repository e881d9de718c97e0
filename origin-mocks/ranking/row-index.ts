import type { RowCandidate } from '../../contracts/ranking.ts'
import type { Columns } from './columns.ts'
import { inDecade } from './row-titles.ts'

/** In which of some rows each film may stand, by what no member changes: genres, decade, year. */
export interface RowIndex {
  /** The ascending positions of the films that may stand in each row. */
  readonly postings: readonly Int32Array[]
  /** Rows that are soon full when films are walked, and the others: who has filled the first need not look at them any more. */
  readonly large: RowsOfFilms
  readonly small: RowsOfFilms
}

/** Rows of film i: `rows[starts[i]]` up to, not including, `rows[starts[i + 1]]`; places among the rows that the index was made of. */
export interface RowsOfFilms {
  readonly starts: Int32Array
  readonly rows: Uint16Array
  /** So many rows there are. */
  readonly count: number
}

/**
 * A row with this part of the catalog is large. Large ones are walked until the sparsest of them is full, so with a smaller share the dense ones are
 * passed over thousands of times.
 */
const largeShare = 1 / 7

/** Pages have the same rows for most members: so many different sets of them are remembered for each catalog. */
const mostKept = 8

/** Isolate scope: what follows from a catalog alone, as long as its columns live. */
const kept = new WeakMap<Columns, Map<string, RowIndex>>()

/** The index of some rows, made once for a catalog and its rows. They may name genres, a decade and a year, and whether a film was seen. */
export function rowIndex(columns: Columns, rows: readonly RowCandidate[]): RowIndex {
  let known = kept.get(columns)
  if (known === undefined) kept.set(columns, (known = new Map()))
  const name = rows
    .map(({ where }) => `${where.genre ?? ''}|${where.genres?.join() ?? ''}|${where.decade ?? ''}|${where.since ?? ''}`)
    .join('\n')
  const found = known.get(name)
  if (found !== undefined) return found
  const made = makeIndex(columns, rows)
  if (known.size >= mostKept) known.clear()
  known.set(name, made)
  return made
}

function makeIndex(columns: Columns, rows: readonly RowCandidate[]): RowIndex {
  const postings = rows.map((row) => postingOf(columns, row))
  const isLarge = (posting: Int32Array) => posting.length >= largeShare * columns.count
  return {
    postings,
    large: rowsOfFilms(columns, postings, isLarge),
    small: rowsOfFilms(columns, postings, (posting) => !isLarge(posting)),
  }
}

function rowsOfFilms({ count }: Columns, postings: readonly Int32Array[], takes: (posting: Int32Array) => boolean): RowsOfFilms {
  const taken = [...postings.entries()].filter(([, posting]) => takes(posting))
  const starts = new Int32Array(count + 1)
  for (const [, posting] of taken) for (const position of posting) starts[position + 1] = (starts[position + 1] ?? 0) + 1
  for (let position = 0; position < count; position++) starts[position + 1] = (starts[position + 1] ?? 0) + (starts[position] ?? 0)
  const next = starts.slice()
  const rows = new Uint16Array(starts[count] ?? 0)
  for (const [row, posting] of taken)
    for (const position of posting) {
      const at = next[position] ?? 0
      rows[at] = row
      next[position] = at + 1
    }
  return { starts, rows, count: taken.length }
}

function postingOf(columns: Columns, { where: { genre, genres = [], decade, since } }: RowCandidate): Int32Array {
  const all = [...(genre === undefined ? [] : [genre]), ...genres]
  const wanted = all.map((name) => columns.genreNumbers.get(name) ?? -1)
  const first = wanted[0]
  const from =
    first === undefined
      ? Int32Array.from({ length: columns.count }, (_, position) => position)
      : (columns.byGenre[first] ?? new Int32Array())
  return from.filter((position) => {
    const own = columns.genres.subarray(columns.genreStarts[position], columns.genreStarts[position + 1])
    const year = columns.years[position] ?? 0
    return (
      wanted.every((number) => own.includes(number)) &&
      (decade === undefined || inDecade(year, decade)) &&
      (since === undefined || year >= since)
    )
  })
}
