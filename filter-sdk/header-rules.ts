import { filterLimits } from './filter-limits.ts'
import { FilterProblem } from './problem.ts'

/** RFC 9110, 5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9a-z-]+$/
/** RFC 9110, 5.5, without what a later reader may take for the end of the line. */
const fieldValue = /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/

/** Where a message ends, and how it is coded: a filter that says so smuggles. */
const framing = [
  ...['connection', 'content-encoding', 'content-length', 'expect', 'host', 'keep-alive', 'proxy-connection', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade'],
]
/** Who asks, and what only the edge may say of it. */
const identity = ['authorization', 'cookie', 'cookie2', 'proxy-authenticate', 'proxy-authorization', 'set-cookie', 'set-cookie2']
const internal = /^(?:x-marquee-|x-internal-|x-passport|passport$|x-forwarded|forwarded$|x-real-ip$|true-client-ip$|cf-|cloudflare-|sec-)/
const refused = new Set([...framing, ...identity])

/** A header's name in lower case, if a filter may touch it. Throws a `FilterProblem` for those that say who asks, how a message is framed, or are ours. */
export function headerName(value: unknown, path: string): string {
  if (typeof value !== 'string') throw new FilterProblem(path, 'must be the name of a header')
  if (value.length > filterLimits.maxHeaderNameLength)
    throw new FilterProblem(path, `may be at most ${filterLimits.maxHeaderNameLength} long`)
  const name = value.toLowerCase()
  if (!token.test(name)) throw new FilterProblem(path, 'must be the name of a header')
  if (refused.has(name) || internal.test(name)) throw new FilterProblem(path, `may not be ${name}`)
  return name
}

/** A header's value. Throws a `FilterProblem` for one of two lines, with control characters or spaces at its ends, or beyond Latin-1. */
export function headerValue(value: unknown, path: string): string {
  if (typeof value !== 'string') throw new FilterProblem(path, 'must be a string')
  if (value.length > filterLimits.maxHeaderValueLength)
    throw new FilterProblem(path, `may be at most ${filterLimits.maxHeaderValueLength} long`)
  if (!fieldValue.test(value)) throw new FilterProblem(path, 'must be one line of visible characters, with no space at its ends')
  return value
}
