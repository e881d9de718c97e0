import { parse } from 'graphql/language'
import { createGraph, type Graph, type ListDemand, type Resolvers, wholeList } from '../../graph/index.ts'
import { type Film, makeCatalogs } from './catalog.ts'
import { rowCount, type Visit } from './traffic.ts'

const sdl = /* GraphQL */ `
  directive @entity(collection: String!) on OBJECT
  directive @cache(maxAge: Int!, scope: CacheScope!) on OBJECT | FIELD_DEFINITION
  directive @personal on OBJECT | FIELD_DEFINITION
  enum CacheScope { PUBLIC PRIVATE }
  type Query { home: Home @personal }
  type Home @entity(collection: "homes") @personal { id: ID! rows(offset: Int = 0, limit: Int = 10): [Row]! }
  type Row @entity(collection: "rows") @personal { id: ID! titles(offset: Int = 0, limit: Int = 10): [Title]! }
  type Title @entity(collection: "titles") @cache(maxAge: 3600, scope: PUBLIC) {
    id: Int! name: String! year: Int rating: String boxart: String synopsis: String
  }
`

/** What a title may live as a fragment, in ms. */
export const lifeMs = 3_600_000

/** What resolvers know of one request. */
interface Context {
  readonly visit: Visit
  readonly films: readonly Film[]
}

/** A graph over the catalog, and how it was asked. */
export interface Shop {
  readonly graph: Graph<Context, Context>
  /** How many titles have been loaded so far. */
  readonly loaded: number
  /** Answers a homepage; an audience of another name keeps it apart from what others have seen. */
  answer(visit: Visit, audience?: string): Promise<Uint8Array>
}

const catalogs = makeCatalogs()

/** Opens a shop that keeps fragments in at most so many bytes, or keeps none. `now` in epoch ms. */
export function openShop(fragments?: { readonly maxBytes: number; readonly now: () => number }): Shop {
  let loaded = 0
  const resolvers: Resolvers<Context, Context> = {
    types: {
      Query: { fields: { home: async () => ['home'] } },
      Home: {
        loadPersonal: (ids) => ids.map(() => ({})),
        fields: { rows: async (_demands: readonly ListDemand[], { visit }: Context) => [wholeList([...visit.rows.keys()])] },
      },
      Row: {
        loadPersonal: (ids) => ids.map(() => ({})),
        fields: {
          titles: async (demands: readonly (ListDemand & { id: string })[], { visit }: Context) =>
            demands.map(({ id }) => wholeList(visit.rows.get(id) ?? [])),
        },
      },
      Title: {
        load: async (ids, _fields, { films }) => {
          loaded += ids.length
          return (ids as readonly number[]).map((id) => films[id - 1] ?? null)
        },
      },
    },
  }
  const graph = createGraph<Context, Context>({ schema: parse(sdl), resolvers, ...(fragments !== undefined && { fragments }) })
  return {
    graph,
    get loaded() {
      return loaded
    },
    async answer(visit, audience = visit.audience) {
      const context = { visit, films: catalogs.get(visit.audience) ?? [] }
      const paths = [['home', 'rows', { to: rowCount - 1 }, 'titles', { to: 74 }, visit.fields]]
      const request = { contexts: () => ({ open: context, personal: context }), showBugs: false, audience }
      return (await graph.get(paths, request)).body.bytes
    },
  }
}
