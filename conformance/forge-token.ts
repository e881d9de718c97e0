import { createHmac } from 'node:crypto'

export interface Forgery {
  /** Takes the place of the same names in the header of a good token. */
  readonly header?: Readonly<Record<string, unknown>>
  /** Takes the place of the same names in its claims; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** What signs; null: nothing does. */
  readonly key: string | null
}

/** A token (RFC 7515) made after a good one, signed by HMAC-SHA-256 whatever its header says. */
export function forgeToken(good: string, { header = {}, claims = {}, key }: Forgery): string {
  const [goodHeader = '', goodClaims = ''] = good.split('.')
  const signed = `${encode({ ...decode(goodHeader), ...header })}.${encode({ ...decode(goodClaims), ...claims })}`
  return `${signed}.${key === null ? '' : createHmac('sha256', key).update(signed).digest('base64url')}`
}

/** The same token with one bit of a part (0 to 2) turned, in the middle of its bytes. */
export function flipBit(token: string, part: number): string {
  const parts = token.split('.')
  const bytes = Buffer.from(parts[part] ?? '', 'base64url')
  const at = bytes.length >> 1
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return parts.with(part, bytes.toString('base64url')).join('.')
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
