import { parse } from 'graphql/language'
import { createEdge, type EdgeOptions } from '../../edge/create-edge.ts'
import { type Context, serve } from '../../edge/serve.ts'
import { checkDocument } from '../../graph/index.ts'
import { sdl } from '../graph/homepage-schema.ts'
import { marquee } from '../graph/marquee.ts'
import { pageOf } from '../graphql/page.ts'
import { trustedDocuments } from './trusted-page.ts'

type Graph = EdgeOptions['graph']

const own = marquee()

/** The engine over the page of whoever signed in, as it stands behind the edge's contexts. */
const graph = {
  ...own,
  execute: (operation: Parameters<Graph['execute']>[0], request: Parameters<Graph['execute']>[1]) =>
    own.execute(operation, {
      ...request,
      contexts() {
        const loaders = pageOf(request.contexts().personal.viewer?.profile ?? 1)
        return { open: loaders, personal: loaders }
      },
    }),
} as unknown as Graph

/** The members that sign in; nobody asks the other origins. */
const origins = {
  members: { admit: async (profile: number) => ({ id: profile, account: `a${profile}`, name: 'Noor', kind: 'adult', country: 'NL' }) },
  catalog: {},
  recommendations: {},
  ranking: {},
  playback: {},
} as unknown as EdgeOptions['origins']

/** The whole edge worker, filters and tokens and all, over pages in memory. */
const edge = createEdge({
  graph,
  schema: parse(sdl),
  checkDocument: (document) => checkDocument(document, own.limits),
  trustedDocuments,
  cacheStore: undefined,
  origins,
  media: { fetch: async () => new Response(null, { status: 404 }) },
  askHttp: () => Promise.reject(new TypeError('no HTTP origin here')),
  local: true,
  operatorToken: 'operators-only-0123456789abcdef',
  sessionKey: 'a-key-for-benchmarks-of-32-bytes-or-more',
  passportKeys: { PASSPORT_KEY: 'a-key-for-benchmarks-of-32-bytes-or-more' },
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  now: () => Date.now(),
  tick: () => performance.now(),
  random: () => Math.random(),
  newTrace: () => crypto.randomUUID().replaceAll('-', ''),
  log: (line) => console.error(JSON.stringify(line)),
})

export default { fetch: (request: Request, _env: unknown, context: Context) => serve(edge, request, context) }
