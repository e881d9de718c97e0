import { env } from 'cloudflare:workers'
import { createPassports } from '../../contracts/passport.ts'
import { builtInFilters } from '../../edge/built-in-filters.ts'
import { experiments } from '../../edge/config/experiments.ts'
import { edgeLimits } from '../../edge/config/limits.ts'
import { rates } from '../../edge/config/rates.ts'
import { pseudonymOf } from '../../edge/device/pseudonym.ts'
import { createSessionTokens, type Session } from '../../edge/device/session-tokens.ts'
import type { Endpoint } from '../../edge/endpoints/endpoint.ts'
import type { Exchange } from '../../edge/exchange.ts'
import type { IdentifyOptions } from '../../edge/filters/identify-device.ts'
import type { PlatformLimiter } from '../../edge/filters/limit-rate.ts'
import { createRecorder } from '../../edge/operations/recorder.ts'
import { createRingWriter } from '../../edge/operations/ring-writer.ts'
import { createPipeline, type PipelineOptions } from '../../edge/pipeline/pipeline.ts'
import { EdgeRefusal } from '../../edge/protocol/refusal.ts'
import { serve } from '../../edge/serve.ts'
import { createRecentTraces } from '../../edge/telemetry/recent-traces.ts'
import { createRequestCounts } from '../../edge/telemetry/request-counts.ts'
import type { Subject } from '../measure/subject.ts'
import { bareEdge } from './bare-edge.ts'

const url = 'https://api.marquee.example/model.json?method=get&paths=%5B%5B%22titles%22%2C7%2C%22name%22%5D%5D'
const body =
  '{"jsonGraph":{"titles":{"7":{"name":{"$type":"atom","value":"Night Train","$expires":-300000}}}},"paths":[["titles",7,"name"]]}'

const endpoint: Endpoint = {
  name: 'falcor',
  methods: ['GET'],
  deadlineMs: edgeLimits.deadlineMs,
  answer: () => ({
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'private, no-store' },
    body,
  }),
}

const key = 'a-key-for-benchmarks-of-32-bytes-or-more'
const session: Session = {
  ...{
    account: 'a7',
    profile: 7,
    kind: 'adult',
    device: { id: 'tv-1', class: 'tv', model: 'Q80-2026' },
    country: 'NL',
    pseudonym: '0123456789abcdef',
  },
}
const sessions = createSessionTokens({
  key,
  now: Date.now,
  lifeSeconds: edgeLimits.sessionSeconds,
  dueSeconds: edgeLimits.sessionDueSeconds,
  graceSeconds: edgeLimits.sessionGraceSeconds,
  skewSeconds: edgeLimits.clockSkewSeconds,
  maxBytes: edgeLimits.maxBearerBytes,
})
const passports = createPassports({ PASSPORT_KEY: key }, Date.now)

const filtersWith = (identity: Pick<IdentifyOptions, 'sessions' | 'passports'>, limiter?: PlatformLimiter) =>
  builtInFilters({
    limits: edgeLimits,
    // As if nobody asked too often: what is measured is one device.
    rates: { ...rates, device: { perSecond: 1e9, burst: 1e9 }, client: { perSecond: 1e9, burst: 1e9 } },
    hosts: ['api.marquee.example'],
    limiters: { device: limiter, client: limiter },
    experiments,
    identity: {
      ...identity,
      findOperator: async () => null,
      askIdentity: () => Promise.reject(new Error('no token of this bench is due')),
    },
    report: { counts: createRequestCounts(Date.now), log() {}, sampleNext: () => false, writes: true, tick: () => performance.now() },
    closeAuditEntry: async () => {},
    local: false,
    now: Date.now,
    tick: () => performance.now(),
    random: Math.random,
    log() {},
  })
/** Who asks is known already, and what origins are shown of it. */
const knownIdentity = {
  sessions: { ...sessions, verify: async () => ({ session, age: 'good' as const }) },
  passports: { ...passports, issue: async () => 'a passport' },
} as const

/** What remembers requests, of which this share is told in full and kept in a ring that takes everything. */
function recorderOf(explained: number) {
  let requests = 0
  return createRecorder({
    traces: createRecentTraces(edgeLimits.recentTraces),
    ring: createRingWriter({
      ringAt: () => ({ keep: async () => {} }),
      hashDevice: (id) => pseudonymOf('device', id, key),
      now: Date.now,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    }),
    debug: undefined,
    sampleNext: () => explained > 0 && requests++ % (1 / explained) === 0,
    locationOf: () => 'local',
    now: Date.now,
    tick: () => performance.now(),
  })
}

function edgeOf({ inbound, outbound }: Pick<PipelineOptions<Exchange>, 'inbound' | 'outbound'>, explained = 0) {
  const pipeline = createPipeline<Exchange>({
    inbound,
    outbound,
    tick: () => performance.now(),
    isRefusal: (thrown) => thrown instanceof EdgeRefusal,
    onFailure(filter, _failMode, cause) {
      throw new Error(`filter ${filter} failed`, { cause })
    },
  })
  return { ...bareEdge(endpoint), pipeline, recorder: recorderOf(explained) }
}

const tasks = {
  empty: () => edgeOf({ inbound: [], outbound: [] }),
  filters: () => edgeOf(filtersWith(knownIdentity)),
  'explained-1': () => edgeOf(filtersWith(knownIdentity), 0.01),
  'explained-100': () => edgeOf(filtersWith(knownIdentity), 1),
  tokens: () => edgeOf(filtersWith({ sessions, passports })),
  limiters: () => edgeOf(filtersWith(knownIdentity, (env as { readonly LIMITER: PlatformLimiter }).LIMITER)),
}

/** A signed-in Falcor get through a pipeline and nothing else: tasks name the pipeline. The bytes are the answer's headers and body. */
export const subject: Subject = {
  async prepare(task) {
    const edge = tasks[task as keyof typeof tasks]?.()
    if (edge === undefined) throw new RangeError(`Cannot prepare "${task}": there is no such pipeline`)
    const { token } = await sessions.issue(session)
    const headers = {
      accept: 'application/json',
      'accept-encoding': 'gzip, br',
      'accept-language': 'nl-NL,nl;q=0.9',
      authorization: `Bearer ${token}`,
      'cf-connecting-ip': '203.0.113.9',
      'graphql-client-name': 'tv',
      'graphql-client-version': '1.1.0',
      origin: 'https://tv.marquee.example',
      'user-agent': 'Marquee/1.1 (TV; 2026)',
      'x-requested-with': 'XMLHttpRequest',
    }
    const later = { waitUntil() {} }
    return async () => {
      const response = await serve(edge, new Request(url, { headers }), later)
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (response.status !== 200) throw new Error(`answered ${response.status}: ${new TextDecoder().decode(bytes)}`)
      return bytes
    }
  },
}
