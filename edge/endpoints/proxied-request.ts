import type { Exchange } from '../exchange.ts'
import type { HttpOrigin } from '../origins/http-origins.ts'
import { endToEnd } from '../protocol/end-to-end.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'

export type Proxied = Pick<Exchange, 'request' | 'url' | 'path' | 'headers' | 'client' | 'device' | 'trace'>

/**
 * What a device sends for us alone, or what its connection to us is about. The body's length is counted anew; who waits for `100 Continue` has
 * had it from us.
 */
const ours = /^(?:authorization|cookie|host|content-length|expect|x-marquee-.+)$/

/** Whether a request asks for a WebSocket; the only upgrade that goes on. */
export const asksForWebSocket = ({ request, headers }: Pick<Exchange, 'request' | 'headers'>): boolean =>
  request.method === 'GET' && headers.get('upgrade')?.toLowerCase() === 'websocket'

/**
 * The address of a path at an origin, below what stands before every path there. Refuses a path that some servers take for a way up and out:
 * `/..;x/` is `/../` to those that know parameters of segments.
 */
export function addressAt({ site, base }: HttpOrigin, path: string, search: string): URL {
  // What ends a path in a URL is a part of it here: it was encoded.
  const encoded = encodeURI(path).replaceAll('?', '%3F').replaceAll('#', '%23')
  const address = URL.parse(`${site}${base}${encoded}${search}`)
  if (address?.origin !== site || address.pathname !== `${base}${encoded}` || /\/\.{1,2};/.test(path))
    throw new EdgeRefusal('BAD_URL', 'Cannot read this path: it has no normal form', { position: 'path' })
  return address
}

/**
 * The headers that an origin is sent: as filters have left them, without what is for one connection or for us alone. Who asks stands in the
 * passport, never in a token or cookie; where from and for what, in the words of proxies. A Marquee gets the token and no passport: it takes nobody's word.
 */
export function headersFor(exchange: Proxied, { isMarquee }: HttpOrigin): Headers {
  const { headers: asked, url, client, device, trace } = exchange
  const goesOn = endToEnd(asked, (name) => asked.changes.includes(`set ${name}`))
  const headers = new Headers()
  for (const [name, value] of asked) if (goesOn(name) && !ours.test(name)) headers.set(name, value)
  if (asksForWebSocket(exchange)) headers.set('upgrade', 'websocket')
  // The platform would ask for more codings than a device that names none can read.
  headers.set('accept-encoding', asked.get('accept-encoding') ?? 'identity')
  headers.set('via', [asked.get('via') ?? [], '1.1 marquee'].flat().join(', '))
  headers.set('x-forwarded-proto', url.protocol.slice(0, -1))
  headers.set('x-forwarded-host', url.host)
  if (client !== null) headers.set('x-forwarded-for', client)
  headers.set('x-marquee-trace', trace)
  const token = asked.get('authorization')
  if (isMarquee && token !== null) headers.set('authorization', token)
  if (!isMarquee && device.viewer !== null) headers.set('x-marquee-passport', device.viewer.passport)
  return headers
}
