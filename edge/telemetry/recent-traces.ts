import type { CallRecord } from './call-log.ts'
import type { FilterVerdict } from './filter-verdict.ts'

/** One answered request, as plain data. Holds no query, no body and nothing of a member. */
export interface TraceRecord {
  readonly trace: string
  readonly method: string
  readonly path: string
  readonly status: number
  /** The code of the refusal; undefined where the request was answered. */
  readonly refused: string | undefined
  readonly micros: number
  readonly degraded: readonly string[]
  /** Whether it came out of the edge's cache; undefined where it may not be kept there. */
  readonly cache: 'hit' | 'miss' | undefined
  /** What became of each filter, and the plan of the graph's operation; undefined where the request was not told in full. */
  readonly filters: readonly FilterVerdict[] | undefined
  readonly plan: readonly string[] | null | undefined
  readonly origins: readonly CallRecord[]
}

/** The last requests of this isolate, oldest forgotten first. */
export interface RecentTraces {
  add(record: TraceRecord): void
  find(trace: string): TraceRecord | undefined
}

/** Keeps at most `capacity` requests. Isolate scope: plain data only. */
export function createRecentTraces(capacity: number): RecentTraces {
  const records = new Map<string, TraceRecord>()
  return {
    add(record) {
      if (records.size >= capacity) {
        const oldest = records.keys().next()
        if (oldest.done !== true) records.delete(oldest.value)
      }
      records.set(record.trace, record)
    },
    find: (trace) => records.get(trace),
  }
}
