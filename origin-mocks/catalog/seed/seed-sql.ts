import { featuresOf } from '../features.ts'
import { wordsOf } from '../match-expression.ts'
import type { CleanFilms, Film } from './clean-films.ts'
import { similarFilms } from './similar-films.ts'

type Value = string | number | null

/** D1 refuses statements over 100,000 bytes. */
const maxStatementBytes = 90_000

/**
 * The statements that make the catalog's tables hold exactly these films, in order; running them again changes nothing. `meta` is emptied
 * first and written last, so that a half-written catalog never counts as seeded.
 */
export function seedStatements({ films, people }: Pick<CleanFilms, 'films' | 'people'>): readonly string[] {
  const features = featuresOf(films)
  const similar = similarFilms(features)
  const directed = filmographies(films)
  return [
    ...['meta', 'titles_fts', 'similar', 'titles', 'people'].map((table) => `DELETE FROM ${table}`),
    ...inserts(
      'people (id, name, titles)',
      people.map(({ id, name }) => [id, name, JSON.stringify(directed.get(id) ?? [])]),
    ),
    ...inserts(
      'titles (id, name, words, year, runtime_minutes, maturity, synopsis, genres, director, quality, popularity)',
      films.map((film, index) => [
        film.id,
        film.name,
        wordsOf(film.name).join(' '),
        film.year,
        film.runtimeMinutes,
        film.maturity,
        film.synopsis,
        JSON.stringify(film.genres),
        film.director,
        features.quality[index] ?? 0,
        features.popularity[index] ?? 0,
      ]),
    ),
    ...inserts(
      'similar (title, ids)',
      films.map((film, index) => [film.id, JSON.stringify(similar[index] ?? [])]),
    ),
    `INSERT INTO titles_fts (rowid, name, director)
SELECT titles.id, titles.name, coalesce(people.name, '') FROM titles LEFT JOIN people ON people.id = titles.director ORDER BY titles.id`,
    `INSERT INTO titles_fts (titles_fts) VALUES ('optimize')`,
    ...inserts('meta (one, version, films, people)', [[1, features.version, films.length, people.length]]),
  ]
}

/** The statements as one file for `wrangler d1 execute --file`. */
export function seedSql(clean: Pick<CleanFilms, 'films' | 'people'>): string {
  return `${seedStatements(clean).join(';\n')};\n`
}

/** The ids of the films of each director, newest first, then by id. */
function filmographies(films: readonly Film[]): ReadonlyMap<string, readonly number[]> {
  const newestFirst = [...films].sort((a, b) => {
    const [left, right] = [a.released ?? '', b.released ?? '']
    return left === right ? a.id - b.id : left < right ? 1 : -1
  })
  const byDirector = new Map<string, number[]>()
  for (const { director, id } of newestFirst) {
    if (director === null) continue
    const list = byDirector.get(director)
    if (list === undefined) byDirector.set(director, [id])
    else list.push(id)
  }
  return byDirector
}

function inserts(into: string, rows: readonly (readonly Value[])[]): readonly string[] {
  const encoder = new TextEncoder()
  const statements: string[] = []
  let values: string[] = []
  let bytes = 0
  const flush = () => {
    if (values.length > 0) statements.push(`INSERT INTO ${into} VALUES\n${values.join(',\n')}`)
    values = []
    bytes = 0
  }
  for (const row of rows) {
    const text = `(${row.map(literal).join(', ')})`
    const size = encoder.encode(text).length + 2
    if (bytes + size > maxStatementBytes) flush()
    values.push(text)
    bytes += size
  }
  flush()
  return statements
}

function literal(value: Value): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (!Number.isFinite(value)) throw new TypeError(`Cannot write the seed: ${value} has no literal in SQL`)
  return String(value)
}
