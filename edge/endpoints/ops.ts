import type { MemberSeed } from '../../contracts/members.ts'
import type { Purges } from '../cache/purges.ts'
import type { EdgeLimits } from '../config/limits.ts'
import type { Exchange } from '../exchange.ts'
import { unauthenticated } from '../filters/identify-device.ts'
import type { CallScope } from '../origins/origin-client.ts'
import type { OriginClients } from '../origins/origins.ts'
import type { ListedFilter } from '../pipeline/pipeline.ts'
import { type Answer, jsonAnswer } from '../protocol/answer.ts'
import { readCacheTag } from '../protocol/cache-tags.ts'
import type { DeprecatedField } from '../protocol/deprecated-fields.ts'
import { isJsonObject } from '../protocol/json-object.ts'
import { EdgeRefusal, overLimit } from '../protocol/refusal.ts'
import { parseStrictJson } from '../protocol/strict-json.ts'
import type { FieldUsage } from '../telemetry/field-usage.ts'
import type { RecentTraces } from '../telemetry/recent-traces.ts'
import type { Endpoint } from './endpoint.ts'
import { methodNotAllowed } from './find-endpoint.ts'
import { originValue } from './origin-value.ts'

export interface OpsOptions {
  readonly limits: EdgeLimits
  readonly traces: RecentTraces
  readonly filters: readonly ListedFilter[]
  readonly purges: Purges
  readonly usage: FieldUsage
  readonly deprecated: readonly DeprecatedField[]
  bindOrigins(scope: CallScope): OriginClients
}

type OpsCall = readonly [method: string, path: RegExp, perform: (exchange: Exchange, part: string) => Promise<Answer>]

/** `/ops/…`: operators only. Who is none learns nothing about what is there. */
export function opsEndpoint({ limits, traces, filters, bindOrigins, purges, usage, deprecated }: OpsOptions): Endpoint {
  const calls: readonly OpsCall[] = [
    ['POST', /^\/ops\/seed\/members$/, seedMembers],
    ['POST', /^\/ops\/seed\/playback$/, async (exchange) => jsonAnswer(200, originValue(await bindOrigins(exchange).playback.seed()))],
    ['GET', /^\/ops\/filters$/, async () => jsonAnswer(200, { filters })],
    ['POST', /^\/ops\/purge$/, purge],
    ['GET', /^\/ops\/usage$/, async () => jsonAnswer(200, tellUsage())],
    ['GET', /^\/ops\/explain\/([0-9a-f]{1,64})$/, async (_exchange, trace) => explain(trace)],
  ]

  async function seedMembers(exchange: Exchange): Promise<Answer> {
    const members = parseStrictJson(await exchange.body.text(limits.maxSeedBytes, exchange.signal), limits.maxJsonDepth, 'body')
    if (!Array.isArray(members)) throw new EdgeRefusal('BAD_BODY', 'Cannot seed members: need an array of them', { position: 'body' })
    const { created } = originValue(await bindOrigins(exchange).members.seed(members as readonly MemberSeed[]))
    return jsonAnswer(200, { created })
  }

  /** Body `{"tags":["titles-842"]}`. The location that is asked drops them, in all its isolates within a second. */
  async function purge(exchange: Exchange): Promise<Answer> {
    const body = parseStrictJson(await exchange.body.text(limits.maxBodyBytes, exchange.signal), limits.maxJsonDepth, 'body')
    const tags = isJsonObject(body) ? body.tags : undefined
    if (!isTags(tags))
      throw new EdgeRefusal('BAD_BODY', 'Cannot purge: need tags, each COLLECTION-ID, COLLECTION or *', { position: 'tags' })
    if (tags.length > limits.maxPurgedTags) throw overLimit('BAD_BODY', 'tags', limits.maxPurgedTags, tags.length)
    await purges.add(tags)
    return jsonAnswer(200, { purged: tags })
  }

  /** Of this isolate, since it started: add up what several say. */
  function tellUsage() {
    const { since, clients } = usage.report()
    const whoAsks = (field: string) =>
      clients.flatMap(({ name, version, fields }) => (fields[field] === undefined ? [] : [{ name, version, operations: fields[field] }]))
    return { since, scope: 'isolate', clients, deprecated: deprecated.map((one) => ({ ...one, clients: whoAsks(one.field) })) }
  }

  function explain(trace: string): Answer {
    const record = traces.find(trace)
    if (record === undefined)
      throw new EdgeRefusal('NOT_FOUND', 'Cannot explain this request: it is not among the last ones of this isolate')
    const { method, path, status, refused = null, micros, degraded, cache = null, filters: verdicts = [], plan = null, origins } = record
    return jsonAnswer(200, { trace, method, path, status, refused, micros, degraded, cache, filters: verdicts, plan, origins })
  }

  return {
    name: 'ops',
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
    deadlineMs: limits.opsDeadlineMs,
    async answer(exchange) {
      if (!exchange.device.operator) throw unauthenticated()
      const { path: pathname } = exchange
      const found = calls.filter(([, path]) => path.test(pathname))
      if (found.length === 0) throw new EdgeRefusal('NOT_FOUND', 'Cannot find anything at this path')
      for (const [method, path, perform] of found)
        if (method === exchange.request.method) return perform(exchange, path.exec(pathname)?.[1] ?? '')
      throw methodNotAllowed(found.map(([method]) => method))
    },
  }
}

const isTags = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((tag) => typeof tag === 'string' && readCacheTag(tag) !== undefined)
