import { type Device, visitor } from '../device/device.ts'
import type { HeaderReader } from '../protocol/request-headers.ts'
import { guard } from './filter.ts'

interface Located {
  readonly request: Request
  readonly headers: HeaderReader
  client: string | null
  device: Device
}

/**
 * Takes over where a request comes from, before that is stripped from its headers: the address and the country that the platform has seen. Where
 * no platform stands in front, as on a developer's machine, anybody could say so, and nothing is taken over.
 */
export function locateClient(platformTells: boolean) {
  return guard<Located>('locate-client', (exchange) => {
    if (!platformTells) return undefined
    exchange.client = exchange.headers.get('cf-connecting-ip')
    const country = exchange.request.cf?.country
    if (typeof country === 'string') exchange.device = { ...visitor, country }
    return undefined
  })
}
