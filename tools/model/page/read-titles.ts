import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Remedy } from '../../start/remedy.ts'
import { readLines } from '../read-lines.ts'

/** What rows are made of. */
export interface TitleFacts {
  /** Of release; null where the file has none. */
  readonly year: number | null
  readonly genres: readonly string[]
}

/** What MovieLens calls its titles: ml-1m and ml-10m, ml-100k. */
const names = ['movies.dat', 'u.item'] as const

/** The file of titles beside a file of ratings. Throws a remedy where there is none. */
export function findTitles(ratings: string): string {
  const found = names.map((name) => join(dirname(ratings), name)).find((file) => existsSync(file))
  if (found === undefined)
    throw new Remedy(
      `Cannot build pages: needs the genres of titles, found no ${names.join(' or ')} beside '${ratings}'. Use: --titles FILE`,
    )
  return found
}

/**
 * Reads titles, one a line: `item::Name (1995)::Comedy|Drama` as in movies.dat, or as in u.item fields apart by `|`, the last nineteen of which say
 * with 0 or 1 of which genres it is. Throws a remedy that names the line for anything else.
 */
export async function readTitles(file: string): Promise<ReadonlyMap<string, TitleFacts>> {
  const titles = new Map<string, TitleFacts>()
  await readLines(file, (line, number) => {
    const title = line.includes('::') ? fromMovies(line.split('::')) : fromItem(line.split('|'))
    if (title === undefined)
      throw new Remedy(`Cannot read titles from '${file}': needs lines as in ${names.join(' or ')}, line ${number} has '${line}'`)
    titles.set(title.id, title)
  })
  if (titles.size === 0) throw new Remedy(`Cannot read titles from '${file}': needs at least one, found an empty file`)
  return titles
}

type Title = TitleFacts & { readonly id: string }

function fromMovies([id = '', name, genres, ...more]: readonly string[]): Title | undefined {
  if (id === '' || name === undefined || genres === undefined || more.length > 0) return undefined
  return { id, year: yearIn(name), genres: genres.split('|').filter((genre) => genre !== '' && genre !== '(no genres listed)') }
}

/** In the order of u.genre, without the first, which is `unknown`. */
const itemGenres =
  "Action|Adventure|Animation|Children's|Comedy|Crime|Documentary|Drama|Fantasy|Film-Noir|Horror|Musical|Mystery|Romance|Sci-Fi|Thriller|War|Western".split(
    '|',
  )
/** Before the genres: the id, the name, two dates, an address, and whether the genre is unknown. */
const itemFields = 6

function fromItem(fields: readonly string[]): Title | undefined {
  const [id = '', name = ''] = fields
  const marks = fields.slice(itemFields)
  if (id === '' || marks.length !== itemGenres.length || !marks.every((mark) => mark === '0' || mark === '1')) return undefined
  return { id, year: yearIn(name), genres: itemGenres.filter((_, at) => marks[at] === '1') }
}

function yearIn(name: string): number | null {
  const year = /\((\d{4})\)\s*$/.exec(name)?.[1]
  return year === undefined ? null : Number(year)
}
