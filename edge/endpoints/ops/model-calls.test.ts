import { describe, expect, test } from 'vitest'
import { createFakeModels } from '../../../contracts/fakes/served-models.ts'
import { type ModelOperations, maxModelBytes } from '../../../contracts/served-models.ts'
import { sha256 } from '../../protocol/sha256.ts'
import { createTestEdge, operatorToken, refusalOf, stubOrigins } from '../../test/test-edge.ts'

const readerToken = 'of-bob-who-may-read'
const operatorTokens = JSON.stringify([{ subject: 'bob', role: 'reader', sha256: await sha256(readerToken) }])
const now = () => Date.UTC(2026, 9, 1)
const file = new TextEncoder().encode('MRQMODEL and so on')

function edge(overrides: Partial<ModelOperations> = {}) {
  const { fetch } = createTestEdge({ operatorTokens, origins: stubOrigins({ ranking: { ...createFakeModels(now), ...overrides } }) })
  const call = (method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`/ops/models${path}`, {
      method,
      headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body }),
    })
  return { call }
}

describe('the calls on models', () => {
  test('tell the pointer with its tag, what is kept, and what is served here', async () => {
    const { call } = edge()
    const nothing = await call('GET', '')
    expect([nothing.status, nothing.headers.get('etag')]).toEqual([200, null])
    expect(await nothing.json()).toMatchObject({ model: null, since: null, canary: null, previous: null, stored: [] })

    const put = await call('PUT', '', file)
    const { model } = (await put.json()) as { model: string }
    expect([put.status, model]).toEqual([201, (await sha256(file)).slice(0, 12)])
    const active = await call('POST', `/${model}/activate`, '{}')
    expect(await active.json()).toEqual({ model, since: '2026-10-01T00:00:00.000Z', canary: null, previous: null })
    const told = await call('GET', '')
    expect(told.headers.get('etag')).toBe(active.headers.get('etag'))
    expect(await told.json()).toMatchObject({ model, stored: [{ model, bytes: file.length, at: '2026-10-01T00:00:00.000Z' }] })
  })

  test('take the tag that was read, and refuse an old one with the new', async () => {
    const { call } = edge()
    const { model } = (await (await call('PUT', '', file)).json()) as { model: string }
    const first = await call('POST', `/${model}/activate`, '{}')
    const tag = first.headers.get('etag') ?? ''
    const second = await call('POST', `/${model}/activate`, '{"share":0.5}', { 'if-match': tag })
    expect(second.status).toBe(200)
    const late = await call('POST', '/rollback', undefined, { 'if-match': tag })
    expect(late.headers.get('etag')).toBe(second.headers.get('etag'))
    expect(await refusalOf(late)).toEqual({ status: 412, code: 'REVISION_CHANGED' })
    expect((await call('POST', '/rollback', undefined, { 'if-match': '*' })).status).toBe(200)
  })

  test.each(['GET', 'PUT', 'POST'])('are an operator’s; a reader reads: %s', async (method) => {
    const { call } = edge()
    const path = method === 'POST' ? '/rollback' : ''
    const body = method === 'PUT' ? file : undefined
    const answer = await call(method, path, body, { authorization: `Bearer ${readerToken}` })
    if (method === 'GET') expect(answer.status).toBe(200)
    else expect(await refusalOf(answer)).toEqual({ status: 403, code: 'OPERATOR_ROLE' })
    expect(await refusalOf(await call(method, path, body, { authorization: 'Bearer nobody' }))).toMatchObject({ status: 401 })
  })

  test('refuse a file by the code of what is wrong with it', async () => {
    const { call } = edge()
    expect(await refusalOf(await call('PUT', '', '<html>'))).toEqual({ status: 400, code: 'MODEL_FOREIGN' })
    const unfit = edge({ putModel: async () => ({ problem: 'refused', code: 'MODEL_UNFIT', message: 'Cannot serve the model' }) })
    expect(await refusalOf(await unfit.call('PUT', '', file))).toEqual({ status: 400, code: 'MODEL_UNFIT' })
  })

  test('refuse a file that is too large by what it says of itself, and ask nobody', async () => {
    const { call } = edge({ putModel: () => Promise.reject(new Error('was asked')) })
    const answer = await call('PUT', '', file, { 'content-length': String(maxModelBytes + 1) })
    expect(await refusalOf(answer)).toEqual({ status: 413, code: 'BODY_LIMIT' })
  })

  test('refuse a file that is too large and does not say so, at the first byte beyond', async () => {
    const { call } = edge({ putModel: () => Promise.reject(new Error('was asked')) })
    expect(await refusalOf(await call('PUT', '', new Uint8Array(maxModelBytes + 1)))).toEqual({ status: 413, code: 'BODY_LIMIT' })
  })

  test('are 502 where the ranker fails or answers nonsense', async () => {
    for (const models of [() => Promise.reject(new Error('no bucket')), async () => ({ stored: 7 }) as never])
      expect(await refusalOf(await edge({ models }).call('GET', ''))).toEqual({ status: 502, code: 'ORIGIN_UNAVAILABLE' })
  })
})
