import { Failure } from '../index.ts'
import { filmRecord, personRecord, posterOf, searchFilms, similarFilms } from './film-data.ts'

// The film data as objects for the default resolver of graphql-js: it calls members that are functions with the arguments.

type Paging = { readonly offset?: number | null; readonly limit?: number | null }

/** What stands at the root of the film graph, for member 7. */
export const filmRoot = {
  best: () => film(1),
  film: ({ id }: { id: number }) => film(id),
  search: ({ query, ...paging }: Paging & { query: string }) => page(searchFilms(query), paging).map(film),
  searchLength: ({ query }: { query: string }) => searchFilms(query).length,
  member: { __typename: 'Member', id: 7, name: 'Member 7' },
  anything: ({ id }: { id: string }) => (id.startsWith('p') ? person(id) : film(Number(id))),
  filtered: ({ by }: { by?: { genre?: string | null } | null }) => [by === undefined || by === null ? 'none' : (by.genre ?? 'noir')],
}

function film(id: number): object | null {
  const record = filmRecord(id)
  if (record === null) return null
  const fail = () => {
    throw new Error('failed')
  }
  const similar = () => {
    const ids = similarFilms(id)
    return ids instanceof Failure ? fail() : ids
  }
  return {
    __typename: 'Film',
    ...(record instanceof Failure
      ? { id, name: fail, year: fail, tags: fail, director: fail, cast: fail }
      : {
          ...record,
          director: () => (record.director === null ? null : person(record.director)),
          cast: record.cast.map(({ part, actor }) => ({ __typename: 'Role', part, actor: () => person(actor) })),
        }),
    stars: null,
    note: null,
    poster: ({ kind, width }: { kind?: string | null; width?: number | null }) => ({
      __typename: 'Poster',
      ...posterOf(id, { kind: kind ?? 'TALL', width: width ?? 300 }),
    }),
    similar: (paging: Paging) => page(similar(), paging).map(film),
    similarLength: () => similar().length,
  }
}

function person(id: string): object | null {
  const record = personRecord(id)
  return record && { __typename: 'Person', ...record }
}

function page(ids: readonly number[], { offset, limit }: Paging): readonly number[] {
  const from = offset ?? 0
  return ids.slice(from, from + (limit ?? 10))
}
