import { type Catalog, type PersonRecord, posterHeight, type TitleField, type TitlePart, type TitleRecord } from '../catalog.ts'
import type { TitleSlice } from '../origin.ts'

export interface FakeFilm extends TitleRecord {
  readonly quality: number
  readonly popularity: number
}

/** A catalog in memory, small enough to know by heart. Keeps the contract; its posters are plain and its search knows no relevance. */
export function createFakeCatalog(films: readonly FakeFilm[] = fakeFilms, people: readonly PersonRecord[] = fakePeople): Catalog {
  const byId = new Map(films.map((film) => [film.id, film]))
  const persons = new Map(people.map((person) => [person.id, person]))
  const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const rank = (a: FakeFilm, b: FakeFilm) => b.popularity - a.popularity || a.id - b.id

  return {
    async state() {
      return { ready: films.length > 0, detail: `${films.length} films in memory` }
    },
    async titles(ids, fields) {
      check('titles', ids, Number.isInteger)
      check('titles', fields, (field) => allFields.includes(field as TitleField))
      return ids.map((id) => {
        const film = byId.get(id)
        return film === undefined
          ? null
          : (Object.fromEntries(['id' as const, ...fields].map((field) => [field, film[field]])) as TitlePart)
      })
    },
    async people(ids) {
      check('people', ids, (id) => typeof id === 'string')
      return ids.map((id) => persons.get(id) ?? null)
    },
    async filmographies(demands) {
      check('filmographies', demands, (demand) => isWindow(demand) && typeof demand.person === 'string')
      return demands.map(({ person, offset, limit }) => {
        const directed = films.filter((film) => film.director === person)
        return slice(
          directed.sort((a, b) => (b.year ?? 0) - (a.year ?? 0) || a.id - b.id).map((film) => film.id),
          offset,
          limit,
        )
      })
    },
    async similar(demands) {
      check('similar', demands, (demand) => isWindow(demand) && Number.isInteger(demand.title))
      return demands.map(({ title, offset, limit }) => {
        const film = byId.get(title)
        if (film === undefined) return slice([], offset, limit)
        const alike = (other: FakeFilm) => other.genres.filter((genre) => film.genres.includes(genre)).length
        const others = films.filter((other) => other !== film).sort((a, b) => alike(b) - alike(a) || a.id - b.id)
        return slice(
          others.slice(0, 40).map((other) => other.id),
          offset,
          limit,
        )
      })
    },
    async search(demands) {
      check('search', demands, (demand) => isWindow(demand) && typeof demand.query === 'string')
      return demands.map(({ query, offset, limit }) => {
        const wanted = wordsOf(query)
        const found = films.filter((film) => {
          const words = wordsOf(`${film.name} ${persons.get(film.director ?? '')?.name ?? ''}`)
          return wanted.length > 0 && wanted.every((start) => words.some((word) => word.startsWith(start)))
        })
        return slice(
          found.sort(rank).map((film) => film.id),
          offset,
          limit,
        )
      })
    },
    async poster(title, kind, width) {
      check('poster', [title], Number.isInteger)
      check('poster', [kind], (one) => one === 'BOXART' || one === 'BILLBOARD')
      check('poster', [width], (pixels) => Number.isInteger(pixels) && (pixels as number) >= 1 && (pixels as number) <= 10_000)
      const film = byId.get(title)
      if (film === undefined) return null
      const name = film.name.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${posterHeight(kind, width)}"><title>${name}</title></svg>`
    },
    async extent() {
      const ids = films.map((film) => film.id)
      return films.length === 0 ? { from: 1, to: 0 } : { from: Math.min(...ids), to: Math.max(...ids) }
    },
    async features() {
      return {
        version: `fake-${films.length}`,
        ids: films.map((film) => film.id),
        names: films.map((film) => film.name),
        years: films.map((film) => film.year),
        runtimeMinutes: films.map((film) => film.runtimeMinutes),
        maturity: films.map((film) => film.maturity),
        genres: films.map((film) => film.genres),
        directors: films.map((film) => film.director),
        quality: films.map((film) => film.quality),
        popularity: films.map((film) => film.popularity),
      }
    },
  }
}

const allFields: readonly TitleField[] = ['name', 'year', 'runtimeMinutes', 'maturity', 'synopsis', 'genres', 'director']

function slice(ids: readonly number[], offset: number, limit: number): TitleSlice {
  return { offset, length: ids.length, ids: ids.slice(offset, offset + limit) }
}

function isWindow(demand: unknown): demand is Record<string, unknown> {
  if (typeof demand !== 'object' || demand === null) return false
  const { offset, limit } = demand as Record<string, unknown>
  return [offset, limit].every((count) => Number.isSafeInteger(count) && (count as number) >= 0)
}

function check(method: string, items: unknown, isGood: (item: unknown) => boolean): void {
  if (!Array.isArray(items) || !items.every((item) => isGood(item))) throw new TypeError(`Cannot answer ${method}: a wrong argument`)
}

export const fakePeople: readonly PersonRecord[] = [
  { id: 'agnes-varda', name: 'Agnès Varda' },
  { id: 'akira-kurosawa', name: 'Akira Kurosawa' },
  { id: 'billy-wilder', name: 'Billy Wilder' },
  { id: 'jacques-tati', name: 'Jacques Tati' },
  { id: 'ridley-scott', name: 'Ridley Scott' },
]

const film = (
  id: number,
  name: string,
  year: number | null,
  runtimeMinutes: number | null,
  maturity: string | null,
  genres: readonly string[],
  director: string | null,
  quality: number,
  popularity: number,
): FakeFilm => ({
  id,
  name,
  year,
  runtimeMinutes,
  maturity,
  synopsis: genres.length === 0 ? null : `A ${genres[0]?.toLowerCase()} film.`,
  genres,
  director,
  quality,
  popularity,
})

/** Ids are contiguous from 1; 12 has almost nothing, and its name needs escaping. */
export const fakeFilms: readonly FakeFilm[] = [
  film(1, 'Seven Samurai', 1954, 207, 'Not Rated', ['Action', 'Drama'], 'akira-kurosawa', 0.92, 0.7),
  film(2, 'Ikiru', 1952, 143, 'Not Rated', ['Drama'], 'akira-kurosawa', 0.9, 0.4),
  film(3, 'Ran', 1985, 162, 'R', ['Drama', 'Historical'], 'akira-kurosawa', 0.88, 0.5),
  film(4, 'Cléo from 5 to 7', 1962, 90, null, ['Drama'], 'agnes-varda', 0.84, 0.3),
  film(5, 'Faces Places', 2017, 94, 'PG', ['Documentary'], 'agnes-varda', 0.83, 0.2),
  film(6, 'Playtime', 1967, 124, 'G', ['Comedy', 'Family'], 'jacques-tati', 0.82, 0.35),
  film(7, 'Mon Oncle', 1958, 117, 'G', ['Comedy', 'Family'], 'jacques-tati', 0.81, 0.25),
  film(8, 'Some Like It Hot', 1959, 121, 'PG', ['Comedy'], 'billy-wilder', 0.87, 0.8),
  film(9, 'Alien', 1979, 117, 'R', ['Horror', 'Science Fiction'], 'ridley-scott', 0.86, 0.95),
  film(10, 'Blade Runner', 1982, 117, 'R', ['Science Fiction'], 'ridley-scott', 0.85, 0.9),
  film(11, 'The Martian', 2015, 144, 'PG-13', ['Science Fiction', 'Adventure'], 'ridley-scott', 0.8, 1),
  film(12, 'Tom & <i>Jerry</i>', null, null, null, [], null, 0.5, 0),
]
