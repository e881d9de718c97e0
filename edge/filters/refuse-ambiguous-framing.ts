import { EdgeRefusal } from '../protocol/refusal.ts'
import type { HeaderReader } from '../protocol/request-headers.ts'
import { guard } from './filter.ts'

/**
 * Refuses a request whose end two readers could see in two places (RFC 9112, 6.3: request smuggling): a length beside a transfer coding, another
 * coding than chunked, a length that is no number. The platform lets some of these through.
 */
export const refuseAmbiguousFraming = guard<{ readonly headers: HeaderReader }>('refuse-ambiguous-framing', ({ headers }) => {
  const coding = headers.get('transfer-encoding')
  const length = headers.get('content-length')
  const ambiguous =
    (coding !== null && (length !== null || coding.trim().toLowerCase() !== 'chunked')) || (length !== null && !/^\d+$/.test(length))
  if (ambiguous)
    throw new EdgeRefusal('BAD_FRAMING', 'Cannot tell where this request ends: send content-length or chunks', {}, { connection: 'close' })
  return undefined
})
