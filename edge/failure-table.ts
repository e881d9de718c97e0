import type { EdgeCode } from './protocol/refusal.ts'
import type { StatusCategory } from './telemetry/status-category.ts'

/** What becomes of a failure on the wire, and in the counts. */
export interface FailureKind {
  readonly status: number
  readonly category: StatusCategory
}

/**
 * Each code that the edge itself refuses with; the error stage reads it, `docs/errors.md` says what a device does about it. Refusals of the graph
 * bring their own status: `docs/errors.md` lists those too.
 */
export const failureTable = {
  AUDIT_UNAVAILABLE: { status: 503, category: 'FAILURE_LOCAL' },
  BAD_BODY: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  BAD_ENCODING: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  BAD_FIELD: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  BAD_FRAMING: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  BAD_HEADER: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  BAD_JSON: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  BAD_URL: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  BATCH_NOT_SUPPORTED: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  BODY_LIMIT: { status: 413, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  BODY_TIMEOUT: { status: 408, category: 'FAILURE_CLIENT_TIMEOUT' },
  CANCELLED: { status: 499, category: 'FAILURE_CLIENT_CANCELLED' },
  COMPILER_UNAVAILABLE: { status: 503, category: 'FAILURE_LOCAL' },
  CONTROL_ROOM_UNAVAILABLE: { status: 503, category: 'FAILURE_LOCAL' },
  DEADLINE: { status: 504, category: 'FAILURE_LOCAL_TIMEOUT' },
  DEVICE_CREDENTIAL_REQUIRED: { status: 403, category: 'FAILURE_CLIENT_UNAUTHORIZED' },
  DOCUMENT_ID_MISMATCH: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  DOCUMENT_LIMIT: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  DOCUMENT_NOT_TRUSTED: { status: 403, category: 'FAILURE_CLIENT_UNAUTHORIZED' },
  DUPLICATE_KEY: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  FILTER_FAILED: { status: 503, category: 'FAILURE_LOCAL_PIPELINE' },
  FILTER_INVALID: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  RULES_INVALID: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  HEADER_LIMIT: { status: 431, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  IDEMPOTENCY_KEY_IN_USE: { status: 409, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  INTERNAL: { status: 500, category: 'FAILURE_LOCAL' },
  JSON_DEPTH_LIMIT: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  METHOD_NOT_ALLOWED: { status: 405, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  METHOD_UNKNOWN: { status: 501, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  MISDIRECTED_HOST: { status: 421, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  MODEL_CORRUPT: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  MODEL_FOREIGN: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  MODEL_NEWER: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  MODEL_TRUNCATED: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  MODEL_UNFIT: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  NOT_ACCEPTABLE: { status: 406, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  NOT_CONFIGURED: { status: 503, category: 'FAILURE_LOCAL' },
  NOT_FOUND: { status: 404, category: 'SUCCESS_LOCAL_NO_ROUTE' },
  OPERATOR_ROLE: { status: 403, category: 'FAILURE_CLIENT_UNAUTHORIZED' },
  ORIGIN_TIMEOUT: { status: 504, category: 'FAILURE_ORIGIN_READ_TIMEOUT' },
  ORIGIN_UNAVAILABLE: { status: 502, category: 'FAILURE_ORIGIN' },
  PERSISTED_QUERY_NOT_FOUND: { status: 404, category: 'SUCCESS_NOT_FOUND' },
  PROFILE_UNKNOWN: { status: 404, category: 'SUCCESS_NOT_FOUND' },
  RATE_LIMITED: { status: 429, category: 'FAILURE_CLIENT_THROTTLED' },
  REVISION_CHANGED: { status: 412, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  RING_UNAVAILABLE: { status: 503, category: 'FAILURE_LOCAL' },
  UNAUTHENTICATED: { status: 401, category: 'FAILURE_CLIENT_UNAUTHORIZED' },
  UNSUPPORTED_ENCODING: { status: 415, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  URL_LIMIT: { status: 414, category: 'FAILURE_CLIENT_BAD_REQUEST' },
  WIDTH_LIMIT: { status: 400, category: 'FAILURE_CLIENT_BAD_REQUEST' },
} as const satisfies Record<EdgeCode, FailureKind>
