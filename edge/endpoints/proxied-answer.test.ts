import { expect, test } from 'vitest'
import { proxiedAnswer } from './proxied-answer.ts'

const origin = { name: 'legacy', site: 'http://127.0.0.1:9000', base: '/base', isMarquee: false }
const asked = new URL('http://127.0.0.1:9000/base/legacy/a')
const headersOf = (headers: Record<string, string>) => proxiedAnswer(origin, asked, new Response(null, { headers })).headers

test('an answer is as it came, in its own body', () => {
  const response = new Response('as it came', { status: 418, headers: { 'content-type': 'text/plain', etag: '"1"' } })
  expect(proxiedAnswer(origin, asked, response)).toEqual({
    status: 418,
    headers: { 'content-type': 'text/plain', etag: '"1"' },
    body: response.body,
  })
})

test.each([
  ['a cookie', { 'set-cookie': 'a=b' }],
  ['a token of ours', { 'x-marquee-session': 'a token' }],
  ['what is degraded', { 'x-marquee-degraded': 'identity' }],
  ['who else may read it', { 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' }],
  ['a way around us', { 'alt-svc': 'h3="evil.test:443"' }],
  ['what is of one connection', { connection: 'x-private', 'x-private': '1', 'keep-alive': 'timeout=5', upgrade: 'h2c' }],
])('an origin does not say %s', (_, headers) => {
  expect(headersOf({ ...headers, 'x-legacy': 'kept' })).toEqual({ 'x-legacy': 'kept' })
})

test.each([
  { location: '/base/legacy/next?x=1#y', told: '/legacy/next?x=1#y' },
  { location: 'http://127.0.0.1:9000/base/other', told: '/other' },
  { location: 'next', told: '/legacy/next' },
  { location: '../up', told: '/up' },
  { location: '//127.0.0.1:9000/base/', told: '/' },
  { location: '/base', told: undefined },
  { location: '/based/next', told: undefined },
  { location: '/inner/admin', told: undefined },
  { location: '../../inner', told: undefined },
  { location: 'https://127.0.0.1:9000/base/next', told: 'https://127.0.0.1:9000/base/next' },
  { location: 'https://elsewhere.example/x', told: 'https://elsewhere.example/x' },
])('location $location is $told for a device', ({ location, told }) => {
  expect(headersOf({ location }).location).toBe(told)
})

test.each([
  { name: 'a status below all', status: 0 },
  { name: 'a status that only a connection has', status: 101 },
  { name: 'a status beyond all', status: 999 },
])('$name is no answer', ({ status }) => {
  const response = { status, headers: new Headers(), body: null, webSocket: null } as Response
  expect(() => proxiedAnswer(origin, asked, response)).toThrow(expect.objectContaining({ code: 'ORIGIN_UNAVAILABLE' }))
})

test('a WebSocket comes with its own status, and with no other', () => {
  const webSocket = {} as WebSocket
  const response = (status: number) => ({ status, headers: new Headers(), body: null, webSocket }) as Response
  expect(proxiedAnswer(origin, asked, response(101))).toEqual({ status: 101, headers: {}, body: null, webSocket })
  expect(() => proxiedAnswer(origin, asked, response(200))).toThrow(expect.objectContaining({ code: 'ORIGIN_UNAVAILABLE' }))
})
