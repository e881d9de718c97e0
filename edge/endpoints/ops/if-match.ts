import type { Exchange } from '../../exchange.ts'

/** The tag of `if-match` without its quotes; null for none, and for `*`, which is whichever there is (RFC 9110, 13.1.1: one strong tag is enough). */
export function ifMatchOf({ headers }: Pick<Exchange, 'headers'>): string | null {
  const given = headers.get('if-match')?.trim()
  return given === undefined || given === '*' ? null : given.replace(/^"(.*)"$/, '$1')
}
