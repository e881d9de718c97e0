import { parse } from 'graphql/language'
import {
  createGraph,
  Failure,
  type Graph,
  type GraphLimits,
  type GraphRequest,
  type List,
  type ListDemand,
  Reference,
  type Resolvers,
  Unchecked,
} from '../index.ts'
import { filmRecord, personRecord, posterOf, searchFilms, similarFilms } from './film-data.ts'

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

/** The same graph of which nothing may be kept, so that its values stand bare. */
export const filmSchemaWithoutCache = filmSchema.replaceAll(/ @cache\(maxAge: \d+, scope: PUBLIC\)/g, '')

/** The graph over `film-data.ts` for member 7, with nothing rated yet. Film 12 takes no stars. */
export function createFilmGraph({
  schema = filmSchema,
  limits = {},
  fragments,
  wrap = (own) => own,
}: {
  readonly schema?: string
  readonly limits?: Partial<GraphLimits>
  readonly fragments?: { readonly maxBytes: number; readonly now: () => number }
  /** Comes between the graph and the resolvers. */
  readonly wrap?: (own: Resolvers<FilmContext, FilmContext>) => Resolvers<FilmContext, FilmContext>
} = {}): FilmGraph {
  const calls: string[] = []
  const stars = new Map<number, number>()
  const notes = new Map<number, string>()
  let counter = 0
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
            return demands.map((demand) => window(searchFilms(demand.args.query), demand))
          },
          member: async (_: unknown, { viewer }: FilmContext) => [viewer],
          anything: async (demands: readonly { args: { id: string } }[]) =>
            demands.map(({ args }) =>
              args.id.startsWith('p') ? new Reference('Person', args.id) : new Reference('Film', Number(args.id)),
            ),
          filtered: async (demands: readonly { args: { by?: { genre: string } | null } }[]) =>
            demands.map(({ args }) => [args.by?.genre ?? 'none']),
        },
      },
      Film: {
        async load(ids, fields) {
          calls.push(`Film.load ${ids.join()} ${fields.join()}`)
          return ids.map((id) => filmRecord(Number(id)) as Failure | null)
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
              else value === null ? notes.delete(Number(id)) : notes.set(Number(id), String(value))
              return value
            }),
            changed: [{ root: 'best' }, { type: 'Film', ids: { from: 1, to: 20 }, fields: ['note'] }],
          }
        },
        fields: {
          poster: async (demands: readonly { id: number; args: { kind: string; width: number } }[]) => {
            calls.push(`Film.poster ${demands.length}`)
            return demands.map(({ id, args }) => posterOf(id, args))
          },
          similar: async (demands: readonly (ListDemand & { id: number })[]) => {
            calls.push(
              `Film.similar ${demands.map(({ id, ranges }) => `${id}:${ranges.map(({ offset, limit }) => `${offset}+${limit}`)}`)}`,
            )
            return demands.map((demand) => {
              const similar = similarFilms(demand.id)
              return similar instanceof Failure ? similar : window(similar, demand)
            })
          },
        },
      },
      Person: {
        async load(ids, fields) {
          calls.push(`Person.load ${ids.join()} ${fields.join()}`)
          return ids.map((id) => personRecord(String(id)))
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
        calls.push(`rate ${id} ${value}`)
        if (id > 20) return new Failure('TITLE_UNKNOWN', 'No such film')
        stars.set(id, value)
        return { value: id, changed: [{ root: 'best' }] }
      },
      count({ by }: { by: number }) {
        calls.push(`count ${by}`)
        return { value: (counter += by) }
      },
    },
  }
  const graph = createGraph({ schema: parse(schema), resolvers: wrap(resolvers), limits, ...(fragments && { fragments }) })
  return {
    graph,
    calls,
    stars,
    request: (overrides = {}) => ({ contexts: () => ({ open: { viewer: null }, personal: { viewer: 7 } }), showBugs: false, ...overrides }),
  }
}
