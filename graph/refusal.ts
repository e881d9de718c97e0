/**
 * What the device asked for is not allowed: thrown before anything runs, caught in one place by whoever serves the device.
 * `details` go into the answer beside the code (`limit`, `maximum`, `actual`, `position`) and never hold a value the device sent.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  /** The fitting HTTP status. */
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}, status = 400) {
    super(message)
    this.code = code
    this.status = status
    this.details = details
  }
}
