import type { Exchange, Explained } from '../exchange.ts'
import { packTrace } from '../telemetry/packed-trace.ts'
import type { RecentTraces } from '../telemetry/recent-traces.ts'
import type { DebugWatch } from './debug-watch.ts'
import type { RingWriter } from './ring-writer.ts'
import { tellRequest } from './tell-request.ts'

/** What is remembered of requests, for operators to look at. Stands at both ends of every request. */
export interface Recorder {
  /** Where the filters and the plan of a request that starts are to be told; undefined where they are not. */
  start(waitUntil: Exchange['waitUntil']): Explained | undefined
  finish(exchange: Exchange, status: number): void
}

export interface RecorderOptions {
  readonly traces: RecentTraces
  /** Undefined: the isolate's own memory is all there is. */
  readonly ring: RingWriter | undefined
  /** Undefined: there are no rules. */
  readonly debug: DebugWatch | undefined
  /** Whether the next request is to be told in full, whoever it is of. */
  readonly sampleNext: () => boolean
  /** The name of the ring for a request. */
  locationOf(request: Request): string
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Milliseconds of the clock of `startedAt`. */
  readonly tick: () => number
}

const lowestFailure = 500
const none: readonly string[] = []

/**
 * Remembers every request for a while here, and in the ring those that are told in full, went wrong, were refused, or fit an operator's rule. While
 * there is a rule all are told, since who asks is known only on the way; of what fits none, that is dropped again.
 */
export function createRecorder({ traces, ring, debug, sampleNext, locationOf, now, tick }: RecorderOptions): Recorder {
  return {
    start(waitUntil) {
      const learning = debug?.refresh()
      if (learning !== undefined) waitUntil(learning)
      const sampled = sampleNext()
      return sampled || debug?.isOn() ? { sampled, filters: [], plan: null } : undefined
    },
    finish(exchange, status) {
      const rules = debug?.rulesFor(exchange) ?? none
      const explained = exchange.explained?.sampled || rules.length > 0 ? exchange.explained : undefined
      const at = now()
      const micros = Math.round((tick() - exchange.startedAt) * 1_000)
      const record = tellRequest(exchange, { status, micros, at }, explained, rules)
      const { trace } = record
      // Kept as text: see packTrace.
      const packed = explained === undefined ? undefined : packTrace(record)
      traces.add(trace, packed ?? record)
      const matters = explained !== undefined || status >= lowestFailure || exchange.refused !== undefined || rules.length > 0
      if (ring === undefined || !matters) return
      const { path, refused, device, degraded } = record
      ring.add(
        {
          ...{ trace, at, status, path, code: refused, class: device.class, degraded: degraded.length > 0 },
          device: exchange.device.id,
          record: packed ?? packTrace(record),
        },
        locationOf(exchange.request),
        exchange.waitUntil,
      )
    },
  }
}
