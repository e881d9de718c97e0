import { describe, expect, inject, test } from 'vitest'
import { expectRefusal } from './expect-refusal.ts'
import { httpOriginUrl, originLedger, tellListeners } from './http-origin.ts'
import { type Answered, type Asked, ask, marqueeUrl } from './marquee.ts'
import { rawGet } from './raw-http.ts'
import { beginRequest } from './raw-stream.ts'
import { signIn } from './sign-in.ts'

/** What the origin was asked, as it tells it. */
interface Echo {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly size: number
  readonly text?: string
}
const echoOf = async (path: string, asked?: Asked) => (await ask(path, asked)).json<Echo>()
const { host } = new URL(marqueeUrl)

function expectRefused(answer: Answered, status: number, code: string): void {
  expect(answer.status).toBe(status)
  expectRefusal(answer, code)
}

/** A Marquee that runs already knows no origin of ours. */
describe.skipIf(httpOriginUrl === undefined)('what a registered HTTP origin answers', () => {
  describe('the request', () => {
    test('keeps its path on the normal form and its query as it was spelled, below what stands before every path there', async () => {
      const { target } = await echoOf('/legacy/%61/b%20c%3Fd/echo?x=%2e%2E&y')
      expect(target).toBe('/base/legacy/a/b%20c%3Fd/echo?x=%2e%2E&y')
    })

    test('says who asks by the passport, and never by the token or a cookie', async () => {
      const { headers, token } = await signIn(11)
      const asked = { ...headers, cookie: 'session=1', 'x-marquee-passport': 'forged', 'x-lab': 'on' }
      const echo = await echoOf('/legacy/echo', { headers: asked })
      expect(JSON.stringify(echo)).not.toContain(token)
      expect(echo.headers).not.toHaveProperty('authorization')
      expect(echo.headers).not.toHaveProperty('cookie')
      expect(echo.headers['x-lab']).toBe('on')
      const [, claims = ''] = (echo.headers['x-marquee-passport'] ?? '').split('.')
      expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ profile: 11, iss: 'marquee-edge' })
    })

    test('of a visitor has no passport, whatever it says', async () => {
      const { headers } = await echoOf('/legacy/echo', { headers: { 'x-marquee-passport': 'forged' } })
      expect(headers).not.toHaveProperty('x-marquee-passport')
    })

    test('says for what and by which trace in our words', async () => {
      const forged = {
        'x-forwarded-host': 'evil.test',
        'x-forwarded-for': '10.0.0.1',
        'x-forwarded-proto': 'gopher',
        'x-marquee-trace': '0',
      }
      const answer = await ask('/legacy/echo', { headers: forged })
      const { headers } = answer.json<Echo>()
      expect(headers).toMatchObject({ 'x-forwarded-host': host, 'x-forwarded-proto': 'http', via: '1.1 marquee' })
      expect(headers).not.toHaveProperty('x-forwarded-for')
      expect(headers['x-marquee-trace']).toBe(answer.headers.get('x-marquee-trace'))
    })

    test.each(['POST', 'PUT', 'DELETE'])('%s has its body, and the length of that', async (method) => {
      const body = 'é'.repeat(50)
      const { size, text, ...echo } = await echoOf('/legacy/echo', { method, body, headers: { 'content-type': 'text/plain' } })
      expect([echo.method, text]).toEqual([method, body])
      expect(echo.headers).toMatchObject({ 'content-length': '100', 'content-type': 'text/plain' })
    })

    test('without a body has none', async () => {
      expect((await echoOf('/legacy/echo', { method: 'POST' })).headers['content-length']).toBe('0')
      expect((await echoOf('/legacy/echo')).headers).not.toHaveProperty('transfer-encoding')
    })

    test('and its answer stream both ways at once: each piece is there before the next is sent', async () => {
      const stream = await beginRequest(marqueeUrl, 'POST', '/legacy/pieces', 'transfer-encoding: chunked')
      for (const piece of ['one', 'two']) {
        await stream.send(Buffer.from(`${piece.length}\r\n${piece}\r\n`))
        await stream.see(`${piece} came`)
      }
      await stream.send(Buffer.from('0\r\n\r\n'))
      await stream.see('all came')
      stream.leave()
    })

    test('that is too large is refused on its way, and the origin does not take the part for the whole', async () => {
      const path = '/legacy/too-large/upload'
      const body = new Uint8Array(16 * 1_024 * 1_024 + 1)
      const chunked = await fetch(new URL(path, marqueeUrl), {
        method: 'POST',
        body: new ReadableStream({
          start(controller) {
            controller.enqueue(body)
            controller.close()
          },
        }),
        duplex: 'half',
      } as RequestInit)
      expect(chunked.status).toBe(413)
      expect(await chunked.json()).toMatchObject({ errors: [{ extensions: { code: 'BODY_LIMIT', maximum: body.length - 1 } }] })
      expect(await originLedger(path, { ended: 1 })).toMatchObject({ began: 1, cut: 1 })
    })

    test('of the largest body is taken', async () => {
      const { status, text } = await ask('/legacy/large/upload', { method: 'POST', body: new Uint8Array(16 * 1_024 * 1_024) })
      expect([status, text]).toEqual([200, 'taken'])
    })

    test.each([
      ['dot segments', '/legacy/../../control/echo', 404, 'NOT_FOUND'],
      ['encoded dot segments', '/legacy/%2e%2e/%2E%2e/control/echo', 404, 'NOT_FOUND'],
      ['encoded separators', '/legacy/..%2f..%2fcontrol/echo', 400, 'BAD_URL'],
      ['separators of another system', '/legacy/..%5ccontrol/echo', 400, 'BAD_URL'],
      ['parameters of a dot segment', '/legacy/..;/..;x=1/control/echo', 400, 'BAD_URL'],
      ['an empty segment', '/legacy//control/echo', 400, 'BAD_URL'],
      ['a host in the path', '//evil.test/legacy/echo', 400, 'BAD_URL'],
      ['what decodes again', '/legacy/%252e%252e/control/echo', 400, 'BAD_URL'],
    ])('does not get out of the origin’s paths by %s', async (_, target, status, code) => {
      expectRefused(await rawGet(marqueeUrl, target), status, code)
    })
  })

  describe('the answer', () => {
    test('is the origin’s, but for what only we may say', async () => {
      const { status, headers } = await ask('/legacy/forward', { headers: { origin: 'https://tv.example' } })
      expect(status).toBe(200)
      expect(headers.get('x-legacy')).toBe('kept')
      expect(headers.get('cache-control')).toBe('public, max-age=60')
      for (const name of ['set-cookie', 'x-marquee-session', 'x-private']) expect(headers.get(name), name).toBeNull()
      expect(headers.get('access-control-allow-origin')).toBe('https://tv.example')
      expect(headers.get('x-marquee-origin-calls')).toBe('legacy.fetch/1')
    })

    test.each([200, 204, 304, 404, 418, 500])('keeps its status %i', async (status) => {
      expect((await ask(`/legacy/echo?status=${status}`)).status).toBe(status)
    })

    test('to HEAD has the headers, and no body', async () => {
      const { headers, text } = await ask('/legacy/bytes?size=1000', { method: 'HEAD' })
      expect([headers.get('content-length'), text]).toEqual(['1000', ''])
    })

    test('that is compressed is so for the device', async () => {
      const { headers, text } = await ask('/legacy/gzip', { headers: { 'accept-encoding': 'gzip' } })
      expect([headers.get('content-encoding'), text]).toEqual(['gzip', 'small when it travels'])
    })

    test.each([
      { to: '/base/legacy/next?x=1#y', location: '/legacy/next?x=1#y' },
      { to: 'next', location: '/legacy/next' },
      { to: `${httpOriginUrl}/base/other`, location: '/other' },
      { to: 'https://elsewhere.example/', location: 'https://elsewhere.example/' },
      { to: '/inner/admin', location: null },
    ])('to $to leads a device to $location, and is not followed by us', async ({ to, location }) => {
      const { status, headers } = await ask(`/legacy/redirect?to=${encodeURIComponent(to)}`)
      expect([status, headers.get('location')]).toEqual([302, location])
    })

    test('that breaks off in the middle breaks off for the device', async () => {
      const answer = await fetch(new URL('/legacy/broken', marqueeUrl))
      expect(answer.status).toBe(200)
      await expect(answer.text()).rejects.toThrow()
    })

    test('that never came is 502, that is none is 502, and a path that no origin has is 404', async () => {
      expectRefused(await ask('/legacy/gone'), 502, 'ORIGIN_UNAVAILABLE')
      expectRefused(await ask('/legacy/echo?status=999'), 502, 'ORIGIN_UNAVAILABLE')
      expectRefused(await ask('/legacies/echo'), 404, 'NOT_FOUND')
    })

    test('that never came is 502 for an upload too', async () => {
      expectRefused(await ask('/legacy/gone', { method: 'POST', body: new Uint8Array(1_000_000) }), 502, 'ORIGIN_UNAVAILABLE')
    })

    test('is explained to operators', async () => {
      const { headers } = await ask('/legacy/echo?status=500')
      const explained = await ask(`/ops/explain/${headers.get('x-marquee-trace')}`, {
        headers: { authorization: `Bearer ${inject('opsToken')}` },
      })
      expect(explained.json()).toMatchObject({
        status: 500,
        category: 'FAILURE_ORIGIN',
        origins: [{ origin: 'legacy', method: 'fetch', outcome: 'ok' }],
      })
    })
  })

  test('events come as they are told, for as long as somebody listens', async () => {
    const path = '/legacy/told/events'
    const stream = await beginRequest(marqueeUrl, 'GET', path, 'accept: text/event-stream')
    await stream.see('data: hello')
    for (const event of ['first', 'second']) {
      await tellListeners(event)
      await stream.see(`data: ${event}`)
    }
    expect(await originLedger(path)).toMatchObject({ began: 1, ended: 0 })
    stream.leave()
    // Each worker of wrangler on the way sees that nobody is there when it next has something to send.
    const askAround = () => tellListeners('anybody there?')
    await expect.poll(async () => (await askAround()) >= 0 && (await originLedger(path)).ended).toBe(1)
  })

  describe('a WebSocket', () => {
    const address = `${marqueeUrl.replace('http', 'ws')}/legacy/room/socket`
    const open = (protocols: string[] = []) =>
      new Promise<WebSocket>((resolve, reject) => {
        const socket = new WebSocket(address, protocols)
        socket.onopen = () => resolve(socket)
        socket.onerror = () => reject(new Error('no WebSocket'))
      })
    const next = (socket: WebSocket) => new Promise<MessageEvent>((resolve) => socket.addEventListener('message', resolve, { once: true }))
    const closed = (socket: WebSocket) => new Promise<CloseEvent>((resolve) => socket.addEventListener('close', resolve, { once: true }))

    test('is the origin’s: its subprotocol, what it says, and why it closes', async () => {
      const socket = await open(['chat', 'other'])
      expect(socket.protocol).toBe('chat')
      for (const text of ['hello', 'é']) {
        const answer = next(socket)
        socket.send(text)
        expect((await answer).data).toBe(`chat:${text}`)
      }
      const end = closed(socket)
      socket.close(4_000, 'enough')
      expect(await end).toMatchObject({ code: 4_000, reason: 'enough', wasClean: true })
    })

    test('ends at the origin when the device goes away', async () => {
      const before = await originLedger('/legacy/room/socket')
      const key = 'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA=='
      const upgrade = ['connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13', key]
      const stream = await beginRequest(marqueeUrl, 'GET', '/legacy/room/socket', ...upgrade)
      await stream.see('101 Switching Protocols')
      await originLedger('/legacy/room/socket', { began: before.began + 1 })
      stream.leave()
      await originLedger('/legacy/room/socket', { ended: before.began + 1 })
    })

    test('is not had where the origin refuses it', async () => {
      const upgrade = [
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      ]
      expect((await rawGet(marqueeUrl, '/legacy/closed', ...upgrade)).status).toBe(403)
    })
  })
})
