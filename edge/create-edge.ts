import type { DocumentNode } from 'graphql'
import { createPassports, type PassportKeys, passportProblem } from '../contracts/passport.ts'
import { isSigningKey } from '../contracts/signed-claims.ts'
import type { Loader } from '../filter-sandbox/loaded-filters.ts'
import type { FilterCompilerService } from '../filter-sdk/checked-filter.ts'
import type { Graph } from '../graph/index.ts'
import type { OpenContext, PersonalContext } from '../resolvers/context.ts'
import { builtInFilters } from './built-in-filters.ts'
import { createEdgeCache } from './cache/edge-cache.ts'
import { createFilterBoard } from './cache/filter-board.ts'
import type { CacheStore } from './cache/public-answers.ts'
import { type Experiment, experiments } from './config/experiments.ts'
import { type EdgeLimits, edgeLimits } from './config/limits.ts'
import { localRates, type Rates, rates } from './config/rates.ts'
import { createOperatorTokens } from './device/operator-tokens.ts'
import { createSessionTokens } from './device/session-tokens.ts'
import { createAnswerOnce } from './endpoints/answer-once.ts'
import { artworkEndpoint } from './endpoints/artwork.ts'
import { falcorEndpoint } from './endpoints/falcor.ts'
import { createEndpointFinder, ownPrefixes } from './endpoints/find-endpoint.ts'
import { createGraphRequest } from './endpoints/graph-request.ts'
import { type AppFiles, graphiqlFiles, withGraphiql } from './endpoints/graphiql.ts'
import { graphqlEndpoint } from './endpoints/graphql.ts'
import { livenessEndpoint, readinessEndpoint } from './endpoints/health.ts'
import { opsCalls } from './endpoints/ops/ops-calls.ts'
import { opsEndpoint } from './endpoints/ops.ts'
import { type MediaOrigin, playbackEndpoint } from './endpoints/playback.ts'
import { proxyEndpoint } from './endpoints/proxy.ts'
import { sessionEndpoint } from './endpoints/session.ts'
import { answerTrusted } from './endpoints/trusted-graphql.ts'
import type { Log } from './error-stage.ts'
import type { Exchange } from './exchange.ts'
import type { PlatformLimiter } from './filters/limit-rate.ts'
import type { ControlRoomCalls } from './operations/control-room-calls.ts'
import { createOperations } from './operations/operations.ts'
import type { RequestRingCalls } from './operations/request-ring-calls.ts'
import { within } from './operations/within.ts'
import type { AskHttp } from './origins/ask-http.ts'
import { readHttpOrigins } from './origins/http-origins.ts'
import { bindOrigins, type OriginBindings } from './origins/origins.ts'
import { createPipeline } from './pipeline/pipeline.ts'
import { readCacheTag } from './protocol/cache-tags.ts'
import { deprecatedFields } from './protocol/deprecated-fields.ts'
import { EdgeRefusal } from './protocol/refusal.ts'
import { createTrustedDocuments } from './protocol/trusted-documents.ts'
import { compileRules } from './published/compile-rules.ts'
import type { VersionedSet } from './published/filter-set.ts'
import type { SetHead } from './published/filter-watch.ts'
import { createPublishedFilters, nothingPublished } from './published/published-filters.ts'
import { rehearse } from './published/rehearse.ts'
import type { Edge } from './serve.ts'
import { createFieldUsage } from './telemetry/field-usage.ts'

export interface EdgeOptions {
  readonly graph: Graph<OpenContext, PersonalContext>
  /** The schema of that graph. */
  readonly schema: DocumentNode
  /** Throws for a GraphQL document over a limit of the graph. */
  checkDocument(document: DocumentNode): void
  /** What the build has made of the documents of released apps, by id. */
  readonly trustedDocuments: Readonly<Record<string, string>>
  /** Where public answers are kept; undefined: nowhere. */
  readonly cacheStore: CacheStore | undefined
  readonly origins: OriginBindings
  readonly media: MediaOrigin
  /** The origins that speak HTTP, as JSON. */
  readonly httpOrigins?: string | undefined
  readonly askHttp: AskHttp
  /** Absent where nobody is shown GraphiQL, as in production. */
  readonly apps?: AppFiles | undefined
  /** The local environment admits demo profiles, tells its schema and shows its bugs. */
  readonly local: boolean
  /** Names of hosts to answer for; none: whatever is routed here. */
  readonly hosts?: readonly string[]
  /** The platform's limiters, where they are bound. */
  readonly limiters?: { readonly device?: PlatformLimiter | undefined; readonly client?: PlatformLimiter | undefined }
  readonly rates?: Rates
  readonly experiments?: readonly Experiment[]
  readonly operatorToken: string | undefined
  /** More of them, as JSON. */
  readonly operatorTokens?: string | undefined
  readonly sessionKey: string | undefined
  /** While a new key takes over. */
  readonly previousSessionKey?: string | undefined
  readonly passportKeys: PassportKeys
  /** Where operators' writes come together; undefined: nowhere, and only the local environment lets them write. */
  readonly controlRoom?: (() => ControlRoomCalls) | undefined
  /** What keeps the requests of a location; undefined: an isolate knows its own last ones. */
  readonly ringAt?: ((location: string) => RequestRingCalls) | undefined
  /** What loads published filters, and what compiles them; undefined: none can be published but rules. */
  readonly filterLoader?: Loader | undefined
  readonly filterCompiler?: FilterCompilerService | undefined
  /** A copy of the set of filters that may be old. */
  readonly filterCopy?: (() => Promise<VersionedSet | null>) | undefined
  /** Lets time pass. */
  readonly wait: (ms: number) => Promise<void>
  readonly limits?: EdgeLimits
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Milliseconds of a clock that only goes forward. */
  readonly tick: () => number
  readonly newTrace: () => string
  /** From 0 to below 1. */
  readonly random: () => number
  readonly log: Log
}

/** Puts the edge together: the filters in their order, the endpoints by their paths. Needs no platform but the web's. */
export function createEdge(options: EdgeOptions): Edge {
  const { graph, schema, checkDocument, local, now, tick, sessionKey, operatorToken, limits = edgeLimits } = options
  const problems: string[] = []
  if (!isSigningKey(sessionKey)) problems.push('SESSION_KEY is missing or under 32 bytes')
  if (options.previousSessionKey && !isSigningKey(options.previousSessionKey)) problems.push('SESSION_KEY_PREVIOUS is under 32 bytes')
  const passportTrouble = passportProblem(options.passportKeys)
  if (passportTrouble !== undefined) problems.push(passportTrouble)
  const operators = createOperatorTokens({ token: operatorToken, more: options.operatorTokens, local })
  problems.push(...operators.problems)
  const takenNames = Object.keys(options.origins)
  const httpOrigins = readHttpOrigins({ list: options.httpOrigins, takenNames, takenPaths: ownPrefixes, local })
  problems.push(...httpOrigins.problems)

  const sessions = isSigningKey(sessionKey)
    ? createSessionTokens({
        key: sessionKey,
        previousKey: options.previousSessionKey,
        now,
        lifeSeconds: limits.sessionSeconds,
        dueSeconds: limits.sessionDueSeconds,
        graceSeconds: limits.sessionGraceSeconds,
        skewSeconds: limits.clockSkewSeconds,
        maxBytes: limits.maxBearerBytes,
      })
    : undefined
  const passports = createPassports(options.passportKeys, now)
  const bind = bindOrigins(options.origins, tick)
  const graphRequest = (exchange: Exchange) =>
    createGraphRequest(exchange, { bindOrigins: bind, showBugs: local, maxIdempotencyKeyLength: limits.maxIdempotencyKeyLength })

  const usage = createFieldUsage(limits.maxClients, now)
  const answerOnce = createAnswerOnce({ bindOrigins: bind, limits })
  const { purges, publicAnswers } = createEdgeCache({
    store: options.cacheStore,
    dropTag(tag) {
      const { collection, id } = readCacheTag(tag) ?? {}
      graph.fragments?.purge(collection, id)
    },
    longestLifeMs: limits.longestPublicLifeMs,
    purgeRefreshMs: limits.purgeRefreshMs,
    now,
  })

  const sampleNext = () => options.random() < limits.explainedShare
  const operations = createOperations({
    ...{ limits, local, now, tick, sampleNext, controlRoom: options.controlRoom, ringAt: options.ringAt },
    ...{ cacheStore: options.cacheStore, pseudonymKey: sessionKey ?? '', wait: options.wait },
  })

  const pipeline = createPipeline<Exchange>({
    ...builtInFilters({
      limits,
      rates: options.rates ?? (local ? localRates : rates),
      hosts: options.hosts ?? [],
      limiters: options.limiters ?? {},
      experiments: options.experiments ?? experiments,
      identity: {
        findOperator: operators.find,
        sessions,
        passports,
        askIdentity: (profile, calls) => bind({ signal: AbortSignal.timeout(limits.identityTimeoutMs), calls }).members.admit(profile),
      },
      local,
      now,
      tick,
      random: options.random,
      log: options.log,
      report: { counts: operations.counts, log: options.log, sampleNext, writes: !local, tick },
      closeAuditEntry: operations.closeAuditEntry,
    }),
    tick,
    isRefusal: (thrown) => thrown instanceof EdgeRefusal,
    onFailure: (filter, failMode, cause) => options.log({ level: 'error', filter, failMode, message: String(cause) }),
  })

  const compiling = { loader: options.filterLoader, compileRules }
  const published =
    options.controlRoom === undefined
      ? nothingPublished
      : createPublishedFilters({
          ...compiling,
          ...{ now, tick, within, random: options.random, log: options.log, writer: options.controlRoom },
          board: createFilterBoard<SetHead, VersionedSet>(options.cacheStore, limits.filterBoardSeconds),
          spare: options.filterCopy ?? (async () => null),
          hasOrigin: httpOrigins.has,
        })

  const proxied = {
    endpoint: proxyEndpoint({ origins: httpOrigins, askHttp: options.askHttp, limits, tick, log: options.log }),
    serves: (path: string) => httpOrigins.at(path) !== undefined,
  }

  return {
    pipeline,
    published,
    findEndpoint: createEndpointFinder(proxied, {
      '/model.json': falcorEndpoint({ graph, limits, graphRequest, answerOnce, purges, usage }),
      '/graphql': withGraphiql(
        graphqlEndpoint({
          graph,
          schema,
          checkDocument,
          limits,
          local,
          graphRequest,
          answerOnce,
          trusted: createTrustedDocuments(options.trustedDocuments),
          answerTrusted: answerTrusted({ graph, graphRequest, answerOnce, purges, usage, publicAnswers, now }),
          usage,
        }),
        options.apps,
      ),
      '/graphiql/': graphiqlFiles(options.apps, limits),
      '/session': sessionEndpoint({ sessions, limits, local, bindOrigins: bind }),
      '/artwork/': artworkEndpoint({ limits, bindOrigins: bind }),
      '/play/': playbackEndpoint(options.media, limits, tick),
      '/healthz': livenessEndpoint(limits),
      '/readyz': readinessEndpoint({ limits, bindOrigins: bind, problems }),
      '/ops/': opsEndpoint(
        operations,
        opsCalls({
          ...{ operations, purges, usage, deprecated: deprecatedFields(schema), bindOrigins: bind, passports, now },
          ...{ builtIn: pipeline.filters, published, compiler: options.filterCompiler },
          rehearse: async (draft, active, exchange) =>
            rehearse(draft, active, await operations.recentRequests(exchange.request), { ...compiling, tick, within }),
        }),
      ),
    }),
    bodyLimits: limits,
    recorder: operations.recorder,
    showBugs: local,
    log: options.log,
    tick,
    newTrace: options.newTrace,
  }
}
