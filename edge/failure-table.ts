import type { EdgeCode } from './protocol/refusal.ts'

/**
 * The status of each code that the edge itself refuses with; the error stage reads it, `docs/errors.md` says what a device does about it.
 * Refusals of the graph bring their own status: `docs/errors.md` lists those too.
 */
export const failureTable = {
  BAD_BODY: 400,
  BAD_ENCODING: 400,
  BAD_FIELD: 400,
  BAD_HEADER: 400,
  BAD_JSON: 400,
  BATCH_NOT_SUPPORTED: 400,
  BODY_LIMIT: 413,
  BODY_TIMEOUT: 408,
  CANCELLED: 499,
  DEADLINE: 504,
  DEVICE_CREDENTIAL_REQUIRED: 403,
  DOCUMENT_ID_MISMATCH: 400,
  DOCUMENT_LIMIT: 400,
  DOCUMENT_NOT_TRUSTED: 403,
  DUPLICATE_KEY: 400,
  FILTER_FAILED: 503,
  HEADER_LIMIT: 431,
  IDEMPOTENCY_KEY_IN_USE: 409,
  IDEMPOTENCY_KEY_REUSED: 422,
  INTERNAL: 500,
  JSON_DEPTH_LIMIT: 400,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  NOT_CONFIGURED: 503,
  NOT_FOUND: 404,
  ORIGIN_UNAVAILABLE: 502,
  ORIGIN_TIMEOUT: 504,
  PERSISTED_QUERY_NOT_FOUND: 404,
  PROFILE_UNKNOWN: 404,
  UNAUTHENTICATED: 401,
  UNSUPPORTED_ENCODING: 415,
  UNSUPPORTED_MEDIA_TYPE: 415,
  URL_LIMIT: 414,
  WIDTH_LIMIT: 400,
} as const satisfies Record<EdgeCode, number>
