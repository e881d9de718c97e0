/** Why the edge itself refuses a request. The statuses stand in `edge/failure-table.ts`, what to do about them in `docs/errors.md`. */
export type EdgeCode =
  | 'AUDIT_UNAVAILABLE'
  | 'BAD_BODY'
  | 'BAD_ENCODING'
  | 'BAD_FIELD'
  | 'BAD_FRAMING'
  | 'BAD_HEADER'
  | 'BAD_JSON'
  | 'BAD_URL'
  | 'BATCH_NOT_SUPPORTED'
  | 'BODY_LIMIT'
  | 'BODY_TIMEOUT'
  | 'CANCELLED'
  | 'COMPILER_UNAVAILABLE'
  | 'CONTROL_ROOM_UNAVAILABLE'
  | 'DEADLINE'
  | 'DEVICE_CREDENTIAL_REQUIRED'
  | 'DOCUMENT_ID_MISMATCH'
  | 'DOCUMENT_LIMIT'
  | 'DOCUMENT_NOT_TRUSTED'
  | 'DUPLICATE_KEY'
  | 'FILTER_FAILED'
  | 'FILTER_INVALID'
  | 'HEADER_LIMIT'
  | 'IDEMPOTENCY_KEY_IN_USE'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INTERNAL'
  | 'JSON_DEPTH_LIMIT'
  | 'METHOD_NOT_ALLOWED'
  | 'METHOD_UNKNOWN'
  | 'MISDIRECTED_HOST'
  | 'MODEL_CORRUPT'
  | 'MODEL_FOREIGN'
  | 'MODEL_NEWER'
  | 'MODEL_TRUNCATED'
  | 'MODEL_UNFIT'
  | 'NOT_ACCEPTABLE'
  | 'NOT_CONFIGURED'
  | 'NOT_FOUND'
  | 'OPERATOR_ROLE'
  | 'ORIGIN_UNAVAILABLE'
  | 'ORIGIN_TIMEOUT'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PROFILE_UNKNOWN'
  | 'RATE_LIMITED'
  | 'REVISION_CHANGED'
  | 'RING_UNAVAILABLE'
  | 'RULES_INVALID'
  | 'UNAUTHENTICATED'
  | 'UNSUPPORTED_ENCODING'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'URL_LIMIT'
  | 'WIDTH_LIMIT'

/** Thrown by filters, endpoints and readers of requests; caught by the error stage alone. `details` never hold what the device sent. */
export class EdgeRefusal extends Error {
  override readonly name = 'EdgeRefusal'
  readonly code: EdgeCode
  readonly details: Readonly<Record<string, unknown>>
  /** Headers that belong to the refusal, as `allow`. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: EdgeCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.code = code
    this.details = details
    this.headers = headers
  }
}

/** The refusal of what is over a limit. `actual` is what had been counted when counting stopped. */
export function overLimit(code: EdgeCode, limit: string, maximum: number, actual: number): EdgeRefusal {
  return new EdgeRefusal(code, `Cannot take this request: ${limit} may be at most ${maximum}`, { limit, maximum, actual })
}
