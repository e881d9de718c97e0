import DataLoader from 'dataloader'
import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql'
import type { Film, Homepage, Loaders, Shelf } from './homepage.ts'
import { sdl } from './homepage-schema.ts'

/** What resolvers that are called for one object at a time need: loaders that gather their calls, new for each request. */
export interface DataLoaders {
  readonly home: Loaders['home']
  readonly rows: DataLoader<string, Shelf>
  readonly titles: DataLoader<number, Film>
}

export function dataLoaders(loaders: Loaders): DataLoaders {
  return { home: loaders.home, rows: new DataLoader(loaders.rows), titles: new DataLoader(loaders.titles) }
}

/** Both may be absent: not every engine of these fills in defaults as graphql 17 writes them. */
interface Page {
  readonly offset?: number
  readonly limit?: number
}

/** The same schema for engines that call a resolver per object. */
export function executableSchema(): GraphQLSchema {
  const schema = buildSchema(sdl)
  const resolve = <source, args>(type: string, field: string, resolver: GraphQLFieldResolver<source, DataLoaders, args>) => {
    const fields = schema.getType(type)
    if (fields === undefined || !('getFields' in fields)) throw new TypeError(`The schema has no type ${type}`)
    Object.assign(fields.getFields()[field] ?? {}, { resolve: resolver })
  }
  resolve<unknown, unknown>('Query', 'home', (_source, _args, { home }) => home())
  resolve<Homepage['home'], Page>('Home', 'rows', (home, { offset = 0, limit = 10 }, { rows }) =>
    rows.loadMany(home.rows.slice(offset, offset + limit)),
  )
  resolve<Shelf, Page>('Row', 'titles', (row, { offset = 0, limit = 10 }, { titles }) =>
    titles.loadMany(row.titles.slice(offset, offset + limit)),
  )
  return schema
}
