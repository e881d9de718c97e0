import type { Catalog } from '../contracts/catalog.ts'
import type { Members } from '../contracts/members.ts'
import type { PassportKeys } from '../contracts/passport.ts'
import type { Playback } from '../contracts/playback.ts'
import type { Ranking } from '../contracts/ranking.ts'
import type { Recommendations } from '../contracts/recommendations.ts'
import type { ModelOperations } from '../contracts/served-models.ts'
import type { FilterCompilerService } from '../filter-sdk/checked-filter.ts'
import { checkDocument, createGraph } from '../graph/index.ts'
import { resolvers, schema } from '../resolvers/index.ts'
import type { CacheStore } from './cache/public-answers.ts'
import { edgeLimits } from './config/limits.ts'
import { trustedDocuments } from './config/trusted-documents.ts'
import { createEdge } from './create-edge.ts'
import type { AppFiles } from './endpoints/graphiql.ts'
import type { MediaOrigin } from './endpoints/playback.ts'
import type { PlatformLimiter } from './filters/limit-rate.ts'
import { type ControlRoom, filterCopyKey } from './operations/control-room.ts'
import type { RequestRing } from './operations/request-ring.ts'
import { askHttp } from './origins/ask-http.ts'
import type { VersionedSet } from './published/filter-set.ts'
import type { Edge } from './serve.ts'
import { inertLine } from './telemetry/inert-text.ts'

/** What `wrangler.toml` and `.dev.vars` bind. */
export interface Env extends PassportKeys {
  readonly CATALOG: Catalog
  readonly MEMBERS: Members
  readonly RECOMMENDATIONS: Recommendations
  readonly RANKING: Ranking & ModelOperations
  readonly PLAYBACK: Playback & MediaOrigin
  readonly APPS: AppFiles
  /** `local` on a developer's machine; anything else is production. */
  readonly ENVIRONMENT?: string
  /** Names of hosts to answer for, with commas between. Absent: locally those of this machine, elsewhere whatever the platform routes here. */
  readonly HOSTS?: string
  readonly DEVICE_LIMITER?: PlatformLimiter
  readonly CLIENT_LIMITER?: PlatformLimiter
  readonly CONTROL_ROOM?: DurableObjectNamespace<ControlRoom>
  readonly REQUEST_RINGS?: DurableObjectNamespace<RequestRing>
  readonly LOADER?: WorkerLoader
  readonly FILTER_COMPILER?: FilterCompilerService
  readonly FILTER_COPIES?: KVNamespace
  /** Origins that speak HTTP, as JSON: `[{"name":"legacy","url":"https://legacy.example/base","paths":["/legacy/"]}]`. */
  readonly HTTP_ORIGINS?: string
  readonly OPS_TOKEN?: string
  readonly OPS_TOKENS?: string
  readonly SESSION_KEY?: string
  readonly SESSION_KEY_PREVIOUS?: string
}

/** Compiled at start-up, once for an isolate. */
const graph = createGraph({ schema, resolvers, fragments: { maxBytes: edgeLimits.maxFragmentBytes, now: () => Date.now() } })

/** One control room in all, wherever it is asked from. */
const controlRoom = 'control-room'

/** Makes the edge of this isolate from what is bound to it. Besides the worker itself, the only reader of `env`. */
export function compose(env: Env): Edge {
  const { CONTROL_ROOM, REQUEST_RINGS, FILTER_COPIES } = env
  return createEdge({
    graph,
    schema,
    checkDocument: (document) => checkDocument(document, graph.limits),
    origins: {
      catalog: env.CATALOG,
      members: env.MEMBERS,
      recommendations: env.RECOMMENDATIONS,
      ranking: env.RANKING,
      playback: env.PLAYBACK,
    },
    media: env.PLAYBACK,
    httpOrigins: env.HTTP_ORIGINS,
    askHttp,
    trustedDocuments,
    cacheStore: (caches as unknown as { readonly default: CacheStore }).default,
    apps: env.ENVIRONMENT === 'local' ? env.APPS : undefined,
    local: env.ENVIRONMENT === 'local',
    hosts: env.HOSTS?.split(',') ?? (env.ENVIRONMENT === 'local' ? ['127.0.0.1', 'localhost', '*.localhost', '[::1]'] : []),
    // Locally a limiter writes to disk at each call.
    limiters: env.ENVIRONMENT === 'local' ? {} : { device: env.DEVICE_LIMITER, client: env.CLIENT_LIMITER },
    operatorToken: env.OPS_TOKEN,
    operatorTokens: env.OPS_TOKENS,
    sessionKey: env.SESSION_KEY,
    previousSessionKey: env.SESSION_KEY_PREVIOUS,
    passportKeys: env,
    controlRoom: CONTROL_ROOM && (() => CONTROL_ROOM.getByName(controlRoom)),
    ringAt: REQUEST_RINGS && ((location) => REQUEST_RINGS.getByName(location)),
    filterLoader: env.LOADER,
    filterCompiler: env.FILTER_COMPILER,
    filterCopy: FILTER_COPIES && (() => FILTER_COPIES.get<VersionedSet>(filterCopyKey, 'json')),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: () => Date.now(),
    tick: () => performance.now(),
    random: () => Math.random(),
    newTrace: () => crypto.randomUUID().replaceAll('-', ''),
    log: (line) => console.error(inertLine(line)),
  })
}
