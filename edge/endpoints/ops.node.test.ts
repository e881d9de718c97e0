import { beforeEach, describe, expect, test } from 'vitest'
import { createGraph } from '../../graph/index.ts'
import { resolvers, schema } from '../../resolvers/index.ts'
import type { EdgeOptions } from '../create-edge.ts'
import { sha256 } from '../protocol/sha256.ts'
import { packTrace } from '../telemetry/packed-trace.ts'
import { traceRecord } from '../telemetry/test/trace-record.ts'
import { createTestEdge, jsonBody, operatorToken, postJson, refusalOf, stubGraph, type TestEdge } from '../test/test-edge.ts'
import { createTestOperations, type TestOperations } from '../test/test-operations.ts'

const readerToken = 'of-bob-who-may-read'
const operatorTokens = JSON.stringify([{ subject: 'bob', role: 'reader', sha256: await sha256(readerToken) }])
const bearer = (token: string, more: Record<string, string> = {}) => ({ headers: { authorization: `Bearer ${token}`, ...more } })
const operator = bearer(operatorToken)
const question = `/model.json?method=get&paths=${encodeURIComponent('[["titles",1,"name"]]')}`

let clock: { now: number }
let operations: TestOperations

beforeEach(() => {
  clock = { now: Date.UTC(2026, 9, 1) }
  operations = createTestOperations(() => clock.now)
})

/** An isolate of the edge; what it is bound to outlives it. */
let isolates = 0
function isolate(overrides: Partial<EdgeOptions> = {}): TestEdge {
  const first = ++isolates * 1_000
  let traces = 0
  return createTestEdge({
    ...{ controlRoom: operations.controlRoom, ringAt: operations.ringAt, operatorTokens, now: () => clock.now },
    newTrace: () => (first + ++traces).toString(16).padStart(32, '0'),
    ...overrides,
  })
}

const inProduction = { local: false, random: () => 0.5 } as const
const traceOf = (answer: Response) => answer.headers.get('x-marquee-trace') ?? ''
async function ask<body>({ fetch }: TestEdge, path: string, init: RequestInit = operator): Promise<body> {
  const answer = await fetch(path, init)
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as body
}
const write = (method: string, body: unknown, token = operatorToken, more: Record<string, string> = {}): RequestInit => ({
  ...{ method, body: body === undefined ? null : JSON.stringify(body) },
  headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...more },
})
const rule = { when: { path: '/model.json' }, minutes: 15, reason: 'ticket 12' }

interface Listed {
  readonly location: string
  readonly dropped: number
  readonly requests: readonly {
    readonly trace: string
    readonly status: number
    readonly device: string | null
    readonly debug: string[]
  }[]
}
const listed = (edge: TestEdge, search = '') => ask<Listed>(edge, `/ops/requests${search}`)
const tracesIn = async (edge: TestEdge, search = '') => (await listed(edge, search)).requests.map(({ trace }) => trace)

describe('a request is explained', () => {
  test('by any isolate of its location, in the same words', async () => {
    const [one, other] = [isolate(), isolate()]
    const trace = traceOf(await one.fetch(question, { headers: { 'user-agent': 'tv/1.0' } }))
    await one.settled()
    const told = await ask<Record<string, unknown>>(other, `/ops/explain/${trace}`)
    expect(told).toEqual(await ask(one, `/ops/explain/${trace}`))
    expect(told).toMatchObject({
      ...{ trace, at: '2026-10-01T00:00:00.000Z', method: 'GET', path: '/model.json', query: { method: 'get' } },
      ...{ headers: { 'user-agent': 'tv/1.0' }, device: { class: 'browser', country: null, profile: null } },
      ...{ status: 200, category: 'SUCCESS', refused: null, degraded: [], cache: null, debug: [], plan: null, origins: [] },
    })
    expect(told.filters).toHaveLength(one.edge.pipeline.filters.length)
  })

  test('with the filters that changed its headers, and those that did not run', async () => {
    const edge = isolate()
    const trace = traceOf(await edge.fetch('/nosuch', { headers: { 'x-forwarded-for': '10.0.0.1', authorization: 'Bearer no' } }))
    const { filters } = await ask<{ filters: { name: string; verdict: string; actions: string[] }[] }>(edge, `/ops/explain/${trace}`)
    expect(filters.find(({ name }) => name === 'strip-headers')?.actions).toEqual(['remove x-forwarded-for'])
    expect(filters.find(({ name }) => name === 'identify-device')?.verdict).toBe('refused')
    expect(filters.find(({ name }) => name === 'allocate-experiments')?.verdict).toBe('skipped')
  })

  test('at another location where it is asked for there', async () => {
    await operations.ringAt('GRU').keep(
      [
        {
          ...{ trace: 'abc', at: clock.now, status: 200, code: null, path: '/', class: 'tv', degraded: false, device: null },
          record: packTrace(traceRecord({ trace: 'abc' })),
        },
      ],
      0,
    )
    const edge = isolate()
    expect((await edge.fetch('/ops/explain/abc', operator)).status).toBe(404)
    expect(await ask(edge, '/ops/explain/abc?location=GRU')).toMatchObject({ at: '1970-01-01T00:00:00.000Z' })
    expect(await refusalOf(await edge.fetch('/ops/explain/abc?location=here', operator))).toEqual({ status: 400, code: 'BAD_FIELD' })
  })

  test('and where the ring is out of order the isolate still knows its own', async () => {
    const ringAt = () => ({ keep: fail, find: fail, search: fail })
    const edge = isolate({ ringAt })
    const trace = traceOf(await edge.fetch(question))
    await edge.settled()
    expect(await ask(edge, `/ops/explain/${trace}`)).toMatchObject({ trace })
    expect(await refusalOf(await edge.fetch('/ops/explain/abc', operator))).toEqual({ status: 503, code: 'RING_UNAVAILABLE' })
    expect(edge.logged).toContainEqual(expect.objectContaining({ level: 'error', message: expect.stringContaining('out of order') }))
  })
})

const fail = () => Promise.reject(new Error('out of order'))

describe('the ring keeps', () => {
  test('in the local environment all requests, newest first', async () => {
    const edge = isolate()
    const traces = [traceOf(await edge.fetch(question)), traceOf(await edge.fetch('/nosuch'))]
    await edge.settled()
    expect(await tracesIn(edge)).toEqual(traces.toReversed())
    expect(await tracesIn(edge, '?status=404')).toEqual([traces[1]])
    expect(await tracesIn(edge, '?status=2xx&path=/model.json&limit=1')).toEqual([traces[0]])
    expect(await tracesIn(edge, '?code=NOT_FOUND&path=/nosuch&class=browser')).toEqual([traces[1]])
  })

  test('in production what failed or was refused, and one in a hundred of the others, told in full', async () => {
    let random = 0.5
    const graph = stubGraph({ get: async () => Promise.reject(new TypeError('bug')) })
    const edge = isolate({ ...inProduction, random: () => random })
    const broken = isolate({ ...inProduction, graph })
    await edge.fetch(question)
    const refused = traceOf(await edge.fetch('/nosuch'))
    const failed = traceOf(await broken.fetch(question))
    random = 0.001
    const sampled = traceOf(await edge.fetch(question))
    random = 0.5
    await edge.settled()
    await broken.settled()
    expect((await tracesIn(edge)).toSorted()).toEqual([refused, failed, sampled].toSorted())
    expect(await ask(edge, `/ops/explain/${failed}`)).toMatchObject({ status: 500, refused: 'INTERNAL', filters: [], headers: {} })
    const { filters } = await ask<{ filters: unknown[] }>(edge, `/ops/explain/${sampled}`)
    expect(filters).toHaveLength(edge.edge.pipeline.filters.length)
  })

  test('devices by what stands for them, and finds them by their own id', async () => {
    const edge = isolate()
    const token = await edge.signIn()
    const trace = traceOf(await edge.fetch(question, bearer(token)))
    await edge.fetch(question)
    await edge.settled()
    expect(await tracesIn(edge, '?device=tv-1')).toEqual([trace])
    expect(await tracesIn(edge, '?device=tv-2')).toEqual([])
    const { requests } = await listed(edge, '?device=tv-1')
    expect(requests[0]?.device).toMatch(/^[0-9a-f]{16}$/)
  })

  test.each(['?status=abc', '?status=6xx', '?status=99', '?limit=0', '?limit=501', '?degraded=yes', '?colour=red', '?limit=1&limit=2'])(
    'is not asked for %s',
    async (search) => {
      expect(await refusalOf(await isolate().fetch(`/ops/requests${search}`, operator))).toEqual({ status: 400, code: 'BAD_FIELD' })
    },
  )
})

describe('what is kept holds no secret', () => {
  const secret = 'hunter2'
  const graph = createGraph({ schema, resolvers })
  const paths = (value: unknown) => `/model.json?paths=${encodeURIComponent(JSON.stringify(value))}`

  test.each<[where: string, path: string, init?: RequestInit]>([
    ['the token', question, bearer(secret)],
    ['a cookie', question, { headers: { cookie: `session=${secret}` } }],
    ['a header', question, { headers: { 'x-api-key': secret, 'idempotency-key': secret, 'x-marquee-operator': secret, referer: secret } }],
    ['the query', `${question}&token=${secret}`],
    ['the path', `/reset/${secret}`],
    ['the path of a stream', `/play/${secret}/clip.mp4?sig=${secret}`],
    ['an operator’s path', `/ops/debug/${secret}`, operator],
    ['a path that cannot be read', `/%zz/${secret}`],
    ['the fragment', `${question}#${secret}`],
    ['a JSON body', '/model.json', postJson({ method: 'get', paths: [['titles', 1, secret]] })],
    ['a broken body', '/graphql', { method: 'POST', body: `{${secret}`, headers: { 'content-type': 'application/json' } }],
    ['a form', '/model.json', { method: 'POST', body: new URLSearchParams({ method: 'call', callPath: `["${secret}"]` }) }],
    ['a Falcor id', paths([['titles', secret, 'name']])],
    ['a row', paths([['rows', secret, 'heading']])],
    ['a Falcor argument', paths([['search', secret, 0, 'name']])],
    ['a Falcor key', paths([['titles', 1, secret]])],
    ['a device’s id', '/session', postJson({ device: { id: secret, class: 'tv' }, profile: 7 })],
    ['a seed', '/ops/seed/members', write('POST', [{ name: secret }])],
  ])('of %s', async (where, path, init = {}) => {
    const edge = isolate({ graph, schema })
    const answer = await edge.fetch(path, init)
    await answer.text()
    await edge.settled()
    expect(operations.everything()).toContain(traceOf(answer))
    expect(operations.everything()).not.toContain(secret)
    const told = await ask<{ plan: unknown }>(edge, `/ops/explain/${traceOf(answer)}`)
    expect(JSON.stringify(told)).not.toContain(secret)
    if (/Falcor|row/.test(where)) expect(told.plan).not.toBeNull()
  })

  test('of a member: neither account nor profile nor device', async () => {
    const edge = isolate({ graph: stubGraph({ get: async () => ({ body: jsonBody('{}'), cache: { scope: 'PRIVATE', maxAge: 0 } }) }) })
    const token = await edge.signIn()
    const trace = traceOf(await edge.fetch(question, bearer(token)))
    await edge.settled()
    const told = await ask<{ device: unknown }>(edge, `/ops/explain/${trace}`)
    expect(told.device).toEqual({ class: 'tv', model: null, country: 'NL', profile: expect.stringMatching(/^[0-9a-f]{16}$/) })
    for (const part of [token, '"a7"', '"tv-1"', 'Grace']) expect(operations.everything()).not.toContain(part)
  })

  test('of a member: not which poster it was shown, which is told of others', async () => {
    const edge = isolate()
    const poster = '/artwork/842/boxart/342.svg'
    const pathOf = async (init?: RequestInit) => {
      const answer = await edge.fetch(poster, init)
      return (await ask<{ path: string }>(edge, `/ops/explain/${traceOf(answer)}`)).path
    }
    expect(await pathOf()).toBe(poster)
    expect(await pathOf(bearer(await edge.signIn()))).toBe('/artwork/…')
  })

  test('a long header is cut', async () => {
    const edge = isolate()
    const trace = traceOf(await edge.fetch(question, { headers: { 'user-agent': 'x'.repeat(5_000) } }))
    const { headers } = await ask<{ headers: Record<string, string> }>(edge, `/ops/explain/${trace}`)
    expect(headers['user-agent']).toHaveLength(200)
  })
})

describe('a write by an operator', () => {
  const audited = async (edge: TestEdge) => (await ask<{ writes: readonly object[] }>(edge, '/ops/audit')).writes

  test('is noted with who, why, what and what it came to', async () => {
    const edge = isolate()
    await edge.fetch(
      '/ops/purge?reason=wrong%20year',
      write('POST', { tags: ['titles-842'] }, operatorToken, { 'x-marquee-operator': 'ana' }),
    )
    await edge.fetch('/ops/purge', write('POST', { tags: [] }))
    await edge.fetch('/ops/purge', write('POST', undefined))
    expect(await audited(edge)).toEqual([
      { at: '2026-10-01T00:00:00.000Z', author: 'local', role: 'operator', action: 'POST /ops/purge', reason: null, status: 400 },
      { at: '2026-10-01T00:00:00.000Z', author: 'local', role: 'operator', action: 'POST /ops/purge', reason: null, status: 400 },
      { at: '2026-10-01T00:00:00.000Z', author: 'ana', role: 'operator', action: 'POST /ops/purge', reason: 'wrong year', status: 200 },
    ])
  })

  test('says why in its body too; what only reads is not noted', async () => {
    const edge = isolate()
    await edge.fetch('/ops/debug/slow', write('PUT', rule))
    await edge.fetch('/ops/filters', operator)
    expect(await audited(edge)).toMatchObject([{ action: 'PUT /ops/debug/slow', reason: 'ticket 12', status: 200 }])
  })

  test('is not for readers, who see everything; the attempt is noted', async () => {
    const edge = isolate()
    expect(await refusalOf(await edge.fetch('/ops/purge', write('POST', { tags: ['titles'] }, readerToken)))).toEqual({
      status: 403,
      code: 'OPERATOR_ROLE',
    })
    for (const path of ['/ops/filters', '/ops/requests', '/ops/debug', '/ops/telemetry', '/ops/usage', '/ops/audit'])
      expect((await edge.fetch(path, bearer(readerToken))).status).toBe(200)
    expect(await audited(edge)).toMatchObject([{ author: 'bob', role: 'reader', status: 403 }])
  })

  test.each([
    ['is out of order', () => ({ ...operations.controlRoom(), openEntry: fail })],
    ['is not there', undefined],
  ])('is not made where the log %s', async (_, controlRoom) => {
    const edge = isolate({ ...inProduction, controlRoom })
    expect(await refusalOf(await edge.fetch('/ops/seed/members', write('POST', [{}])))).toEqual({
      status: 503,
      code: 'AUDIT_UNAVAILABLE',
    })
    expect(edge.logged).not.toContainEqual(expect.objectContaining({ message: expect.stringContaining('close') }))
  })

  test('is made, where its outcome cannot be noted, and that is told', async () => {
    const edge = isolate({ controlRoom: () => ({ ...operations.controlRoom(), closeEntry: fail }) })
    expect((await edge.fetch('/ops/seed/members', write('POST', [{}]))).status).toBe(200)
    expect(edge.logged).toMatchObject([{ filter: 'close-audit-entry', failMode: 'open' }])
    expect(await audited(edge)).toMatchObject([{ status: null }])
  })

  test('a HEAD reads as a GET does, and other methods are named', async () => {
    const edge = isolate()
    expect((await edge.fetch('/ops/filters', { ...operator, method: 'HEAD' })).status).toBe(200)
    const answer = await edge.fetch('/ops/debug/slow', operator)
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'PUT, DELETE'])
  })
})

describe('a debug rule', () => {
  test('has what fits it told in full and kept, by every isolate; the answer says its trace, as always', async () => {
    const [one, other] = [isolate(inProduction), isolate(inProduction)]
    await other.fetch('/healthz')
    await one.fetch('/ops/debug/slow', write('PUT', rule))
    clock.now += 2_000
    // Learns in the background, for those that come after.
    await other.fetch('/healthz')
    await other.settled()
    const answer = await other.fetch(question)
    await other.fetch('/healthz')
    expect([...answer.headers.keys()].filter((name) => name.startsWith('x-marquee'))).toEqual(['x-marquee-trace'])
    await other.settled()
    expect((await listed(one)).requests).toMatchObject([{ trace: traceOf(answer), debug: ['slow'] }])
    const { filters } = await ask<{ filters: unknown[] }>(one, `/ops/explain/${traceOf(answer)}`)
    expect(filters).toHaveLength(one.edge.pipeline.filters.length)
  })

  test('knows a device by its id, once that is known', async () => {
    const edge = isolate(inProduction)
    const { signIn } = isolate()
    await edge.fetch('/ops/debug/one-tv', write('PUT', { ...rule, when: { device: { id: ['tv-1'] } } }))
    const trace = traceOf(await edge.fetch(question, bearer(await signIn())))
    await edge.fetch(question)
    await edge.settled()
    expect(await tracesIn(edge, '?path=/model.json')).toEqual([trace])
  })

  test('stands in the list until its time is over, or it is ended', async () => {
    const edge = isolate(inProduction)
    await edge.fetch('/ops/debug/slow', write('PUT', rule))
    const { rules } = await ask<{ rules: unknown[] }>(edge, '/ops/debug')
    expect(rules).toEqual([
      { ...{ name: 'slow', when: rule.when, author: 'operator', reason: 'ticket 12' }, until: '2026-10-01T00:15:00.000Z' },
    ])
    expect((await edge.fetch('/ops/debug/slow', write('DELETE', undefined))).status).toBe(200)
    expect(await refusalOf(await edge.fetch('/ops/debug/slow', write('DELETE', undefined)))).toEqual({ status: 404, code: 'NOT_FOUND' })
    await edge.fetch(question)
    await edge.settled()
    expect(await tracesIn(edge, '?path=/model.json')).toEqual([])
    await edge.fetch('/ops/debug/slow', write('PUT', rule))
    clock.now += 15 * 60_000
    expect(await ask(edge, '/ops/debug')).toEqual({ rules: [] })
  })

  test('is refused where it is not as it should be, or one too many', async () => {
    const edge = isolate()
    expect(await refusalOf(await edge.fetch('/ops/debug/slow', write('PUT', { ...rule, minutes: 1_441 })))).toEqual({
      status: 400,
      code: 'BAD_BODY',
    })
    for (let one = 0; one < 20; one++) expect((await edge.fetch(`/ops/debug/r${one}`, write('PUT', rule))).status).toBe(200)
    const answer = await edge.fetch('/ops/debug/one-more', write('PUT', rule))
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_BODY', limit: 'debugRules', maximum: 20 } }] })
    expect((await edge.fetch('/ops/debug/Not_A_Name', write('PUT', rule))).status).toBe(404)
  })

  test('is for operators only, and not for what is not bound', async () => {
    expect((await isolate().fetch('/ops/debug/slow', { ...write('PUT', rule, 'nobody') })).status).toBe(401)
    const edge = isolate({ controlRoom: undefined })
    expect(await refusalOf(await edge.fetch('/ops/debug', operator))).toEqual({ status: 503, code: 'CONTROL_ROOM_UNAVAILABLE' })
  })
})

describe('counts and lines', () => {
  test('an isolate counts its requests by endpoint, category and class', async () => {
    const edge = isolate()
    await edge.fetch(question)
    await edge.fetch(question)
    await edge.fetch('/nosuch')
    await edge.fetch(question, bearer('nobody'))
    expect(await ask(edge, '/ops/telemetry')).toEqual({
      ...{ since: '2026-10-01T00:00:00.000Z', scope: 'isolate' },
      requests: [
        { endpoint: 'falcor', category: 'SUCCESS', class: 'browser', count: 2 },
        { endpoint: 'none', category: 'FAILURE_CLIENT_UNAUTHORIZED', class: 'browser', count: 1 },
        { endpoint: 'none', category: 'SUCCESS_LOCAL_NO_ROUTE', class: 'browser', count: 1 },
      ],
    })
  })

  test('in production each failure has a line, and one in a hundred of the others', async () => {
    let random = 0.5
    const edge = isolate({ ...inProduction, random: () => random })
    await edge.fetch(question)
    expect(edge.logged).toEqual([])
    const failed = traceOf(await edge.fetch(question, bearer('nobody')))
    random = 0.001
    const sampled = traceOf(await edge.fetch(question))
    expect(edge.logged).toMatchObject([
      { event: 'request', trace: failed, status: 401, category: 'FAILURE_CLIENT_UNAUTHORIZED', code: 'UNAUTHENTICATED', endpoint: 'none' },
      { event: 'request', trace: sampled, status: 200, category: 'SUCCESS', code: null, endpoint: 'falcor' },
    ])
  })

  test('nobody forges a line: what a device wrote is in none', async () => {
    const edge = isolate({ ...inProduction, random: () => 0 })
    const forged = '\u001b[31m{"event":"request"}'
    await edge.fetch(`/model.json/${encodeURIComponent(`\r\n${forged}`)}?paths=${encodeURIComponent(JSON.stringify([['titles', forged]]))}`)
    await edge.fetch('/nosuch', { headers: { 'user-agent': '{"event":"request"}' } })
    const lines = edge.logged.map((line) => JSON.stringify(line)).join('\n')
    expect(lines).not.toMatch(/\\|\[31m|nosuch|titles/)
  })
})
