import type { PageRecord } from '../../contracts/recommendations.ts'
import { type StartTimer, within } from './within.ts'

/** What attempts are timed and told with. */
export interface AttemptServices {
  /** Milliseconds from some fixed moment, as finely as the platform tells them. */
  elapsedMs(): number
  readonly startTimer: StartTimer
  /** Tells operators what could not be had, and why. */
  warn(message: string): void
}

export type Attempts = ReturnType<typeof startAttempts>

/** Calls what one page is made of: notes how long each took and which failed; a call that fails or is late comes to null. */
export function startAttempts(services: AttemptServices) {
  const calls: PageRecord['calls'][number][] = []
  const failed: string[] = []
  return {
    calls,
    failed,
    async call<value>(origin: string, method: string, timeoutMs: number, work: () => Promise<value>): Promise<value | null> {
      const start = services.elapsedMs()
      try {
        return await within(work(), timeoutMs, services.startTimer)
      } catch (error) {
        failed.push(origin)
        services.warn(`${origin}.${method}: ${error instanceof Error ? error.message : String(error)}`)
        return null
      } finally {
        calls.push({ origin, method, micros: Math.round((services.elapsedMs() - start) * 1000) })
      }
    },
  }
}
