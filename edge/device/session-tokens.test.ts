import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSessionTokens } from './session-tokens.ts'

const key = 'a-key-for-tests-of-32-bytes-or-more'
const start = Date.UTC(2026, 9, 1)
const hours = (count: number) => count * 3_600_000
const session = { account: 'a7', profile: 7, kind: 'adult', device: { id: 'tv-1', class: 'tv', model: 'BX-55' }, country: 'NL' } as const

const options = { key, lifeSeconds: 12 * 3_600, dueSeconds: 3_600, graceSeconds: 6 * 3_600, skewSeconds: 60, maxBytes: 8_192 }

function tokensAt(now: number) {
  return createSessionTokens({ ...options, now: () => now })
}

const tokens = tokensAt(start)
const seconds = Math.floor(start / 1_000)

const part = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replace(/=+$/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
const jsonPart = (value: object) => part(new TextEncoder().encode(JSON.stringify(value)))
const goodClaims = {
  sub: 'a7',
  iss: 'marquee',
  aud: 'marquee-edge',
  iat: seconds,
  exp: seconds + 7_200,
  profile: 7,
  kind: 'adult',
  device: session.device,
}

interface Forgery {
  readonly header?: object
  readonly claims?: object
  readonly secret?: string
  readonly hash?: string
}

/** A token made by hand and truly signed, each part good unless it is replaced. */
async function forge({ header = {}, claims = {}, secret = key, hash = 'SHA-256' }: Forgery = {}) {
  const signed = `${jsonPart({ alg: 'HS256', typ: 'JWT', ...header })}.${jsonPart({ ...goodClaims, ...claims })}`
  const bytes = new TextEncoder()
  const hmac = await crypto.subtle.importKey('raw', bytes.encode(secret), { name: 'HMAC', hash }, false, ['sign'])
  return `${signed}.${part(new Uint8Array(await crypto.subtle.sign('HMAC', hmac, bytes.encode(signed))))}`
}

describe('a session token', () => {
  test('names the profile and the device it was given to, and what stands for the profile where nobody may know it', async () => {
    const { token, expiresAt } = await tokens.issue(session)
    expect(await tokens.verify(token)).toEqual({ session: { ...session, pseudonym: expect.stringMatching(/^[0-9a-f]{16}$/) }, age: 'good' })
    expect(expiresAt.toISOString()).toBe('2026-10-01T12:00:00.000Z')
  })

  test.each([
    ['new', 0, 'good'],
    ['until its last hour', hours(11) - 1_000, 'good'],
    ['in its last hour', hours(11), 'due'],
    ['at its end', hours(12), 'due'],
    ['just within the skew', hours(12) + 59_000, 'due'],
    ['beyond the skew', hours(12) + 61_000, 'lapsed'],
    ['within the grace', hours(18), 'lapsed'],
    ['beyond the grace', hours(18) + 61_000, undefined],
  ])('%s (%i ms) is %s', async (_, at, age) => {
    const { token } = await tokens.issue(session)
    expect((await tokensAt(start + at).verify(token))?.age).toBe(age)
  })

  test('of before models, countries and pseudonyms were written is still good', async () => {
    const old = { ...session, device: { ...session.device, model: null }, country: null, pseudonym: null }
    const claims = { device: { id: 'tv-1', class: 'tv' } }
    expect(await tokens.verify(await forge({ claims }))).toEqual({ session: old, age: 'good' })
  })

  test('tells profiles apart by their pseudonyms, the same each time, and others under another key', async () => {
    const pseudonymOf = async (profile: number, own = tokens) => {
      const { token } = await own.issue({ ...session, profile })
      return (await own.verify(token))?.session.pseudonym
    }
    const other = createSessionTokens({ ...options, key: 'another-key-for-tests-of-32-bytes-or-so', now: () => start })
    expect(await pseudonymOf(7)).toBe(await pseudonymOf(7))
    expect(new Set([await pseudonymOf(7), await pseudonymOf(8), await pseudonymOf(7, other)]).size).toBe(3)
  })

  test('made by hand like ours is good: the forgeries below fail for their own reason', async () => {
    expect(await tokens.verify(await forge())).not.toBeNull()
  })

  test.each([
    { name: 'another key', forgery: { secret: 'another-key-for-tests-of-32-bytes' } },
    { name: 'another algorithm of the same family', forgery: { header: { alg: 'HS512' }, hash: 'SHA-512' } },
    { name: 'another audience', forgery: { claims: { aud: 'elsewhere' } } },
    { name: 'another issuer', forgery: { claims: { iss: 'elsewhere' } } },
    { name: 'no end', forgery: { claims: { exp: undefined } } },
    { name: 'a start that is still to come', forgery: { claims: { nbf: seconds + 3_600 } } },
    { name: 'no account', forgery: { claims: { sub: undefined } } },
    { name: 'a profile that is no number', forgery: { claims: { profile: '7' } } },
    { name: 'no device', forgery: { claims: { device: null } } },
    { name: 'a device without a class', forgery: { claims: { device: { id: 'x' } } } },
    { name: 'another type', forgery: { header: { typ: 'at+jwt' } } },
    { name: 'a critical header that nobody knows', forgery: { header: { crit: ['x'], x: 1 } } },
    { name: 'a key that is a path', forgery: { header: { kid: '../../dev/null' } } },
    { name: 'a key of its own', forgery: { header: { jwk: { kty: 'oct', k: 'c2VjcmV0' } } } },
    { name: 'an algorithm of public keys', forgery: { header: { alg: 'RS256' } } },
    { name: 'a start in the future', forgery: { claims: { iat: seconds + 3_600 } } },
    { name: 'an end that is text', forgery: { claims: { exp: '9999999999' } } },
    { name: 'several audiences', forgery: { claims: { aud: ['marquee-edge', 'elsewhere'] } } },
    { name: 'a country that is a number', forgery: { claims: { country: 7 } } },
  ])('with $name is no good', async ({ forgery }) => {
    expect(await tokens.verify(await forge(forgery))).toBeNull()
  })

  test.each(['none', 'None', 'nOnE'])('of algorithm %s is no good', async (alg) => {
    const unsigned = `${jsonPart({ alg, typ: 'JWT' })}.${jsonPart(goodClaims)}`
    for (const signature of ['', 'AA', 'AAAA']) expect(await tokens.verify(`${unsigned}.${signature}`)).toBeNull()
  })

  test('over 8 KiB is not looked at', async () => {
    expect(await tokens.verify(await forge({ claims: { pad: 'x'.repeat(8_192) } }))).toBeNull()
  })

  test('with any one character changed, dropped or added is no good', async () => {
    const { token } = await tokens.issue(session)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ %'
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.constantFrom(...alphabet),
        fc.constantFrom('change', 'drop', 'add'),
        async (at, character, act) => {
          const changed = token.slice(0, at) + (act === 'drop' ? '' : character) + token.slice(act === 'add' ? at : at + 1)
          if (changed !== token) expect(await tokens.verify(changed)).toBeNull()
        },
      ),
      { numRuns: 400 },
    )
  })

  test('whose last character differs only in bits that carry nothing is no good', async () => {
    const { token } = await tokens.issue(session)
    const last = token.slice(-1)
    const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].filter((character) => character !== last)
    for (const character of spellings) expect(await tokens.verify(token.slice(0, -1) + character)).toBeNull()
  })
})

describe('while one key takes over from another', () => {
  const next = { ...options, key: 'the-next-key-for-tests-of-32-bytes-or-so', now: () => start }

  test('tokens of both are good, of before keys had names too', async () => {
    const both = createSessionTokens({ ...next, previousKey: key })
    for (const token of [(await both.issue(session)).token, (await tokens.issue(session)).token, await forge()])
      expect(await both.verify(token)).not.toBeNull()
  })

  test('afterwards those of the old one are not', async () => {
    const alone = createSessionTokens(next)
    for (const token of [(await tokens.issue(session)).token, await forge()]) expect(await alone.verify(token)).toBeNull()
  })
})

test('a key under 32 bytes signs nothing', () => {
  expect(() => createSessionTokens({ ...options, key: 'short', now: () => start })).toThrow(RangeError)
})
