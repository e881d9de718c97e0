import type { RowCandidate } from '../../contracts/ranking.ts'
import { type Columns, isOfGenre } from './columns.ts'
import type { HeldRows } from './kernel/held-rows.ts'
import type { Kernel } from './kernel/kernel.ts'
import { inDecade } from './row-titles.ts'

/** Which films may stand in each of some rows, by what no member changes: genres, decade, year. */
export interface RowIndex {
  /** The ascending positions of the films that may stand in each row. */
  readonly postings: readonly Int32Array[]
  readonly held: HeldRows
}

/** Pages have the same rows for most members: so many different sets of them are remembered for each catalog. */
const mostKept = 8

/** The index of some rows, which may name genres, a decade and a year, and whether a film was seen; each takes `most` films. */
export type IndexRows = (columns: Columns, rows: readonly RowCandidate[], most: number) => RowIndex

/** What the films of a row follow from, and nothing else of it. */
type Where = Pick<RowCandidate['where'], 'genre' | 'genres' | 'decade' | 'since' | 'unseen'>

interface KeptIndex extends RowIndex {
  readonly rows: readonly Where[]
  readonly most: number
}

/** Remembers indexes, each made once for a catalog and its rows. For isolate scope: it keeps what follows from a catalog alone, as long as its columns live. */
export function createRowIndexes({ holdRows }: Pick<Kernel, 'holdRows'>): IndexRows {
  const kept = new WeakMap<Columns, KeptIndex[]>()
  return (columns, rows, most) => {
    let known = kept.get(columns)
    if (known === undefined) kept.set(columns, (known = []))
    const found = known.find((index) => index.most === most && haveSameFilms(index.rows, rows))
    if (found !== undefined) return found
    const wheres = rows.map(({ where: { genre, genres, decade, since, unseen } }) => ({ genre, genres, decade, since, unseen }) as Where)
    const postings = wheres.map((where) => postingOf(columns, where))
    const isUnseen = wheres.map(({ unseen }) => unseen === true)
    const made = { postings, held: holdRows({ postings, isUnseen, films: columns.count, most }), rows: wheres, most }
    if (known.length >= mostKept) known.length = 0
    known.push(made)
    return made
  }
}

/** Compared and not named: a name of all rows would be made for each page. */
function haveSameFilms(wheres: readonly Where[], rows: readonly RowCandidate[]): boolean {
  return wheres.length === rows.length && wheres.every((where, at) => isSame(where, (rows[at] as RowCandidate).where))
}

const isSame = (one: Where, other: Where) =>
  one.genre === other.genre &&
  one.decade === other.decade &&
  one.since === other.since &&
  (one.unseen === true) === (other.unseen === true) &&
  one.genres?.length === other.genres?.length &&
  (one.genres ?? []).every((genre, at) => genre === other.genres?.[at])

function postingOf(columns: Columns, { genre, genres = [], decade, since }: Where): Int32Array {
  const all = [...(genre === undefined ? [] : [genre]), ...genres]
  const wanted = all.map((name) => columns.genreNumbers.get(name) ?? -1)
  const first = wanted[0]
  const from =
    first === undefined
      ? Int32Array.from({ length: columns.count }, (_, position) => position)
      : (columns.byGenre[first] ?? new Int32Array())
  return from.filter((position) => {
    const year = columns.years[position] ?? 0
    return (
      wanted.every((number) => isOfGenre(columns, position, number)) &&
      (decade === undefined || inDecade(year, decade)) &&
      (since === undefined || year >= since)
    )
  })
}
