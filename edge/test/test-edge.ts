import { buildSchema, execute, Kind, parse } from 'graphql'
import { passportKey } from '../../contracts/fakes/test-passports.ts'
import type { ProfileRecord } from '../../contracts/members.ts'
import type { OriginState } from '../../contracts/origin.ts'
import { type Graph, type GraphRequest, type JsonGraphAnswer, Refusal } from '../../graph/index.ts'
import type { OpenContext, PersonalContext } from '../../resolvers/context.ts'
import { createEdge, type EdgeOptions } from '../create-edge.ts'
import type { MediaOrigin } from '../endpoints/playback.ts'
import type { OriginBindings } from '../origins/origins.ts'
import { type Edge, serve } from '../serve.ts'

type TestRequest = GraphRequest<OpenContext, PersonalContext>

export const operatorToken = 'operators-only-0123456789abcdef'
export const sessionKey = 'a-key-for-tests-of-32-bytes-or-more'
export const site = 'https://edge.test'

export const testSchema = `
  directive @personal on FIELD_DEFINITION
  "Where everything starts."
  type Query {
    "Says hello."
    hello(name: String = "world"): String
    viewer: Int @personal
    nothing: String
  }
  type Mutation { wave(times: Int!): Int }
`

/** A graph of three fields, which knows JSON Graph by name only: enough to see what the edge does around it. */
export function stubGraph(overrides: Partial<Graph<OpenContext, PersonalContext>> = {}): Graph<OpenContext, PersonalContext> {
  const schema = buildSchema(testSchema)
  const cache = { scope: 'PUBLIC', maxAge: 60 } as const
  return {
    limits: {} as Graph<OpenContext, PersonalContext>['limits'],
    get: async (paths, request) => ({ body: jsonBody(JSON.stringify({ jsonGraph: { viewer: viewerOf(request) }, paths })), cache }),
    set: async (envelope) => ({ body: jsonBody(JSON.stringify({ jsonGraph: {}, set: envelope })), cache }),
    mount: () => stubGraph(overrides),
    call: async (input) => ({ body: jsonBody(JSON.stringify({ jsonGraph: {}, call: input })), cache }),
    async execute({ document, operationName, variables = {} }, request) {
      if (document.definitions.some((one) => one.kind === Kind.OPERATION_DEFINITION && one.name?.value === 'Introspection'))
        return { result: (await request.introspect?.(document, variables)) as { data: Record<string, unknown> }, body: jsonBody(''), cache }
      const rootValue = {
        hello: ({ name }: { name: string }) => `hello ${name}`,
        viewer: () => viewerOf(request),
        nothing: () => {
          throw new Refusal('PATH_LIMIT', 'Cannot answer this request: too many paths', { limit: 'pathCount', maximum: 1, actual: 2 })
        },
        wave: ({ times }: { times: number }) => times,
      }
      const result = await execute({ schema, document, rootValue, operationName, variableValues: variables })
      const refusal = result.errors?.find((error) => error.originalError instanceof Refusal)?.originalError
      if (refusal !== undefined) throw refusal
      const errors = result.errors?.map(({ message, extensions }) => ({ message, extensions: { code: 'BAD_INPUT', ...extensions } }))
      return {
        result: { ...(result.data === undefined ? {} : { data: result.data }), ...(errors === undefined ? {} : { errors }) },
        cache,
      } as never
    },
    ...overrides,
  }
}

const viewerOf = (request: TestRequest) => request.contexts().personal.viewer?.profile ?? null

const ready: OriginState = { ready: true, detail: 'there' }
const missing = () => Promise.reject(new TypeError('not in this stub'))

export const profileSeven: ProfileRecord = { id: 7, account: 'a7', name: 'Grace', kind: 'adult', country: 'NL' }

/** Origins of which only what the edge itself asks is there. */
export function stubOrigins(overrides: { readonly [name in keyof OriginBindings]?: object } = {}): OriginBindings {
  const origins = {
    catalog: {
      state: async () => ready,
      poster: async (title: number, kind: string, width: number) => (title === 404 ? null : `<svg id="${title}-${kind}-${width}"/>`),
    },
    members: {
      state: async () => ready,
      admit: async (profile: number) => (profile === 7 ? profileSeven : null),
      seed: async (members: readonly unknown[]) => ({ created: members.length }),
    },
    recommendations: { state: async () => ready },
    ranking: { state: async () => ready, page: missing },
    playback: { state: async () => ready, seed: async () => ({ stored: 6 }) },
  }
  for (const [name, methods] of Object.entries(overrides)) Object.assign(origins[name as keyof OriginBindings], methods)
  return origins as unknown as OriginBindings
}

export const stubMedia: MediaOrigin = {
  fetch: async (request) =>
    new Response(`${request.method} ${request.url} ${[...request.headers.keys()].sort().join(' ')}`, {
      status: 206,
      headers: { 'access-control-allow-origin': '*', 'content-type': 'text/plain' },
    }),
}

export interface TestEdge {
  readonly edge: Edge
  readonly logged: Readonly<Record<string, unknown>>[]
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** When all that went on after answers is done. */
  settled(): Promise<void>
  /** A bearer token for profile 7. */
  signIn(): Promise<string>
}

/** The whole edge around stubs, on a clock that stands at 2026-10-01 unless told otherwise. */
export function createTestEdge(overrides: Partial<EdgeOptions> = {}): TestEdge {
  const logged: Readonly<Record<string, unknown>>[] = []
  let traces = 0
  const later: Promise<unknown>[] = []
  const waitUntil = (work: Promise<unknown>) => void later.push(work)
  const edge = createEdge({
    graph: stubGraph(),
    schema: parse(testSchema),
    checkDocument: () => {},
    origins: stubOrigins(),
    media: stubMedia,
    askHttp: () => Promise.reject(new TypeError('no HTTP origin in this stub')),
    trustedDocuments: {},
    cacheStore: undefined,
    local: true,
    operatorToken,
    sessionKey,
    passportKeys: { PASSPORT_KEY: passportKey },
    now: () => Date.UTC(2026, 9, 1),
    tick: () => 0,
    random: () => 0.5,
    wait: async () => {},
    newTrace: () => (++traces).toString(16).padStart(32, '0'),
    log: (line) => logged.push(line),
    ...overrides,
  })
  const fetch = (path: string, init?: RequestInit) => serve(edge, new Request(`${site}${path}`, init), { waitUntil })
  return {
    edge,
    logged,
    fetch,
    settled: async () => void (await Promise.all(later.splice(0))),
    async signIn() {
      const answer = await fetch('/session', postJson({ device: { id: 'tv-1', class: 'tv' }, profile: 7 }))
      return ((await answer.json()) as { token: string }).token
    },
  }
}

export function postJson(value: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) }
}

export function postForm(body: string): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }, body }
}

/** Status and code of a refusal, and whether it has the shape that devices rely on. */
export async function refusalOf(answer: Response): Promise<{ status: number; code: unknown }> {
  const body = (await answer.json()) as { errors: { message: string; extensions: { code: string } }[] }
  const [error] = body.errors
  if (
    typeof error?.message !== 'string' ||
    answer.headers.get('cache-control') !== 'no-store' ||
    answer.headers.get('x-marquee-trace') === null
  )
    throw new Error(`not the shape of a refusal: ${JSON.stringify(body)} ${JSON.stringify([...answer.headers])}`)
  return { status: answer.status, code: error.extensions.code }
}

/** An answer of the graph, as it would write it. */
export function jsonBody(text: string): JsonGraphAnswer['body'] {
  return { content: text, text, bytes: new TextEncoder().encode(text) }
}
