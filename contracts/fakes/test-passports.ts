import type { Viewer } from '../members.ts'
import { createPassports } from '../passport.ts'

/** The PASSPORT_KEY of tests. */
export const passportKey = 'a-passport-key-for-tests-of-32-bytes'

const passports = createPassports({ PASSPORT_KEY: passportKey }, () => Date.now())

/** A viewer as the edge states one: with a passport for exactly this account and profile. */
export async function withPassport({ account, profile }: Pick<Viewer, 'account' | 'profile'>): Promise<Viewer> {
  const claims = { account, profile, kind: 'adult', device: { id: 'tv-1', class: 'tv' }, country: 'NL', degraded: false } as const
  return { account, profile, passport: await passports.issue(claims) }
}
