import { parse } from 'graphql/language'
import { createGraph, Failure, type Graph, type ListDemand, type Resolvers, wholeList } from '../../graph/index.ts'

/** Its schema. */
export const sdl = /* GraphQL */ `
  directive @entity(collection: String!) on OBJECT
  directive @cache(maxAge: Int!, scope: CacheScope!) on OBJECT | FIELD_DEFINITION
  directive @personal on OBJECT | FIELD_DEFINITION
  directive @settable(min: Float, max: Float) on FIELD_DEFINITION
  enum CacheScope { PUBLIC PRIVATE }
  type Query { friend: User title(id: Int!): Title }
  type User @entity(collection: "users") { id: Int! name: String }
  type Title @entity(collection: "titles") @cache(maxAge: 300, scope: PUBLIC) {
    id: Int! name: String! price: Float
    similar(offset: Int = 0, limit: Int = 10): [Title]!
    myRating: Float @personal @settable(min: 0.5, max: 5)
  }
  type Mutation { rate(title: Int!, stars: Float!): Title }
`

/** Counts what it is asked. */
export interface Calls {
  count: number
}

/** A graph with a little of everything that an attack needs: lists that lead in a circle, a member's own branch, a function, values to set. */
export function createHostileGraph(): Graph<Calls, Calls> {
  const counted =
    <asked, answer>(each: (one: asked) => answer) =>
    async (asked: readonly asked[], ...rest: readonly unknown[]) => {
      const calls = rest.at(-1) as Calls
      calls.count++
      return asked.map(each)
    }
  const resolvers: Resolvers<Calls, Calls> = {
    types: {
      Query: { fields: { friend: counted(() => 42), title: counted(({ args }: { args: { id: number } }) => args.id) } },
      User: {
        permit: (id) => (id === 7 ? undefined : new Failure('FORBIDDEN', 'Not yours')),
        load: counted((id) => ({ id, name: `Member ${id}` })),
      },
      Title: {
        load: counted((id) => ({ id, name: `Title ${id}`, price: 3 })),
        loadPersonal: counted(() => ({ myRating: 3 })),
        set: async (wishes, calls) => {
          calls.count++
          return { values: wishes.map(({ value }) => value) }
        },
        fields: { similar: counted(({ id }: ListDemand) => wholeList([(Number(id) % 9) + 1])) },
      },
    },
    mutations: { rate: ({ title }: { title: number }) => ({ value: title }) },
  }
  return createGraph({ schema: parse(sdl), resolvers })
}
