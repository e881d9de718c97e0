import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { Catalog } from '../../contracts/catalog.ts'
import { createCallLog } from '../telemetry/call-log.ts'
import { createTestEdge, stubOrigins } from '../test/test-edge.ts'
import { bindOrigins } from './origins.ts'

const binding = (env as unknown as { CATALOG: Catalog }).CATALOG

const catalogOf = (signal: AbortSignal) =>
  bindOrigins({ ...stubOrigins(), catalog: binding }, () => performance.now())({ signal, calls: createCallLog() }).catalog

test('an answer over RPC is plain data', async () => {
  const outcome = await catalogOf(new AbortController().signal).titles([1, 2], ['name'])
  expect(outcome).toEqual({
    ok: true,
    value: [
      { id: 1, name: 'Title 1' },
      { id: 2, name: 'Title 2' },
    ],
  })
})

test('a throw over RPC is a failure with its name', async () => {
  expect(await catalogOf(new AbortController().signal).people(['x'])).toEqual({
    ok: false,
    failure: { kind: 'threw', origin: 'catalog', method: 'people', detail: 'TypeError: no people here' },
  })
})

test('the edge asks its origins over bindings', async () => {
  const answer = await createTestEdge({ origins: { ...stubOrigins(), catalog: binding } }).fetch('/readyz')
  expect(await answer.json()).toMatchObject({ ready: true, origins: { catalog: { ready: true, detail: 'over RPC' } } })
})
