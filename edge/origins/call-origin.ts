import { failure, type Outcome, success } from '../../contracts/outcome.ts'
import type { EndSignal } from '../end-signal.ts'
import { type CallLog, closeCall, openCall, reportInner } from '../telemetry/call-log.ts'

/** One call to an origin. */
export interface OriginCall {
  readonly origin: string
  readonly method: string
  readonly timeoutMs: number
  /** Ends with the request. */
  readonly signal: EndSignal
  readonly log: CallLog
  /** In milliseconds. */
  readonly tick: () => number
  send(): Promise<unknown>
  /** What is wrong with an answer, or nothing. */
  check(answer: unknown): string | undefined
  /** The calls that the origin says it made itself. */
  inner?(answer: unknown): Parameters<typeof reportInner>[2]
  /** How the origin says that the answer came about. */
  made?(answer: unknown): readonly string[]
}

/** Comes to an outcome, whatever happens: never throws, never hangs. */
export type Attempt = (call: OriginCall) => Promise<Outcome<unknown>>

/** How every origin is called, outermost first. Where a part is still to come, its place is named. */
export const callOrigin: Attempt = recorded(
  withinDeadline(
    // cache
    // coalesce
    // bulkhead, adaptive limit
    // retry, budgeted
    // hedge
    // choose instance
    // circuit breaker
    withTimeout(validated(send)),
  ),
)

function recorded(next: Attempt): Attempt {
  return async (call) => {
    const record = openCall(call.log, call.origin, call.method)
    const startedAt = call.tick()
    const outcome = await next(call)
    closeCall(call.log, record, call.tick() - startedAt, outcome.ok ? 'ok' : outcome.failure.kind)
    if (outcome.ok && call.made !== undefined) record.made = call.made(outcome.value)
    if (outcome.ok && call.inner !== undefined) reportInner(call.log, record, call.inner(outcome.value))
    return outcome
  }
}

function withinDeadline(next: Attempt): Attempt {
  return (call) => {
    const cancelled = () => failure('cancelled', call.origin, call.method, 'the request ended before the answer')
    if (call.signal.aborted) return Promise.resolve(cancelled())
    return new Promise((resolve) => {
      const end = () => resolve(cancelled())
      call.signal.addEventListener('abort', end)
      void next(call).then((outcome) => {
        call.signal.removeEventListener('abort', end)
        resolve(outcome)
      })
    })
  }
}

function withTimeout(next: Attempt): Attempt {
  return (call) =>
    new Promise((resolve) => {
      const timer = setTimeout(
        () => resolve(failure('timed-out', call.origin, call.method, `no answer within ${call.timeoutMs} ms`)),
        call.timeoutMs,
      )
      void next(call).then((outcome) => {
        clearTimeout(timer)
        resolve(outcome)
      })
    })
}

function validated(next: Attempt): Attempt {
  return async (call) => {
    const outcome = await next(call)
    if (!outcome.ok) return outcome
    const problem = problemOf(call, outcome.value)
    return problem === undefined ? outcome : failure('bad-answer', call.origin, call.method, problem)
  }
}

/** A check meets answers of any shape: one that trips over an answer has found it wrong. */
function problemOf(call: OriginCall, answer: unknown): string | undefined {
  try {
    return call.check(answer)
  } catch (error) {
    return `the check failed: ${String(error)}`
  }
}

async function send(call: OriginCall): Promise<Outcome<unknown>> {
  try {
    const answer = await call.send()
    release(answer)
    return success(answer)
  } catch (error) {
    return failure('threw', call.origin, call.method, error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  }
}

/** RPC hands out a disposer with every object. Contracts promise plain data, so nothing is held once it has arrived. */
function release(answer: unknown): void {
  if (typeof answer !== 'object' || answer === null || !(Symbol.dispose in answer)) return
  const dispose: unknown = answer[Symbol.dispose]
  if (typeof dispose === 'function') dispose.call(answer)
}
