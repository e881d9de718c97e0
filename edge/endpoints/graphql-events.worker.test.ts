import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createTestEdge, postJson, refusalOf, stubGraph, testSchema } from '../test/test-edge.ts'

const events = { accept: 'text/event-stream' }

/** The events of a body: comments keep connections awake and say nothing. */
function readEvents(body: string): { readonly event: string; readonly data: unknown }[] {
  return body
    .split('\n\n')
    .filter((block) => block !== '' && !block.startsWith(':'))
    .map((block) => {
      const [, event = '', data = ''] = /^event: (.*)\ndata:(.*)$/.exec(block) ?? []
      return { event, data: data === '' ? undefined : JSON.parse(data) }
    })
}

describe('GraphQL over server-sent events', () => {
  test.each([
    { name: 'a query', query: '{ hello }', data: { hello: 'hello world' } },
    { name: 'a mutation', query: 'mutation { wave(times: 2) }', data: { wave: 2 } },
  ])('answers $name with its result and the end', async ({ query, data }) => {
    const answer = await createTestEdge().fetch('/graphql', postJson({ query }, events))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(readEvents(await answer.text())).toEqual([{ event: 'next', data: { data } }, { event: 'complete' }])
  })

  test('answers a query by GET, which no cache keeps: under its address others ask for JSON', async () => {
    const { fetch } = createTestEdge()
    const answer = await fetch('/graphql?query={hello}', { headers: events })
    expect(readEvents(await answer.text())).toEqual([{ event: 'next', data: { data: { hello: 'hello world' } } }, { event: 'complete' }])
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('content-encoding')).toBeNull()
    const json = await fetch('/graphql?query={hello}', { headers: { accept: 'text/event-stream, application/json' } })
    expect(await json.json()).toEqual({ data: { hello: 'hello world' } })
  })

  test.each([
    { name: 'a field that is not there', query: '{ nosuch }', code: 'GRAPHQL_VALIDATION_FAILED' },
    { name: 'what is no GraphQL', query: '{', code: 'GRAPHQL_PARSE_FAILED' },
    { name: 'a subscription, which the schema has none of', query: 'subscription { hello }', code: 'GRAPHQL_VALIDATION_FAILED' },
    { name: '@defer, which the schema has none of', query: '{ ... @defer { hello } }', code: 'GRAPHQL_VALIDATION_FAILED' },
    { name: '@stream, which the schema has none of', query: '{ hello @stream }', code: 'GRAPHQL_VALIDATION_FAILED' },
  ])('tells within the protocol what is wrong with $name', async ({ query, code }) => {
    const answer = await createTestEdge().fetch('/graphql', postJson({ query }, events))
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(readEvents(await answer.text())).toEqual([
      {
        event: 'next',
        data: { errors: expect.arrayContaining([expect.objectContaining({ extensions: expect.objectContaining({ code }) })]) },
      },
      { event: 'complete' },
    ])
  })

  test('asks the graph for a subscription once a schema has some, which says that it serves none', async () => {
    const graph = stubGraph({
      execute: async () => ({
        result: { errors: [{ message: 'Subscriptions are not served', extensions: { code: 'OPERATION_UNKNOWN' } }] },
        cache: { scope: 'PRIVATE', maxAge: 0 },
        body: { content: '', text: '', bytes: new Uint8Array() },
      }),
    })
    const edge = createTestEdge({ graph, schema: parse(`${testSchema} type Subscription { ticks: Int }`) })
    const answer = await edge.fetch('/graphql', postJson({ query: 'subscription { ticks }' }, events))
    expect(readEvents(await answer.text())).toEqual([
      { event: 'next', data: { errors: [{ message: 'Subscriptions are not served', extensions: { code: 'OPERATION_UNKNOWN' } }] } },
      { event: 'complete' },
    ])
  })

  test('ends each answer with its request: a thousand of one member leave nothing open', async () => {
    const { fetch, signIn } = createTestEdge()
    const headers = { ...events, authorization: `Bearer ${await signIn()}` }
    const bodies = await Promise.all(
      Array.from({ length: 1_000 }, async () => (await fetch('/graphql', postJson({ query: '{ viewer }' }, headers))).text()),
    )
    expect(new Set(bodies.map((body) => JSON.stringify(readEvents(body))))).toEqual(
      new Set([JSON.stringify([{ event: 'next', data: { data: { viewer: 7 } } }, { event: 'complete' }])]),
    )
  })

  test.each([
    {
      name: 'a document over a limit',
      init: postJson({ query: `{ ${'hello '.repeat(999)}}` }, events),
      status: 400,
      code: 'DOCUMENT_LIMIT',
    },
    { name: 'an array of operations', init: postJson([{ query: '{ hello }' }], events), status: 400, code: 'BATCH_NOT_SUPPORTED' },
    {
      name: 'a mutation by GET',
      path: '?query=mutation{wave(times:1)}',
      init: { headers: events },
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
    },
    {
      name: 'events in another charset',
      init: postJson({ query: '{ hello }' }, { accept: 'text/event-stream; charset=utf-16' }),
      status: 406,
      code: 'NOT_ACCEPTABLE',
    },
  ])('refuses $name as JSON with a status, as for everyone', async ({ path = '', init, status, code }) => {
    expect(await refusalOf(await createTestEdge().fetch(`/graphql${path}`, init))).toEqual({ status, code })
  })
})
