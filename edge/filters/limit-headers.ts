import { overLimit } from '../protocol/refusal.ts'
import type { RequestHeaders } from '../protocol/request-headers.ts'
import { guard } from './filter.ts'

/** Refuses more than `maxHeaders` headers, or more than `maxHeaderBytes` in their names and values together. */
export function limitHeaders(maxHeaders: number, maxHeaderBytes: number) {
  return guard<{ readonly headers: RequestHeaders }>('limit-headers', ({ headers }) => {
    let count = 0
    let bytes = 0
    for (const [name, value] of headers) {
      count++
      bytes += name.length + value.length
    }
    if (count > maxHeaders) throw overLimit('HEADER_LIMIT', 'headers', maxHeaders, count)
    if (bytes > maxHeaderBytes) throw overLimit('HEADER_LIMIT', 'headerBytes', maxHeaderBytes, bytes)
    return undefined
  })
}
