import type { Catalog, CatalogFeatures, PersonRecord, TitlePart } from '../../contracts/catalog.ts'
import type { TitleSlice } from '../../contracts/origin.ts'
import { checkDemands, checkFields, checkIds, checkPoster, checkTexts, columns } from './check-arguments.ts'
import { poster } from './poster/poster.ts'
import { searchTitles } from './search-titles.ts'

/** A slug that can be in the table; anything else is nobody, without asking (a bound value of D1 holds at most 2 MB). */
const slug = /^[a-z0-9-]{1,100}$/

/** The catalog over its D1 database. Every method is one query, however much is asked: ids are bound as one JSON array. */
export function createD1Catalog(db: D1Database): Catalog {
  /** The rows of a query over the distinct values of one JSON array, as arrays of columns. */
  const over = (sql: string, values: readonly unknown[]) =>
    db
      .prepare(sql)
      .bind(JSON.stringify([...new Set(values)]))
      .raw<unknown[]>()

  /** Slices of the lists that a table holds as JSON. */
  async function slices<demand extends { offset: number; limit: number }>(
    sql: string,
    demands: readonly demand[],
    keyOf: (demand: demand) => string | number,
  ): Promise<readonly TitleSlice[]> {
    if (demands.length === 0) return []
    const rows = await over(sql, demands.map(keyOf))
    const lists = new Map(rows.map(([key, ids]) => [key, JSON.parse(ids as string) as number[]]))
    return demands.map((demand) => {
      const ids = lists.get(keyOf(demand)) ?? []
      return { offset: demand.offset, length: ids.length, ids: ids.slice(demand.offset, demand.offset + demand.limit) }
    })
  }

  return {
    async state() {
      try {
        const row = await db.prepare('SELECT films, people, version FROM meta').first<{ films: number; people: number; version: string }>()
        if (row === null) return { ready: false, detail: 'not seeded' }
        return { ready: true, detail: `${row.films} films, ${row.people} people, version ${row.version}` }
      } catch (cause) {
        return { ready: false, detail: `cannot read the database: ${cause instanceof Error ? cause.message : String(cause)}` }
      }
    },

    async titles(ids, fields) {
      checkIds('titles', ids)
      checkFields('titles', fields)
      if (ids.length === 0) return []
      const wanted = [...new Set(fields)]
      const selected = ['id', ...wanted.map((field) => columns[field])].map((column) => `titles.${column}`).join(', ')
      const rows = await over(`SELECT ${selected} FROM json_each(?1) AS asked JOIN titles ON titles.id = asked.value`, ids)
      const genreLists = new Map<unknown, readonly string[]>()
      const readGenres = (text: unknown) => {
        const known = genreLists.get(text)
        if (known !== undefined) return known
        const list = JSON.parse(text as string) as string[]
        genreLists.set(text, list)
        return list
      }
      const parts = new Map<number, TitlePart>()
      for (const row of rows) {
        const part: Record<string, unknown> = { id: row[0] }
        for (const [index, field] of wanted.entries()) part[field] = field === 'genres' ? readGenres(row[index + 1]) : row[index + 1]
        parts.set(row[0] as number, part as unknown as TitlePart)
      }
      return ids.map((id) => parts.get(id) ?? null)
    },

    async people(ids) {
      checkTexts('people', ids)
      const possible = ids.filter((id) => slug.test(id))
      if (possible.length === 0) return ids.map(() => null)
      const rows = await over('SELECT people.id, people.name FROM json_each(?1) AS asked JOIN people ON people.id = asked.value', possible)
      const people = new Map(rows.map(([id, name]): [string, PersonRecord] => [id as string, { id: id as string, name: name as string }]))
      return ids.map((id) => people.get(id) ?? null)
    },

    async filmographies(demands) {
      checkDemands('filmographies', demands, 'person', 'string')
      return slices(
        'SELECT people.id, people.titles FROM json_each(?1) AS asked JOIN people ON people.id = asked.value',
        demands,
        ({ person }) => (slug.test(person) ? person : ''),
      )
    },

    async similar(demands) {
      checkDemands('similar', demands, 'title', 'number')
      return slices(
        'SELECT similar.title, similar.ids FROM json_each(?1) AS asked JOIN similar ON similar.title = asked.value',
        demands,
        ({ title }) => title,
      )
    },

    async search(demands) {
      checkDemands('search', demands, 'query', 'string')
      return searchTitles(db, demands)
    },

    async poster(title, kind, width) {
      checkPoster(title, kind, width)
      const row = await db
        .prepare(
          `SELECT titles.name, titles.year, titles.genres, people.name AS director
           FROM titles LEFT JOIN people ON people.id = titles.director WHERE titles.id = ?1`,
        )
        .bind(title)
        .first<{ name: string; year: number | null; genres: string; director: string | null }>()
      if (row === null) return null
      return poster({ ...row, id: title, genres: JSON.parse(row.genres) as string[] }, kind, width)
    },

    async extent() {
      const row = await db
        .prepare('SELECT min(id) AS "from", max(id) AS "to" FROM titles')
        .first<{ from: number | null; to: number | null }>()
      return { from: row?.from ?? 1, to: row?.to ?? 0 }
    },

    async features() {
      // One row of JSON columns: thousands of small rows cost D1 far more than their bytes do.
      const row = await db
        .prepare(
          `SELECT json_group_array(id) AS ids, json_group_array(name) AS names, json_group_array(year) AS years,
             json_group_array(runtime_minutes) AS runtimeMinutes, json_group_array(maturity) AS maturity,
             json_group_array(json(genres)) AS genres, json_group_array(director) AS directors,
             json_group_array(quality) AS quality, json_group_array(popularity) AS popularity,
             (SELECT version FROM meta) AS version
           FROM (SELECT * FROM titles ORDER BY id)`,
        )
        .first<Record<keyof CatalogFeatures, string | null>>()
      if (row === null || row.version === null) throw new Error('Cannot tell features: the catalog is not seeded')
      const column = <value>(name: keyof CatalogFeatures) => JSON.parse(row[name] ?? '[]') as readonly value[]
      return {
        version: row.version,
        ids: column<number>('ids'),
        names: column<string>('names'),
        years: column<number | null>('years'),
        runtimeMinutes: column<number | null>('runtimeMinutes'),
        maturity: column<string | null>('maturity'),
        genres: column<readonly string[]>('genres'),
        directors: column<string | null>('directors'),
        quality: column<number>('quality'),
        popularity: column<number>('popularity'),
      }
    },
  }
}
