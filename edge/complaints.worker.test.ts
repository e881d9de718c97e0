import { version } from 'graphql'
import { describe, expect, test, vi } from 'vitest'
import { askEdge, queryUrl, signedIn, whatEvalSays } from './test/bound-edge.ts'
import { createTestEdge, postJson, stubGraph } from './test/test-edge.ts'

/**
 * What users of GraphQL on Workers complain of, by the thread where they do, and why it is no complaint here. Not here: bundle size
 * (graphql-yoga PR#1084, #1449, #2059; workers-graphql-server#37; apollo-server#1572), which `tools/build/edge-bundle.test.ts` holds to its
 * budget; what big lists cost (graphql-js#723, #4627), which `npm run bench -- graphql` measures.
 */
const ask = async (query: string, headers: Readonly<Record<string, string>> = {}) => {
  const answer = await askEdge('/graphql', postJson({ query }, headers))
  return { answer, body: (await answer.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] } }
}

/** Answered when another request that asks it is under way too. */
const togetherWith = 'search(query: "together", limit: 1) { id }'

describe('code from strings (graphql-jit#265, graphql-mesh#6253, #3830)', () => {
  test('an isolate that refuses it answers a document it has never seen', async () => {
    expect(await whatEvalSays()).toBe('EvalError: Code generation from strings disallowed for this context')
    const { body } = await ask('query NeverSeen($id: Int = 9) { film: title(id: $id) { name ...More } } fragment More on Title { year }')
    expect(body).toEqual({ data: { film: { name: 'Alien', year: 1979 } } })
  })
})

describe('I/O on behalf of a different request (graphql-hive/gateway#228, graphql-mesh#8691, apollo-client#10838, pothos#1141)', () => {
  test('requests that overlap, and those that come after, use the same compiled things and no I/O of each other', async () => {
    const query = `{ title(id: 9) { name } ${togetherWith} }`
    for (let round = 0; round < 3; round++) {
      for (const { answer, body } of await Promise.all([ask(query), ask(query)])) {
        expect(answer.status).toBe(200)
        expect(body).toEqual({ data: { title: { name: 'Alien' }, search: [] } })
      }
    }
  })
})

describe('env, ctx and request of another request (graphql-yoga#3222, #3238)', () => {
  test('two members at the same time, by one document, get each their own', async () => {
    const query = `{ me { id name } ${togetherWith} }`
    const [noor, pim] = [await signedIn(1), await signedIn(2)]
    for (let round = 0; round < 3; round++) {
      const [first, second] = await Promise.all([ask(query, noor), ask(query, pim)])
      expect(first.body).toEqual({ data: { me: { id: 1, name: 'Noor' }, search: [] } })
      expect(second.body).toEqual({ data: { me: { id: 2, name: 'Pim' }, search: [] } })
      expect(first.answer.headers.get('x-marquee-trace')).not.toBe(second.answer.headers.get('x-marquee-trace'))
    }
    expect((await ask('{ me { id } }')).body).toEqual({ data: { me: null } })
  })

  test('forty at once, of eight members', async () => {
    const headers = await Promise.all(Array.from({ length: 8 }, (_, at) => signedIn(at + 1)))
    const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => ask('{ me { id } home { id } }', headers[at % 8])))
    for (const [at, { body }] of answers.entries())
      expect(body).toEqual({ data: { me: { id: (at % 8) + 1 }, home: { id: expect.stringMatching(`^p${(at % 8) + 1}\\.`) } } })
  })
})

describe('env, KV and secrets in resolvers (graphql-yoga#940, pothos#758, apollo-server-integration-cloudflare-workers#77)', () => {
  test('a resolver reaches what is bound to the worker through its context, and tells whom it asked', async () => {
    const { answer, body } = await ask('{ home { rows(limit: 1) { heading titles(limit: 1) { name } } } }', await signedIn(3))
    expect(body).toMatchObject({ data: { home: { rows: [{ heading: 'My list', titles: [{ name: 'Ran' }] }] } } })
    expect(answer.headers.get('x-marquee-origin-calls')).toMatch(/^recommendations\.page\/1, .*catalog\.titles\/\d$/)
  })
})

describe('Cache-Control for a CDN (graphql-yoga#4272)', () => {
  test.each([
    { what: 'public data, for as long as the schema says', query: '{ title(id: 9) { name } }', control: 'public, max-age=300' },
    { what: 'the least of what is in it', query: '{ title(id: 9) { name } search(query: "ran") { id } }', control: 'public, max-age=60' },
    { what: 'a member’s own', query: '{ me { id } title(id: 9) { name } }', control: 'private, no-store' },
    { what: 'an answer with an error in it', query: '{ title(id: 9) { artwork(width: 1) { url } } }', control: 'private, no-store' },
  ])('$what: $control', async ({ query, control }) => {
    expect((await askEdge(queryUrl(query))).headers.get('cache-control')).toBe(control)
  })
})

describe('documents parsed and validated again (graphql-yoga#1765, PR#2393; Cosmo’s cache warmer)', () => {
  test('a document that comes again is the one that was parsed the first time', async () => {
    const execute = vi.fn(stubGraph().execute)
    const { fetch } = createTestEdge({ graph: stubGraph({ execute }) })
    for (const name of ['one', 'two']) {
      const answer = await fetch('/graphql', postJson({ query: 'query($name: String) { hello(name: $name) }', variables: { name } }))
      expect(await answer.json()).toEqual({ data: { hello: `hello ${name}` } })
    }
    const [first, second] = execute.mock.calls.map(([{ document }]) => document)
    expect(first).toBeDefined()
    expect(second).toBe(first)
  })
})

describe('graphql 17 (graphql-yoga#4541)', () => {
  test('it is the one there is, and input objects of one field are its', async () => {
    expect(version).toMatch(/^17\./)
    const { body } = await ask('{ __type(name: "Title") { isOneOf name } }')
    expect(body).toEqual({ data: { __type: { isOneOf: null, name: 'Title' } } })
  })

  test.each(['@defer', '@stream(initialCount: 1)'])(
    '%s is not offered yet: it is refused in the protocol, not answered in a format that nobody asked for (graphql-yoga PR#3402)',
    async (directive) => {
      const query = directive.startsWith('@defer') ? `{ ... ${directive} { home { id } } }` : `{ search(query: "ran") ${directive} { id } }`
      const { answer, body } = await ask(query)
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
      expect(body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    },
  )
})

describe('work that goes on when the device has gone (graphql-yoga#2207, PR#3197, graphql-tools#7563, strapi#27658)', () => {
  test('the graph is told, and the answer is not waited for', async () => {
    const started = Promise.withResolvers<void>()
    let told: unknown
    const graph = stubGraph({
      execute: (_operation, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            told = (signal as AbortSignal).reason
            reject(told)
          })
          started.resolve()
        }),
    })
    const device = new AbortController()
    const { fetch } = createTestEdge({ graph })
    const answer = fetch('/graphql', { ...postJson({ query: '{ hello }' }), signal: device.signal })
    await started.promise
    device.abort()
    expect((await answer).status).toBe(499)
    expect(told).toMatchObject({ name: 'DeviceGone' })
  })
})

describe('no integration test for the ESM worker (graphql-yoga#1312)', () => {
  test('this file asks the module that is deployed, in workerd, over service bindings', async () => {
    const answer = await askEdge('/readyz')
    expect(Object.keys(((await answer.json()) as { origins: object }).origins)).toEqual(
      expect.arrayContaining(['catalog', 'members', 'recommendations', 'ranking', 'playback']),
    )
  })
})

describe('one call for each object of a list (graphql-js#723, #4627)', () => {
  test('a page of many titles is one call to the catalog', async () => {
    const { answer, body } = await ask('{ home { rows(limit: 40) { titles(limit: 75) { id name year } } } }', await signedIn(4))
    const { rows } = (body.data as { home: { rows: { titles: unknown[] }[] } }).home
    expect(rows.flatMap(({ titles }) => titles).length).toBeGreaterThan(10)
    expect(answer.headers.get('x-marquee-origin-calls')?.match(/catalog\.\w+/g)).toEqual(['catalog.titles'])
  })
})
