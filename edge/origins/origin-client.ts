import type { AnswerCheck, AnswerChecks, OriginClient } from '../../contracts/origin.ts'
import type { EndSignal } from '../end-signal.ts'
import type { CallLog, reportInner } from '../telemetry/call-log.ts'
import { callOrigin } from './call-origin.ts'

/** What the calls of one request share. */
export interface CallScope {
  /** Of the request; read at each call, as the deadline starts after the exchange. */
  readonly signal: EndSignal
  readonly calls: CallLog
}

export interface OriginClientOptions<origin> {
  readonly name: string
  /** One for each method of the contract; what has none cannot be called. */
  readonly checks: AnswerChecks<origin>
  readonly timeoutMs: number
  /** Other timeouts than `timeoutMs`, by method. */
  readonly timeoutsMs?: { readonly [method in keyof origin]?: number }
  /** Where an answer tells of the calls it took, by method. */
  readonly inner?: { readonly [method in keyof origin]?: (answer: unknown) => Parameters<typeof reportInner>[2] }
  /** Where an answer tells how it came about, by method. */
  readonly made?: { readonly [method in keyof origin]?: (answer: unknown) => readonly string[] }
  /** In milliseconds. */
  readonly tick: () => number
}

type Method = (...args: unknown[]) => Promise<unknown>

/**
 * Makes the edge's side of a contract: the same methods, each coming to an outcome. The methods are made once; a client for a request is one
 * small object.
 */
export function createOriginClients<origin>(
  options: OriginClientOptions<origin>,
): (binding: origin, scope: CallScope) => OriginClient<origin> {
  const { name, timeoutMs, tick } = options
  const checks = options.checks as Readonly<Record<string, AnswerCheck>>
  const timeoutsMs = (options.timeoutsMs ?? {}) as Readonly<Record<string, number>>
  const mades = (options.made ?? {}) as Readonly<Record<string, (answer: unknown) => readonly string[]>>
  const inners = (options.inner ?? {}) as Readonly<Record<string, (answer: unknown) => Parameters<typeof reportInner>[2]>>

  class Client {
    readonly binding: Readonly<Record<string, Method>>
    readonly scope: CallScope

    constructor(binding: Readonly<Record<string, Method>>, scope: CallScope) {
      this.binding = binding
      this.scope = scope
    }
  }

  for (const [method, check] of Object.entries(checks)) {
    const inner = inners[method]
    const made = mades[method]
    Object.defineProperty(Client.prototype, method, {
      value(this: Client, ...args: unknown[]) {
        const { binding, scope } = this
        return callOrigin({
          origin: name,
          method,
          timeoutMs: timeoutsMs[method] ?? timeoutMs,
          signal: scope.signal,
          log: scope.calls,
          tick,
          // Called on the binding itself: a method of an RPC stub is no function that could be passed on.
          send: async () => (binding[method] as Method)(...args),
          check: (answer) => check(answer, args),
          ...(inner === undefined ? {} : { inner }),
          ...(made === undefined ? {} : { made }),
        })
      },
    })
  }
  return (binding, scope) => new Client(binding as Readonly<Record<string, Method>>, scope) as unknown as OriginClient<origin>
}
