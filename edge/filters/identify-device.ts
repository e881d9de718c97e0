import { type Device, operator } from '../device/device.ts'
import type { IsOperatorToken } from '../device/operator-token.ts'
import type { SessionTokens } from '../device/session-tokens.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import type { HeaderReader } from '../protocol/request-headers.ts'
import { guard } from './filter.ts'

/** The one text for every token that is not good: it says nothing about why. */
export function unauthenticated(): EdgeRefusal {
  return new EdgeRefusal(
    'UNAUTHENTICATED',
    'Cannot tell who you are: the token is missing, not valid or expired',
    {},
    { 'www-authenticate': 'Bearer' },
  )
}

/**
 * Reads who asks from the bearer token. Without a token it is a visitor; a bad one is refused rather than taken for a visitor's. `/session` is
 * exempt, as it is where a device with an expired token gets its next.
 */
export function identifyDevice(isOperatorToken: IsOperatorToken, sessions: SessionTokens | undefined) {
  return guard<{ readonly headers: HeaderReader; readonly path: string; device: Device }>('identify-device', async (exchange) => {
    const authorization = exchange.headers.get('authorization')
    if (authorization === null || exchange.path === '/session') return undefined
    const token = /^Bearer +([^\s,]+)$/i.exec(authorization)?.[1]
    if (token === undefined) throw unauthenticated()
    const device = (await isOperatorToken(token)) ? operator : await sessions?.verify(token)
    if (device === undefined || device === null) throw unauthenticated()
    exchange.device = device
    return undefined
  })
}
