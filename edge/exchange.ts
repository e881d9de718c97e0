import type { Device } from './device/device.ts'
import type { EndSignal } from './end-signal.ts'
import type { CallLog } from './telemetry/call-log.ts'
import type { FilterVerdict } from './telemetry/filter-verdict.ts'

/** Grows on the way. */
export interface Explained {
  readonly filters: FilterVerdict[]
  /** The plan of the graph's operation, line by line. */
  plan: readonly string[] | null
}

/** One request, and what is learned on the way to its answer. Imports types of leaves only: everything may know it, it knows nobody. */
export interface Exchange {
  readonly request: Request
  /** The request's URL on its normal form, parsed once. */
  readonly url: URL
  /** 32 hexadecimal digits, in the form of W3C trace ids. */
  readonly trace: string
  /** On the clock of `tick`, in milliseconds. */
  readonly startedAt: number
  /** Aborts at the deadline, or when the device goes away. */
  signal: EndSignal
  device: Device
  readonly calls: CallLog
  /** Names of what was served by fallback or not at all. */
  readonly degraded: Set<string>
  /** Whether the answer came out of the edge's cache; undefined where it may not be kept there. */
  cache: 'hit' | 'miss' | undefined
  /** Lets work go on after the answer; what becomes of it is logged, not told. */
  waitUntil(work: Promise<unknown>): void
  /** The code of the refusal, once there is one. */
  refused: string | undefined
  /** What is told of a request in full; undefined where it is not. */
  readonly explained: Explained | undefined
}
