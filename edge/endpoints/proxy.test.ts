import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { edgeLimits } from '../config/limits.ts'
import type { EdgeOptions } from '../create-edge.ts'
import type { Exchange } from '../exchange.ts'
import type { AskHttp } from '../origins/ask-http.ts'
import { createPipeline } from '../pipeline/pipeline.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import { serve } from '../serve.ts'
import { createTestEdge, operatorToken, postJson, refusalOf, site } from '../test/test-edge.ts'

const httpOrigins = JSON.stringify([
  { name: 'legacy', url: 'http://127.0.0.1:9000/base', paths: ['/legacy/'] },
  { name: 'hidden', url: 'http://127.0.0.1:9001', paths: [] },
])
const edgeOver = (askHttp: AskHttp, options: Partial<EdgeOptions> = {}) => createTestEdge({ httpOrigins, askHttp, ...options })

/** An origin that tells what it was asked, in place of one. */
const telling: AskHttp = async (address, { method, headers }) =>
  new Response(`${method} ${address.href} ${[...new Headers(headers).keys()].join(' ')}`)

/** An origin that says nothing, and gives up when the call does. */
const silent: AskHttp = (_address, { signal }) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))

/** An edge of which one filter sends each request to an origin. */
function routing(routedTo: string, askHttp: AskHttp) {
  const { edge, logged } = edgeOver(askHttp)
  const pipeline = createPipeline<Exchange>({
    inbound: [
      {
        name: 'route',
        stage: 'inbound',
        failMode: 'closed',
        apply(exchange) {
          exchange.routedTo = routedTo
          return undefined
        },
      },
    ],
    outbound: [
      {
        name: 'tell-trace',
        stage: 'outbound',
        failMode: 'open',
        apply({ trace }, { headers }) {
          headers['x-marquee-trace'] = trace
        },
      },
    ],
    tick: () => 0,
    isRefusal: (thrown) => thrown instanceof EdgeRefusal,
    onFailure: () => {},
  })
  const fetch = (path: string, init?: RequestInit) => serve({ ...edge, pipeline }, new Request(`${site}${path}`, init), { waitUntil() {} })
  return { fetch, logged }
}

describe('which requests go to an HTTP origin', () => {
  test.each(['/legacy/', '/legacy/a', '/legacy/ops/filters'])('%s, for its path', async (path) => {
    expect(await (await edgeOver(telling).fetch(path)).text()).toMatch(`GET http://127.0.0.1:9000/base${path} `)
  })

  test.each(['/legacy', '/Legacy/a', '/hidden/', '/'])('not %s', async (path) => {
    expect(await refusalOf(await edgeOver(telling).fetch(path))).toEqual({ status: 404, code: 'NOT_FOUND' })
  })

  test('never what the edge answers itself, though an origin serves all the rest', async () => {
    const all = JSON.stringify([{ name: 'legacy', url: 'http://127.0.0.1:9000', paths: ['/', '/healthz/', '/graphql/'] }])
    const { fetch } = edgeOver(telling, { httpOrigins: all })
    for (const path of ['/anything', '/index.html', '/graphql/', '/healthz/x'])
      expect(await (await fetch(path)).text(), path).toContain('127.0.0.1:9000')
    for (const path of ['/healthz', '/readyz', '/graphql?query={__typename}', '/artwork/1/boxart/342.svg', '/play/x', '/ops', '/ops/x'])
      expect(await (await fetch(path)).text(), path).not.toContain('127.0.0.1:9000')
  })

  test('whatever its path, one that a filter has routed', async () => {
    for (const path of ['/graphql', '/legacy/a', '/session', '/nosuch', '/play/x'])
      expect(await (await routing('hidden', telling).fetch(path)).text()).toMatch(`GET http://127.0.0.1:9001${path} `)
  })

  test.each(['/healthz', '/readyz', '/ops', '/ops/filters'])('not %s, though a filter has routed it', async (path) => {
    expect(await (await routing('hidden', telling).fetch(path)).text()).not.toContain('127.0.0.1:9001')
  })

  test('one that is routed to a name that nobody has is refused, and the operators are told', async () => {
    const { fetch, logged } = routing('nobody', telling)
    expect(await refusalOf(await fetch('/graphql'))).toEqual({ status: 502, code: 'ORIGIN_UNAVAILABLE' })
    expect(logged).toMatchObject([{ level: 'error', origin: 'nobody', message: 'routed to an origin that is not registered' }])
  })

  test('none where the configuration is wrong, and the edge is not ready', async () => {
    const { fetch } = edgeOver(telling, { httpOrigins: '[{"name":"legacy"}]' })
    expect(await refusalOf(await fetch('/legacy/a'))).toEqual({ status: 404, code: 'NOT_FOUND' })
    const ready = await fetch('/readyz')
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({ origins: { edge: { detail: 'HTTP_ORIGINS is no list of {"name","url","paths"}' } } })
  })

  test('not what a browser asks before: the edge answers that for all its paths', async () => {
    const ask = vi.fn(telling)
    expect((await edgeOver(ask).fetch('/legacy/a', { method: 'OPTIONS' })).status).toBe(204)
    expect(ask).not.toHaveBeenCalled()
  })
})

test('the call is told like any other, and follows no redirect', async () => {
  const asked: RequestInit[] = []
  const { fetch } = edgeOver(async (_address, init) => {
    asked.push(init)
    return new Response('gone wrong', { status: 503 })
  })
  const answer = await fetch('/legacy/a')
  expect(answer.headers.get('x-marquee-origin-calls')).toBe('legacy.fetch/1')
  expect(asked).toMatchObject([{ redirect: 'manual', method: 'GET', body: null }])
  const explained = await fetch(`/ops/explain/${answer.headers.get('x-marquee-trace')}`, {
    headers: { authorization: `Bearer ${operatorToken}` },
  })
  expect(await explained.json()).toMatchObject({ status: 503, category: 'FAILURE_ORIGIN', origins: [{ origin: 'legacy', outcome: 'ok' }] })
})

test('a member goes by the passport', async () => {
  const { fetch, signIn } = edgeOver(telling)
  const answer = await fetch('/legacy/a', { headers: { authorization: `Bearer ${await signIn()}`, cookie: 'a=b' } })
  expect((await answer.text()).split(' ').slice(2)).toEqual([
    ...['accept-encoding', 'via', 'x-forwarded-host', 'x-forwarded-proto', 'x-marquee-passport', 'x-marquee-trace'],
  ])
})

describe('an origin that does not answer', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const explain = async ({ fetch }: ReturnType<typeof edgeOver>, answer: Response) => {
    const headers = { authorization: `Bearer ${operatorToken}` }
    return (await (await fetch(`/ops/explain/${answer.headers.get('x-marquee-trace')}`, { headers })).json()) as object
  }

  test('cannot be reached: 502, without a word of why outside the local environment', async () => {
    const edge = edgeOver(() => Promise.reject(new TypeError('connect ECONNREFUSED 10.0.0.7')), {
      local: false,
      httpOrigins: httpOrigins.replaceAll('http:', 'https:'),
    })
    const answer = await edge.fetch('/legacy/a')
    expect(await answer.clone().text()).not.toContain('10.0.0.7')
    expect(await refusalOf(answer)).toEqual({ status: 502, code: 'ORIGIN_UNAVAILABLE' })
    expect(await explain(edge, answer)).toMatchObject({ category: 'FAILURE_ORIGIN', origins: [{ outcome: 'threw' }] })
  })

  test('in its time: 504, and the call is given up', async () => {
    const edge = edgeOver(silent)
    const asked = edge.fetch('/legacy/a')
    await vi.advanceTimersByTimeAsync(edgeLimits.proxyTimeoutMs)
    const answer = await asked
    expect(await refusalOf(answer)).toEqual({ status: 504, code: 'ORIGIN_TIMEOUT' })
    expect(await explain(edge, answer)).toMatchObject({ category: 'FAILURE_ORIGIN_READ_TIMEOUT', origins: [{ outcome: 'timed-out' }] })
  })

  test('while it takes a long upload has its time anew with each piece, until the deadline', async () => {
    const edge = edgeOver(async (address, init, length) => {
      for await (const _piece of init.body as ReadableStream<Uint8Array>);
      return silent(address, init, length)
    })
    const pauseMs = edgeLimits.maxStallMs - 1
    const pieces = Math.floor((2 * edgeLimits.proxyTimeoutMs) / pauseMs)
    let sent = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) =>
          new Promise<void>((resolve) => {
            setTimeout(() => {
              if (sent++ < pieces) controller.enqueue(new Uint8Array(1))
              else controller.close()
              resolve()
            }, pauseMs)
          }),
      },
      { highWaterMark: 0 },
    )
    let status = 0
    const asked = edge.fetch('/legacy/a', { method: 'POST', body, duplex: 'half' } as RequestInit).then((answer) => {
      status = answer.status
      return answer
    })
    await vi.advanceTimersByTimeAsync(pieces * pauseMs)
    expect([status, pieces * pauseMs > edgeLimits.proxyTimeoutMs]).toEqual([0, true])
    await vi.advanceTimersByTimeAsync(pauseMs + edgeLimits.proxyTimeoutMs)
    expect(await refusalOf(await asked)).toEqual({ status: 504, code: 'ORIGIN_TIMEOUT' })
  })

  test('by the deadline: 504', async () => {
    const edge = edgeOver(silent, { limits: { ...edgeLimits, proxyDeadlineMs: 1_000 } })
    const asked = edge.fetch('/legacy/a')
    await vi.advanceTimersByTimeAsync(1_000)
    const answer = await asked
    expect(await refusalOf(answer)).toEqual({ status: 504, code: 'DEADLINE' })
    expect(await explain(edge, answer)).toMatchObject({ origins: [{ outcome: 'cancelled' }] })
  })

  test('lasts as long as it likes once its headers are there', async () => {
    let said: ReadableStreamDefaultController<Uint8Array> | undefined
    let signal: AbortSignal | null | undefined
    const { fetch } = edgeOver(async (_address, init) => {
      signal = init.signal
      return new Response(new ReadableStream({ start: (controller) => void (said = controller) }))
    })
    const answer = await fetch('/legacy/a', postJson({}))
    await vi.advanceTimersByTimeAsync(100 * edgeLimits.proxyDeadlineMs)
    expect(signal?.aborted).toBe(false)
    said?.enqueue(new TextEncoder().encode('at last'))
    said?.close()
    expect(await answer.text()).toBe('at last')
  })
})

describe('a device that goes away', () => {
  test('before the headers ends the call', async () => {
    const device = new AbortController()
    const asked = Promise.withResolvers<AbortSignal>()
    const { fetch } = edgeOver((address, init, length) => {
      asked.resolve(init.signal as AbortSignal)
      return silent(address, init, length)
    })
    const answer = fetch('/legacy/a', { signal: device.signal })
    const signal = await asked.promise
    device.abort()
    expect(await refusalOf(await answer)).toEqual({ status: 499, code: 'CANCELLED' })
    expect(signal.aborted).toBe(true)
  })

  test('after them ends the stream', async () => {
    const device = new AbortController()
    let signal: AbortSignal | null | undefined
    const { fetch } = edgeOver(async (_address, init) => {
      signal = init.signal
      return new Response(new ReadableStream())
    })
    await fetch('/legacy/a', { signal: device.signal })
    expect(signal?.aborted).toBe(false)
    device.abort()
    expect(signal?.aborted).toBe(true)
  })
})

describe('a body on its way to an origin', () => {
  const maximum = 100
  const limits = { ...edgeLimits, maxProxiedBodyBytes: maximum }

  /** What an origin has seen of a body, and whether it was told that it would not get the rest before it could take it for the whole. */
  function taking() {
    const seen = { size: 0, length: undefined as number | undefined, whole: false, givenUp: false }
    const ask: AskHttp = async (_address, { body, signal }, length) => {
      seen.length = length
      try {
        for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) seen.size += piece.byteLength
        seen.whole = true
      } catch (error) {
        seen.givenUp = signal?.aborted ?? false
        throw new TypeError('fetch failed', { cause: error })
      }
      return new Response('taken')
    }
    return { seen, ask }
  }
  const chunked = (...sizes: readonly number[]): RequestInit => {
    const pieces = sizes.values()
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const { value, done } = pieces.next()
          if (done) controller.close()
          else controller.enqueue(new Uint8Array(value))
        },
      },
      { highWaterMark: 0 },
    )
    return { method: 'POST', body, duplex: 'half' } as RequestInit
  }
  const declared = (size: number): RequestInit => ({
    method: 'PUT',
    body: new Uint8Array(size),
    headers: { 'content-length': String(size) },
  })

  test.each([
    { name: 'below the limit', size: maximum - 1 },
    { name: 'at the limit', size: maximum },
  ])('$name is taken, with its length where the device says it', async ({ size }) => {
    for (const [init, length] of [
      [chunked(1, size - 1), undefined],
      [declared(size), size],
    ] as const) {
      const { seen, ask } = taking()
      expect(await (await edgeOver(ask, { limits }).fetch('/legacy/a', init)).text()).toBe('taken')
      expect(seen).toEqual({ size, length, whole: true, givenUp: false })
    }
  })

  test('above the limit is refused on its way: the origin is given up first', async () => {
    const { seen, ask } = taking()
    const answer = await edgeOver(ask, { limits }).fetch('/legacy/a', chunked(maximum, 1))
    expect(await refusalOf(answer)).toEqual({ status: 413, code: 'BODY_LIMIT' })
    expect(seen).toMatchObject({ size: maximum, whole: false, givenUp: true })
  })

  test('that declares more than the limit never gets to the origin', async () => {
    const ask = vi.fn(telling)
    const answer = await edgeOver(ask, { limits }).fetch('/legacy/a', declared(maximum + 1))
    expect(await refusalOf(answer)).toEqual({ status: 413, code: 'BODY_LIMIT' })
    expect(ask).not.toHaveBeenCalled()
  })

  test('that stalls is 408, and the origin is given up', async () => {
    vi.useFakeTimers()
    const { seen, ask } = taking()
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) })
    const answer = edgeOver(ask).fetch('/legacy/a', { method: 'POST', body, duplex: 'half' } as RequestInit)
    await vi.advanceTimersByTimeAsync(edgeLimits.maxStallMs + edgeLimits.maxDiscardMs)
    vi.useRealTimers()
    expect(await refusalOf(await answer)).toEqual({ status: 408, code: 'BODY_TIMEOUT' })
    expect(seen).toMatchObject({ size: 1, whole: false, givenUp: true })
  })

  test('that breaks off is 400, and no whole body for the origin', async () => {
    const { seen, ask } = taking()
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new TypeError('terminated'))
      },
    })
    const answer = await edgeOver(ask).fetch('/legacy/a', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect(await refusalOf(answer)).toEqual({ status: 400, code: 'BAD_BODY' })
    expect(seen).toMatchObject({ whole: false, givenUp: true })
  })

  test('is taken from the device no faster than the origin takes it', async () => {
    let pulled = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled++
          controller.enqueue(new Uint8Array(1_024))
        },
      },
      { highWaterMark: 0 },
    )
    const { fetch } = edgeOver(async (_address, init) => {
      const reader = (init.body as ReadableStream<Uint8Array>).getReader()
      for (let piece = 0; piece < 3; piece++) await reader.read()
      expect(pulled).toBe(3)
      await reader.cancel()
      return new Response('enough')
    })
    const answer = await fetch('/legacy/a', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect(await answer.text()).toBe('enough')
  })

  test('of GET and of nothing is none', async () => {
    for (const init of [{ method: 'GET' }, { method: 'DELETE' }, { method: 'POST', headers: { 'content-length': '0' } }]) {
      const bodies: unknown[] = []
      const { fetch } = edgeOver(async (_address, { body }) => {
        bodies.push(body)
        return new Response()
      })
      await fetch('/legacy/a', init)
      expect(bodies).toEqual([null])
    }
  })
})
