import type { CatalogFeatures } from '../../contracts/catalog.ts'
import { suitsChildren } from '../../contracts/maturity.ts'
import { logOdds } from './log-odds.ts'
import { indexPositions, type PositionIndex } from './position-index.ts'

/**
 * The catalog as typed columns. A film is its position here, 0 to `count - 1`; positions ascend with ids, so a tie broken by position
 * is broken by id. A posting is the ascending positions of the films that share something.
 */
export interface Columns {
  readonly version: string
  readonly count: number
  readonly ids: Int32Array
  readonly names: readonly string[]
  readonly positions: PositionIndex
  /** 0 where it is not known. */
  readonly years: Int16Array
  /** 0 where it is not known. */
  readonly runtimeSeconds: Int32Array
  /** The number of the genre by its name. */
  readonly genreNumbers: ReadonlyMap<string, number>
  /** Genres of film i: `genres[genreStarts[i]]` up to, not including, `genres[genreStarts[i + 1]]`. */
  readonly genreStarts: Int32Array
  readonly genres: Int16Array
  /** -1 where it is not known. */
  readonly decades: Int16Array
  /** -1 where it is not known. */
  readonly directors: Int32Array
  readonly byGenre: readonly Int32Array[]
  readonly byDecade: readonly Int32Array[]
  readonly byDirector: readonly Int32Array[]
  readonly quality: Float64Array
  /** The log-odds of the quality: what a film is worth to anybody. */
  readonly qualityOdds: Float64Array
  readonly meanQuality: number
  readonly popularity: Float64Array
  /** 1 where a child may see it. */
  readonly childSafe: Uint8Array
  /** All positions, the best first. */
  readonly orders: { readonly quality: Int32Array; readonly popularity: Int32Array; readonly newest: Int32Array }
}

/** Whether a film is of a genre, by the genre's number. */
export function isOfGenre({ genres, genreStarts }: Pick<Columns, 'genres' | 'genreStarts'>, position: number, genre: number): boolean {
  for (let at = genreStarts[position] as number; at < (genreStarts[position + 1] as number); at++) if (genres[at] === genre) return true
  return false
}

/** Turns the catalog's features into columns. Refuses columns of unequal length and ids that do not ascend. */
export function toColumns(features: CatalogFeatures): Columns {
  const count = features.ids.length
  const { names, years, runtimeMinutes, maturity, genres, directors, quality, popularity } = features
  for (const column of [names, years, runtimeMinutes, maturity, genres, directors, quality, popularity]) {
    if (column.length !== count) throw new TypeError(`Cannot load features: need ${count} of each, found ${column.length}`)
  }
  const ids = Int32Array.from(features.ids)
  for (let i = 1; i < count; i++) {
    if ((ids[i] ?? 0) <= (ids[i - 1] ?? 0))
      throw new TypeError(`Cannot load features: need ascending ids, found ${ids[i]} after ${ids[i - 1]}`)
  }
  const qualities = Float64Array.from(quality)
  const populars = Float64Array.from(popularity)
  const yearColumn = Int16Array.from(years, (year) => year ?? 0)
  const genreColumn = numberSets(genres)
  const decadeColumn = numberValues(years.map((year) => (year === null ? null : Math.floor(year / 10))))
  const directorColumn = numberValues(directors)
  return {
    version: features.version,
    count,
    ids,
    names,
    positions: indexPositions(ids),
    years: yearColumn,
    runtimeSeconds: Int32Array.from(runtimeMinutes, (minutes) => Math.round((minutes ?? 0) * 60)),
    genreNumbers: genreColumn.numbers,
    genreStarts: genreColumn.starts,
    genres: genreColumn.values,
    decades: Int16Array.from(decadeColumn.values),
    directors: Int32Array.from(directorColumn.values),
    byGenre: genreColumn.postings,
    byDecade: decadeColumn.postings,
    byDirector: directorColumn.postings,
    quality: qualities,
    qualityOdds: qualities.map(logOdds),
    meanQuality: count === 0 ? 0.5 : qualities.reduce((sum, value) => sum + value, 0) / count,
    popularity: populars,
    childSafe: Uint8Array.from(maturity, (mark) => (suitsChildren(mark) ? 1 : 0)),
    orders: { quality: bestFirst(qualities), popularity: bestFirst(populars), newest: bestFirst(yearColumn) },
  }
}

/** All positions by descending value, ties by ascending position. */
export function bestFirst(values: Float64Array | Float32Array | Int16Array): Int32Array {
  return Int32Array.from(values, (_, position) => position).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)
}

/** Numbers the distinct values in the order they come; null is -1. */
function numberValues<value>(column: readonly (value | null)[]) {
  const numbers = new Map<value, number>()
  const postings: number[][] = []
  const values = column.map((value, position) => {
    if (value === null) return -1
    const number = numbers.get(value) ?? numbers.size
    numbers.set(value, number)
    const posting = (postings[number] ??= [])
    posting.push(position)
    return number
  })
  return { values, postings: postings.map((posting) => Int32Array.from(posting)) }
}

function numberSets(column: readonly (readonly string[])[]) {
  const numbers = new Map<string, number>()
  const postings: number[][] = []
  const starts = new Int32Array(column.length + 1)
  const values: number[] = []
  for (const [position, names] of column.entries()) {
    for (const name of new Set(names)) {
      const number = numbers.get(name) ?? numbers.size
      numbers.set(name, number)
      const posting = (postings[number] ??= [])
      posting.push(position)
      values.push(number)
    }
    starts[position + 1] = values.length
  }
  return { numbers, starts, values: Int16Array.from(values), postings: postings.map((posting) => Int32Array.from(posting)) }
}
