import { EdgeRefusal } from './refusal.ts'
import type { HeaderReader } from './request-headers.ts'

/** The `Idempotency-Key` of a request; null where it has none. Throws for one that cannot be used. */
export function idempotencyKeyOf(headers: HeaderReader, maxLength: number): string | null {
  const key = headers.get('idempotency-key')
  if (key === null) return null
  if (key.length <= maxLength && /^[\x21-\x7e]+$/.test(key)) return key
  throw new EdgeRefusal('BAD_HEADER', `Cannot use this idempotency key: need 1 to ${maxLength} visible ASCII characters`, {
    position: 'idempotency-key',
  })
}
