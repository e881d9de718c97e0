import type { EdgeLimits } from '../../config/limits.ts'
import type { FoundRequests, RequestSearch } from '../../operations/kept-requests.ts'
import type { Operations } from '../../operations/operations.ts'
import type { RequestRingCalls } from '../../operations/request-ring-calls.ts'
import { jsonAnswer } from '../../protocol/answer.ts'
import { EdgeRefusal } from '../../protocol/refusal.ts'
import { unpackTrace } from '../../telemetry/packed-trace.ts'
import type { TraceRecord } from '../../telemetry/trace-record.ts'
import { askOperations } from './ask-operations.ts'
import { type OpsCall, reading } from './ops-call.ts'
import { badField, readCount, readSearch } from './read-search.ts'

/** `GET /ops/explain/TRACE` and `GET /ops/requests`: what became of requests, at this location or at `location`. */
export function explainCalls({ limits, traces, ringAt, locationOf, hashDevice }: Operations): readonly OpsCall[] {
  const ask = <value>(location: string, question: (ring: RequestRingCalls) => Promise<value>) =>
    askOperations('RING_UNAVAILABLE', ringAt && (() => ringAt(location)), limits.operationsTimeoutMs, question)

  async function find(trace: string, location: string): Promise<TraceRecord | undefined> {
    const known = traces.find(trace)
    if (known !== undefined || ringAt === undefined) return known
    const kept = await ask(location, (ring) => ring.find(trace))
    return kept === null ? undefined : unpackTrace(kept)
  }

  return [
    reading(/^\/ops\/explain\/([0-9a-f]{1,64})$/, async ({ exchange, part: trace }) => {
      const { location } = readSearch(exchange.url.searchParams, ['location'])
      const record = await find(trace, readLocation(location) ?? locationOf(exchange.request))
      if (record === undefined)
        throw new EdgeRefusal('NOT_FOUND', 'Cannot explain this request: it is not among those that this location has kept')
      return jsonAnswer(200, { ...record, at: new Date(record.at).toISOString() })
    }),

    reading(/^\/ops\/requests$/, async ({ exchange }) => {
      const asked = readSearch(exchange.url.searchParams, parameters)
      const location = readLocation(asked.location) ?? locationOf(exchange.request)
      const search = await readRequestSearch(asked, limits, hashDevice)
      return jsonAnswer(200, { location, ...linesOf(await ask(location, (ring) => ring.search(search))) })
    }),
  ]
}

const parameters = ['status', 'code', 'path', 'class', 'degraded', 'device', 'limit', 'location'] as const

/** `status` is one, as `503`, or all of a hundred, as `5xx`. `device` is the device's own id. */
async function readRequestSearch(
  { status, code, path, class: deviceClass, degraded, device, limit }: Partial<Record<(typeof parameters)[number], string>>,
  { listedLines, maxListedLines }: EdgeLimits,
  hashDevice: (id: string) => Promise<string>,
): Promise<RequestSearch> {
  if (degraded !== undefined && degraded !== 'true' && degraded !== 'false') throw badField('degraded')
  const hundred = status === undefined ? undefined : /^([1-5])xx$/.exec(status)?.[1]
  return {
    statusClass: hundred === undefined ? undefined : Number(hundred),
    status: hundred === undefined ? readCount('status', status, { least: 100, most: 599 }) : undefined,
    code,
    path,
    class: deviceClass,
    degraded: degraded === undefined ? undefined : degraded === 'true',
    device: device === undefined ? undefined : await hashDevice(device),
    limit: readCount('limit', limit, { least: 1, most: maxListedLines }) ?? listedLines,
  }
}

/** A place of the platform, as `AMS`, or `local`. */
function readLocation(location: string | undefined): string | undefined {
  if (location !== undefined && !/^(?:[A-Z]{3}|local)$/.test(location)) throw badField('location')
  return location
}

/** A line for each: enough to see which to explain. */
function linesOf({ requests, dropped }: FoundRequests) {
  return {
    dropped,
    requests: requests.map(({ device, record }) => {
      const told = unpackTrace(record)
      const { trace, at, method, path, status, category, refused, micros, degraded, cache, debug } = told
      const who = { class: told.device.class, country: told.device.country, device }
      return { trace, at: new Date(at).toISOString(), method, path, status, category, refused, micros, ...who, degraded, cache, debug }
    }),
  }
}
