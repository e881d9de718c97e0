import { type Claims, createSignedClaims, isSigningKey } from '../../contracts/signed-claims.ts'
import { pseudonymOf } from './pseudonym.ts'

/** What a token says: a profile on a device. */
export interface Session {
  readonly account: string
  readonly profile: number
  readonly kind: 'adult' | 'child'
  /** `model` is null where the device did not say. */
  readonly device: { readonly id: string; readonly class: string; readonly model: string | null }
  /** ISO 3166-1 alpha-2; null in tokens from before it was written there. */
  readonly country: string | null
  /** Stands for the profile in telemetry; null in tokens from before it was written there. */
  readonly pseudonym: string | null
}

/** How a token stands to its time: `good`; `due` to be renewed, in the last part of its life; `lapsed`, over for less than the grace. */
export type SessionAge = 'good' | 'due' | 'lapsed'

export interface SessionTokens {
  issue(session: Omit<Session, 'pseudonym'>): Promise<{ readonly token: string; readonly expiresAt: Date }>
  /** The session behind a token; null for any token that is not exactly one of ours, or over for longer than the grace, without saying why. */
  verify(token: string): Promise<{ readonly session: Session; readonly age: SessionAge } | null>
}

export interface SessionTokenOptions {
  /** The secret that signs; 32 bytes or more in UTF-8. */
  readonly key: string
  /** The one before, whose tokens are still good. */
  readonly previousKey?: string | undefined
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly lifeSeconds: number
  /** Before its end. */
  readonly dueSeconds: number
  /** After its end. */
  readonly graceSeconds: number
  readonly skewSeconds: number
  readonly maxBytes: number
}

/** Signs and checks the tokens of device sessions: JWT, HS256. */
export function createSessionTokens(options: SessionTokenOptions): SessionTokens {
  const { key, previousKey, now, lifeSeconds, dueSeconds, graceSeconds, skewSeconds, maxBytes } = options
  const keys = [key, ...(isSigningKey(previousKey) ? [previousKey] : [])]
  const signed = createSignedClaims({ keys, type: 'JWT', issuer: 'marquee', audience: 'marquee-edge', now, skewSeconds, maxBytes })
  return {
    async issue({ account, profile, kind, device, country }) {
      const pseudonym = await pseudonymOf('profile', profile, key)
      const claims = { sub: account, profile, kind, device, country, pseudonym }
      const issuedAt = Math.floor(now() / 1_000)
      return { token: await signed.sign(claims, lifeSeconds), expiresAt: new Date((issuedAt + lifeSeconds) * 1_000) }
    },
    async verify(token) {
      const claims = await signed.read(token, graceSeconds)
      const session = claims && sessionOf(claims)
      if (claims === null || session === null) return null
      const left = claims.exp - now() / 1_000
      return { session, age: left <= -skewSeconds ? 'lapsed' : left <= dueSeconds ? 'due' : 'good' }
    },
  }
}

function sessionOf({ sub: account, profile, kind, device, country = null, pseudonym = null }: Claims): Session | null {
  if (!Number.isSafeInteger(profile) || (kind !== 'adult' && kind !== 'child')) return null
  if (typeof device !== 'object' || device === null || !('id' in device) || !('class' in device)) return null
  const { id, class: deviceClass } = device
  const model = 'model' in device ? device.model : null
  if (typeof id !== 'string' || typeof deviceClass !== 'string' || !isTextOrNull(model)) return null
  if (!isTextOrNull(country) || !isTextOrNull(pseudonym)) return null
  return { account, profile: profile as number, kind, device: { id, class: deviceClass, model }, country, pseudonym }
}

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string'
