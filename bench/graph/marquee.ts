import { createGraph, type Graph, type ListDemand, type Resolvers, wholeList } from '../../graph/index.ts'
import type { Loaders, Shelf } from './homepage.ts'

export const sdl = /* GraphQL */ `
  directive @entity(collection: String!) on OBJECT
  directive @cache(maxAge: Int!, scope: CacheScope!) on OBJECT | FIELD_DEFINITION
  directive @personal on OBJECT | FIELD_DEFINITION
  enum CacheScope { PUBLIC PRIVATE }
  type Query { home: Home @personal }
  type Home @entity(collection: "homes") @personal { id: ID! rows(offset: Int = 0, limit: Int = 10): [Row]! }
  type Row @entity(collection: "rows") @personal { id: ID! heading: String! titles(offset: Int = 0, limit: Int = 10): [Title]! }
  type Title @entity(collection: "titles") @cache(maxAge: 300, scope: PUBLIC) {
    id: Int! name: String! year: Int rating: String boxart: String
  }
`

/** Options of `createGraph` beside schema and resolvers. */
export interface MarqueeOptions {
  /** Keeps public data that was seen as ready bytes, up to so many. */
  readonly fragments?: { readonly maxBytes: number; readonly now: () => number }
}

/** The engine over the same loaders. */
export function marquee(options: MarqueeOptions = {}): Graph<Loaders, Loaders> {
  const resolvers: Resolvers<Loaders, Loaders> = {
    types: {
      Query: { fields: { home: async (_demands: readonly unknown[], { home }: Loaders) => [(await home()).id] } },
      Home: {
        loadPersonal: (ids) => ids.map(() => ({})),
        fields: { rows: async (_demands: readonly ListDemand[], { home }: Loaders) => [wholeList((await home()).rows)] },
      },
      Row: {
        loadPersonal: (ids, _fields, { rows }) => rows(ids as readonly string[]),
        fields: {
          titles: async (demands: readonly (ListDemand & { id: string })[], { rows }: Loaders) =>
            (await rows(demands.map(({ id }) => id))).map((row: Shelf) => wholeList(row.titles)),
        },
      },
      Title: { load: (ids, _fields, { titles }) => titles(ids as readonly number[]) },
    },
  }
  return createGraph({ schema: sdl, resolvers, ...options })
}
