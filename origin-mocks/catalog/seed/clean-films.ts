import type { PersonRecord, TitleRecord } from '../../../contracts/catalog.ts'
import { cleanName, cleanPersonName, type NameMend, slugOf } from './clean-name.ts'
import { genresOf } from './genres-of.ts'
import { type DateMend, readReleaseDate } from './release-date.ts'
import { synopsisOf } from './synopsis.ts'

/** A clean film: what the catalog tells, and what only seeding needs. */
export interface Film extends TitleRecord {
  /** ISO 8601: a day, or a year alone. Sorts by age as text. */
  readonly released: string | null
  readonly source: string | null
  /** The mean of viewers' votes, 1 to 10. */
  readonly rating: { readonly mean: number; readonly votes: number } | null
  /** The share of critics who liked it, in percent. */
  readonly critics: number | null
  /** What it earned, in US dollars of its time; the larger of home and world. */
  readonly grossDollars: number | null
}

export type Mend =
  | NameMend
  | DateMend
  | 'namelessDropped'
  | 'duplicateMerged'
  | 'openMaturity'
  | 'unknownDistributor'
  | 'impossibleRuntime'
  | 'sharedRating'

export interface CleanFilms {
  /** Ids are contiguous from 1, in the order of the data. */
  readonly films: readonly Film[]
  /** By id, ascending. */
  readonly people: readonly PersonRecord[]
  /** How many films each mend touched. */
  readonly mends: Readonly<Record<Mend, number>>
}

type Row = Readonly<Record<string, unknown>>

const textOf = (row: Row, key: string) => (typeof row[key] === 'string' && row[key] !== '' ? row[key] : null)
const numberOf = (row: Row, key: string) => (typeof row[key] === 'number' && Number.isFinite(row[key]) ? row[key] : null)

/** Cleans the rows of `movies.json`: drops what has no name, merges duplicates, mends the rest and counts every mend. */
export function cleanFilms(rows: readonly unknown[]): CleanFilms {
  const mends = noMends()
  const note = (mend: Mend) => {
    mends[mend]++
  }
  const people = new Map<string, PersonRecord>()
  const unique = new Map<string, Film>()
  for (const row of rows) {
    if (typeof row !== 'object' || row === null) throw new TypeError('Cannot clean films: a row is no object')
    const film = readFilm(row as Row, people, note)
    if (film === undefined) {
      note('namelessDropped')
      continue
    }
    const key = JSON.stringify([film.name, film.year, film.director])
    const same = unique.get(key)
    if (same !== undefined) note('duplicateMerged')
    unique.set(key, same === undefined ? film : merge(same, film))
  }
  const films = withoutSharedRatings([...unique.values()], note).map((film, index) => ({ ...film, id: index + 1 }))
  return { films, people: [...people.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), mends }
}

/** A film with id 0, its director entered in `people`; undefined where it has no name. */
function readFilm(row: Row, people: Map<string, PersonRecord>, note: (mend: Mend) => void): Film | undefined {
  const name = cleanName(row.Title, note)
  if (name === undefined) return undefined
  const earned = [row['US Gross'], row['Worldwide Gross']].filter((gross) => typeof gross === 'number' && gross > 0) as number[]
  const { year, released } = readReleaseDate(row['Release Date'], (numberOf(row, 'US Gross') ?? 0) > 0, note)
  const directorName = cleanPersonName(row.Director, note)
  const director = directorName === undefined ? null : slugOf(directorName)
  if (directorName !== undefined && director !== null) {
    const known = people.get(director)
    if (known !== undefined && known.name !== directorName) {
      throw new TypeError(`Cannot clean films: the id '${director}' stands for '${known.name}' and '${directorName}'`)
    }
    people.set(director, { id: director, name: directorName })
  }
  const majorGenre = textOf(row, 'Major Genre')
  const creativeType = textOf(row, 'Creative Type')
  const source = textOf(row, 'Source')
  let distributor = textOf(row, 'Distributor')
  if (distributor === 'Distributor Unknown') {
    note('unknownDistributor')
    distributor = null
  }
  // A film whose mark was given back ('Open') went out without one.
  let maturity = textOf(row, 'MPAA Rating')
  if (maturity === 'Open') {
    note('openMaturity')
    maturity = 'Not Rated'
  }
  let runtimeMinutes = numberOf(row, 'Running Time min')
  if (runtimeMinutes !== null && runtimeMinutes < 1) {
    note('impossibleRuntime')
    runtimeMinutes = null
  }
  const mean = numberOf(row, 'IMDB Rating')
  const votes = numberOf(row, 'IMDB Votes')
  return {
    id: 0,
    name,
    year,
    runtimeMinutes,
    maturity,
    synopsis: synopsisOf({ year, director: directorName ?? null, majorGenre, creativeType, source, distributor }),
    genres: genresOf(majorGenre, creativeType),
    director,
    released,
    source,
    rating: mean === null || votes === null ? null : { mean, votes },
    critics: numberOf(row, 'Rotten Tomatoes Rating'),
    grossDollars: earned.length === 0 ? null : Math.max(...earned),
  }
}

/** One film of two entries: the first says what it knows, the second fills the gaps. */
function merge(first: Film, second: Film): Film {
  const known = Object.fromEntries(Object.entries(first).filter(([, value]) => value !== null))
  return { ...second, ...known } as Film
}

/**
 * Ratings were matched to films by name, so that a remake and its original (and some namesakes) carry the same mean of the same votes.
 * Nothing tells whose it is: it is taken from all of them. Below 300 votes two films may agree by chance.
 */
function withoutSharedRatings(films: readonly Film[], note: (mend: Mend) => void): readonly Film[] {
  const holders = new Map<string, number>()
  const keyOf = ({ rating }: Film) => (rating === null || rating.votes < 300 ? undefined : `${rating.mean} ${rating.votes}`)
  for (const film of films) {
    const key = keyOf(film)
    if (key !== undefined) holders.set(key, (holders.get(key) ?? 0) + 1)
  }
  return films.map((film) => {
    const key = keyOf(film)
    if (key === undefined || holders.get(key) === 1) return film
    note('sharedRating')
    return { ...film, rating: null }
  })
}

function noMends(): Record<Mend, number> {
  return {
    namelessDropped: 0,
    duplicateMerged: 0,
    numericName: 0,
    mojibake: 0,
    spacesCollapsed: 0,
    releaseNoteCut: 0,
    articleMoved: 0,
    doubledQuotes: 0,
    twoDigitYear: 0,
    yearOnly: 0,
    unknownDate: 0,
    openMaturity: 0,
    impossibleRuntime: 0,
    unknownDistributor: 0,
    sharedRating: 0,
  }
}
