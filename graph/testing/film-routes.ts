import { Failure } from '../index.ts'
import { filmRecord, personRecord, posterOf, searchFilms, similarFilms } from './film-data.ts'

// The film graph as routes of falcor-router, written by hand after the rules of the design: what the engine derives from the schema alone.

type Key = string | number
type Keys = readonly Key[]
interface PathValue {
  readonly path: Keys
  readonly value: unknown
}

interface Route {
  readonly route: string
  // biome-ignore lint/suspicious/noExplicitAny: what a path set holds depends on the route
  get(pathSet: any): readonly PathValue[]
}

const missing = { $type: 'atom' }
const ref = (...value: Keys) => ({ $type: 'ref', value })
const error = (code: string, message: string) => ({ $type: 'error', value: { code, message } })
const noValue = error('NULL_VALUE', 'No value where the schema promises one')
const badValue = error('BAD_VALUE', 'The value is not of the type that the schema says')

/** Values below a film; null at the film where there is none. `of` gives the value of a film that may have failed to load. */
function ofFilms(
  ids: readonly number[],
  below: readonly Keys[],
  of: (id: number, keys: Keys) => PathValue['value'] | PathValue,
): PathValue[] {
  return ids.flatMap((id) => {
    if (filmRecord(id) === null) return [{ path: ['films', id], value: null }]
    return below.map((keys) => {
      const value = of(id, keys)
      return isPathValue(value) ? value : { path: ['films', id, ...keys], value }
    })
  })
}

function isPathValue(value: unknown): value is PathValue {
  return typeof value === 'object' && value !== null && 'path' in value
}

function leaf(id: number, name: Key): unknown {
  if (name === 'id') return id
  const record = filmRecord(id)
  if (record instanceof Failure) return error(record.code, record.message)
  if (record === null) return null
  if (name === 'name') return record.name ?? noValue
  if (name === 'year') return typeof record.year === 'number' ? record.year : badValue
  if (name === 'director') return record.director && ref('people', record.director)
  return record.tags && { $type: 'atom', value: record.tags }
}

function list(ids: readonly number[] | Failure, at: Key): unknown {
  if (ids instanceof Failure) return error(ids.code, ids.message)
  if (at === 'length') return ids.length
  const id = ids[Number(at)]
  return id === undefined ? missing : ref('films', id)
}

function people(ids: Keys, names: Keys, of: (id: string, name: Key) => unknown): PathValue[] {
  return ids.flatMap((id) =>
    personRecord(String(id)) === null
      ? [{ path: ['people', id], value: null }]
      : names.map((name) => ({ path: ['people', id, name], value: of(String(id), name) })),
  )
}

const routes: readonly Route[] = [
  { route: 'best', get: () => [{ path: ['best'], value: ref('films', 1) }] },
  {
    route: 'film[{integers:ids}]',
    get: ({ ids }: { ids: readonly number[] }) => ids.map((id) => ({ path: ['film', id], value: ref('films', id) })),
  },
  { route: 'search[{keys:texts}][{integers:at}]', get: ({ texts, at }: { texts: Keys; at: Keys }) => searched(texts, at) },
  { route: 'search[{keys:texts}].length', get: ({ texts }: { texts: Keys }) => searched(texts, ['length']) },
  {
    route: 'searchLength[{keys:texts}]',
    get: ({ texts }: { texts: Keys }) => texts.map((text) => ({ path: ['searchLength', text], value: searchFilms(String(text)).length })),
  },
  { route: 'member', get: () => [{ path: ['member'], value: ref('members', 7) }] },
  {
    route: 'members[{integers:ids}]["id","name","__typename"]',
    get: ([, ids, names]: readonly [Key, readonly number[], Keys]) =>
      ids.flatMap((id): PathValue[] =>
        id === 7
          ? names.map((name) => ({ path: ['members', id, name], value: name === 'id' ? 7 : name === 'name' ? 'Member 7' : 'Member' }))
          : [{ path: ['members', id], value: error('FORBIDDEN', 'Not yours') }],
      ),
  },
  {
    route: 'anything[{keys:ids}]',
    get: ({ ids }: { ids: Keys }) =>
      ids.map((id) => ({ path: ['anything', id], value: String(id).startsWith('p') ? ref('people', id) : ref('films', Number(id)) })),
  },
  {
    route: 'filtered[{keys:filters}]',
    get: ({ filters }: { filters: Keys }) =>
      filters.map((by) => ({
        path: ['filtered', by],
        value: { $type: 'atom', value: [by === '~' ? 'none' : (JSON.parse(String(by)).genre ?? 'noir')] },
      })),
  },
  {
    route: 'people[{keys:ids}]["id","name","born","__typename"]',
    get: ([, ids, names]: readonly [Key, Keys, Keys]) =>
      people(ids, names, (id, name) => (name === '__typename' ? 'Person' : personRecord(id)?.[name as 'id' | 'name' | 'born'])),
  },
  {
    route: 'films[{integers:ids}]["id","name","year","director","tags"]',
    get: ([, ids, names]: readonly [Key, readonly number[], Keys]) =>
      ofFilms(
        ids,
        names.map((name) => [name]),
        (id, [name = '']) => leaf(id, name),
      ),
  },
  {
    route: 'films[{integers:ids}]["stars","note","__typename","similarLength"]',
    get: ([, ids, names]: readonly [Key, readonly number[], Keys]) =>
      ofFilms(
        ids,
        names.map((name) => [name]),
        (id, [name]) => (name === '__typename' ? 'Film' : name === 'similarLength' ? list(similarFilms(id), 'length') : null),
      ),
  },
  {
    route: 'films[{integers:ids}].similar[{integers:at}]',
    get: ({ ids, at }: { ids: readonly number[]; at: Keys }) =>
      ofFilms(
        ids,
        at.map((one) => ['similar', one]),
        (id, [, one = 0]) => list(similarFilms(id), one),
      ),
  },
  {
    route: 'films[{integers:ids}].similar.length',
    get: ({ ids }: { ids: readonly number[] }) => ofFilms(ids, [['similar', 'length']], (id) => list(similarFilms(id), 'length')),
  },
  {
    route: 'films[{integers:ids}].poster[{keys:kinds}][{keys:widths}]["url","width","__typename"]',
    get: ([, ids, , kinds, widths, names]: readonly [Key, readonly number[], Key, Keys, Keys, Keys]) => {
      const below = kinds.flatMap((kind) => widths.flatMap((width) => names.map((name) => ['poster', kind, width, name])))
      return ofFilms(ids, below, (id, [, kind, width, name]) => {
        const poster = posterOf(id, { kind: kind === '~' ? 'TALL' : String(kind), width: width === '~' ? 300 : Number(width) })
        return name === '__typename' ? 'Poster' : poster[name as 'url' | 'width']
      })
    },
  },
  {
    route: 'films[{integers:ids}].cast[{integers:at}]["part","actor","__typename"]',
    get: ([, ids, , at, names]: readonly [Key, readonly number[], Key, Keys, Keys]) =>
      ofFilms(
        ids,
        at.flatMap((one) => names.map((name) => ['cast', one, name])),
        (id, [, one = 0, name]) => {
          const path = ['films', id, 'cast', one]
          const record = filmRecord(id)
          if (record instanceof Failure) return { path, value: error(record.code, record.message) }
          const role = record?.cast[Number(one)]
          if (role === undefined) return { path, value: missing }
          return name === '__typename' ? 'Role' : name === 'part' ? role.part : ref('people', role.actor)
        },
      ),
  },
  {
    route: 'films[{integers:ids}].cast.length',
    get: ({ ids }: { ids: readonly number[] }) =>
      ofFilms(ids, [['cast', 'length']], (id) => {
        const record = filmRecord(id)
        return record instanceof Failure ? error(record.code, record.message) : record?.cast.length
      }),
  },
]

function searched(texts: Keys, at: Keys): PathValue[] {
  return texts.flatMap((text) => at.map((one) => ({ path: ['search', text, one], value: list(searchFilms(String(text)), one) })))
}

/** Fresh copies: falcor-router writes into what it is given. */
export const filmRoutes = (): Route[] => routes.map((route) => ({ ...route }))
