import { unpackTrace } from './packed-trace.ts'
import type { TraceRecord } from './trace-record.ts'

/** The last requests of this isolate, oldest forgotten first. */
export interface RecentTraces {
  /** A record, or its packed text. */
  add(trace: string, record: TraceRecord | string): void
  find(trace: string): TraceRecord | undefined
}

/** Keeps at most `capacity` requests. Isolate scope: plain data only. */
export function createRecentTraces(capacity: number): RecentTraces {
  // Every request adds one and operators alone look for one: so places in turn, and no index.
  const kept: { readonly trace: string; readonly record: TraceRecord | string }[] = []
  let next = 0
  return {
    add(trace, record) {
      kept[next] = { trace, record }
      next = (next + 1) % capacity
    },
    find(trace) {
      const record = kept.find((one) => one.trace === trace)?.record
      return typeof record === 'string' ? unpackTrace(record) : record
    },
  }
}
