import { beforeEach, expect, test } from 'vitest'
import { passportKey } from '../../../contracts/fakes/test-passports.ts'
import type { Viewer } from '../../../contracts/members.ts'
import { createPassports } from '../../../contracts/passport.ts'
import { sha256 } from '../../protocol/sha256.ts'
import { createTestEdge, operatorToken, refusalOf, stubOrigins, type TestEdge } from '../../test/test-edge.ts'
import { createTestOperations, type TestOperations } from '../../test/test-operations.ts'
import { sampleExplanation } from './page-view/test/sample-explanation.ts'

const now = Date.UTC(2026, 9, 1)
const explanation = sampleExplanation('Dr. Strangelove')
const readerToken = 'of-bob-who-may-read'
const operatorTokens = JSON.stringify([{ subject: 'bob', role: 'reader', sha256: await sha256(readerToken) }])
const bearer = (token: string, more: Record<string, string> = {}) => ({ headers: { authorization: `Bearer ${token}`, ...more } })
const operator = bearer(operatorToken, { 'x-marquee-operator': 'ana' })

let operations: TestOperations
let asked: { viewer: Viewer; device: string }[]
let edge: TestEdge

function open(overrides: Parameters<typeof createTestEdge>[0] = {}): TestEdge {
  const explain = async (viewer: Viewer, device: string) => {
    asked.push({ viewer, device })
    return explanation
  }
  const origins = stubOrigins({ recommendations: { explain } })
  return createTestEdge({ controlRoom: operations.controlRoom, origins, operatorTokens, now: () => now, ...overrides })
}

beforeEach(() => {
  operations = createTestOperations(() => now)
  asked = []
  edge = open()
})

const audited = async () => {
  const { writes } = (await (await edge.fetch('/ops/audit', operator)).json()) as { writes: Record<string, unknown>[] }
  return writes
}

test('an operator gets a page explained as JSON, asked for that member by a passport that says who holds it', async () => {
  const answer = await edge.fetch('/ops/pages/7?device=phone', operator)
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    200,
    'application/json; charset=utf-8',
    'no-store',
  ])
  expect(await answer.json()).toEqual(explanation)
  expect(asked).toMatchObject([{ viewer: { account: 'a7', profile: 7 }, device: 'phone' }])
  const claims = await createPassports({ PASSPORT_KEY: passportKey }, () => now).read(asked[0]?.viewer.passport ?? '')
  expect(claims).toMatchObject({ account: 'a7', profile: 7, device: { id: 'operator', class: 'phone' } })
})

test.each([
  { name: 'a browser', path: '/ops/pages/7', accept: 'text/html,application/xhtml+xml,*/*;q=0.8', html: true },
  { name: 'who asks for it by name', path: '/ops/pages/7?format=html', accept: '*/*', html: true },
  { name: 'a browser that asks for JSON by name', path: '/ops/pages/7?format=json', accept: 'text/html', html: false },
  { name: 'who asks for JSON', path: '/ops/pages/7', accept: 'application/json', html: false },
])('$name gets HTML: $html', async ({ path, accept, html }) => {
  const answer = await edge.fetch(path, bearer(operatorToken, { accept }))
  expect(answer.headers.get('content-type')).toMatch(html ? /^text\/html/ : /^application\/json/)
  expect(answer.headers.get('vary')).toMatch(/accept/i)
  if (!html) return
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/)
  expect(await answer.text()).toContain('<h1>Page of profile 7 on tv</h1>')
})

test('whoever looks, an operator or a reader, is in the audit log, with whom and why', async () => {
  await edge.fetch('/ops/pages/7?reason=ticket%2012', operator)
  expect((await edge.fetch('/ops/pages/7', bearer(readerToken))).status).toBe(200)
  expect((await edge.fetch('/ops/pages/8', operator)).status).toBe(404)
  expect(await audited()).toMatchObject([
    { author: 'ana', action: 'GET /ops/pages/8', status: 404 },
    { author: 'bob', role: 'reader', action: 'GET /ops/pages/7', reason: null, status: 200 },
    { author: 'ana', role: 'operator', action: 'GET /ops/pages/7', reason: 'ticket 12', status: 200 },
  ])
})

test('what cannot be noted is not shown', async () => {
  const down = { ...operations.controlRoom(), openEntry: () => Promise.reject(new Error('down')) }
  edge = open({ controlRoom: () => down })
  expect(await refusalOf(await edge.fetch('/ops/pages/7', operator))).toEqual({ status: 503, code: 'AUDIT_UNAVAILABLE' })
  expect(asked).toEqual([])
})

test.each([
  { name: 'nobody', path: '/ops/pages/7', init: {}, refusal: { status: 401, code: 'UNAUTHENTICATED' } },
  { name: 'a profile that is none', path: '/ops/pages/0', init: operator, refusal: { status: 404, code: 'NOT_FOUND' } },
  { name: 'a profile that is text', path: '/ops/pages/seven', init: operator, refusal: { status: 404, code: 'NOT_FOUND' } },
  { name: 'a device in capitals', path: '/ops/pages/7?device=TV', init: operator, refusal: { status: 400, code: 'BAD_FIELD' } },
  { name: 'a device twice', path: '/ops/pages/7?device=tv&device=phone', init: operator, refusal: { status: 400, code: 'BAD_FIELD' } },
  { name: 'another format', path: '/ops/pages/7?format=pdf', init: operator, refusal: { status: 400, code: 'BAD_FIELD' } },
  { name: 'a parameter of no meaning', path: '/ops/pages/7?profile=8', init: operator, refusal: { status: 400, code: 'BAD_FIELD' } },
  { name: 'a POST', path: '/ops/pages/7', init: { ...operator, method: 'POST' }, refusal: { status: 405, code: 'METHOD_NOT_ALLOWED' } },
])('$name is refused, and no page is explained', async ({ path, init, refusal }) => {
  expect(await refusalOf(await edge.fetch(path, init))).toEqual(refusal)
  expect(asked).toEqual([])
})

test('a member, who is no operator, cannot look at a page, its own least of all', async () => {
  const token = await edge.signIn()
  expect((await refusalOf(await edge.fetch('/ops/pages/7', bearer(token)))).status).toBe(401)
})

test('where the page cannot be explained, that is told and nothing else', async () => {
  const explain = () => Promise.reject(new Error('secret: rating 5 of title 7'))
  edge = open({ origins: stubOrigins({ recommendations: { explain } }) })
  const answer = await edge.fetch('/ops/pages/7', operator)
  const text = await answer.clone().text()
  expect(await refusalOf(answer)).toEqual({ status: 502, code: 'ORIGIN_UNAVAILABLE' })
  expect(text).not.toContain('secret')
})
