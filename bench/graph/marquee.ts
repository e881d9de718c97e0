import { parse } from 'graphql/language'
import { createGraph, type Graph, type ListDemand, type Resolvers, wholeList } from '../../graph/index.ts'
import type { Loaders, Shelf } from './homepage.ts'
import { sdl } from './homepage-schema.ts'

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
  return createGraph({ schema: parse(sdl), resolvers, ...options })
}
