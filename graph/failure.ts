/**
 * A value that could not be had: stands where the value would, and becomes an error at exactly that path. A resolver returns it beside
 * values that could; code and message reach the device.
 */
export class Failure {
  readonly code: string
  readonly message: string

  constructor(code: string, message: string) {
    this.code = code
    this.message = message
  }
}

/** What had not come when the deadline passed. */
export const late = new Failure('DEADLINE', 'Not answered within the deadline')

/** Null where the schema promises a value. */
export const nullValue = new Failure('NULL_VALUE', 'No value where the schema promises one')

/** A value of another type than the schema says. */
export const badValue = new Failure('BAD_VALUE', 'The value is not of the type that the schema says')

/** A resolver that answered with another number of items than it was asked for, or none at all. */
export const badAnswer = new Failure('BAD_ANSWER', 'The answer does not fit the question')

const masked = new Failure('INTERNAL', 'Something went wrong')

/** What a resolver threw: a failure as it is; anything else is a bug, whose message is shown only where `showBugs` says so. */
export function failureOf(thrown: unknown, showBugs: boolean): Failure {
  if (thrown instanceof Failure) return thrown
  return showBugs ? new Failure('INTERNAL', thrown instanceof Error ? thrown.message : String(thrown)) : masked
}
