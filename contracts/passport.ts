import type { Viewer } from './members.ts'
import { createSignedClaims, isSigningKey } from './signed-claims.ts'

/** Who asks, in the edge's words: what a passport says. */
export interface PassportClaims {
  readonly account: string
  readonly profile: number
  readonly kind: 'adult' | 'child'
  readonly device: { readonly id: string; readonly class: string }
  /** ISO 3166-1 alpha-2; null where it is not known. */
  readonly country: string | null
  /** The edge could not ask whether this device may still: what can wait had better wait. */
  readonly degraded: boolean
}

/** What an origin knows of keys: PASSPORT_KEY, and PASSPORT_KEY_PREVIOUS while a new one takes over. */
export interface PassportKeys {
  readonly PASSPORT_KEY?: string
  readonly PASSPORT_KEY_PREVIOUS?: string
}

/** Made by the edge, checked by every origin that gets one. */
export interface Passports {
  /** Lives for five minutes: longer than any request. */
  issue(claims: PassportClaims): Promise<string>
  /** What a passport says; null for one that is not exactly one of ours and alive, without saying why. */
  read(passport: string): Promise<PassportClaims | null>
  /** Throws a `PassportRefused` unless the viewer's passport says this account and profile. */
  require(viewer: Viewer): Promise<void>
}

/** A call for a viewer whose passport does not say so. */
export class PassportRefused extends Error {
  override readonly name = 'PassportRefused'
}

const lifeSeconds = 300
const skewSeconds = 60

/** What is wrong with the keys, for `/readyz`; undefined where nothing is. */
export function passportProblem({ PASSPORT_KEY, PASSPORT_KEY_PREVIOUS }: PassportKeys): string | undefined {
  if (!isSigningKey(PASSPORT_KEY)) return 'PASSPORT_KEY is missing or under 32 bytes'
  return PASSPORT_KEY_PREVIOUS && !isSigningKey(PASSPORT_KEY_PREVIOUS) ? 'PASSPORT_KEY_PREVIOUS is under 32 bytes' : undefined
}

/** Makes and checks passports, after Netflix's: the identity of a request in a form that services need not ask for again, and need not trust the way. */
export function createPassports({ PASSPORT_KEY, PASSPORT_KEY_PREVIOUS }: PassportKeys, now: () => number): Passports {
  const keys = [PASSPORT_KEY, PASSPORT_KEY_PREVIOUS].filter(isSigningKey)
  const signed =
    keys.length === 0
      ? undefined
      : createSignedClaims({
          keys,
          type: 'passport+jwt',
          issuer: 'marquee-edge',
          audience: 'marquee-origins',
          now,
          skewSeconds,
          maxBytes: 4_096,
        })
  const read = async (passport: string) => {
    const claims = await signed?.read(passport)
    return claims === null || claims === undefined ? null : passportClaims(claims)
  }
  return {
    async issue({ account, profile, kind, device, country, degraded }) {
      if (signed === undefined) throw new PassportRefused('Cannot make a passport: PASSPORT_KEY is missing or under 32 bytes')
      return signed.sign({ sub: account, profile, kind, device: { id: device.id, class: device.class }, country, degraded }, lifeSeconds)
    },
    read,
    async require({ account, profile, passport }) {
      const claims = typeof passport === 'string' ? await read(passport) : null
      if (claims?.account !== account || claims.profile !== profile)
        throw new PassportRefused('Cannot answer: the passport is not good for this viewer')
    },
  }
}

function passportClaims({ sub, profile, kind, device, country, degraded }: Readonly<Record<string, unknown>>): PassportClaims | null {
  if (typeof sub !== 'string' || !Number.isSafeInteger(profile) || (kind !== 'adult' && kind !== 'child')) return null
  if (typeof device !== 'object' || device === null || !('id' in device) || !('class' in device)) return null
  const { id, class: deviceClass } = device
  if (typeof id !== 'string' || typeof deviceClass !== 'string' || typeof degraded !== 'boolean') return null
  if (country !== null && typeof country !== 'string') return null
  return { account: sub, profile: profile as number, kind, device: { id, class: deviceClass }, country, degraded }
}
