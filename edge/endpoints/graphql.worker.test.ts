import { serverAudits } from 'graphql-http'
import { describe, expect, test, vi } from 'vitest'
import { createFakeMembers } from '../../contracts/fakes/members.ts'
import { checkDocument, defaultLimits } from '../../graph/index.ts'
import { serve } from '../serve.ts'
import { createTestEdge, operatorToken, postForm, postJson, refusalOf, site, stubGraph, stubOrigins } from '../test/test-edge.ts'

const responseJson = { accept: 'application/graphql-response+json' }

describe('GraphQL over HTTP', () => {
  const { edge } = createTestEdge()
  const fetchFn = ((url: string, init?: RequestInit) => serve(edge, new Request(url, init), { waitUntil() {} })) as typeof fetch

  test.each(serverAudits({ url: `${site}/graphql`, fetchFn }).map((audit) => ({ id: audit.id, name: audit.name, audit })))(
    '$id $name',
    async ({ audit }) => {
      const result = await audit.fn()
      expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok')
    },
  )
})

describe('the GraphQL endpoint answers', () => {
  test('a query by POST, which no cache keeps', async () => {
    const answer = await createTestEdge().fetch('/graphql', postJson({ query: '{ hello viewer }' }))
    expect(await answer.json()).toEqual({ data: { hello: 'hello world', viewer: null } })
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('x-marquee-trace')).toMatch(/^[0-9a-f]{32}$/)
  })

  test.each(['/%67raphql', '/x/%2e%2e/graphql'])('under %s, which is another spelling of its path', async (path) => {
    const { fetch } = createTestEdge()
    for (const answer of [
      await fetch(path, postJson({ query: '{ hello }' })),
      await fetch(`${path}?query=${encodeURIComponent('{ hello }')}`),
    ])
      expect(await answer.json()).toEqual({ data: { hello: 'hello world' } })
  })

  test('a query by GET, with the life that the graph gives it', async () => {
    const query = 'query($name: String) { hello(name: $name) }'
    const answer = await createTestEdge().fetch(
      `/graphql?query=${encodeURIComponent(query)}&variables=${encodeURIComponent('{"name":"you"}')}`,
    )
    expect(await answer.json()).toEqual({ data: { hello: 'hello you' } })
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60')
  })

  test('for the member whose token it is, and the next request as a visitor again', async () => {
    const { fetch, signIn } = createTestEdge()
    const authorization = `Bearer ${await signIn()}`
    const ask = async (headers: Record<string, string>) => (await fetch('/graphql', postJson({ query: '{ viewer }' }, headers))).json()
    expect(await ask({ authorization })).toEqual({ data: { viewer: 7 } })
    expect(await ask({})).toEqual({ data: { viewer: null } })
  })

  test('many at once, each with its own', async () => {
    const { fetch } = createTestEdge()
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, at) =>
        (await fetch('/graphql', postJson({ query: '{ hello(name: "n") }', variables: { at } }))).json(),
      ),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"data":{"hello":"hello n"}}']))
  })

  test('introspection with the descriptions of the schema', async () => {
    const query = 'query Introspection { __type(name: "Query") { description fields { name description } } }'
    const answer = await createTestEdge().fetch('/graphql', postJson({ query }))
    expect(await answer.json()).toMatchObject({
      data: { __type: { description: 'Where everything starts.', fields: [{ name: 'hello', description: 'Says hello.' }, {}, {}] } },
    })
  })

  test('no page of a CDN to a browser', async () => {
    const answer = await createTestEdge().fetch('/graphql', { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })
    expect(await refusalOf(answer)).toEqual({ status: 400, code: 'BAD_FIELD' })
  })

  test('a refusal in the media type that was asked for', async () => {
    const answer = await createTestEdge().fetch('/graphql', postJson({ query: '{ nothing }' }, responseJson))
    expect(answer.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8')
    expect(await refusalOf(answer)).toEqual({ status: 400, code: 'PATH_LIMIT' })
  })
})

describe('a mutation under an idempotency key', () => {
  const profile = { id: 7, account: 'a7', name: 'Grace', kind: 'adult', country: 'NL' } as const

  async function open() {
    const execute = vi.fn(stubGraph().execute)
    const members = createFakeMembers([{ profile, ratings: [], viewings: [], myList: [] }], { now: () => 0 })
    const { fetch, signIn } = createTestEdge({ graph: stubGraph({ execute }), origins: stubOrigins({ members }) })
    const headers = { authorization: `Bearer ${await signIn()}`, 'idempotency-key': 'k1', ...responseJson }
    return { execute, ask: (body: object) => fetch('/graphql', postJson(body, headers)) }
  }

  test('runs once; who comes again gets the same status and bytes', async () => {
    const { execute, ask } = await open()
    const mutation = { query: 'mutation($n: Int!) { wave(times: $n) }', variables: { n: 3 } }
    const [first, second] = [await ask(mutation), await ask(mutation)]
    expect(await first.text()).toBe('{"data":{"wave":3}}')
    expect(await second.text()).toBe('{"data":{"wave":3}}')
    expect([second.status, second.headers.get('content-type')]).toEqual([200, first.headers.get('content-type')])
    expect(second.headers.get('cache-control')).toBe('private, no-store')
    expect(execute).toHaveBeenCalledTimes(1)
    expect(await refusalOf(await ask({ ...mutation, variables: { n: 4 } }))).toEqual({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' })
  })

  test('that did not run leaves nothing to keep', async () => {
    const { execute, ask } = await open()
    const mutation = { query: 'mutation($n: Int!) { wave(times: $n) }' }
    for (let time = 0; time < 2; time++) expect((await ask(mutation)).status).toBe(400)
    expect(execute).toHaveBeenCalledTimes(2)
  })

  test('a query is asked anew', async () => {
    const { execute, ask } = await open()
    for (let time = 0; time < 2; time++) expect(await (await ask({ query: '{ viewer }' })).json()).toEqual({ data: { viewer: 7 } })
    expect(execute).toHaveBeenCalledTimes(2)
  })
})

describe('the GraphQL endpoint refuses', () => {
  const fields = (count: number) => `{ ${Array.from({ length: count }, (_, at) => `a${at}: hello`).join(' ')} }`
  const cases: { name: string; init: RequestInit; path?: string; status: number; code: string; local?: boolean }[] = [
    { name: 'a body that is no JSON', init: { ...postJson(0), body: '{"query":' }, status: 400, code: 'BAD_JSON' },
    { name: 'null', init: postJson(null), status: 400, code: 'BAD_BODY' },
    { name: '1', init: postJson(1), status: 400, code: 'BAD_BODY' },
    { name: 'a query that is no string', init: postJson({ query: 1 }), status: 400, code: 'BAD_FIELD' },
    { name: 'an empty body', init: { ...postJson(0), body: '' }, status: 400, code: 'BAD_JSON' },
    { name: 'an array of operations', init: postJson([{ query: '{ hello }' }]), status: 400, code: 'BATCH_NOT_SUPPORTED' },
    { name: 'a form', init: postForm('query=mutation{wave(times:1)}'), status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
    { name: 'JSON as text', init: { method: 'POST', body: '{"query":"{ hello }"}' }, status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
    {
      name: 'a multipart body',
      init: { method: 'POST', body: '--x--', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    },
    {
      name: 'a document as application/graphql',
      init: { method: 'POST', body: '{ hello }', headers: { 'content-type': 'application/graphql' } },
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    },
    { name: 'a mutation by GET', init: {}, path: '/graphql?query=mutation{wave(times:1)}', status: 405, code: 'METHOD_NOT_ALLOWED' },
    {
      name: 'a mutation by GET, chosen by name',
      init: {},
      path: '/graphql?query=query%20A{hello}mutation%20B{wave(times:1)}&operationName=B',
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
    },
    { name: 'a query given twice', init: {}, path: '/graphql?query={hello}&query={viewer}', status: 400, code: 'BAD_FIELD' },
    {
      name: 'media types that are not there',
      init: postJson({ query: '{ hello }' }, { accept: 'text/html' }),
      status: 406,
      code: 'NOT_ACCEPTABLE',
    },
    {
      name: 'another charset of the answer',
      init: postJson({ query: '{ hello }' }, { accept: 'application/json; charset=utf-16' }),
      status: 406,
      code: 'NOT_ACCEPTABLE',
    },
    { name: 'a comment of 5 MB', init: postJson({ query: `{ hello } #${'x'.repeat(5_000_000)}` }), status: 413, code: 'BODY_LIMIT' },
    { name: '1,001 tokens', init: postJson({ query: `{ ${'hello '.repeat(999)}}` }, responseJson), status: 400, code: 'DOCUMENT_LIMIT' },
    { name: '10,000 times one field', init: postJson({ query: `{ ${'hello '.repeat(10_000)}}` }), status: 400, code: 'DOCUMENT_LIMIT' },
    { name: '31 aliases', init: postJson({ query: fields(31) }), status: 400, code: 'DOCUMENT_LIMIT' },
    {
      name: '200 directives',
      init: postJson({ query: `{ hello ${'@skip(if:false) '.repeat(100)} }` }),
      status: 400,
      code: 'DOCUMENT_LIMIT',
    },
    { name: 'a depth of 50', init: postJson({ query: '{ a '.repeat(50) + '}'.repeat(50) }), status: 400, code: 'DOCUMENT_LIMIT' },
    {
      name: 'a fragment cycle',
      init: postJson({ query: '{ ...A } fragment A on Query { ...A }' }, responseJson),
      status: 400,
      code: 'GRAPHQL_VALIDATION_FAILED',
    },
    { name: 'a syntax error', init: postJson({ query: '{' }, responseJson), status: 400, code: 'GRAPHQL_PARSE_FAILED' },
    { name: 'an unknown field', init: postJson({ query: '{ nosuch }' }, responseJson), status: 400, code: 'GRAPHQL_VALIDATION_FAILED' },
    {
      name: 'a variable that does not fit',
      init: postJson({ query: 'query($name: String) { hello(name: $name) }', variables: { name: 1 } }, responseJson),
      status: 400,
      code: 'BAD_INPUT',
    },
    {
      name: 'variables 20,000 deep',
      init: { ...postJson(0), body: `{"query":"{ hello }","variables":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}` },
      status: 400,
      code: 'JSON_DEPTH_LIMIT',
    },
    {
      name: 'the schema, outside the local environment',
      init: postJson({ query: '{ __schema { types { name } } }' }),
      status: 403,
      code: 'DOCUMENT_NOT_TRUSTED',
      local: false,
    },
  ]
  test.each(cases)('$name: $status $code', async ({ init, path = '/graphql', status, code, local = true }) => {
    const execute = vi.fn(stubGraph().execute)
    const { fetch } = createTestEdge({
      graph: stubGraph({ execute }),
      local,
      checkDocument: (document) => checkDocument(document, defaultLimits),
    })
    const answer = await fetch(path, init)
    const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] }
    expect({ status: answer.status, code: errors[0]?.extensions.code }).toEqual({ status, code })
    expect(errors.length).toBeLessThanOrEqual(5)
    expect(answer.headers.get('cache-control')).toMatch(/no-store/)
    if (code !== 'BAD_INPUT') expect(execute).not.toHaveBeenCalled()
    const headers = { authorization: `Bearer ${operatorToken}` }
    expect(await (await fetch('/graphql', postJson({ query: '{ hello }' }, headers))).json()).toEqual({ data: { hello: 'hello world' } })
  })

  test.each([
    { name: 'a syntax error', query: '{' },
    { name: 'an unknown field', query: '{ nosuch }' },
    { name: 'a variable that is missing', query: 'query($times: Int!) { wave(times: $times) hello }' },
  ])('$name with 200 where application/json is asked for', async ({ query }) => {
    const answer = await createTestEdge().fetch('/graphql', postJson({ query }, { accept: 'application/json' }))
    expect(answer.status).toBe(200)
    expect(await answer.json()).not.toHaveProperty('data')
  })

  test('a thousand errors as five', async () => {
    const query = `{ ${Array.from({ length: 300 }, (_, at) => `x${at}`).join(' ')} }`
    const answer = await createTestEdge().fetch('/graphql', postJson({ query }))
    expect(((await answer.json()) as { errors: unknown[] }).errors).toHaveLength(5)
  })

  test('a bug with 500 and no word of it in production', async () => {
    const graph = stubGraph({ execute: () => Promise.reject(new TypeError('the secret of the bug')) })
    const { fetch, logged } = createTestEdge({ graph, local: false })
    const answer = await fetch('/graphql', postJson({ query: '{ hello }' }, { authorization: `Bearer ${operatorToken}` }))
    expect(answer.status).toBe(500)
    expect(await answer.json()).toEqual({ errors: [{ message: 'Something went wrong', extensions: { code: 'INTERNAL' } }] })
    expect(logged.filter(({ level }) => level === 'error')).toMatchObject([{ message: 'the secret of the bug' }])
  })
})
