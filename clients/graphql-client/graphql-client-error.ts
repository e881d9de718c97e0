/** An entry of `errors` in an answer. */
export interface GraphqlError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly code?: string; readonly [name: string]: unknown }
}

/** Rejects a question that has no data: refused by the server, not reached, or answered with something else than GraphQL. */
export class GraphqlClientError extends Error {
  override readonly name = 'GraphqlClientError'
  /** Of the first error, as `PERSISTED_QUERY_NOT_FOUND`; `NETWORK` or `BAD_ANSWER` where the server said nothing. */
  readonly code: string
  /** Undefined where no answer came. */
  readonly status: number | undefined
  readonly errors: readonly GraphqlError[]

  constructor(
    code: string,
    message: string,
    options: { readonly status?: number; readonly errors?: readonly GraphqlError[]; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.status = options.status
    this.errors = options.errors ?? []
  }
}
