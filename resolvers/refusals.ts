import type { OriginFailure, Outcome } from '../contracts/outcome.ts'
import { Failure } from '../graph/index.ts'

/** The failures that this graph hands to devices; `docs/errors.md` lists them. */
export const forbidden = new Failure('FORBIDDEN', 'This belongs to another member')
export const unauthenticated = new Failure('UNAUTHENTICATED', 'Sign in first')
export const rowExpired = new Failure('ROW_EXPIRED', 'This page is too old: ask for home again')
export const titleUnknown = new Failure('TITLE_UNKNOWN', 'There is no such title')

/** What a device is told when an origin did not answer well. What exactly went wrong is for operators. */
export function unavailable({ kind, origin }: OriginFailure): Failure {
  return kind === 'timed-out' || kind === 'cancelled'
    ? new Failure('ORIGIN_TIMEOUT', `The ${origin} service did not answer in time`)
    : new Failure('ORIGIN_UNAVAILABLE', `The ${origin} service cannot be reached`)
}

/** The value of an outcome read by `read`, or one failure for each of `count` wishes. */
export function each<value>(outcome: Outcome<value>, count: number, read: (value: value) => readonly unknown[]): readonly unknown[] {
  if (outcome.ok) return read(outcome.value)
  return new Array(count).fill(unavailable(outcome.failure))
}
