import { afterEach, describe, expect, inject, test } from 'vitest'
import { expectRefusal } from './expect-refusal.ts'
import { ask, json } from './marquee.ts'
import { filterSource, operate, publish, statesOf } from './operator.ts'

const httpOriginUrl = inject('httpOriginUrl')
const film = '/graphql?query=%7Btitle(id%3A1)%7Bname%7D%7D'
const asked = (headers: Record<string, string> = {}) => ask(film, { headers: { accept: 'application/json', ...headers } })
const onlyLab = "stage: 'inbound', failMode: 'open', when: { header: { 'x-lab': 'on' } }"
const lab = { 'x-lab': 'on' }
const deny = (code = 'DENIED') => `return [{ respond: { status: 403, code: '${code}', message: 'no' } }]`

/** As a device of this id, signed in as profile 7. */
async function device(id: string, parts: object = {}) {
  const answer = await ask('/session', json({ device: { id, class: 'tv', ...parts }, profile: 7 }))
  return { authorization: `Bearer ${answer.json<{ token: string }>().token}` }
}

/** Every filter of a request that was answered, as it is explained. */
async function explained(answer: { readonly headers: Headers }) {
  const told = await operate('GET', `/ops/explain/${answer.headers.get('x-marquee-trace')}`)
  return told.json<{
    filters: { name: string; revision?: string; verdict: string; reason: string | null; actions: string[] }[]
    attributes: Record<string, unknown>
  }>()
}

afterEach(async () => {
  expect((await operate('POST', '/ops/filters/off')).status).toBe(200)
  expect((await asked()).status).toBe(200)
})

describe('a filter', () => {
  test('changes nothing as a draft, everything once it is active, and nothing again when it is rolled back', async () => {
    // A name of its own: another run may have left a revision to go back to.
    const name = `deny-${Date.now().toString(36)}`
    const source = filterSource(deny(), onlyLab)
    const javascript = { 'content-type': 'text/javascript' }
    const draft = await operate('PUT', `/ops/filters/${name}?reason=a+trial`, source, javascript)
    expect(draft.status).toBe(201)
    const { revision, state, dryRun } = draft.json<{ revision: string; state: string; dryRun: object }>()
    expect(state).toBe('draft')
    expect(dryRun).toMatchObject({ requests: expect.any(Number), changed: expect.any(Number), samples: expect.any(Array) })
    expect((await asked(lab)).status).toBe(200)
    expect((await operate('PUT', `/ops/filters/${name}`, source, javascript)).json()).toMatchObject({ revision })

    const active = await operate('POST', `/ops/filters/${name}/activate`, { revision, share: 1 })
    expect(active.json()).toMatchObject({ state: 'active', revision })
    const denied = await asked(lab)
    expect(denied.status).toBe(403)
    expectRefusal(denied, 'DENIED')
    expect((await asked()).status).toBe(200)

    expect((await operate('POST', `/ops/filters/${name}/rollback`)).json()).toMatchObject({ state: 'off' })
    expect((await asked(lab)).status).toBe(200)
  })

  test('is explained: that it was skipped, why, and what it did', async () => {
    const revision = await publish(
      'deny',
      filterSource(
        "return [{ setAttribute: ['lab', 7] }, ...(request.url.includes('name') ? [{ respond: { status: 418, body: 'tea' } }] : [])]",
        onlyLab,
      ),
    )
    const skipped = await explained(await asked())
    expect(skipped.filters.find(({ name }) => name === 'deny')).toMatchObject({
      revision,
      verdict: 'skipped',
      reason: 'another x-lab',
      actions: [],
    })
    const answer = await asked(lab)
    expect([answer.status, answer.text]).toEqual([418, 'tea'])
    const told = await explained(answer)
    expect(told.filters.find(({ name }) => name === 'deny')).toMatchObject({
      verdict: 'responded',
      actions: ['attribute lab', 'respond 418'],
    })
    expect(told.attributes).toEqual({ lab: 7 })
  })

  test('stands in the list between the built-in filters of the two stages, in the order of their wishes', async () => {
    await publish('b-in', filterSource('return []', "stage: 'inbound', failMode: 'closed', before: ['a-in', 'nosuch']"))
    await publish('a-in', filterSource('return []'), 0.5)
    await publish('an-out', filterSource('return []', "stage: 'outbound', failMode: 'open'"))
    const { filters } = (await operate('GET', '/ops/filters')).json<{
      filters: { name: string; kind: string; state: string; failMode: string }[]
    }>()
    const live = filters.filter(({ state }) => state === 'active' || state === 'canary')
    const at = live.findIndex(({ kind }) => kind === 'dynamic')
    expect(live.slice(at - 1, at + 4).map(({ name, kind, state, failMode }) => `${name} ${kind} ${state} ${failMode}`)).toEqual([
      'allocate-experiments built-in active open',
      'b-in dynamic active closed',
      'a-in dynamic canary open',
      'an-out dynamic active open',
      'tell-trace built-in active open',
    ])
  })

  test('sees device and request without credentials, and changes what those after it see', async () => {
    const signedIn = await device('tv-9', { model: 'BX-55' })
    await publish(
      'a',
      filterSource(
        "return [{ setRequestHeader: ['x-seen', JSON.stringify([device, Object.keys(request.headers).filter((name) => /auth|cookie/.test(name))])] }]",
      ),
    )
    await publish(
      'b',
      filterSource(
        "return [{ respond: { status: 200, body: String(request.headers['x-seen']) } }]",
        "stage: 'inbound', failMode: 'open', after: ['a']",
      ),
    )
    const answer = await asked({ ...signedIn, cookie: 'a=b' })
    expect(JSON.parse(answer.text)).toEqual([{ id: 'tv-9', class: 'tv', model: 'BX-55', profile: 7, country: expect.any(String) }, []])
  })

  test('of the outbound stage meets every answer, refusals too, and not those of operators or of who asks whether we live', async () => {
    await publish(
      'mark',
      filterSource("return [{ setResponseHeader: ['x-lab-status', String(response.status)] }]", "stage: 'outbound', failMode: 'open'"),
    )
    const marks = async (path: string, headers = {}) => (await ask(path, { headers })).headers.get('x-lab-status')
    expect(await marks(film)).toBe('200')
    expect(await marks('/nosuch')).toBe('404')
    expect(await marks(film, { authorization: 'Bearer nobody' })).toBe('401')
    expect(await marks('/healthz')).toBeNull()
    expect(await marks('/readyz')).toBeNull()
    expect((await operate('GET', '/ops/filters')).headers.get('x-lab-status')).toBeNull()
  })

  test('redirects, and sets headers of an answer that is still to come', async () => {
    await publish('move', filterSource("return [{ redirect: { status: 307, location: '/elsewhere' } }]", onlyLab))
    await publish('mark', filterSource("return [{ setResponseHeader: ['x-lab-mark', '1'] }, { removeResponseHeader: 'vary' }]"))
    const moved = await asked(lab)
    expect([moved.status, moved.headers.get('location')]).toEqual([307, '/elsewhere'])
    expect((await asked()).headers.get('x-lab-mark')).toBe('1')
  })

  test.skipIf(httpOriginUrl === undefined)('sends one account’s requests to another origin that is registered', async () => {
    await publish(
      'over',
      filterSource(
        "return device.profile === 7 ? [{ route: { origin: 'legacy' } }] : []",
        "stage: 'inbound', failMode: 'open', when: { path: '/graphql' }",
      ),
    )
    expect((await asked()).text).toContain('"data"')
    expect((await asked(await device('tv-1'))).text).not.toContain('"data"')
  })

  test('whose origin is not registered has failed', async () => {
    await publish('over', filterSource("return [{ route: { origin: 'nowhere' } }]", onlyLab))
    const answer = await asked(lab)
    expect(answer.status).toBe(200)
    expect((await explained(answer)).filters.find(({ name }) => name === 'over')).toMatchObject({
      verdict: 'failed',
      reason: "no origin 'nowhere' is registered",
    })
  })

  test('ends by itself when its time is over', async () => {
    const source = filterSource(deny(), onlyLab)
    const past = await operate('PUT', '/ops/filters/brief?expires=2020-01-01T00:00:00Z', source, { 'content-type': 'text/javascript' })
    expect(past.status).toBe(400)
    const expires = new Date(Date.now() + 2_500).toISOString()
    const put = await operate('PUT', `/ops/filters/brief?expires=${expires}`, source, { 'content-type': 'text/javascript' })
    expect(put.status).toBe(201)
    await operate('POST', '/ops/filters/brief/activate', { share: 1 })
    expect((await asked(lab)).status).toBe(403)
    await expect.poll(async () => (await asked(lab)).status, { timeout: 10_000 }).toBe(200)
  })
})

describe('a rule', () => {
  const rule = (over: object = {}) => ({
    ...{ stage: 'inbound', failMode: 'open', when: { path: '/graphql' }, expression: 'request.headers["x-lab"] == "on"' },
    actions: [{ respond: { status: 451, code: 'NOT_HERE', message: 'not here' } }],
    ...over,
  })
  const put = (name: string, body: object) => operate('PUT', `/ops/filters/${name}?reason=a+rule`, body)

  test('is a filter like any other', async () => {
    const draft = await put('not-here', rule())
    expect(draft.status).toBe(201)
    expect(draft.json()).toMatchObject({ state: 'draft', dryRun: { requests: expect.any(Number) } })
    await operate('POST', '/ops/filters/not-here/activate', { share: 1 })
    expectRefusal(await asked(lab), 'NOT_HERE')
    const { filters } = await explained(await asked({ 'x-lab': 'off' }))
    expect(filters.find(({ name }) => name === 'not-here')).toMatchObject({ verdict: 'skipped', reason: 'its condition does not hold' })
    const listed = (await operate('GET', '/ops/filters')).json<{ filters: { name: string; kind: string }[] }>()
    expect(listed.filters.find(({ name }) => name === 'not-here')).toMatchObject({ kind: 'rule', state: 'active' })
  })

  test('that cannot tell has failed, and its fail mode counts', async () => {
    await put('cannot-tell', rule({ failMode: 'closed' }))
    await operate('POST', '/ops/filters/cannot-tell/activate', { share: 1 })
    for (let again = 0; again < 5; again++) {
      const answer = await asked()
      expect(answer.status).toBe(503)
      expectRefusal(answer, 'FILTER_FAILED')
    }
    // It is the request's doing: nobody takes a rule away by that.
    expect((await statesOf('cannot-tell'))[0]?.states.at(-1)).toBe('active')
    expect((await asked(lab)).status).toBe(451)
  })

  test.each([
    ['an expression that is none', { expression: 'request.method ==' }],
    ['an expression that comes to no yes or no', { expression: 'request.method' }],
    ['a field that is not there', { expression: 'request.body == "x"' }],
    ['a pattern of three thousand letters', { expression: `request.path.matches('${'a'.repeat(3_000)}')` }],
    ['macros in macros', { expression: '[1, 2, 3].all(a, [1, 2, 3].all(b, [1, 2, 3].all(c, [1, 2, 3].all(d, a + b + c + d > 0))))' }],
    ['a member that is misspelt', { expresion: 'true' }],
    [
      'a fixture that fails',
      {
        fixtures: [
          { request: { url: '/graphql' }, actions: [], device: { class: 'tv' } },
          { request: { url: '/graphql', headers: { 'x-lab': 'on' } }, actions: [] },
        ],
      },
    ],
  ])('with %s is refused with its place', async (_, over) => {
    const answer = await put('broken-rule', rule(over))
    expect(answer.status).toBe(400)
    expectRefusal(answer, 'FILTER_INVALID')
    const [{ extensions }] = answer.json<{ errors: [{ extensions: object }] }>().errors
    expect(extensions).toMatchObject({ line: expect.any(Number), column: expect.any(Number) })
  })
})

describe('what is no filter is refused with its place', () => {
  test.each([
    [
      'a syntax error',
      'text/typescript',
      "import { defineFilter } from 'marquee:filter'\nexport default defineFilter({ stage: 'inbound', failMode 'open' })",
      2,
    ],
    [
      'a type error',
      'text/typescript',
      "import { defineFilter } from 'marquee:filter'\nexport default defineFilter({\n  stage: 'inbound', failMode: 'open',\n  apply: () => [{ respond: { status: 'no' } }],\n})",
      4,
    ],
    ['another import', 'text/javascript', "import fs from 'node:fs'\nexport default fs", 1],
    [
      'a filter that names no fail mode',
      'text/javascript',
      "import { defineFilter } from 'marquee:filter'\n\nexport default defineFilter({ stage: 'inbound', apply: () => [] })",
      3,
    ],
    [
      'a fixture that fails',
      'text/javascript',
      `${filterSource('return []')}export const fixtures = [{ actions: [{ respond: { status: 403 } }] }]`,
      4,
    ],
    ['a loop without an end', 'text/javascript', 'for (;;);\nexport default {}', 1],
  ])('%s', async (_, type, source, line) => {
    const answer = await operate('PUT', '/ops/filters/broken', source, { 'content-type': type })
    expect(answer.status).toBe(400)
    const [{ extensions }] = answer.json<{ errors: [{ extensions: { line: number; column: number; problems: object[] } }] }>().errors
    expect(extensions).toMatchObject({ code: 'FILTER_INVALID', line, column: expect.any(Number) })
    expect(extensions.problems.length).toBeGreaterThan(0)
    expect((await operate('GET', '/ops/filters/broken/history')).status).toBe(404)
  })

  test.each([
    ['a name that is built in', 'limit-url', 400, 'FILTER_INVALID'],
    ['the name of the off switch', 'off', 400, 'FILTER_INVALID'],
    ['a name in capitals', 'Deny', 400, 'FILTER_INVALID'],
  ])('%s', async (_, name, status, code) => {
    const answer = await operate('PUT', `/ops/filters/${name}`, filterSource('return []'), { 'content-type': 'text/javascript' })
    expect(answer.status).toBe(status)
    expectRefusal(answer, code)
  })

  test('a source of another type, and one over 64 KiB', async () => {
    expectRefusal(await operate('PUT', '/ops/filters/a', 'x', { 'content-type': 'text/x-groovy' }), 'UNSUPPORTED_MEDIA_TYPE')
    const long = `${filterSource('return []')}//${' '.repeat(65_536)}`
    expectRefusal(await operate('PUT', '/ops/filters/a', long, { 'content-type': 'text/javascript' }), 'BODY_LIMIT')
  })

  test('filters that wait for each other do not both become live', async () => {
    await publish('a', filterSource('return []', "stage: 'inbound', failMode: 'open', after: ['b']"))
    await operate('PUT', '/ops/filters/b', filterSource('return []', "stage: 'inbound', failMode: 'open', after: ['a']"), {
      'content-type': 'text/javascript',
    })
    expectRefusal(await operate('POST', '/ops/filters/b/activate', { share: 1 }), 'FILTER_INVALID')
  })

  test('an activation of nothing, or to no share', async () => {
    await operate('PUT', '/ops/filters/a', filterSource('return []'), { 'content-type': 'text/javascript' })
    expectRefusal(await operate('POST', '/ops/filters/a/activate', { revision: '0'.repeat(16), share: 1 }), 'NOT_FOUND')
    for (const share of [0, -1, 2, '1']) expectRefusal(await operate('POST', '/ops/filters/a/activate', { share }), 'BAD_BODY')
  })
})

test('of two operators the second learns that the first has written', async () => {
  const put = (source: string, match: string) =>
    operate('PUT', '/ops/filters/shared', source, { 'content-type': 'text/javascript', 'if-match': match })
  const first = await operate('PUT', '/ops/filters/shared', filterSource('return []'), { 'content-type': 'text/javascript' })
  const read = first.headers.get('etag') ?? ''
  const second = await put(filterSource('return [] /* mine */'), read)
  expect(second.status).toBe(201)
  const late = await put(filterSource('return [] /* theirs */'), read)
  expect(late.status).toBe(412)
  expectRefusal(late, 'REVISION_CHANGED')
  expectRefusal(await operate('POST', '/ops/filters/shared/activate', { share: 1 }, { 'if-match': read }), 'REVISION_CHANGED')
  expect((await operate('GET', '/ops/filters/shared/history')).headers.get('etag')).toBe(second.headers.get('etag'))
})

test('a history says who did what, when, why, and what changed in the source', async () => {
  await publish('told', filterSource('return []'))
  await publish('told', filterSource('return [] /* again */'))
  const { revisions } = (await operate('GET', '/ops/filters/told/history')).json<{
    revisions: { author: string; reason: string; at: string; diff: string }[]
  }>()
  expect(revisions[0]).toMatchObject({ author: 'local', reason: 'conformance', at: expect.stringMatching(/^\d{4}-/) })
  expect(revisions[0]?.diff).toMatch(/^\+.*again/m)
  const { writes } = (await operate('GET', '/ops/audit?limit=10')).json<{ writes: { action: string }[] }>()
  expect(writes.map(({ action }) => action)).toContain('POST /ops/filters/told/activate')
})

test('a dry run says what the filter would have done to requests of before', async () => {
  const marked = 'x'.repeat(12)
  for (let at = 0; at < 5; at++) await asked({ 'graphql-client-name': marked })
  const source = filterSource(deny(), `stage: 'inbound', failMode: 'open', when: { header: { 'graphql-client-name': '${marked}' } }`)
  await expect
    .poll(
      async () =>
        (await operate('PUT', '/ops/filters/tried', source, { 'content-type': 'text/javascript' })).json<{ dryRun: object }>().dryRun,
    )
    .toMatchObject({ matched: 5, acted: 5, changed: 5, failed: 0, actions: { before: {}, after: { respond: 5 } } })
})

describe('a canary', () => {
  test('is for a share of devices, and always for the same ones', async () => {
    await publish('half', filterSource(deny(), onlyLab), 0.5)
    const devices = await Promise.all(Array.from({ length: 40 }, (_, at) => device(`canary-${at}`)))
    const round = () => Promise.all(devices.map(async (headers) => (await asked({ ...headers, ...lab })).status))
    const first = await round()
    const share = first.filter((status) => status === 403).length
    expect(share).toBeGreaterThan(8)
    expect(share).toBeLessThan(32)
    expect(await round()).toEqual(first)
  })

  test.each([
    ['throws', 'throw new Error("no")', 'threw'],
    ['returns nonsense', 'return [{ respond: { status: 9 } }]', 'nonsense'],
    ['asks for the network', 'fetch("https://example.com"); return []', 'threw'],
    ['never ends', 'for (;;);', 'steps'],
  ])('that %s is undone, and no device is worse off', async (name, apply, kind) => {
    const filter = `canary-${kind}-${name.length}`
    const source = filterSource(apply)
    await publish(filter, filterSource('return []'))
    const revision = await publish(filter, source, 0.9)
    const statuses: number[] = []
    await expect
      .poll(async () => {
        statuses.push((await asked()).status)
        const [newest] = await statesOf(filter)
        return { revision: newest?.revision, state: newest?.states.at(-1) }
      })
      .toEqual({ revision, state: 'undone' })
    expect(new Set(statuses)).toEqual(new Set([200]))
    const [undone, before] = await statesOf(filter)
    expect(undone?.reason).toContain(kind)
    expect(before?.states.at(-1)).toBe('active')
  })

  test('that does no harm becomes active for all', async () => {
    await publish('calm', filterSource("return [{ setResponseHeader: ['x-calm', '1'] }]", "stage: 'outbound', failMode: 'open'"), 0.5)
    for (let round = 0; round < 60; round++) await Promise.all(Array.from({ length: 10 }, () => asked()))
    await expect
      .poll(async () => {
        await asked()
        return (await statesOf('calm'))[0]?.states.at(-1)
      })
      .toBe('active')
    await expect.poll(async () => (await asked()).headers.get('x-calm'), { timeout: 5_000 }).toBe('1')
  })
})

test('a guard that fails lets nobody through, until it is undone', async () => {
  await publish(
    'guard',
    filterSource("if (request.headers['x-lab'] === 'on') throw new Error('no'); return []", "stage: 'inbound', failMode: 'closed'"),
  )
  const failed = await asked(lab)
  expect(failed.status).toBe(503)
  expectRefusal(failed, 'FILTER_FAILED')
  expect((await asked()).status).toBe(200)
  await expect.poll(async () => (await asked(lab)).status).toBe(200)
  expect((await statesOf('guard'))[0]?.states.at(-1)).toBe('undone')
})
