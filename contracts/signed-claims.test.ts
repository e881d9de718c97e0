import fc from 'fast-check'
import { type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { createSignedClaims } from './signed-claims.ts'

const secret = 'a-key-for-tests-of-32-bytes-or-more'
const [issuer, audience, type, skewSeconds] = ['marquee', 'marquee-edge', 'JWT', 60]
const start = Date.UTC(2026, 9, 1)
const seconds = start / 1_000
const bytes = (text: string) => new TextEncoder().encode(text)

const options = { keys: [secret], type, issuer, audience, now: () => start, skewSeconds, maxBytes: 8_192 }
const ours = createSignedClaims(options)

/** The claims that jose reads, asked for exactly what we ask for; null where it refuses. */
const readByJose = (token: string, key = secret) =>
  jwtVerify(token, bytes(key), {
    ...{ algorithms: ['HS256'], typ: type, issuer, audience, clockTolerance: skewSeconds, currentDate: new Date(start) },
    requiredClaims: ['sub', 'iat', 'exp'],
  }).then(
    ({ payload }) => payload,
    () => null,
  )

const goodClaims = { sub: 'a7', iss: issuer, aud: audience, iat: seconds, exp: seconds + 600 }
const signByJose = (header: object = {}, claims: object = {}, key = secret) =>
  new SignJWT({ ...goodClaims, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: type, ...header } as JWTHeaderParameters)
    .sign(bytes(key))

describe('beside jose', () => {
  test('what we sign jose reads, and reads the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string(),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 1, max: 86_400 }),
        async (sub, more, life) => {
          const token = await ours.sign({ more, sub }, life)
          const read = await readByJose(token)
          expect(read).toEqual({
            more: JSON.parse(JSON.stringify(more)),
            sub,
            iss: issuer,
            aud: audience,
            iat: seconds,
            exp: seconds + life,
          })
          expect(await ours.read(token)).toEqual(read)
        },
      ),
    )
  })

  test.each([
    { name: 'as we wrote it before keys had names', jose: true, we: true },
    { name: 'within the skew of its end', claims: { exp: seconds - skewSeconds + 1 }, jose: true, we: true },
    { name: 'at the end of the skew', claims: { exp: seconds - skewSeconds }, jose: false, we: false },
    { name: 'that begins within the skew', claims: { nbf: seconds + skewSeconds }, jose: true, we: true },
    { name: 'that begins later', claims: { nbf: seconds + skewSeconds + 1 }, jose: false, we: false },
    { name: 'of another issuer', claims: { iss: 'elsewhere' }, jose: false, we: false },
    { name: 'for others', claims: { aud: 'elsewhere' }, jose: false, we: false },
    { name: 'of nobody', claims: { sub: undefined }, jose: false, we: false },
    { name: 'without an end', claims: { exp: undefined }, jose: false, we: false },
    { name: 'of another type', header: { typ: 'at+jwt' }, jose: false, we: false },
    { name: 'by another algorithm', header: { alg: 'HS512' }, jose: false, we: false },
    { name: 'by another key', key: 'another-key-for-tests-of-32-bytes', jose: false, we: false },
    // What jose takes and we do not: nobody but us writes tokens, and we do not write these.
    { name: 'with a name for its key that is not ours', header: { kid: '../../dev/null' }, jose: true, we: false },
    { name: 'with a key of its own beside', header: { jwk: { kty: 'oct', k: 'c2VjcmV0' } }, jose: true, we: false },
    { name: 'for us and others', claims: { aud: [audience, 'elsewhere'] }, jose: true, we: false },
    { name: 'made in the future', claims: { iat: seconds + skewSeconds + 1 }, jose: true, we: false },
  ])('a token $name: jose takes it $jose, we $we', async ({ header, claims, key, jose, we }) => {
    const token = await signByJose(header, claims, key)
    expect([(await readByJose(token)) !== null, (await ours.read(token)) !== null]).toEqual([jose, we])
  })

  test('what we take jose takes too, whatever header and claims were signed', async () => {
    const times = [
      undefined,
      seconds - 61,
      seconds - 60,
      seconds,
      seconds + 60,
      seconds + 61,
      seconds + 0.5,
      String(seconds),
      null,
      -1,
      1e300,
    ]
    const header = strays({ typ: ['jwt', 'application/jwt', 'at+jwt'], kid: ['', '00000000'], b64: [true], alg: ['HS256'] })
    const claims = strays({
      ...{ sub: ['a8', '', 7, undefined], iss: ['Marquee', issuer], aud: [[audience], [], `${audience} `, audience] },
      ...{ iat: times, exp: times, nbf: times },
    })
    let taken = 0
    await fc.assert(
      fc.asyncProperty(header, claims, async (header, claims) => {
        const token = await handMade(header, claims)
        const read = await ours.read(token)
        if (read === null) return
        taken++
        expect(await readByJose(token)).toEqual(read)
      }),
      { numRuns: 1_000, seed: 7 },
    )
    expect(taken).toBeGreaterThan(100)
  })
})

describe('while a key takes over, step by step as docs/operating.md says', () => {
  const next = 'the-next-key-for-tests-of-32-bytes-or-so'
  const signing = (...keys: string[]) => createSignedClaims({ ...options, keys })

  test.each([
    { name: 'the next one is known', here: [secret], there: [secret, next] },
    { name: 'the next one signs', here: [secret, next], there: [next, secret] },
  ])('$name: what is signed before and after a step is taken before and after', async ({ here, there }) => {
    for (const [signs, takes] of [
      [here, there],
      [there, here],
    ] as const)
      expect(await signing(...takes).read(await signing(...signs).sign({ sub: 'a7' }, 600))).toMatchObject({ sub: 'a7' })
  })

  test('in one step, who has not heard of the next key refuses it; and whatever the old one signed is refused at the end', async () => {
    expect(await signing(secret).read(await signing(next, secret).sign({ sub: 'a7' }, 600))).toBeNull()
    expect(await signing(next).read(await signing(secret).sign({ sub: 'a7' }, 600))).toBeNull()
  })
})

/** Some of these, each with one of its values. */
function strays(values: Readonly<Record<string, readonly unknown[]>>): fc.Arbitrary<object> {
  const one = Object.entries(values).map(([name, those]) => fc.tuple(fc.constant(name), fc.constantFrom(...those)))
  return fc.array(fc.oneof(...one), { maxLength: 2 }).map((some) => Object.fromEntries(some))
}

/** A token that is truly signed, whatever it says: jose checks what it signs. */
async function handMade(header: object, claims: object): Promise<string> {
  const signed = [
    { alg: 'HS256', typ: type, ...header },
    { ...goodClaims, ...claims },
  ]
    .map((part) => encode(bytes(JSON.stringify(part))))
    .join('.')
  const key = await crypto.subtle.importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return `${signed}.${encode(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(signed))))}`
}

function encode(part: Uint8Array): string {
  return btoa(String.fromCharCode(...part))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
