import type { Device } from '../device/device.ts'
import type { CallLog } from '../telemetry/call-log.ts'
import { countedClass, type RequestCounts } from '../telemetry/request-counts.ts'
import type { StatusCategory } from '../telemetry/status-category.ts'
import { decorator } from './filter.ts'

interface Reported {
  readonly trace: string
  readonly startedAt: number
  readonly request: { readonly method: string }
  readonly endpoint: string | undefined
  readonly category: StatusCategory
  readonly refused: string | undefined
  readonly device: Device
  readonly degraded: ReadonlySet<string>
  readonly calls: CallLog
}

export interface ReportOptions {
  readonly counts: RequestCounts
  /** Writes a line about a request. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void
  /** Whether there is to be a line about a request that went well. */
  readonly sampleNext: () => boolean
  /** Whether there are lines at all. */
  readonly writes: boolean
  /** Milliseconds of the clock of `startedAt`. */
  readonly tick: () => number
}

/**
 * Counts each request, and writes a line about each that failed and some others. All that is in a line is ours, but for the trace by which to find
 * the rest: no path and no name that a device chose, so that nobody forges a line or fills a log.
 */
export function reportRequest({ counts, log, sampleNext, writes, tick }: ReportOptions) {
  return decorator<Reported>('report-request', (exchange, { status }) => {
    const { trace, startedAt, request, endpoint, category, refused = null, device, degraded, calls } = exchange
    counts.count({ endpoint, category, deviceClass: device.class })
    if (!writes || !(category.startsWith('FAILURE') || sampleNext())) return
    log({
      level: 'info',
      event: 'request',
      trace,
      method: methods.has(request.method) ? request.method : 'other',
      endpoint: endpoint ?? 'none',
      status,
      category,
      code: refused,
      micros: Math.round((tick() - startedAt) * 1_000),
      class: countedClass(device.class),
      country: device.country,
      degraded: [...degraded],
      calls: calls.records.length,
    })
  })
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])
