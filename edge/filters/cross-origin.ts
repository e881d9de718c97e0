import type { HeaderReader } from '../protocol/request-headers.ts'
import { decorator, guard } from './filter.ts'

interface Called {
  readonly request: Request
  readonly path: string
  readonly headers: HeaderReader
}

/** By which apps name themselves; a browser asks for each whether it may. */
const clientNames = 'apollographql-client-name, apollographql-client-version, graphql-client-name, graphql-client-version'

const allowed = {
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': `authorization, x-requested-with, content-type, idempotency-key, ${clientNames}`,
}
const exposed = 'x-marquee-trace, x-marquee-session, x-marquee-degraded, x-marquee-origin-calls, server-timing'

/** Players have rules of their own, which their origin answers; operators' calls are for the same origin only. */
const isExempt = (path: string) => path.startsWith('/play/') || path.startsWith('/ops/')

/** Answers a browser that asks whether it may. */
export function answerPreflight(maxAgeSeconds: number) {
  return guard<Called>('answer-preflight', ({ request, path }) =>
    request.method === 'OPTIONS' && !isExempt(path)
      ? { status: 204, headers: { ...allowed, 'access-control-max-age': String(maxAgeSeconds) }, body: null }
      : undefined,
  )
}

/**
 * Lets pages of any origin read answers, errors included. The stock Falcor data source asks with credentials, so the request's own origin is
 * named instead of `*`. Safe for as long as nothing is ever known from a cookie: a page can only show a token that it holds.
 */
export const shareAcrossOrigins = decorator<Called>('share-across-origins', ({ path, headers: asked }, { headers }) => {
  if (isExempt(path)) return
  headers.vary = headers.vary === undefined ? 'origin' : `${headers.vary}, origin`
  const requestOrigin = asked.get('origin')
  if (requestOrigin === null) return
  headers['access-control-allow-origin'] = requestOrigin
  headers['access-control-allow-credentials'] = 'true'
  headers['access-control-expose-headers'] = exposed
})
