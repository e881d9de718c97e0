import { parse } from 'graphql/language'
import { createGraph, type Graph, type GraphRequest, type ListDemand, type Resolver, wholeList } from '../index.ts'

/** Small on purpose: shows in which turns a plan runs. */
const schema = /* GraphQL */ `
  type Query {
    row(id: ID!): Row
    promoted: Film
    slow: Film
  }
  type Row @entity(collection: "rows") { id: ID! heading: String films(offset: Int = 0, limit: Int = 10): [Film]! }
  type Film @entity(collection: "films") {
    id: Int! name: String year: Int next: Film director: Person
    stars: Float @personal @settable
    poster(width: Int = 300): String
  }
  type Person @entity(collection: "people") { id: ID! name: String }
  type Mutation { rate(film: Int!): Film }
`

/** A call of a resolver that answers when the test says so. */
export interface HeldCall {
  /** `Film.load 1,2 name`; of a function its field and its demands. */
  readonly name: string
  answer(value: unknown): Promise<void>
  fail(reason: unknown): Promise<void>
}

/** A graph whose resolvers answer by hand. */
export interface HeldGraph {
  readonly graph: Graph<object, object>
  /** Calls in the order they were made in, answered ones too. */
  readonly calls: readonly HeldCall[]
  readonly names: readonly string[]
  request(overrides?: Partial<GraphRequest<object, object>>): GraphRequest<object, object>
  /** Answers the call of this name as an honest resolver would, and comes back when all that follows from it has started. */
  honest(name: string): Promise<void>
  held(name: string): HeldCall
  /** Lets all that can run now run. */
  turn(): Promise<void>
}

export function createHeldGraph({ film = {}, mutate }: { film?: Partial<Resolver<object, object>>; mutate?: () => never } = {}): HeldGraph {
  const calls: (HeldCall & { readonly honest: unknown })[] = []
  const turn = async () => {
    for (let at = 0; at < 50; at++) await Promise.resolve()
  }
  const hold = (name: string, honest: unknown) =>
    new Promise<never>((resolve, reject) => {
      calls.push({
        name,
        honest,
        answer: (value) => {
          resolve(value as never)
          return turn()
        },
        fail: (reason) => {
          reject(reason)
          return turn()
        },
      })
    })
  const filmsOf = (id: string) => (id === 'a' ? [1, 2, 3] : [3, 4, 5])
  const graph = createGraph<object, object>({
    schema: parse(schema),
    resolvers: {
      types: {
        Query: {
          fields: {
            row: (demands: readonly { args: { id: string } }[]) => demands.map(({ args }) => args.id),
            promoted: () => [3],
            slow: () => hold('Query.slow', [9]),
          },
        },
        Row: {
          load: (ids, fields) =>
            hold(
              `Row.load ${ids} ${fields}`,
              ids.map((id) => ({ heading: `Row ${id}` })),
            ),
          fields: {
            films: (demands: readonly (ListDemand & { id: string })[]) =>
              hold(
                `Row.films ${demands.map(({ id, ranges }) => `${id}:${ranges.map(({ offset, limit }) => `${offset}+${limit}`)}`).join(' ')}`,
                demands.map(({ id }) => wholeList(filmsOf(id))),
              ),
          },
        },
        Film: {
          load: (ids, fields) =>
            hold(
              `Film.load ${ids} ${fields}`.trim(),
              ids.map((id) => ({ name: `Film ${id}`, year: 1980 + Number(id), next: Number(id) + 1, director: 'p1' })),
            ),
          loadPersonal: (ids, fields) =>
            hold(
              `Film.loadPersonal ${ids} ${fields}`,
              ids.map(() => ({ stars: 4 })),
            ),
          set: (wishes) => hold(`Film.set ${wishes.map(({ id }) => id)}`, { values: wishes.map(({ value }) => value) }),
          ...film,
          fields: {
            poster: (demands: readonly { id: number; args: { width: number } }[]) =>
              hold(
                `Film.poster ${demands.map(({ id, args }) => `${id}@${args.width}`)}`,
                demands.map(({ id, args }) => `/${id}/${args.width}`),
              ),
            ...film.fields,
          },
        },
        Person: {
          load: (ids, fields) =>
            hold(
              `Person.load ${ids} ${fields}`,
              ids.map((id) => ({ name: `Person ${id}` })),
            ),
        },
      },
      mutations: { rate: mutate ?? (({ film: id }: { film: number }) => hold(`rate ${id}`, { value: id })) },
    },
  })
  const held = (name: string) => {
    const call = calls.find((one) => one.name === name)
    if (call === undefined) throw new Error(`No call '${name}' was made, only ${calls.map((one) => `'${one.name}'`)}`)
    return call
  }
  return {
    graph,
    calls,
    get names() {
      return calls.map(({ name }) => name)
    },
    request: (overrides = {}) => ({ contexts: () => ({ open: {}, personal: {} }), showBugs: false, ...overrides }),
    honest: (name) => held(name).answer((held(name) as (typeof calls)[number]).honest),
    held,
    turn,
  }
}
