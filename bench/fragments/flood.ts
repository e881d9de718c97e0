import { parse } from 'graphql/language'
import { createGraph, type Resolvers } from '../../graph/index.ts'
import { memoryNow } from './memory-now.ts'
import { maxBytes } from './steady-shop.ts'

/** What is left of a flood of requests that want everything, in every selection, and never again. */
export interface Flood {
  readonly requests: number
  readonly shelves: number
  readonly accountedBytes: number
  readonly heldBytes: number
  readonly cpuMsPerRequest: number
}

const fieldNames = Array.from({ length: 10 }, (_, index) => `f${index}`)
const sdl = /* GraphQL */ `
  directive @entity(collection: String!) on OBJECT
  directive @cache(maxAge: Int!, scope: CacheScope!) on OBJECT | FIELD_DEFINITION
  enum CacheScope { PUBLIC PRIVATE }
  type Query { version: Int }
  type Title @entity(collection: "titles") @cache(maxAge: 3600, scope: PUBLIC) { id: Int! ${fieldNames.map((name) => `${name}: Int`).join(' ')} }
`

/** Floods a graph that may keep 64 MB with different selections of as many titles as one request may name, each asked for so many times. */
export async function flood(selections: number, times: number): Promise<Flood> {
  const row = Object.fromEntries(fieldNames.map((name, index) => [name, index]))
  const resolvers: Resolvers<object, object> = {
    types: {
      Query: { fields: { version: (demands: readonly unknown[]) => demands.map(() => 1) } },
      Title: { load: (ids) => ids.map(() => row) },
    },
  }
  const graph = createGraph({ schema: parse(sdl), resolvers, fragments: { maxBytes, now: () => 0 } })
  const request = { contexts: () => ({ open: {}, personal: {} }), showBugs: false, audience: 'all' }
  const before = memoryNow()
  const start = process.cpuUsage()
  for (let selection = 1; selection <= selections; selection++) {
    const fields = fieldNames.filter((_, index) => (selection & (1 << index)) !== 0)
    // As many paths as one request may come to, 20,000, in ranges of the width that one may have.
    const count = Math.floor(20_000 / fields.length / 500)
    const paths = Array.from({ length: count }, (_, index) => ['titles', { from: index * 500, length: 500 }, fields])
    for (let time = 0; time < times; time++) await graph.get(paths, request)
  }
  const { user, system } = process.cpuUsage(start)
  const { bytes, shelves } = graph.fragments?.stats ?? { bytes: 0, shelves: 0 }
  const requests = selections * times
  return {
    requests,
    shelves,
    accountedBytes: bytes,
    heldBytes: memoryNow() - before,
    cpuMsPerRequest: (user + system) / 1_000 / requests,
  }
}
