import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { createTestEdge, jsonBody, operatorToken, stubGraph } from '../test/test-edge.ts'

const cache = { scope: 'PRIVATE', maxAge: 0 } as const
const operator = { headers: { authorization: `Bearer ${operatorToken}` } }

/** An edge whose graph says that every question asked these fields. */
const edgeThatAsks = (fields: readonly string[]) =>
  createTestEdge({
    graph: stubGraph({ get: async () => ({ body: jsonBody('{}'), cache, fields: () => new Set(fields) }) }),
    schema: parse(`
      type Query { title: Title hello: String @deprecated(reason: "say it yourself") }
      type Title { name: String years: [Int] @deprecated }
    `),
  })

test('operators see which client asks which field, and who still asks deprecated ones', async () => {
  const { fetch } = edgeThatAsks(['Query.title', 'Title.years'])
  const tv = { 'apollographql-client-name': 'tv', 'apollographql-client-version': '1.0.0' }
  await fetch('/model.json?paths=[]', { headers: tv })
  await fetch('/model.json?paths=[]', { headers: tv })
  await fetch('/model.json?paths=[]')
  expect(await (await fetch('/ops/usage', operator)).json()).toEqual({
    since: '2026-10-01T00:00:00.000Z',
    scope: 'isolate',
    clients: [
      { name: 'tv', version: '1.0.0', operations: 2, fields: { 'Query.title': 2, 'Title.years': 2 } },
      { name: 'unnamed', version: '', operations: 1, fields: { 'Query.title': 1, 'Title.years': 1 } },
    ],
    deprecated: [
      { field: 'Query.hello', reason: 'say it yourself', clients: [] },
      {
        field: 'Title.years',
        reason: 'No longer supported',
        clients: [
          { name: 'tv', version: '1.0.0', operations: 2 },
          { name: 'unnamed', version: '', operations: 1 },
        ],
      },
    ],
  })
})

test('what was refused has asked nothing, and nobody but operators is told', async () => {
  const { fetch } = edgeThatAsks(['Query.title'])
  expect((await fetch('/model.json?paths=nonsense')).status).toBe(400)
  expect(((await (await fetch('/ops/usage', operator)).json()) as { clients: unknown[] }).clients).toEqual([])
  expect((await fetch('/ops/usage')).status).toBe(401)
})
