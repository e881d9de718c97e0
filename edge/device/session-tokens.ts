import { jwtVerify, SignJWT } from 'jose'
import type { Device } from './device.ts'

const algorithm = 'HS256'
const issuer = 'marquee'
const audience = 'marquee-edge'
const minKeyBytes = 32
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** What a token says: a profile on a device. */
export interface Session {
  readonly account: string
  readonly profile: number
  readonly kind: 'adult' | 'child'
  readonly device: { readonly id: string; readonly class: string }
}

export interface SessionTokens {
  issue(session: Session): Promise<{ readonly token: string; readonly expiresAt: Date }>
  /** The device behind a token; null for any token that is not exactly one of ours and alive, without saying why. */
  verify(token: string): Promise<Device | null>
}

export interface SessionTokenOptions {
  /** The secret that signs; 32 bytes or more in UTF-8. */
  readonly key: string
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly lifeSeconds: number
  readonly skewSeconds: number
  readonly maxBytes: number
}

/** Whether a secret is long enough to sign with. */
export function isSessionKey(key: string | undefined): key is string {
  return key !== undefined && new TextEncoder().encode(key).length >= minKeyBytes
}

/** Signs and checks the tokens of device sessions: JWT, HS256. */
export function createSessionTokens({ key, now, lifeSeconds, skewSeconds, maxBytes }: SessionTokenOptions): SessionTokens {
  if (!isSessionKey(key)) throw new RangeError(`Cannot sign sessions: the key needs ${minKeyBytes} bytes`)
  let imported: CryptoKey | undefined
  const signingKey = async () => {
    imported ??= await crypto.subtle.importKey('raw', new TextEncoder().encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
      'verify',
    ])
    return imported
  }
  return {
    async issue({ account, profile, kind, device }) {
      const issuedAt = Math.floor(now() / 1_000)
      const expires = issuedAt + lifeSeconds
      const token = await new SignJWT({ profile, kind, device: { id: device.id, class: device.class } })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
        .setSubject(account)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expires)
        .sign(await signingKey())
      return { token, expiresAt: new Date(expires * 1_000) }
    },
    async verify(token) {
      if (token.length > maxBytes || !isCanonicalJwt(token)) return null
      try {
        const { payload } = await jwtVerify(token, await signingKey(), {
          algorithms: [algorithm],
          issuer,
          audience,
          typ: 'JWT',
          clockTolerance: skewSeconds,
          currentDate: new Date(now()),
          requiredClaims: ['exp', 'iat', 'sub'],
        })
        return deviceOf(payload)
      } catch {
        return null
      }
    },
  }
}

/**
 * Whether a token is three parts of base64url as an encoder writes them. Decoders forgive bits of the last character that carry nothing,
 * so that one signature has several spellings: only the first of them is good.
 */
export function isCanonicalJwt(token: string): boolean {
  const parts = token.split('.')
  return parts.length === 3 && parts.every(isCanonicalBase64url)
}

function isCanonicalBase64url(part: string): boolean {
  if (!/^[\w-]+$/.test(part)) return false
  const last = base64url.indexOf(part.charAt(part.length - 1))
  switch (part.length % 4) {
    case 1:
      return false
    case 2:
      return last % 16 === 0
    case 3:
      return last % 4 === 0
    default:
      return true
  }
}

function deviceOf(payload: Readonly<Record<string, unknown>>): Device | null {
  const { sub: account, profile, kind, device } = payload
  if (typeof account !== 'string' || !Number.isSafeInteger(profile) || (kind !== 'adult' && kind !== 'child')) return null
  if (typeof device !== 'object' || device === null || !('id' in device) || !('class' in device)) return null
  if (typeof device.id !== 'string' || typeof device.class !== 'string') return null
  return { viewer: { account, profile: profile as number }, kind, id: device.id, class: device.class, country: null, operator: false }
}
