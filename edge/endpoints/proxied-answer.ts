import type { HttpOrigin } from '../origins/http-origins.ts'
import type { Answer } from '../protocol/answer.ts'
import { endToEnd } from '../protocol/end-to-end.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'

/**
 * What an origin does not say to a device. `x-marquee-*` and the rules for pages of other sites are ours. A cookie never comes back to an origin,
 * and would stand for all that is on our host; an alternative service would lead devices around us.
 */
const ours = /^(?:x-marquee-.+|set-cookie|access-control-.+|alt-svc)$/

const lowest = 200
const highest = 599
const switching = 101

/** The answer of an origin as a device gets it: its body, or its end of a WebSocket, as it comes. */
export function proxiedAnswer(origin: HttpOrigin, asked: URL, response: Response): Answer {
  const { status, webSocket } = response
  if (webSocket === null || webSocket === undefined ? status < lowest || status > highest : status !== switching)
    throw new EdgeRefusal('ORIGIN_UNAVAILABLE', 'Cannot answer this request: what came back is no answer')
  const headers = headersOf(origin, asked, response)
  return { status, headers, body: response.body, ...(webSocket ? { webSocket } : {}) }
}

function headersOf(origin: HttpOrigin, asked: URL, { headers: given }: Response): Record<string, string> {
  const goesOn = endToEnd(given)
  const headers: Record<string, string> = {}
  for (const [name, value] of given) if (goesOn(name) && !ours.test(name)) headers[name] = value
  if (headers.location !== undefined) {
    const location = locationFor(origin, asked, headers.location)
    if (location === undefined) delete headers.location
    else headers.location = location
  }
  return headers
}

/** Where an origin sends a device, on the paths of the device; undefined for an address of the origin that no device reaches. */
function locationFor({ site, base }: HttpOrigin, asked: URL, location: string): string | undefined {
  const address = URL.parse(location, asked)
  if (address?.origin !== site) return location
  const { pathname, search, hash } = address
  return pathname.startsWith(`${base}/`) ? `${pathname.slice(base.length)}${search}${hash}` : undefined
}
