import { jwtVerify } from 'jose'
import { createSignedClaims } from '../../contracts/signed-claims.ts'
import { edgeLimits } from '../../edge/config/limits.ts'
import type { Subject } from '../measure/subject.ts'

const key = 'a-key-for-benchmarks-of-32-bytes-or-more'
const utf8 = new TextEncoder()
const [type, issuer, audience] = ['JWT', 'marquee', 'marquee-edge']
const skewSeconds = edgeLimits.clockSkewSeconds

const signed = createSignedClaims({ keys: [key], type, issuer, audience, now: Date.now, skewSeconds, maxBytes: edgeLimits.maxBearerBytes })

/** As a device session has them. */
const claims = {
  ...{ sub: 'a7', profile: 7, kind: 'adult', country: 'NL', pseudonym: '0123456789abcdef' },
  device: { id: 'tv-1', class: 'tv', model: 'Q80-2026' },
}

const readers = {
  ours: async () => (token: string) => signed.read(token),
  /** Asked for the same, with the key in the form that it takes without making another of it. */
  jose: async () => {
    const imported = await crypto.subtle.importKey('raw', utf8.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
    const asked = { algorithms: ['HS256'], typ: type, issuer, audience, clockTolerance: skewSeconds, requiredClaims: ['sub', 'iat', 'exp'] }
    return async (token: string) => (await jwtVerify(token, imported, asked)).payload
  },
}

/** The check of one session token, over and over: tasks name who does it. The bytes are the claims. */
export const subject: Subject = {
  async prepare(task) {
    const read = await readers[task as keyof typeof readers]?.()
    if (read === undefined) throw new RangeError(`Cannot prepare "${task}": nobody of that name reads tokens`)
    const token = await signed.sign(claims, edgeLimits.sessionSeconds)
    return async () => utf8.encode(JSON.stringify({ ...(await read(token)), iat: 0, exp: 0 }))
  },
}
