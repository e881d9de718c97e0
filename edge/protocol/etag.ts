import { sha256 } from './sha256.ts'

/** The entity tag of a body: the first half of its SHA-256, quoted (RFC 9110, 8.8.3). Strong: equal tags are equal bytes. */
export async function etagOf(body: Uint8Array<ArrayBuffer>): Promise<string> {
  return `"${(await sha256(body)).slice(0, 32)}"`
}

/** Whether a device has this body already, by its `If-None-Match` (RFC 9110, 13.1.2: weakly compared). */
export function hasAlready(headers: Headers, etag: string): boolean {
  const known = headers.get('if-none-match')
  return known !== null && (known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))
}
