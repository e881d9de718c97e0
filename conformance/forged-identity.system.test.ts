import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { passportKey } from '../contracts/fakes/test-passports.ts'
import { createPassports } from '../contracts/passport.ts'
import { type BareEdge, startBareEdge } from '../tools/vitest/bare-edge.ts'
import { expectRefusal } from './expect-refusal.ts'
import { modelUrl } from './falcor-wire.ts'
import { type Forgery, flipBit, forgeToken } from './forge-token.ts'
import { type Answered, ask, json, marqueeUrl } from './marquee.ts'
import { rawGet } from './raw-http.ts'

/** One key for tokens and passports: what tells them apart is what they say. */
const key = passportKey
const secrets = { ENVIRONMENT: 'local', OPS_TOKEN: 'operators-only-0123456789abcdef', SESSION_KEY: key, PASSPORT_KEY: key }
const whoAmI = modelUrl([['me', 'id']])
let bare: BareEdge
let good: string
let passport: string

const signIn = async (device: string, profile: number) => {
  const answer = await ask(new URL('/session', bare.url).href, json({ device: { id: device, class: 'tv' }, profile }))
  return answer.json<{ token: string }>().token
}
const withToken = (token: string) => rawGet(bare.url, whoAmI, `Authorization: Bearer ${token}`)
/** The profile that an answer says it is for; null for a visitor. */
function profileIn(answer: Answered): unknown {
  const me = answer.json<{ jsonGraph: { me: { value: readonly unknown[] } | null } }>().jsonGraph.me
  return me === null ? null : me.value[1]
}

beforeAll(async () => {
  bare = await startBareEdge(secrets)
  good = await signIn('tv-1', 7)
  const device = { id: 'tv-1', class: 'tv', model: null }
  passport = await createPassports({ PASSPORT_KEY: key }, Date.now).issue({
    ...{ account: 'a7', profile: 7, kind: 'adult', device, country: 'NL', degraded: false },
  })
})
afterAll(() => bare.stop())

const runtimes = [
  { runtime: 'wrangler', urlOf: () => marqueeUrl, opsToken: inject('opsToken') },
  { runtime: 'workerd', urlOf: () => bare.url, opsToken: secrets.OPS_TOKEN },
]

describe.each(runtimes)('behind $runtime, what only a proxy could know', ({ urlOf, opsToken }) => {
  const explain = async ({ headers }: Answered) =>
    (
      await ask(new URL(`/ops/explain/${headers.get('x-marquee-trace')}`, urlOf()).href, {
        headers: { authorization: `Bearer ${opsToken}` },
      })
    ).json<{
      filters: readonly { name: string; actions: readonly string[] }[]
      device: { country: string | null; class: string; profile: string | null }
    }>()

  const forged = {
    'CF-Connecting-IP': '203.0.113.9',
    'CF-IPCountry': 'NL',
    'CF-Ray': 'evil',
    'CF-Worker': 'evil',
    'True-Client-IP': '203.0.113.9',
    'X-Real-IP': '203.0.113.9',
    'X-Forwarded-For': '10.0.0.1, evil',
    'X-Forwarded-Host': 'evil.test',
    'X-Forwarded-Proto': 'https',
    Forwarded: 'for=10.0.0.1',
    'X-Original-URL': '/ops/filters',
    'X-Rewrite-URL': '/ops/filters',
    'X-HTTP-Method-Override': 'DELETE',
    'X-Internal-Role': 'admin',
    'X-Marquee-Profile': '7',
    'X-Marquee-Trace': '0'.repeat(32),
    'Cloudflare-Workers-Version-Overrides': 'marquee="00000000-0000-0000-0000-000000000000"',
  }

  test('is taken out of each request, and the operator is told so', async () => {
    const lines = Object.entries(forged).map(([name, value]) => `${name}: ${value}`)
    const answer = await rawGet(urlOf(), whoAmI, ...lines, 'X-Passport: evil', 'X-Marquee-Passport: evil')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-marquee-trace')).not.toBe(forged['X-Marquee-Trace'])
    const { filters, device } = await explain(answer)
    const removed = filters.find(({ name }) => name === 'strip-headers')?.actions
    const names = [...Object.keys(forged), 'X-Passport', 'X-Marquee-Passport']
    expect(removed).toEqual(expect.arrayContaining(names.map((name) => `remove ${name.toLowerCase()}`)))
    expect(device).toMatchObject({ country: null, profile: null })
  })

  test('makes nobody a member, not even by a passport that is one', async () => {
    const lines = ['X-Passport', 'X-Marquee-Passport', 'Passport', 'X-Marquee-Session'].map((name) => `${name}: ${passport}`)
    expect(profileIn(await rawGet(urlOf(), whoAmI, ...lines))).toBeNull()
  })

  test('and a token in a cookie or in the URL makes nobody a member', async () => {
    const cookie = `Cookie: token=${good}; session=${good}; authorization=Bearer ${good}`
    expect(profileIn(await rawGet(urlOf(), `${whoAmI}&token=${good}&access_token=${good}`, cookie))).toBeNull()
  })
})

describe('a token', () => {
  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds

  test.each<[string, () => Forgery]>([
    ['made anew as it was', () => ({ key })],
    ['with a longer life', () => ({ claims: { exp: inSeconds(100_000) }, key })],
    ['good from within the skew of clocks on', () => ({ claims: { nbf: inSeconds(30) }, key })],
  ])('that whoever has the key makes is good: %s', async (_, forgery) => {
    expect(profileIn(await withToken(forgeToken(good, forgery())))).toBe(7)
  })

  const wrong = 'another-key-of-thirty-two-bytes-or-more'
  const forgeries: readonly [string, () => Forgery][] = [
    ['alg none, without a signature', () => ({ header: { alg: 'none' }, key: null })],
    ['alg nOnE, without a signature', () => ({ header: { alg: 'nOnE' }, key: null })],
    ['alg none, signed', () => ({ header: { alg: 'none' }, key })],
    ['no signature', () => ({ key: null })],
    ['RS256, signed by HMAC', () => ({ header: { alg: 'RS256' }, key })],
    ['HS512 of the same key', () => ({ header: { alg: 'HS512' }, key })],
    ['a kid that is a path to an empty key', () => ({ header: { kid: '../../../../dev/null' }, key: '' })],
    ['a kid that is a question to a database', () => ({ header: { kid: "' UNION SELECT 'evil" }, key: 'evil' })],
    ['a kid of nobody', () => ({ header: { kid: 'evil' }, key })],
    ['a key of its own', () => ({ header: { jwk: { kty: 'oct', k: 'ZXZpbA' } }, key: 'evil' })],
    ['the address of keys', () => ({ header: { jku: 'http://evil.test/keys', x5u: 'http://evil.test/cert' }, key })],
    ['an extension that must be known', () => ({ header: { crit: ['exp'] }, key })],
    ['another type', () => ({ header: { typ: 'passport+jwt' }, key })],
    ['8 KB', () => ({ claims: { evil: 'x'.repeat(8_192) }, key })],
    ['a life until 2099, of another key', () => ({ claims: { exp: Date.UTC(2099, 0) / 1_000 }, key: wrong })],
    ['another key', () => ({ key: wrong })],
    ['a start beyond the skew of clocks', () => ({ claims: { nbf: inSeconds(120) }, key })],
    ['an issue that is still to come', () => ({ claims: { iat: inSeconds(120) }, key })],
    ['an end a day ago', () => ({ claims: { exp: inSeconds(-86_400) }, key })],
    ['no end', () => ({ claims: { exp: undefined }, key })],
    ['an end as text', () => ({ claims: { exp: '9999999999' }, key })],
    ['the audience of passports', () => ({ claims: { aud: 'marquee-origins' }, key })],
    ['a list of audiences', () => ({ claims: { aud: ['marquee-edge', 'evil'] }, key })],
    ['another issuer', () => ({ claims: { iss: 'evil' }, key })],
    ['no subject', () => ({ claims: { sub: undefined }, key })],
    ['a profile as text', () => ({ claims: { profile: '7' }, key })],
    ['a kind that is none', () => ({ claims: { kind: 'admin' }, key })],
  ]

  const tokens: readonly [string, () => string | Promise<string>][] = [
    ...forgeries.map(([name, forgery]): [string, () => string] => [name, () => forgeToken(good, forgery())]),
    ...['header', 'claims', 'signature'].map((part, at): [string, () => string] => [
      `one bit of its ${part} turned`,
      () => flipBit(good, at),
    ]),
    ['the signature of another device’s', async () => [...good.split('.').slice(0, 2), (await signIn('tv-2', 7)).split('.')[2]].join('.')],
    ['a passport', () => passport],
    ['another token behind it', () => `${good}, Bearer ${good}`],
    ['a part more', () => `${good}.evil`],
  ]

  let text: string
  beforeAll(async () => {
    text = (await withToken('evil')).text
  })

  test.each(tokens)('that is forged is refused as every other, without asking anybody: %s', async (_, token) => {
    const answer = await withToken(await token())
    expect(answer.status).toBe(401)
    expectRefusal(answer, 'UNAUTHENTICATED')
    expect(answer.text).toBe(text)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.headers.get('x-marquee-origin-calls')).toBeNull()
    expect(profileIn(await withToken(good))).toBe(7)
  })

  test('of ours that is over is worth a question, and refused in the same words while it can be asked', async () => {
    const answer = await withToken(forgeToken(good, { claims: { exp: inSeconds(-3_600) }, key }))
    expectRefusal(answer, 'UNAUTHENTICATED')
    expect(answer.text).toBe(text)
    expect(answer.headers.get('x-marquee-origin-calls')).toMatch(/^members\.admit/)
  })

  test('of a member opens nothing to operators, whatever it says', async () => {
    const token = forgeToken(good, { claims: { role: 'operator', operator: true, subject: 'ana' }, key })
    const answer = await rawGet(bare.url, '/ops/filters', `Authorization: Bearer ${token}`, 'X-Marquee-Operator: ana')
    expectRefusal(answer, 'UNAUTHENTICATED')
  })
})
