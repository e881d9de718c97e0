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
  const records = new Map<string, TraceRecord | string>()
  return {
    add(trace, record) {
      if (records.size >= capacity) {
        const oldest = records.keys().next()
        if (oldest.done !== true) records.delete(oldest.value)
      }
      records.set(trace, record)
    },
    find(trace) {
      const record = records.get(trace)
      return typeof record === 'string' ? unpackTrace(record) : record
    },
  }
}
