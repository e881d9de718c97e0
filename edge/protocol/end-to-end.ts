import type { HeaderReader } from './request-headers.ts'

const hopByHop = /^(?:connection|http2-settings|keep-alive|proxy-.+|te|trailer|transfer-encoding|upgrade)$/

/**
 * Tells of the name of a header, in lower case, whether it goes beyond the connection that it came by: not what is of one connection (RFC 9110,
 * 7.6.1), nor what `connection` names. What counts as ours goes in any case: nobody who asks takes out what a filter has put in.
 */
export function endToEnd(headers: HeaderReader, isOurs: (name: string) => boolean = () => false): (name: string) => boolean {
  const named = new Set((headers.get('connection') ?? '').split(',').map((name) => name.trim().toLowerCase()))
  return (name) => !hopByHop.test(name) && (!named.has(name) || isOurs(name))
}
