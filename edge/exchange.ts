import type { Device } from './device/device.ts'
import type { Flags } from './device/flags.ts'
import type { EndSignal } from './end-signal.ts'
import type { RequestBody } from './protocol/request-body.ts'
import type { RequestHeaders } from './protocol/request-headers.ts'
import type { CallLog } from './telemetry/call-log.ts'
import type { FilterVerdict } from './telemetry/filter-verdict.ts'
import type { StatusCategory } from './telemetry/status-category.ts'

/** Grows on the way. */
export interface Explained {
  /** Whether it is kept in any case; else only where an operator's rule fits. */
  readonly sampled: boolean
  readonly filters: FilterVerdict[]
  /** The plan of the graph's operation, line by line. */
  plan: readonly string[] | null
}

/** One request, and what is learned on the way to its answer. Imports types of leaves only: everything may know it, it knows nobody. */
export interface Exchange {
  /** Its method, its URL as it was spelled, and the platform's part of it. Headers and body are read from the two below. */
  readonly request: Request
  /** Parsed once. */
  readonly url: URL
  /** The path by which everything is found: the URL's, decoded once, on its one normal form. */
  path: string
  readonly headers: RequestHeaders
  readonly body: RequestBody
  /** Where the request comes from, as the platform tells it; null where it does not. */
  client: string | null
  /** 32 hexadecimal digits, in the form of W3C trace ids. */
  readonly trace: string
  /** On the clock of `tick`, in milliseconds. */
  readonly startedAt: number
  /** Aborts at the deadline, or when the device goes away. */
  signal: EndSignal
  device: Device
  /** What takes over from the token that was shown; undefined where that is good for long. */
  renewedToken: string | undefined
  /** The name of the HTTP origin that a filter has sent the request to, whatever its path; undefined where none has. */
  routedTo: string | undefined
  /** What published filters have noted of the request, for whoever explains it. */
  readonly attributes: Map<string, string | number | boolean>
  /** Headers that they want set or, with null, removed once there is an answer. */
  readonly answerChanges: (readonly [name: string, value: string | null])[]
  /** Which cells of experiments the device is in. */
  flags: Flags
  readonly calls: CallLog
  /** Names of what was served by fallback or not at all. */
  readonly degraded: Set<string>
  /** Whether the answer came out of the edge's cache; undefined where it may not be kept there. */
  cache: 'hit' | 'miss' | undefined
  /** Lets work go on after the answer; what becomes of it is logged, not told. */
  waitUntil(work: Promise<unknown>): void
  /** The code of the refusal, once there is one. */
  refused: string | undefined
  category: StatusCategory
  /** The name of the endpoint that it came to; undefined where a filter has answered or refused. */
  endpoint: string | undefined
  /** The entry of an operator's write in the audit log, whose outcome is still to be noted; undefined of other requests. */
  auditEntry: number | undefined
  /** What is told of a request in full; undefined where it is not. */
  readonly explained: Explained | undefined
}
