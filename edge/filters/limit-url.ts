import { overLimit } from '../protocol/refusal.ts'
import { guard } from './filter.ts'

/** Refuses a URL over `maxUrlBytes`; a URL is ASCII by the time it gets here. */
export function limitUrl(maxUrlBytes: number) {
  return guard<{ readonly request: Request }>('limit-url', ({ request }) => {
    if (request.url.length > maxUrlBytes) throw overLimit('URL_LIMIT', 'urlBytes', maxUrlBytes, request.url.length)
    return undefined
  })
}
