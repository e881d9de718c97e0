import { createGraph, Failure, type Graph, type GraphRequest, type List, type ListDemand, Reference, type Resolvers, Unchecked } from '../index.ts'

/** A small graph for tests: films, people, one member, and a log of every call of a resolver. */
export const filmSchema = /* GraphQL */ `
  directive @entity(collection: String!) on OBJECT
  directive @cache(maxAge: Int!, scope: CacheScope!) on OBJECT | FIELD_DEFINITION
  directive @personal on OBJECT | FIELD_DEFINITION
  directive @settable(min: Float, max: Float) on FIELD_DEFINITION
  directive @listSize(max: Int!) on FIELD_DEFINITION
  enum CacheScope { PUBLIC PRIVATE }
  type Query {
    best: Film
    film(id: Int!): Film
    search(query: String!, offset: Int = 0, limit: Int = 10): [Film]! @cache(maxAge: 60, scope: PUBLIC)
    searchLength(query: String!): Int
    member: Member @personal
    anything(id: ID!): Thing
    filtered(by: Filter): [String!]
  }
  input Filter { genre: String = "noir" years: [Int!] }
  interface Named { name: String! }
  union Thing = Film | Person
  type Film implements Named @entity(collection: "films") @cache(maxAge: 300, scope: PUBLIC) {
    id: Int!
    name: String!
    year: Int
    tags: [String!]
    director: Person
    poster(kind: Kind = TALL, width: Int = 300): Poster
    similar(offset: Int = 0, limit: Int = 10): [Film]!
    similarLength: Int
    cast: [Role!]! @listSize(max: 3)
    stars: Float @personal @settable(min: 0.5, max: 5)
    note: String @personal @settable
  }
  type Poster @cache(maxAge: 300, scope: PUBLIC) { url: String! width: Int! }
  type Role { part: String! actor: Person }
  enum Kind { TALL WIDE }
  type Person implements Named @entity(collection: "people") { id: ID! name: String! born: Int }
  type Member @entity(collection: "members") @personal { id: Int! name: String! }
  type Mutation {
    rate(film: Int!, stars: Float!): Film
    count(by: Int = 1): Int!
  }
`

export interface FilmContext {
  readonly viewer: number | null
}

export interface FilmGraph {
  readonly graph: Graph<FilmContext, FilmContext>
  readonly calls: string[]
  readonly stars: Map<number, number>
  request(overrides?: Partial<GraphRequest<FilmContext, FilmContext>>): GraphRequest<FilmContext, FilmContext>
}

/** Twenty films, ids 1 to 20; odd ones are by `p1`, even ones by `p2`; film 13 cannot be loaded, film 14 has no name. */
export function createFilmGraph(): FilmGraph {
  const calls: string[] = []
  const stars = new Map<number, number>()
  const notes = new Map<number, string>()
  let counter = 0
  const film = (id: number) => ({
    id,
    name: id === 14 ? null : `Film ${id}`,
    year: id === 15 ? 'long ago' : 1980 + id,
    tags: id % 2 === 0 ? ['even'] : null,
    director: id === 16 ? null : `p${id % 2 === 0 ? 2 : 1}`,
    cast: [{ part: 'Hero', actor: 'p1' }, { part: 'Villain', actor: 'p2' }].slice(0, (id % 2) + 1),
  })
  const window = (values: readonly unknown[], demand: ListDemand): List => ({
    length: values.length,
    slices: demand.ranges.map(({ offset, limit }) => ({ offset, values: values.slice(offset, offset + limit) })),
  })
  const resolvers: Resolvers<FilmContext, FilmContext> = {
    types: {
      Query: {
        fields: {
          best: async () => [1],
          film: async (demands: readonly { args: { id: number } }[]) => demands.map(({ args }) => new Unchecked(args.id)),
          search: async (demands: readonly (ListDemand & { args: { query: string } })[]) => {
            calls.push(`search ${demands.map(({ args }) => args.query)}`)
            return demands.map((demand) => window([5, 6, 7].filter((id) => `Film ${id}`.includes(demand.args.query)), demand))
          },
          member: async (_: unknown, { viewer }: FilmContext) => [viewer],
          anything: async (demands: readonly { args: { id: string } }[]) =>
            demands.map(({ args }) => (args.id.startsWith('p') ? new Reference('Person', args.id) : new Reference('Film', Number(args.id)))),
          filtered: async (demands: readonly { args: { by?: { genre: string } | null } }[]) => demands.map(({ args }) => [args.by?.genre ?? 'none']),
        },
      },
      Film: {
        async load(ids, fields) {
          calls.push(`Film.load ${ids.join()} ${fields.join()}`)
          return ids.map((id) => (Number(id) === 13 ? new Failure('BROKEN', 'Film 13 is broken') : Number(id) > 20 || Number(id) < 1 ? null : film(Number(id))))
        },
        async loadPersonal(ids, fields, { viewer }) {
          calls.push(`Film.loadPersonal ${ids.join()} ${fields.join()}`)
          return ids.map((id) => ({ stars: viewer === null ? null : (stars.get(Number(id)) ?? null), note: notes.get(Number(id)) ?? null }))
        },
        async set(wishes) {
          calls.push(`Film.set ${wishes.map(({ id, field, value }) => `${id}.${field}=${value}`)}`)
          return {
            values: wishes.map(({ id, field, value }) => {
              if (Number(id) === 12) return new Failure('FULL', 'No room')
              if (field === 'stars') value === null ? stars.delete(Number(id)) : stars.set(Number(id), Number(value))
              return value
            }),
            changed: [{ root: 'best' }, { type: 'Film', ids: { from: 1, to: 20 }, fields: ['note'] }],
          }
        },
        fields: {
          poster: async (demands: readonly { id: number; args: { kind: string; width: number } }[]) => {
            calls.push(`Film.poster ${demands.length}`)
            return demands.map(({ id, args }) => ({ url: `/${id}/${args.kind}/${args.width}`, width: args.width }))
          },
          similar: async (demands: readonly (ListDemand & { id: number })[]) => {
            calls.push(`Film.similar ${demands.map(({ id, ranges }) => `${id}:${ranges.map(({ offset, limit }) => `${offset}+${limit}`)}`)}`)
            return demands.map((demand) =>
              demand.id === 9 ? new Failure('BROKEN', 'No likes') : window([demand.id + 1, demand.id + 2, 99].filter((id) => id !== 21), demand),
            )
          },
        },
      },
      Person: {
        async load(ids, fields) {
          calls.push(`Person.load ${ids.join()} ${fields.join()}`)
          return ids.map((id) => (id === 'p1' || id === 'p2' ? { name: `Person ${id}`, born: 1950 } : null))
        },
      },
      Member: {
        permit: (id, { viewer }) => (id === viewer ? undefined : new Failure('FORBIDDEN', 'Not yours')),
        async loadPersonal(ids, fields) {
          calls.push(`Member.loadPersonal ${ids.join()} ${fields.join()}`)
          return ids.map((id) => ({ name: `Member ${id}` }))
        },
      },
    },
    mutations: {
      rate({ film: id, stars: value }: { film: number; stars: number }) {
        if (id > 20) return new Failure('TITLE_UNKNOWN', 'No such film')
        stars.set(id, value)
        return { value: id, changed: [{ root: 'best' }] }
      },
      count: ({ by }: { by: number }) => ({ value: (counter += by) }),
    },
  }
  const graph = createGraph({ schema: filmSchema, resolvers })
  return {
    graph,
    calls,
    stars,
    request: (overrides = {}) => ({ contexts: () => ({ open: { viewer: null }, personal: { viewer: 7 } }), showBugs: false, ...overrides }),
  }
}
