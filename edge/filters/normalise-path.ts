import { normalPath } from '../protocol/normal-path.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import { guard } from './filter.ts'

/** Gives the path its one normal form, by which everything after is found; refuses a path that has none. */
export const normalisePath = guard<{ readonly url: URL; path: string }>('normalise-path', (exchange) => {
  const path = normalPath(exchange.url.pathname)
  if (path === undefined) throw new EdgeRefusal('BAD_URL', 'Cannot read this path: it has no normal form', { position: 'path' })
  exchange.path = path
  return undefined
})
