import { context, each, execute, get, lambda, loadOne, makeGrafastSchema } from 'grafast'
import { parse } from 'graphql'
import { type Contender, subjectOf } from '../graph/contender.ts'
import { documentOf, type Film, type Loaders, type Shelf } from '../graph/homepage.ts'
import { sdl } from '../graph/homepage-schema.ts'

// Defaults of arguments do not reach the steps.
const slice = ([list, offset = 0, limit = 10]: readonly [readonly unknown[], number?, number?]) => list.slice(offset, offset + limit)
const rowLoader = {
  load: (ids: readonly string[], { shared }: { shared: Loaders }) => shared.rows(ids),
  shared: () => get(context(), 'loaders'),
}
const titleLoader = {
  load: (ids: readonly number[], { shared }: { shared: Loaders }) => shared.titles(ids),
  shared: () => get(context(), 'loaders'),
}

/** Its own way: plan resolvers that load in batches, the answer written as text. It keeps the plan of a document. */
const contender: Contender = {
  languages: ['graphql'],
  prepare(_language, size) {
    const schema = makeGrafastSchema({
      typeDefs: sdl,
      objects: {
        Query: { plans: { home: () => lambda(get(context(), 'loaders'), (loaders: Loaders) => loaders.home()) } },
        Home: {
          plans: {
            rows: ($home, { $offset, $limit }) =>
              each(lambda([get($home, 'rows'), $offset, $limit], slice, true), ($id) => loadOne<Shelf>($id, rowLoader)),
          },
        },
        Row: {
          plans: {
            titles: ($row, { $offset, $limit }) =>
              each(lambda([get($row, 'titles'), $offset, $limit], slice, true), ($id) => loadOne<Film>($id, titleLoader)),
          },
        },
      },
    })
    const document = parse(documentOf(size))
    const encoder = new TextEncoder()
    return async (loaders) => {
      const { data, errors } = await execute({ schema, document, contextValue: { loaders }, outputDataAsString: true })
      if (errors !== undefined) throw new AggregateError(errors)
      return encoder.encode(`{"data":${data}}`)
    }
  },
}

export const subject = subjectOf(contender)
