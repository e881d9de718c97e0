import { describe, expect, test, vi } from 'vitest'
import { edgeLimits } from '../config/limits.ts'
import { DeadlineExceeded } from '../deadline.ts'
import type { EndSignal } from '../end-signal.ts'
import { mediaTypeOf } from './media-type.ts'
import { RequestBody } from './request-body.ts'

const url = 'https://edge.test/model.json'
const never = new AbortController().signal

/** A body that counts how much of it was taken, in chunks of 1 KiB without an end. */
function endless() {
  let pulled = 0
  let cancelled = false
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(1_024).fill(0x20))
      },
      cancel() {
        cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { body, pulled: () => pulled, cancelled: () => cancelled }
}

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)

const readBody = (request: Request, maxBytes: number, signal: EndSignal) => new RequestBody(request, edgeLimits).text(maxBytes, signal)

describe('reading a body', () => {
  test('of several chunks with a character across two of them', async () => {
    const bytes = new TextEncoder().encode('aé🎬')
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    expect(await readBody(post(body), 100, never)).toBe('aé🎬')
  })

  test('that is not there', async () => {
    expect(await readBody(new Request(url, { method: 'POST' }), 100, never)).toBe('')
  })

  test.each([
    { name: 'below the limit', size: 99, refused: false },
    { name: 'at the limit', size: 100, refused: false },
    { name: 'above the limit', size: 101, refused: true },
  ])('$name', async ({ size, refused }) => {
    const reading = readBody(post('x'.repeat(size)), 100, never)
    if (refused)
      await expect(reading).rejects.toMatchObject({ code: 'BODY_LIMIT', details: { limit: 'bodyBytes', maximum: 100, actual: 101 } })
    else expect(await reading).toHaveLength(size)
  })

  test('without an end is dropped beyond the limit, and left where dropping goes on for long', async () => {
    const { body, pulled, cancelled } = endless()
    await expect(readBody(post(body), 64 * 1_024, never)).rejects.toMatchObject({ code: 'BODY_LIMIT' })
    expect(pulled() * 1_024).toBeLessThanOrEqual(edgeLimits.maxBodyBytes + edgeLimits.maxDiscardBytes + 2_048)
    expect(cancelled()).toBe(true)
  })

  test('that is too large and then pauses is answered all the same', async () => {
    vi.useFakeTimers()
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(101))
      },
    })
    const refused = expect(readBody(post(body), 100, never)).rejects.toMatchObject({ code: 'BODY_LIMIT' })
    await vi.advanceTimersByTimeAsync(edgeLimits.maxDiscardMs)
    await refused
    vi.useRealTimers()
  })

  test('that declares too much is not read at all', async () => {
    const { body, pulled } = endless()
    await expect(readBody(post(body, { 'content-length': '65537' }), 64 * 1_024, never)).rejects.toMatchObject({
      code: 'BODY_LIMIT',
      details: { actual: 65_537 },
    })
    expect(pulled()).toBe(0)
  })

  test('that does not come before the deadline', async () => {
    const controller = new AbortController()
    const body = new ReadableStream({
      pull() {
        controller.abort(new DeadlineExceeded(1_500))
        return new Promise(() => {})
      },
    })
    await expect(readBody(post(body), 100, controller.signal)).rejects.toMatchObject({ code: 'BODY_TIMEOUT' })
  })

  test.each([
    ['ends', (read: PromiseWithResolvers<{ done: boolean }>) => read.resolve({ done: true })],
    ['fails', (read: PromiseWithResolvers<{ done: boolean }>) => read.reject(new TypeError('Stream was cancelled.'))],
  ])('that stalls, or is not there by the deadline, where a platform %s what is cancelled', async (_, cancelled) => {
    vi.useFakeTimers()
    const stopped = (signal: EndSignal) => {
      const read = Promise.withResolvers<{ done: boolean }>()
      const reader = { read: () => read.promise, cancel: async () => cancelled(read) }
      const request = { headers: new Headers(), bodyUsed: false, body: { getReader: () => reader } } as unknown as Request
      return expect(readBody(request, 100, signal)).rejects.toMatchObject({ code: 'BODY_TIMEOUT' })
    }
    const controller = new AbortController()
    const both = Promise.all([stopped(never), stopped(controller.signal)])
    controller.abort(new DeadlineExceeded(1_500))
    await vi.advanceTimersByTimeAsync(edgeLimits.maxStallMs)
    await both
    vi.useRealTimers()
  })

  test('that breaks off', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new TypeError('terminated'))
      },
    })
    await expect(readBody(post(body), 100, never)).rejects.toMatchObject({ code: 'BAD_BODY' })
  })

  test('that is no UTF-8', async () => {
    await expect(readBody(post(Uint8Array.of(0xff, 0xfe)), 100, never)).rejects.toMatchObject({ code: 'BAD_ENCODING' })
  })

  test.each(['gzip', 'br', 'identity, gzip', 'deflate'])('that is encoded as %s', async (encoding) => {
    await expect(readBody(post('{}', { 'content-encoding': encoding }), 100, never)).rejects.toMatchObject({ code: 'UNSUPPORTED_ENCODING' })
  })

  test('that says it is encoded as nothing, and begins with a byte order mark', async () => {
    expect(await readBody(post('\ufeff{}', { 'content-encoding': 'identity' }), 100, never)).toBe('{}')
  })
})

describe('a body as a stream', () => {
  test('is as long as the device says, unless a filter may change it', () => {
    const body = new RequestBody(post('12345', { 'content-length': '5' }), edgeLimits)
    expect(body.length).toBe(5)
    body.watch(() => undefined)
    expect(body.length).toBeUndefined()
    expect(new RequestBody(post('12345'), edgeLimits).length).toBeUndefined()
  })

  test('tells its taker of a refusal before it fails', async () => {
    const told: string[] = []
    const stream = new RequestBody(post(endless().body), edgeLimits).stream(2_048, {
      onPiece: () => told.push('piece'),
      onRefusal: ({ code }) => told.push(code),
    })
    const failed = (async () => {
      for await (const _piece of stream as ReadableStream<Uint8Array>);
    })().catch(() => told.push('failed'))
    await failed
    expect(told).toEqual(['piece', 'piece', 'BODY_LIMIT', 'failed'])
  })

  test('that its taker gives up is dropped to its end before the answer, by one read at a time', async () => {
    const pieces = [1, 2, 3].map((byte) => Uint8Array.of(byte))
    let under = 0
    let cancelled = false
    const began = Promise.withResolvers<void>()
    // workerd refuses a second read beside one that is under way.
    const reader = {
      async read() {
        if (under++ > 0) throw new TypeError('This ReadableStream only supports a single pending read request at a time.')
        began.resolve()
        await Promise.resolve()
        under--
        const value = pieces.shift()
        return { done: value === undefined, value }
      },
      async cancel() {
        cancelled = true
      },
    }
    const request = { headers: new Headers(), bodyUsed: false, body: { getReader: () => reader } } as unknown as Request
    const body = new RequestBody(request, edgeLimits)
    const taken = body.stream(100)?.getReader()
    const first = taken?.read()
    await began.promise
    void body.giveUp()
    await body.discard()
    expect([pieces, cancelled]).toEqual([[], true])
    expect((await first)?.value).toEqual(Uint8Array.of(1))
    await expect(taken?.read()).rejects.toThrow('given up')
  })

  test('that nobody gives up is left alone after the answer', async () => {
    const { body: source, pulled } = endless()
    const body = new RequestBody(post(source), edgeLimits)
    const taken = body.stream(10_000)?.getReader()
    await taken?.read()
    await body.discard()
    expect(pulled()).toBe(1)
  })
})

describe('the media type of a body', () => {
  test.each([
    { header: 'application/json', type: 'application/json' },
    { header: 'Application/JSON; Charset=UTF-8', type: 'application/json' },
    { header: 'application/json;charset="utf-8"', type: 'application/json' },
    { header: 'application/jsonp', type: 'application/jsonp' },
    { header: '', type: '' },
  ])('$header', ({ header, type }) => {
    expect(mediaTypeOf(new Headers({ 'content-type': header }))).toBe(type)
  })
})
