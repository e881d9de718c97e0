import { RequestBody } from '../../protocol/request-body.ts'
import { RequestHeaders } from '../../protocol/request-headers.ts'
import type { Passing } from '../pipeline.ts'

/** A request on its way through a pipeline, with a clock that gives up on its body after a second. */
export function passing(
  path = '/graphql',
  init: RequestInit = {},
  device: Partial<Passing['device']> = {},
): Passing & { readonly request: Request } {
  const request = new Request(`https://edge.test${path}`, init)
  return {
    request,
    path: new URL(request.url).pathname,
    headers: new RequestHeaders(request.headers),
    body: new RequestBody(request, { maxStallMs: 1_000, maxDiscardBytes: 1_000, maxDiscardMs: 100 }),
    signal: request.signal,
    device: { id: 'tv-1', class: 'tv', country: 'NL', ...device },
  }
}
