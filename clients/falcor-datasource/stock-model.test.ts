/// <reference path="./testing/falcor.d.ts" />
import falcor from 'falcor'
import { describe, expect, test } from 'vitest'
import { createDataSource, type DataSourceOptions } from './create-data-source.ts'
import type { Fetch } from './send.ts'
import { createFilmServer } from './testing/film-fetch.ts'

/** The stock Model over the film graph, with everything between them: the wire and this source. */
function openFilms(options: DataSourceOptions = {}) {
  const server = createFilmServer()
  let count = 0
  const source = createDataSource(server.url, {
    fetch: server.fetch,
    newKey: () => `key-${++count}`,
    onInvalidated: (paths) => model.invalidate(...paths),
    ...options,
  })
  const model = new falcor.Model({ source })
  return { ...server, model }
}

const films = (answer: { readonly json: Readonly<Record<string, unknown>> } | undefined) => answer?.json.films as Record<number, object>

/** What a response of the Model fails with; several errors of JSON Graph come as an array. */
const failureOf = (response: PromiseLike<unknown>): Promise<unknown> =>
  new Promise((resolve, reject) => response.then(() => reject(new Error('It was answered')), resolve))

describe('the stock Model', () => {
  test('gets, and asks once for what it has', async () => {
    const { model, sent } = openFilms()
    const paths = ['films', { from: 1, to: 3 }, ['name', 'year']]
    const first = await model.get(paths)
    expect(films(first)[2]).toMatchObject({ name: 'Film 2', year: 1982 })
    expect(await model.get(paths)).toEqual(first)
    expect(await model.getValue(['best', 'name'])).toBe('Film 1')
    // It knows the film already: only the reference is missing.
    expect(sent.map(({ fields }) => fields.paths)).toEqual(['[["films",{"from":1,"to":3},["name","year"]]]', '[["best","name"]]'])
  })

  test('asks for what is missing only, by the path it has learned', async () => {
    const { model, sent } = openFilms()
    await model.getValue(['best', 'name'])
    expect(await model.getValue(['best', 'year'])).toBe(1981)
    expect(sent[1]?.fields.paths).toBe('[["films",1,"year"]]')
  })

  test('sends a batch as one request', async () => {
    const { model, sent } = openFilms()
    const batched = model.batch()
    const [one, other] = await Promise.all([batched.getValue(['films', 1, 'name']), batched.getValue(['films', 2, 'name'])])
    expect([one, other]).toEqual(['Film 1', 'Film 2'])
    expect(sent.map(({ fields }) => fields.paths)).toEqual(['[["films",{"from":1,"to":2},"name"]]'])
  })

  test('shares a request under way', async () => {
    const { model, sent } = openFilms()
    await Promise.all([model.getValue(['films', 1, 'name']), model.getValue(['films', 1, 'name'])])
    expect(sent).toHaveLength(1)
  })

  test('has a long get answered by POST', async () => {
    const { model, sent } = openFilms({ maxUrlBytes: 80 })
    expect(films(await model.get(['films', [1, 3, 5], ['name', 'year', 'tags']]))[5]).toMatchObject({ name: 'Film 5' })
    expect(sent[0]).toMatchObject({ url: 'https://marquee.test/model.json', init: { method: 'POST' }, fields: { method: 'get' } })
  })

  test('sets, and asks anew for what the set changed besides', async () => {
    const { model, sent, stars } = openFilms()
    await model.getValue(['best', 'name'])
    await model.setValue(['films', 3, 'stars'], 4.5)
    expect(stars.get(3)).toBe(4.5)
    expect(sent).toHaveLength(2)
    expect(sent[1]?.init.headers['idempotency-key']).toBe('key-1')
    await model.getValue(['best', 'name'])
    expect(sent).toHaveLength(3)
    // The value itself is there.
    expect(await model.getValue(['films', 3, 'stars'])).toBe(4.5)
    expect(sent).toHaveLength(3)
  })

  test('without it goes on with what it had', async () => {
    const { model, sent } = openFilms({ onInvalidated: () => {} })
    await model.getValue(['best', 'name'])
    await model.setValue(['films', 3, 'stars'], 4.5)
    await model.getValue(['best', 'name'])
    expect(sent).toHaveLength(2)
  })

  test('sets through a reference that the set changes', async () => {
    const { model, stars } = openFilms()
    expect(await model.setValue(['best', 'stars'], 3)).toBe(3)
    await model.getValue(['best', 'name'])
    expect(await model.setValue(['best', 'stars'], 5)).toBe(5)
    expect(stars.get(1)).toBe(5)
  })

  test('sets several entities at once', async () => {
    const { model, sent, stars } = openFilms()
    await model.set({ path: ['films', 1, 'stars'], value: 4 }, { path: ['films', 2, 'stars'], value: 4 })
    expect([...stars.keys()]).toEqual([1, 2])
    expect(sent).toHaveLength(1)
  })

  test('has one key for all its attempts at one set', async () => {
    const { model, sent } = openFilms()
    const path = ['films', 1, 'stars']
    // Two values for one path confuse the stock Model: it takes an answer for half of one, and tries until it gives up.
    await expect(model.set({ path, value: 4 }, { path, value: 5 })).rejects.toMatchObject({ name: 'MaxRetryExceededError' })
    expect(sent.map(({ init }) => init.headers['idempotency-key'])).toEqual(['key-1', 'key-1', 'key-1'])
    await model.setValue(path, 5)
    expect(sent[3]?.init.headers['idempotency-key']).toBe('key-2')
  })

  test('calls, and asks anew for what the call changed besides', async () => {
    const { model, sent, stars } = openFilms()
    await model.getValue(['best', 'name'])
    await model.call(['rate'], [3, 2], [['stars'], ['name']])
    expect(stars.get(3)).toBe(2)
    expect(sent[1]).toMatchObject({ init: { headers: { 'idempotency-key': 'key-1' } }, fields: { method: 'call', callPath: '["rate"]' } })
    expect(await model.getValue(['films', 3, 'stars'])).toBe(2)
    expect(sent).toHaveLength(2)
    await model.getValue(['best', 'name'])
    expect(sent).toHaveLength(3)
  })

  test('aborts what nobody waits for any more', async () => {
    const signals: AbortSignal[] = []
    const { model } = openFilms({
      fetch: (_, { signal }) => {
        signals.push(signal)
        return new Promise(() => {})
      },
    })
    const path = ['films', 1, 'name']
    const subscriptions = [model.get(path).subscribe(), model.get(path).subscribe()]
    await new Promise((resolve) => setTimeout(resolve))
    subscriptions[0]?.dispose()
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    subscriptions[1]?.dispose()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })
})

describe('an error', () => {
  const offline: Fetch = () => Promise.reject(new TypeError('fetch failed'))

  test('at a path stands there, the rest is whole', async () => {
    const { model } = openFilms()
    const seen: unknown[] = []
    const errors = await new Promise((resolve) => model.get(['films', [1, 13], 'name']).subscribe((value) => seen.push(value), resolve))
    expect(errors).toMatchObject([{ path: ['films', 13, 'name'], value: { code: 'BROKEN' } }])
    expect(seen).toMatchObject([{ json: { films: { 1: { name: 'Film 1' } } } }])
  })

  test('of a get and of a call comes as it is', async () => {
    const { model } = openFilms()
    await expect(model.get(['films', { from: 0, to: 5_000 }, 'name'])).rejects.toMatchObject({ code: 'PATH_LIMIT', status: 400 })
    await expect(model.call(['nothing'])).rejects.toMatchObject({ code: 'FUNCTION_UNKNOWN', status: 404 })
    await expect(openFilms({ fetch: offline }).model.getValue(['best', 'name'])).rejects.toMatchObject({ code: 'NETWORK' })
  })

  test('of a set fails the set, and stands for a second', async () => {
    const { model, stars } = openFilms({ fetch: offline })
    const before = Date.now()
    const errors = await failureOf(model.setValue(['films', 3, 'stars'], 5))
    expect(errors).toMatchObject([{ path: ['films', 3, 'stars'], value: { code: 'NETWORK', message: 'Cannot reach the server' } }])
    const [boxed] = (await failureOf(model.boxValues().getValue(['films', 3, 'stars']))) as [{ value: { $expires: number } }]
    expect(boxed.value.$expires).toBeGreaterThanOrEqual(before + 1_000)
    expect(boxed.value.$expires).toBeLessThanOrEqual(Date.now() + 1_000)
    expect(stars.size).toBe(0)
  })

  test('of one value set stands at that value', async () => {
    const { model, stars } = openFilms()
    const errors = await failureOf(model.set({ path: ['films', 11, 'stars'], value: 4 }, { path: ['films', 12, 'stars'], value: 4 }))
    expect(errors).toMatchObject([{ path: ['films', 12, 'stars'], value: { code: 'FULL' } }])
    expect([...stars]).toEqual([[11, 4]])
  })
})
