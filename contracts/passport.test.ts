import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPassports, type PassportClaims, PassportRefused, passportProblem } from './passport.ts'

const key = 'a-passport-key-for-tests-of-32-bytes'
const start = Date.UTC(2026, 9, 1)
const claims: PassportClaims = {
  account: 'a7',
  profile: 7,
  kind: 'adult',
  device: { id: 'tv-é', class: 'tv' },
  country: 'NL',
  degraded: false,
}
const at = (now: number, keys: object = { PASSPORT_KEY: key }) => createPassports(keys, () => now)
const passports = at(start)

describe('a passport', () => {
  test('says who asks, from which device, and whether that could be asked again', async () => {
    expect(await passports.read(await passports.issue(claims))).toEqual(claims)
    expect(await passports.read(await passports.issue({ ...claims, country: null, degraded: true }))).toMatchObject({
      country: null,
      degraded: true,
    })
  })

  test.each([
    ['while it lives', 299, true],
    ['within the skew of two clocks', 359, true],
    ['beyond', 361, false],
    ['from a clock that goes a little before ours', -59, true],
    ['from the future', -61, false],
  ])('%s (%i s): good is %s', async (_, seconds, good) => {
    const passport = await passports.issue(claims)
    expect((await at(start + seconds * 1_000).read(passport)) !== null).toBe(good)
  })

  test('is good for its own account and profile alone', async () => {
    const passport = await passports.issue(claims)
    await passports.require({ account: 'a7', profile: 7, passport })
    for (const viewer of [
      { account: 'a8', profile: 7 },
      { account: 'a7', profile: 8 },
    ])
      await expect(passports.require({ ...viewer, passport })).rejects.toBeInstanceOf(PassportRefused)
  })

  test.each([undefined, null, 7, '', '..', 'a.b.c', 'x'.repeat(5_000)])('%j is none', async (passport) => {
    await expect(passports.require({ account: 'a7', profile: 7, passport: passport as string })).rejects.toBeInstanceOf(PassportRefused)
  })

  test('with any one character changed, dropped or added is none', async () => {
    const passport = await passports.issue(claims)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ '
    await fc.assert(
      fc.asyncProperty(
        fc.nat(passport.length - 1),
        fc.constantFrom(...alphabet),
        fc.constantFrom('change', 'drop', 'add'),
        async (place, character, act) => {
          const changed = passport.slice(0, place) + (act === 'drop' ? '' : character) + passport.slice(act === 'add' ? place : place + 1)
          if (changed !== passport) expect(await passports.read(changed)).toBeNull()
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('while one key takes over from another', () => {
  const next = 'the-next-passport-key-of-32-bytes-and-more'

  test('who has both reads what either has signed', async () => {
    const both = at(start, { PASSPORT_KEY: next, PASSPORT_KEY_PREVIOUS: key })
    expect(await both.read(await passports.issue(claims))).toEqual(claims)
    expect(await at(start, { PASSPORT_KEY: next }).read(await both.issue(claims))).toEqual(claims)
  })

  test('afterwards the old key opens nothing', async () => {
    expect(await at(start, { PASSPORT_KEY: next }).read(await passports.issue(claims))).toBeNull()
  })
})

test.each([{}, { PASSPORT_KEY: '' }, { PASSPORT_KEY: 'short' }])(
  'with %j nothing is made, nothing is believed, and readiness says why',
  async (keys) => {
    expect(passportProblem(keys)).toBe('PASSPORT_KEY is missing or under 32 bytes')
    await expect(at(start, keys).issue(claims)).rejects.toBeInstanceOf(PassportRefused)
    expect(await at(start, keys).read(await passports.issue(claims))).toBeNull()
  },
)

test.each([
  [undefined, undefined],
  ['', undefined],
  ['short', 'PASSPORT_KEY_PREVIOUS is under 32 bytes'],
])('a previous key of %j: %s', (previous, problem) => {
  const keys = { PASSPORT_KEY: 'a-key-for-tests-of-32-bytes-or-more', ...(previous !== undefined && { PASSPORT_KEY_PREVIOUS: previous }) }
  expect(passportProblem(keys)).toBe(problem)
})
