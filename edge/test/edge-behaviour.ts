import { describe, expect, test } from 'vitest'
import { Refusal } from '../../graph/index.ts'
import { createTestEdge, jsonBody, operatorToken, postForm, postJson, refusalOf, site, stubGraph, stubOrigins } from './test-edge.ts'

const paths = '[["titles",1,"name"]]'
const modelUrl = (query: string) => `/model.json?${query}`
const get = (value: string) => modelUrl(`method=get&paths=${encodeURIComponent(value)}`)
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

/** Declares the behaviour of the edge as a whole over stubs; run in Node and in workerd. */
const passed = (name: string, ...actions: string[]) => ({ name, verdict: 'passed', reason: null, micros: 0, actions })

export function edgeBehaviour(runtime: string): void {
  describe(`the edge in ${runtime}`, () => {
    describe('speaks Falcor', () => {
      test('get by GET, with nothing but paths', async () => {
        const answer = await createTestEdge().fetch(modelUrl(`paths=${encodeURIComponent(paths)}`))
        expect(answer.status).toBe(200)
        expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
        expect(answer.headers.get('cache-control')).toBe('public, max-age=60')
        expect(await answer.json()).toEqual({ jsonGraph: { viewer: null }, paths: JSON.parse(paths) })
      })

      test('a plus in a query is a space, as forms have it', async () => {
        const answer = await createTestEdge().fetch(modelUrl('method=get&paths=%5B%5B%22a+b%22%5D%5D'))
        expect(await answer.json()).toMatchObject({ paths: [['a b']] })
      })

      test.each([
        { name: 'get', body: `method=get&paths=${encodeURIComponent(paths)}`, value: { paths: JSON.parse(paths) } },
        {
          name: 'set',
          body: `jsonGraph=${encodeURIComponent('{"jsonGraph":{},"paths":[]}')}&method=set`,
          value: { set: { jsonGraph: {}, paths: [] } },
        },
        {
          name: 'call',
          body: 'method=call&callPath=%5B%22addToMyList%22%5D&arguments=%5B7%5D&pathSuffixes=%5B%5D&paths=%5B%5D',
          value: { call: { method: 'call', callPath: ['addToMyList'], arguments: [7], pathSuffixes: [], thisPaths: [] } },
        },
      ])('$name by POST of a form, as falcor-http-datasource sends it', async ({ body, value }) => {
        const answer = await createTestEdge().fetch('/model.json', postForm(body))
        expect(answer.status).toBe(200)
        expect(await answer.json()).toMatchObject(value)
      })

      test.each([
        { name: 'as values', body: { method: 'call', callPath: ['rate'], arguments: [7, 4.5] } },
        { name: 'as strings of JSON', body: { method: 'call', callPath: '["rate"]', arguments: '[7,4.5]' } },
      ])('call by POST of JSON, its fields $name', async ({ body }) => {
        const answer = await createTestEdge().fetch('/model.json', postJson(body))
        expect(await answer.json()).toMatchObject({ call: { callPath: ['rate'], arguments: [7, 4.5] } })
        expect(answer.headers.get('cache-control')).toBe('private, no-store')
      })

      test('an answer that lacks something is kept by no cache, and says what it lacks', async () => {
        const graph = stubGraph({
          get: async (_paths, request) => {
            request.contexts().personal.degraded('ranking')
            return { body: jsonBody('{}'), cache: { scope: 'PUBLIC', maxAge: 60 } }
          },
        })
        const answer = await createTestEdge({ graph }).fetch(get(paths))
        expect(answer.headers.get('cache-control')).toBe('private, no-store')
        expect(answer.headers.get('x-marquee-degraded')).toBe('ranking')
      })
    })

    describe('refuses', () => {
      const cases: { name: string; path: string; init?: RequestInit; status: number; code: string }[] = [
        { name: 'an unknown path', path: '/nosuch', status: 404, code: 'NOT_FOUND' },
        { name: 'the path with a slash more', path: '/model.json/', status: 404, code: 'NOT_FOUND' },
        { name: 'a wrong method', path: '/model.json', init: { method: 'DELETE' }, status: 405, code: 'METHOD_NOT_ALLOWED' },
        { name: 'set by GET', path: modelUrl('method=set&jsonGraph=%7B%7D'), status: 405, code: 'METHOD_NOT_ALLOWED' },
        { name: 'call by GET', path: modelUrl('method=call&callPath=%5B%22a%22%5D'), status: 405, code: 'METHOD_NOT_ALLOWED' },
        { name: 'another method of Falcor', path: modelUrl('method=drop&paths=%5B%5D'), status: 400, code: 'BAD_FIELD' },
        { name: 'no paths', path: modelUrl('method=get'), status: 400, code: 'BAD_FIELD' },
        { name: 'paths twice', path: `${get(paths)}&paths=%5B%5D`, status: 400, code: 'BAD_FIELD' },
        { name: 'paths[]', path: modelUrl(`paths[]=${encodeURIComponent(paths)}`), status: 400, code: 'BAD_FIELD' },
        { name: 'paths[] encoded', path: modelUrl('paths%5B%5D=%5B%5D'), status: 400, code: 'BAD_FIELD' },
        { name: 'the method twice', path: `${get(paths)}&method=get`, status: 400, code: 'BAD_FIELD' },
        { name: 'a key twice in one object', path: get('[["titles",{"to":1,"to":9},"name"]]'), status: 400, code: 'DUPLICATE_KEY' },
        { name: 'no JSON', path: get('[["titles"'), status: 400, code: 'BAD_JSON' },
        { name: 'JSON too deep', path: get(deep(33)), status: 400, code: 'JSON_DEPTH_LIMIT' },
        { name: 'broken percent-encoding', path: modelUrl('paths=%5B%E0%A4%A'), status: 400, code: 'BAD_ENCODING' },
        { name: 'percent-encoding that is no UTF-8', path: modelUrl('paths=%ff%fe'), status: 400, code: 'BAD_ENCODING' },
        { name: 'a URL too long', path: modelUrl('x'.repeat(16 * 1024)), status: 414, code: 'URL_LIMIT' },
        { name: 'headers too many', path: '/healthz', init: { headers: manyHeaders(101, 'a') }, status: 431, code: 'HEADER_LIMIT' },
        {
          name: 'headers too long',
          path: '/healthz',
          init: { headers: manyHeaders(2, 'a'.repeat(9_000)) },
          status: 431,
          code: 'HEADER_LIMIT',
        },
        { name: 'text', path: '/model.json', init: { method: 'POST', body: 'paths=1' }, status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
        {
          name: 'another charset',
          path: '/model.json',
          init: { method: 'POST', body: '{}', headers: { 'content-type': 'application/json; charset=utf-16' } },
          status: 415,
          code: 'UNSUPPORTED_MEDIA_TYPE',
        },
        {
          name: 'a compressed body',
          path: '/model.json',
          init: postJson({}, { 'content-encoding': 'gzip' }),
          status: 415,
          code: 'UNSUPPORTED_ENCODING',
        },
        {
          name: 'a body too large',
          path: '/model.json',
          init: postForm(`paths=${'1'.repeat(64 * 1024)}`),
          status: 413,
          code: 'BODY_LIMIT',
        },
        {
          name: 'a field of a form twice',
          path: '/model.json',
          init: postForm('method=get&paths=1&paths=2'),
          status: 400,
          code: 'BAD_FIELD',
        },
        { name: 'a JSON body that is no object', path: '/model.json', init: postJson([]), status: 400, code: 'BAD_BODY' },
        {
          name: 'doubly encoded JSON with a key twice',
          path: '/model.json',
          init: postJson({ method: 'set', jsonGraph: '{"a":1,"a":2}' }),
          status: 400,
          code: 'DUPLICATE_KEY',
        },
        { name: 'a token of nobody', path: get(paths), init: bearer('nobody'), status: 401, code: 'UNAUTHENTICATED' },
        {
          name: 'another scheme',
          path: get(paths),
          init: { headers: { authorization: 'Basic YTpi' } },
          status: 401,
          code: 'UNAUTHENTICATED',
        },
        { name: 'an empty token', path: get(paths), init: { headers: { authorization: 'Bearer' } }, status: 401, code: 'UNAUTHENTICATED' },
        {
          name: 'an idempotency key too long',
          path: get(paths),
          init: { headers: { 'idempotency-key': 'k'.repeat(101) } },
          status: 400,
          code: 'BAD_HEADER',
        },
        { name: 'operators’ calls without a token', path: '/ops/filters', status: 401, code: 'UNAUTHENTICATED' },
        { name: 'operators’ calls that are none', path: '/ops/nosuch', init: bearer(operatorToken), status: 404, code: 'NOT_FOUND' },
        {
          name: 'an operators’ call by another method',
          path: '/ops/seed/members',
          init: bearer(operatorToken),
          status: 405,
          code: 'METHOD_NOT_ALLOWED',
        },
        { name: 'artwork of no title', path: '/artwork/404/boxart/342.svg', status: 404, code: 'NOT_FOUND' },
        { name: 'artwork of another kind', path: '/artwork/1/BOXART/342.svg', status: 404, code: 'NOT_FOUND' },
        { name: 'artwork too wide', path: '/artwork/1/boxart/2001.svg', status: 400, code: 'WIDTH_LIMIT' },
        { name: 'artwork too narrow', path: '/artwork/1/boxart/15.svg', status: 400, code: 'WIDTH_LIMIT' },
        { name: 'a session of an unknown profile', path: '/session', init: postJson(sessionFor(8)), status: 404, code: 'PROFILE_UNKNOWN' },
        { name: 'a session without a device', path: '/session', init: postJson({ profile: 7 }), status: 400, code: 'BAD_BODY' },
        { name: 'a session by GET', path: '/session', status: 405, code: 'METHOD_NOT_ALLOWED' },
        { name: 'a session by form', path: '/session', init: postForm('profile=7'), status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
      ]
      test.each(cases)('$name: $status $code', async ({ path, init, status, code }) => {
        const { fetch } = createTestEdge()
        expect(await refusalOf(await fetch(path, init))).toEqual({ status, code })
        const next = await fetch(get(paths))
        expect(next.status).toBe(200)
      })

      test('what the graph refuses, with its details', async () => {
        const refusal = new Refusal('PATH_LIMIT', 'Cannot answer this request: too many paths', {
          limit: 'pathCount',
          maximum: 1,
          actual: 2,
        })
        const answer = await createTestEdge({ graph: stubGraph({ get: () => Promise.reject(refusal) }) }).fetch(get(paths))
        expect(answer.status).toBe(400)
        expect(await answer.json()).toEqual({
          errors: [
            {
              message: 'Cannot answer this request: too many paths',
              extensions: { code: 'PATH_LIMIT', limit: 'pathCount', maximum: 1, actual: 2 },
            },
          ],
        })
      })

      test('a method with the ones that are allowed', async () => {
        const answer = await createTestEdge().fetch('/model.json', { method: 'PUT' })
        expect(answer.headers.get('allow')).toBe('GET, POST')
      })
    })

    describe('knows who asks', () => {
      test('a token from a session names the profile', async () => {
        const { fetch, signIn } = createTestEdge()
        const answer = await fetch(get(paths), bearer(await signIn()))
        expect(await answer.json()).toMatchObject({ jsonGraph: { viewer: 7 } })
      })

      test('a session says when it ends', async () => {
        const answer = await createTestEdge().fetch('/session', postJson(sessionFor(7), { authorization: 'Bearer an.expired.token' }))
        expect(answer.status).toBe(200)
        expect(await answer.json()).toMatchObject({ expiresAt: '2026-10-01T12:00:00.000Z' })
      })

      test('outside the local environment a session takes a device credential', async () => {
        const answer = await createTestEdge({ local: false }).fetch('/session', postJson(sessionFor(7)))
        expect(await refusalOf(answer)).toEqual({ status: 403, code: 'DEVICE_CREDENTIAL_REQUIRED' })
      })

      test('without a key there are no sessions, and the edge is not ready', async () => {
        const { fetch } = createTestEdge({ sessionKey: 'short' })
        expect(await refusalOf(await fetch('/session', postJson(sessionFor(7))))).toEqual({ status: 503, code: 'NOT_CONFIGURED' })
        const answer = await fetch('/readyz')
        expect(answer.status).toBe(503)
        expect(await answer.json()).toMatchObject({
          origins: { edge: { ready: false, detail: 'SESSION_KEY is missing or under 32 bytes' } },
        })
      })

      test('a previous key that is too short to have signed anything is told, not passed over', async () => {
        const answer = await createTestEdge({ previousSessionKey: 'short' }).fetch('/readyz')
        expect(await answer.json()).toMatchObject({ origins: { edge: { ready: false, detail: 'SESSION_KEY_PREVIOUS is under 32 bytes' } } })
      })

      test('without an operators’ token nobody is an operator', async () => {
        const { fetch } = createTestEdge({ operatorToken: undefined })
        expect(await refusalOf(await fetch('/ops/seed/playback', { ...bearer('undefined'), method: 'POST' }))).toEqual({
          status: 401,
          code: 'UNAUTHENTICATED',
        })
      })
    })

    describe('is reached from other origins', () => {
      test('a preflight names the headers that devices send', async () => {
        const answer = await createTestEdge().fetch('/model.json', {
          method: 'OPTIONS',
          headers: {
            origin: 'https://tv.example',
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization',
          },
        })
        expect(answer.status).toBe(204)
        expect(answer.headers.get('access-control-allow-origin')).toBe('https://tv.example')
        expect(answer.headers.get('access-control-allow-credentials')).toBe('true')
        expect(answer.headers.get('access-control-allow-methods')).toBe('GET, POST, OPTIONS')
        const allowed = answer.headers.get('access-control-allow-headers')?.split(', ')
        const sent = ['authorization', 'x-requested-with', 'content-type', 'idempotency-key', 'apollographql-client-name']
        expect(allowed).toEqual(expect.arrayContaining(sent))
      })

      test('answers and errors may be read, and caches keep them apart by origin', async () => {
        for (const path of [get(paths), '/nosuch']) {
          const answer = await createTestEdge().fetch(path, { headers: { origin: 'https://tv.example' } })
          expect(answer.headers.get('access-control-allow-origin')).toBe('https://tv.example')
          expect(answer.headers.get('vary')).toBe('origin')
        }
      })

      test('operators’ calls may not', async () => {
        const answer = await createTestEdge().fetch('/ops/filters', { headers: { origin: 'https://tv.example' } })
        expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      })
    })

    describe('says what happened', () => {
      test('every answer has a trace and its timing', async () => {
        for (const path of ['/healthz', '/nosuch', get(paths)]) {
          const answer = await createTestEdge().fetch(path)
          expect(answer.headers.get('x-marquee-trace')).toMatch(/^[0-9a-f]{32}$/)
          expect(answer.headers.get('server-timing')).toMatch(/^edge;dur=[\d.]+/)
          expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
        }
      })

      test('operators read the origin calls of a trace', async () => {
        const { fetch } = createTestEdge({ local: false })
        const artwork = await fetch('/artwork/7/boxart/342.svg')
        expect(artwork.headers.get('x-marquee-origin-calls')).toBeNull()
        const explained = await fetch(`/ops/explain/${artwork.headers.get('x-marquee-trace')}`, bearer(operatorToken))
        expect(await explained.json()).toEqual({
          trace: artwork.headers.get('x-marquee-trace'),
          at: '2026-10-01T00:00:00.000Z',
          method: 'GET',
          path: '/artwork/7/boxart/342.svg',
          query: {},
          headers: {},
          device: { class: 'browser', model: null, country: null, profile: null },
          status: 200,
          category: 'SUCCESS',
          refused: null,
          micros: 0,
          degraded: [],
          cache: null,
          attributes: {},
          debug: [],
          filters: [],
          plan: null,
          origins: [{ origin: 'catalog', method: 'poster', level: 1, micros: 0, outcome: 'ok' }],
        })
      })

      test('in the local environment every filter of a request is told, with what it changed', async () => {
        const { edge, fetch } = createTestEdge()
        const answer = await fetch('/artwork/7/boxart/342.svg', { headers: { 'x-forwarded-for': '10.0.0.1' } })
        const explained = await fetch(`/ops/explain/${answer.headers.get('x-marquee-trace')}`, bearer(operatorToken))
        const { filters } = (await explained.json()) as { filters: readonly { readonly name: string }[] }
        expect(filters.map(({ name }) => name)).toEqual(edge.pipeline.filters.map(({ name }) => name))
        for (const told of [
          passed('limit-url'),
          passed('strip-headers', 'remove x-forwarded-for'),
          passed('tell-trace', 'set x-marquee-trace', 'set x-marquee-origin-calls', 'set server-timing'),
          passed('share-across-origins', 'set vary'),
        ])
          expect(filters).toContainEqual(told)
      })

      test('a refusal names the filter that refused, and those that it kept from running', async () => {
        const { fetch } = createTestEdge()
        const answer = await fetch('/healthz', { headers: { authorization: 'Bearer no' } })
        expect(answer.status).toBe(401)
        const explained = await fetch(`/ops/explain/${answer.headers.get('x-marquee-trace')}`, bearer(operatorToken))
        const { filters } = (await explained.json()) as { filters: { name: string; verdict: string; reason: string | null }[] }
        expect(filters.find(({ verdict }) => verdict === 'refused')).toMatchObject({ name: 'identify-device', reason: 'UNAUTHENTICATED' })
      })

      test('operators see all filters in the order they run', async () => {
        const { edge, fetch } = createTestEdge()
        const listed = await fetch('/ops/filters', bearer(operatorToken))
        const { filters } = (await listed.json()) as { filters: unknown[] }
        expect(filters[0]).toEqual({
          name: 'limit-url',
          stage: 'inbound',
          kind: 'built-in',
          state: 'active',
          revision: null,
          failMode: 'closed',
        })
        expect(filters).toHaveLength(edge.pipeline.filters.length)
      })

      test('in the local environment each answer tells its origin calls', async () => {
        const answer = await createTestEdge().fetch('/artwork/7/boxart/342.svg')
        expect(answer.headers.get('x-marquee-origin-calls')).toBe('catalog.poster/1')
      })

      test.each([
        { local: true, message: 'the secret of the bug' },
        { local: false, message: 'Something went wrong' },
      ])('a bug is 500, logged with its trace; its message is shown: $local', async ({ local, message }) => {
        const graph = stubGraph({ get: () => Promise.reject(new TypeError('the secret of the bug')) })
        const { fetch, logged } = createTestEdge({ graph, local })
        const answer = await fetch(get(paths))
        expect(answer.status).toBe(500)
        expect(await answer.json()).toEqual({ errors: [{ message, extensions: { code: 'INTERNAL' } }] })
        expect(logged.filter(({ level }) => level === 'error')).toMatchObject([
          { trace: answer.headers.get('x-marquee-trace'), name: 'TypeError', message: 'the secret of the bug' },
        ])
      })
    })

    describe('passes on', () => {
      test('artwork, for ever and harmless', async () => {
        const answer = await createTestEdge().fetch('/artwork/7/billboard/640.svg')
        expect(await answer.text()).toBe('<svg id="7-BILLBOARD-640"/>')
        expect(Object.fromEntries(answer.headers)).toMatchObject({
          'content-type': 'image/svg+xml; charset=utf-8',
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
          'x-content-type-options': 'nosniff',
        })
      })

      test('a range of a segment, without the token', async () => {
        const { fetch, signIn } = createTestEdge()
        const init = { headers: { range: 'bytes=0-9', cookie: 'a=b', ...bearer(await signIn()).headers } }
        const answer = await fetch('/play/x/clip.mp4?sig=1', init)
        expect(answer.status).toBe(206)
        expect(answer.headers.get('access-control-allow-origin')).toBe('*')
        expect(await answer.text()).toBe(`GET ${site}/play/x/clip.mp4?sig=1 range`)
      })

      test('seeds, from operators', async () => {
        const { fetch } = createTestEdge()
        const headers = { authorization: `Bearer ${operatorToken}` }
        expect(await (await fetch('/ops/seed/members', postJson([{}, {}], headers))).json()).toEqual({ created: 2 })
        expect(await (await fetch('/ops/seed/playback', postJson({}, headers))).json()).toEqual({ stored: 6 })
      })
    })

    describe('is ready', () => {
      test('when every origin is', async () => {
        const answer = await createTestEdge().fetch('/readyz')
        expect(answer.status).toBe(200)
        expect(await answer.json()).toMatchObject({
          ready: true,
          origins: { edge: { ready: true }, catalog: { ready: true, detail: 'there' } },
        })
      })

      test('and says which is not', async () => {
        const origins = stubOrigins({
          catalog: { state: async () => ({ ready: false, detail: 'no titles' }) },
          members: { state: () => Promise.reject(new Error('x')) },
        })
        const answer = await createTestEdge({ origins }).fetch('/readyz')
        expect(answer.status).toBe(503)
        expect(await answer.json()).toMatchObject({
          ready: false,
          origins: {
            catalog: { ready: false, detail: 'no titles' },
            members: { ready: false, detail: 'no state: threw' },
            ranking: { ready: true },
          },
        })
      })

      test('it is alive in any case, and a HEAD has no body', async () => {
        const answer = await createTestEdge().fetch('/healthz', { method: 'HEAD' })
        expect(answer.status).toBe(200)
        expect(await answer.text()).toBe('')
      })
    })

    describe('gives each mutation of a document its own idempotency key', () => {
      test('the first one the device’s, the same ones every time', async () => {
        const keys: (string | null)[] = []
        const graph = stubGraph({
          get: async (_paths, { contexts }) => {
            for (let operation = 0; operation < 3; operation++) keys.push(contexts().personal.idempotencyKey)
            return { body: jsonBody('{}'), cache: { scope: 'PRIVATE', maxAge: 0 } }
          },
        })
        await createTestEdge({ graph }).fetch(get(paths), { headers: { 'idempotency-key': 'k1' } })
        expect(keys).toEqual(['k1', 'k1#1', 'k1#2'])
      })
    })
  })
}

const sessionFor = (profile: number) => ({ device: { id: 'tv-1', class: 'tv' }, profile })

function bearer(token: string): { headers: Record<string, string> } {
  return { headers: { authorization: `Bearer ${token}` } }
}

function manyHeaders(count: number, value: string): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`x-h${at}`, value]))
}
