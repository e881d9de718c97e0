import type { CacheStore } from '../cache/public-answers.ts'
import { createSnapshotBoard } from '../cache/snapshot-board.ts'
import type { EdgeLimits } from '../config/limits.ts'
import { pseudonymOf } from '../device/pseudonym.ts'
import { unpackTrace } from '../telemetry/packed-trace.ts'
import { createRecentTraces, type RecentTraces } from '../telemetry/recent-traces.ts'
import { createRequestCounts, type RequestCounts } from '../telemetry/request-counts.ts'
import type { TraceRecord } from '../telemetry/trace-record.ts'
import type { ControlRoomCalls } from './control-room-calls.ts'
import type { DebugRule } from './debug-rule.ts'
import { createDebugWatch, type DebugWatch } from './debug-watch.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import type { RequestRingCalls } from './request-ring-calls.ts'
import { createRingWriter } from './ring-writer.ts'
import type { Snapshot } from './snapshot-view.ts'
import { within } from './within.ts'

export interface OperationsOptions {
  readonly limits: EdgeLimits
  readonly local: boolean
  /** Where operators' writes come together; undefined: nowhere, and only the local environment lets them write. */
  readonly controlRoom: (() => ControlRoomCalls) | undefined
  /** What keeps the requests of a location; undefined: an isolate knows its own last ones. */
  readonly ringAt: ((location: string) => RequestRingCalls) | undefined
  /** What the isolates of a location share; undefined: nothing. */
  readonly cacheStore: CacheStore | undefined
  /** The key under which ids have pseudonyms. */
  readonly pseudonymKey: string
  /** Whether the next request is one of the few that are told in full outside the local environment. */
  readonly sampleNext: () => boolean
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Milliseconds of a clock that only goes forward. */
  readonly tick: () => number
  readonly wait: (ms: number) => Promise<void>
}

/** What an isolate does for those who operate it. */
export interface Operations extends Pick<OperationsOptions, 'limits' | 'local' | 'controlRoom' | 'ringAt' | 'now'> {
  readonly traces: RecentTraces
  readonly counts: RequestCounts
  readonly recorder: Recorder
  /** Undefined: there are no debug rules. */
  readonly debugWatch: DebugWatch | undefined
  /** What stands for a device in the ring. */
  hashDevice(id: string): Promise<string>
  /** The name of the ring for a request. */
  locationOf(request: Request): string
  /** The last requests of the location that were told in full, newest first; none where the ring cannot say. */
  recentRequests(request: Request): Promise<readonly TraceRecord[]>
  /** Notes what an operator's write has come to. */
  closeAuditEntry(entry: number, status: number): Promise<void>
}

/** Puts together what remembers requests and what operators have said. */
export function createOperations(options: OperationsOptions): Operations {
  const { limits, local, controlRoom, ringAt, now, tick, wait } = options
  const traces = createRecentTraces(limits.recentTraces)
  const locationOf = ({ cf }: Request) => (local || typeof cf?.colo !== 'string' ? 'local' : cf.colo)
  const hashDevice = (id: string) => pseudonymOf('device', id, options.pseudonymKey)
  const debugWatch =
    controlRoom &&
    createDebugWatch({
      board: createSnapshotBoard<Snapshot<readonly DebugRule[]>>(options.cacheStore, 'debug-rules', limits.debugBoardSeconds),
      ask: () => within(limits.operationsTimeoutMs, controlRoom().debugRules()),
      now,
      refreshMs: limits.debugRefreshMs,
    })
  const recorder = createRecorder({
    traces,
    ring: ringAt && createRingWriter({ ringAt, hashDevice, now, wait }),
    debug: debugWatch,
    // Locally every request can be explained; elsewhere a few, and of the others what is cheap to know.
    sampleNext: local ? () => true : options.sampleNext,
    ...{ locationOf, now, tick },
  })
  return {
    ...{ limits, local, controlRoom, ringAt, now, traces, recorder, debugWatch, hashDevice, locationOf },
    counts: createRequestCounts(now),
    async recentRequests(request) {
      if (ringAt === undefined) return []
      const asked = ringAt(locationOf(request)).search({ limit: limits.rehearsedRequests })
      const { requests } = await within(limits.operationsTimeoutMs, asked).catch(() => ({ requests: [] }))
      return requests
        .map(({ record }) => unpackTrace(record))
        .filter(({ path, filters }) => filters.length > 0 && !path.startsWith('/ops/'))
    },
    async closeAuditEntry(entry, status) {
      if (controlRoom !== undefined) await within(limits.operationsTimeoutMs, controlRoom().closeEntry(entry, status))
    },
  }
}
