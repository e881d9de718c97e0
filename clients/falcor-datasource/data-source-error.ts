/** What is known of a request that failed. */
export interface ErrorDetails {
  /** The HTTP status; left out where no answer came. */
  readonly status?: number
  /** What stood beside the code, as `limit`, `maximum` and `actual`. */
  readonly extensions?: Readonly<Record<string, unknown>>
  /** The id to quote when reporting it. */
  readonly trace?: string
  readonly cause?: unknown
}

/**
 * Why a request was not answered. `code` is the server's own, as `PATH_LIMIT`, or one of ours: `HTTP_STATUS` (a status without a coded
 * body), `NETWORK`, `TIMEOUT`, `BAD_ANSWER` (no JSON Graph) or `HEADERS` (the function that makes them failed).
 */
export class DataSourceError extends Error {
  override readonly name = 'DataSourceError'
  readonly code: string
  readonly status: number | undefined
  readonly extensions: Readonly<Record<string, unknown>>
  readonly trace: string | undefined
  // The Model keeps what a `set` fails with at the paths that were to be set. A plain Error it would keep as their *value*; as an error of
  // JSON Graph it makes the `set` fail, and is asked anew after a second, since the value that stands there now is unknown.
  readonly $type = 'error'
  readonly $expires = -1_000
  readonly value: { readonly code: string; readonly message: string; readonly status?: number }

  constructor(code: string, message: string, { status, extensions = {}, trace, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.status = status
    this.extensions = extensions
    this.trace = trace
    this.value = { code, message, ...(status !== undefined && { status }) }
  }
}
