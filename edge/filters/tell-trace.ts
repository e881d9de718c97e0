import type { Device } from '../device/device.ts'
import { type CallLog, describeCalls } from '../telemetry/call-log.ts'
import { decorator } from './filter.ts'

interface Traced {
  readonly trace: string
  readonly startedAt: number
  readonly device: Device
  readonly calls: CallLog
  readonly degraded: ReadonlySet<string>
}

/**
 * Says on every answer by which trace to find it, how long it took and what it lacks. Operators, and everybody in the local environment, see
 * each origin call too. `tick` is in milliseconds.
 */
export function tellTrace(tick: () => number, local: boolean) {
  return decorator<Traced>('tell-trace', ({ trace, startedAt, device, calls, degraded }, { headers }) => {
    headers['x-marquee-trace'] = trace
    let timing = `edge;dur=${(tick() - startedAt).toFixed(1)}`
    if ((local || device.operator !== null) && calls.records.length > 0) {
      for (const { origin, method, micros, within } of calls.records)
        if (within === undefined) timing += `, ${origin}.${method};dur=${(micros / 1_000).toFixed(1)}`
      headers['x-marquee-origin-calls'] = describeCalls(calls)
    }
    headers['server-timing'] = timing
    if (degraded.size > 0) headers['x-marquee-degraded'] = [...degraded].join(', ')
  })
}
