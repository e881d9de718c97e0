import { describe, expect, test } from 'vitest'
import type { PathSet } from './canonical-path-sets.ts'
import { createDataSource, type DataSource, type DataSourceOptions } from './create-data-source.ts'
import { DataSourceError } from './data-source-error.ts'
import type { Fetch, FetchInit } from './send.ts'
import { collect, errorOf } from './testing/collect.ts'
import { answer } from './testing/film-fetch.ts'

const empty = { jsonGraph: {}, paths: [] }
const wish = { jsonGraph: { films: { 1: { stars: 4 } } }, paths: [['films', 1, 'stars']] }

/** A source whose server gives one answer, and everything it was asked. */
function sourceOf(options: DataSourceOptions = {}, reply: Fetch = async () => answer(200, JSON.stringify(empty)), url = '/model.json') {
  const asked: { url: string; init: FetchInit }[] = []
  let count = 0
  const source = createDataSource(url, {
    newKey: () => `key-${++count}`,
    fetch: (url, init) => {
      asked.push({ url, init })
      return reply(url, init)
    },
    ...options,
  })
  return { source, asked }
}

const pathsOf = (url: string) => JSON.parse(new URL(url, 'https://marquee.test').searchParams.get('paths') ?? '')
const bodyOf = (init: FetchInit) => Object.fromEntries(new URLSearchParams(init.body))
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('get', () => {
  test('asks by GET, without a body or headers of its own', async () => {
    const { source, asked } = sourceOf()
    expect(await collect(source.get([['films', [2, 1], ['year', 'name']]]))).toEqual([['next', empty], ['completed']])
    expect(asked).toHaveLength(1)
    expect(asked[0]?.url).toBe(
      '/model.json?method=get&paths=%5B%5B%22films%22,%7B%22from%22:1,%22to%22:2%7D,%5B%22name%22,%22year%22%5D%5D%5D',
    )
    const { signal, ...rest } = asked[0]?.init ?? {}
    expect(rest).toEqual({ method: 'GET', headers: {} })
    expect(signal?.aborted).toBe(false)
  })

  test('has one URL for equal questions', async () => {
    const { source, asked } = sourceOf()
    const same: PathSet[][] = [
      [
        ['films', { from: 0, to: 3 }, ['name', 'year']],
        ['best', 'name'],
      ],
      [
        ['best', 'name'],
        ['films', [3, { length: 2 }, '2'], ['year', 'name']],
      ],
    ]
    for (const paths of same) await collect(source.get(paths))
    expect(asked[1]?.url).toBe(asked[0]?.url)
  })

  test('keeps the query that the URL has', async () => {
    const { source, asked } = sourceOf({}, undefined, 'https://marquee.test/model.json?app=3')
    await collect(source.get([['best', 'name']]))
    expect(asked[0]?.url).toMatch(/\?app=3&method=get&paths=/)
  })

  test.each([
    { name: 'as long as may be', spare: 0, method: 'GET' },
    { name: 'one byte longer', spare: -1, method: 'POST' },
  ])('goes by $method with a URL $name', async ({ spare, method }) => {
    const first = sourceOf()
    const paths: PathSet[] = [['search', 'naïve & 100%', { to: 9 }, 'name']]
    await collect(first.source.get(paths))
    const { source, asked } = sourceOf({ maxUrlBytes: (first.asked[0]?.url.length ?? 0) + spare })
    await collect(source.get(paths))
    expect(asked[0]?.init.method).toBe(method)
    const canonical = [['search', 'naïve & 100%', { from: 0, to: 9 }, 'name']]
    if (method === 'GET') expect(pathsOf(asked[0]?.url ?? '')).toEqual(canonical)
    else {
      expect(asked[0]?.url).toBe('/model.json')
      expect(asked[0]?.init.headers).toEqual({ 'content-type': 'application/x-www-form-urlencoded' })
      expect(bodyOf(asked[0]?.init as FetchInit)).toEqual({ method: 'get', paths: JSON.stringify(canonical) })
    }
  })

  test('takes 2,000 bytes for long, unless told otherwise', async () => {
    const { source, asked } = sourceOf()
    for (const length of [1_900, 2_000]) await collect(source.get([['search', 'x'.repeat(length), 0, 'name']]))
    expect(asked.map(({ init }) => init.method)).toEqual(['GET', 'POST'])
  })

  test('passes caches by when the Model asks again', async () => {
    const { source, asked } = sourceOf()
    for (const attempt of [1, 2]) await collect(source.get([['best', 'name']], attempt))
    expect(asked.map(({ init }) => init.cache)).toEqual([undefined, 'no-cache'])
  })
})

describe('set and call', () => {
  test('a set is a form with the whole envelope', async () => {
    const { source, asked } = sourceOf()
    await collect(source.set(wish))
    expect(asked[0]?.url).toBe('/model.json')
    expect(asked[0]?.init).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': 'key-1' },
    })
    expect(bodyOf(asked[0]?.init as FetchInit)).toEqual({ method: 'set', jsonGraph: JSON.stringify(wish) })
  })

  test('a call is a form with all its parts, those left out empty', async () => {
    const { source, asked } = sourceOf()
    await collect(source.call(['rate'], [3, 4.5], [['stars']], [['best', 'name']]))
    await collect(source.call(['count']))
    expect(asked.map(({ init }) => bodyOf(init))).toEqual([
      { method: 'call', callPath: '["rate"]', arguments: '[3,4.5]', pathSuffixes: '[["stars"]]', paths: '[["best","name"]]' },
      { method: 'call', callPath: '["count"]', arguments: '[]', pathSuffixes: '[]', paths: '[]' },
    ])
  })

  test('have the same key for each attempt at one wish, a new key for each wish', async () => {
    const { source, asked } = sourceOf()
    const set = source.set(wish, 1)
    // Whoever subscribes again tries again.
    for (const attempt of [set, set, source.set({ ...wish }, 2), source.set(wish, 1)]) await collect(attempt)
    const call = source.call(['rate'], [1, 4])
    for (const attempt of [call, call, source.call(['rate'], [1, 4])]) await collect(attempt)
    const keys = asked.map(({ init }) => init.headers['idempotency-key'])
    expect(keys).toEqual(['key-1', 'key-1', 'key-1', 'key-2', 'key-3', 'key-3', 'key-4'])
  })

  test('have a random key unless told otherwise', async () => {
    const asked: FetchInit[] = []
    const source = createDataSource('/model.json', {
      fetch: async (_, init) => {
        asked.push(init)
        return answer(200, JSON.stringify(empty))
      },
    })
    await collect(source.set(wish))
    expect(asked[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
  })

  const changes = { ...empty, invalidated: [['home']] }
  const reply: Fetch = async () => answer(200, JSON.stringify(changes))

  test('what a set changed besides is told between its answer and its completion', async () => {
    const heard: unknown[] = []
    const { source } = sourceOf({ onInvalidated: (paths) => heard.push(['invalidated', paths]) }, reply)
    await new Promise<void>((resolve) => {
      source.set(wish).subscribe({
        onNext: (envelope) => heard.push(['next', envelope]),
        onCompleted: () => resolve(void heard.push(['completed'])),
      })
    })
    expect(heard).toEqual([['next', changes], ['invalidated', [['home']]], ['completed']])
  })

  test('what a call changed is left to the Model, and nothing is told where nothing changed', async () => {
    const heard: unknown[] = []
    const onInvalidated = (paths: unknown) => heard.push(paths)
    await collect(sourceOf({ onInvalidated }, reply).source.call(['rate'], [1, 4]))
    await collect(sourceOf({ onInvalidated }).source.set(wish))
    await collect(sourceOf({ onInvalidated }, async () => answer(200, '{"jsonGraph":{},"invalidated":[]}')).source.set(wish))
    expect(heard).toEqual([])
  })
})

describe('headers', () => {
  const each = (source: DataSource) => [source.get([['best', 'name']]), source.set(wish), source.call(['count'])]

  test('are added to every request, whatever the spelling, and never replace ours', async () => {
    const headers = { Authorization: 'Bearer t', 'Content-Type': 'text/plain', 'IDEMPOTENCY-KEY': 'mine' }
    const { source, asked } = sourceOf({ headers })
    for (const observable of each(source)) await collect(observable)
    expect(asked.map(({ init }) => init.headers)).toEqual([
      { authorization: 'Bearer t', 'content-type': 'text/plain', 'idempotency-key': 'mine' },
      { authorization: 'Bearer t', 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': 'key-1' },
      { authorization: 'Bearer t', 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': 'key-2' },
    ])
  })

  test('are made anew for every request, in time or later', async () => {
    let token = 0
    const { source, asked } = sourceOf({ headers: async () => ({ authorization: `Bearer ${++token}` }) })
    for (const observable of each(source)) await collect(observable)
    expect(asked.map(({ init }) => init.headers.authorization)).toEqual(['Bearer 1', 'Bearer 2', 'Bearer 3'])
  })

  test('that cannot be made are an error, with its cause', async () => {
    const cause = new Error('signed out')
    const thrower = () => {
      throw cause
    }
    for (const headers of [thrower, () => Promise.reject(cause)]) {
      const { source, asked } = sourceOf({ headers })
      expect(await errorOf(source.get([['best', 'name']]))).toMatchObject({ code: 'HEADERS', cause })
      expect(asked).toEqual([])
    }
  })

  test('credentials are asked for where given', async () => {
    const { source, asked } = sourceOf({ credentials: 'include' })
    await collect(source.get([['best', 'name']]))
    expect(asked[0]?.init.credentials).toBe('include')
  })
})

describe('dispose', () => {
  const never: Fetch = () => new Promise(() => {})

  test('aborts the request, and nothing is heard of it any more', async () => {
    const heard: unknown[] = []
    const { source, asked } = sourceOf({}, (_, { signal }) => {
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError'))))
    })
    const subscription = source.get([['best', 'name']]).subscribe(
      (value) => heard.push(value),
      (error) => heard.push(error),
      () => heard.push('completed'),
    )
    await settled()
    expect(asked[0]?.init.signal.aborted).toBe(false)
    subscription.dispose()
    subscription.dispose()
    await settled()
    expect(asked[0]?.init.signal.aborted).toBe(true)
    expect(heard).toEqual([])
  })

  test('of one subscription leaves the other', async () => {
    const { source, asked } = sourceOf({}, never)
    const observable = source.get([['best', 'name']])
    const [first] = [observable.subscribe(), observable.subscribe()]
    await settled()
    first?.dispose()
    expect(asked.map(({ init }) => init.signal.aborted)).toEqual([true, false])
  })

  test('before the headers are there sends nothing', async () => {
    let give: (headers: Record<string, string>) => void = () => {}
    const { source, asked } = sourceOf({ headers: () => new Promise((resolve) => (give = resolve)) })
    const subscription = source.get([['best', 'name']]).subscribe()
    subscription.dispose()
    give({})
    await settled()
    expect(asked).toEqual([])
  })

  test('within an answer keeps completion back; after it, it does nothing', async () => {
    const heard: string[] = []
    const { source, asked } = sourceOf()
    const subscription = source.get([['best', 'name']]).subscribe(
      () => {
        heard.push('next')
        subscription.dispose()
      },
      undefined,
      () => heard.push('completed'),
    )
    await settled()
    expect(heard).toEqual(['next'])
    const whole = source.get([['best', 'name']]).subscribe()
    await settled()
    whole.dispose()
    expect(asked[1]?.init.signal.aborted).toBe(false)
  })
})

describe('the timeout', () => {
  /** A timer that elapses by hand. */
  function fakeTimer() {
    const timers: { ms: number; elapsed: () => void; stopped: boolean }[] = []
    const startTimer = (ms: number, elapsed: () => void) => {
      const timer = { ms, elapsed, stopped: false }
      timers.push(timer)
      return () => {
        timer.stopped = true
      }
    }
    return { timers, startTimer }
  }

  test('ends a request that is not answered, and aborts it', async () => {
    const { timers, startTimer } = fakeTimer()
    const { source, asked } = sourceOf({ timeoutMs: 3_000, startTimer }, () => new Promise(() => {}))
    const error = errorOf(source.get([['best', 'name']]))
    await settled()
    expect(timers.map(({ ms }) => ms)).toEqual([3_000])
    timers[0]?.elapsed()
    expect(await error).toMatchObject({ code: 'TIMEOUT', message: 'Cannot wait longer than 3000 ms for an answer', status: undefined })
    expect(asked[0]?.init.signal.aborted).toBe(true)
  })

  test('is stopped by an answer, an error and disposal', async () => {
    const { timers, startTimer } = fakeTimer()
    await collect(sourceOf({ startTimer }).source.get([['best', 'name']]))
    await collect(sourceOf({ startTimer }, () => Promise.reject(new TypeError('no'))).source.get([['best', 'name']]))
    sourceOf({ startTimer })
      .source.get([['best', 'name']])
      .subscribe()
      .dispose()
    expect(timers.map(({ ms, stopped }) => [ms, stopped])).toEqual([
      [15_000, true],
      [15_000, true],
      [15_000, true],
    ])
  })

  test('may be none', async () => {
    const { timers, startTimer } = fakeTimer()
    await collect(sourceOf({ timeoutMs: Number.POSITIVE_INFINITY, startTimer }).source.get([['best', 'name']]))
    expect(timers).toEqual([])
  })
})

describe('an error', () => {
  const coded =
    '{"errors":[{"message":"Too many paths","extensions":{"code":"PATH_LIMIT","limit":"pathCount","maximum":20000,"actual":30000}}]}'
  const network = new TypeError('fetch failed')
  const brokenOff = { ...answer(200, ''), text: () => Promise.reject(network) }

  test.each<{ name: string; reply: Fetch; error: Partial<DataSourceError> }>([
    {
      name: 'a coded refusal',
      reply: async () => answer(400, coded, { 'x-marquee-trace': 't1' }),
      error: {
        code: 'PATH_LIMIT',
        status: 400,
        message: 'Too many paths',
        extensions: { limit: 'pathCount', maximum: 20_000, actual: 30_000 },
        trace: 't1',
      },
    },
    {
      name: 'a status without a coded body',
      reply: async () => answer(502, '<h1>Bad gateway</h1>'),
      error: { code: 'HTTP_STATUS', status: 502, message: 'The server answered with status 502', extensions: {} },
    },
    { name: 'a body of another shape', reply: async () => answer(500, '{"errors":[null]}'), error: { code: 'HTTP_STATUS', status: 500 } },
    { name: 'an answer that is no JSON', reply: async () => answer(200, '<html>'), error: { code: 'BAD_ANSWER', status: 200 } },
    { name: 'JSON that is no JSON Graph', reply: async () => answer(200, '{"data":{}}'), error: { code: 'BAD_ANSWER', status: 200 } },
    { name: 'an empty answer', reply: async () => answer(204, ''), error: { code: 'BAD_ANSWER', status: 204 } },
    { name: 'a server out of reach', reply: () => Promise.reject(network), error: { code: 'NETWORK', status: undefined, cause: network } },
    { name: 'an answer that breaks off', reply: async () => brokenOff, error: { code: 'NETWORK', cause: network } },
  ])('tells of $name', async ({ reply, error }) => {
    const { source } = sourceOf({}, reply)
    for (const observable of [source.get([['best', 'name']]), source.set(wish), source.call(['count'])]) {
      const found = await errorOf(observable)
      expect(found).toBeInstanceOf(DataSourceError)
      expect(found).toBeInstanceOf(Error)
      expect(found).toMatchObject(error)
    }
  })

  test('is an error of JSON Graph too, which expires in a second', async () => {
    const error = await errorOf(sourceOf({}, async () => answer(400, coded)).source.set(wish))
    expect(error).toMatchObject({ $type: 'error', $expires: -1_000, value: { code: 'PATH_LIMIT', message: 'Too many paths', status: 400 } })
  })
})
