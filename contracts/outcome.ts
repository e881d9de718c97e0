/**
 * What a call to an origin comes to: a value or a failure, never a throw. Whoever calls decides what a failure means;
 * in the graph it becomes an error value at exactly the affected paths.
 */
export type Outcome<value> = { readonly ok: true; readonly value: value } | { readonly ok: false; readonly failure: OriginFailure }

/** Why an origin did not answer well. `detail` is for operators and never reaches a device. */
export interface OriginFailure {
  readonly kind: FailureKind
  readonly origin: string
  readonly method: string
  readonly detail: string
}

/**
 * - `timed-out`: no answer within the attempt's timeout
 * - `cancelled`: the device went away or the exchange's deadline passed
 * - `threw`: the origin failed
 * - `bad-answer`: the answer is not what the contract promises
 */
export type FailureKind = 'timed-out' | 'cancelled' | 'threw' | 'bad-answer'

export function success<value>(value: value): Outcome<value> {
  return { ok: true, value }
}

export function failure(kind: FailureKind, origin: string, method: string, detail: string): Outcome<never> {
  return { ok: false, failure: { kind, origin, method, detail } }
}
