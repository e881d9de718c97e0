import { EdgeRefusal } from '../protocol/refusal.ts'
import { guard } from './filter.ts'

const allowed = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']
/** The methods of RFC 9110 and RFC 5789 that nothing here takes; others are not known at all. */
const known = new Set(['CONNECT', 'PATCH', 'TRACE'])

/** Refuses methods that no endpoint takes: 405 for those of HTTP, 501 for others. Which of the rest a path takes is its endpoint's matter. */
export const allowMethods = guard<{ readonly request: Request }>('allow-methods', ({ request: { method } }) => {
  if (allowed.includes(method)) return undefined
  const allow = allowed.join(', ')
  if (known.has(method)) throw new EdgeRefusal('METHOD_NOT_ALLOWED', `Cannot use this method: ${allow} may be used`, {}, { allow })
  throw new EdgeRefusal('METHOD_UNKNOWN', `Cannot use this method: ${allow} may be used`, {}, { allow })
})
