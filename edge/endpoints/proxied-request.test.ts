import { describe, expect, test } from 'vitest'
import { visitor } from '../device/device.ts'
import { RequestHeaders } from '../protocol/request-headers.ts'
import { addressAt, headersFor, type Proxied } from './proxied-request.ts'

const origin = { name: 'legacy', site: 'http://127.0.0.1:9000', base: '/base', isMarquee: false }

describe('the address at an origin', () => {
  test.each([
    { path: '/legacy/a', search: '', address: 'http://127.0.0.1:9000/base/legacy/a' },
    { path: '/legacy/', search: '?x=1&y=%2e%2e/', address: 'http://127.0.0.1:9000/base/legacy/?x=1&y=%2e%2e/' },
    { path: '/a b/é', search: '', address: 'http://127.0.0.1:9000/base/a%20b/%C3%A9' },
    { path: '/what?/#1', search: '?q', address: 'http://127.0.0.1:9000/base/what%3F/%231?q' },
    { path: "/a;v=1,2/b:c@d!$&'()*+=", search: '', address: "http://127.0.0.1:9000/base/a;v=1,2/b:c@d!$&'()*+=" },
    { path: '/@evil.test/', search: '', address: 'http://127.0.0.1:9000/base/@evil.test/' },
    { path: '/.../a..b/.hidden', search: '', address: 'http://127.0.0.1:9000/base/.../a..b/.hidden' },
  ])('of $path$search is $address', ({ path, search, address }) => {
    expect(addressAt(origin, path, search).href).toBe(address)
  })

  test.each([
    ['/legacy/..', 'BAD_URL'],
    ['/../admin', 'BAD_URL'],
    ['/legacy/../../admin', 'BAD_URL'],
    ['/legacy/./a', 'BAD_URL'],
    ['/legacy/..;/admin', 'BAD_URL'],
    ['/legacy/.;x=1/a', 'BAD_URL'],
    ['.evil.test/', 'BAD_URL'],
    ['@evil.test/', 'BAD_URL'],
    [':80/', 'BAD_URL'],
    ['//evil.test/', 'http://127.0.0.1:9000//evil.test/'],
    ['/a/%2e%2e/b', 'http://127.0.0.1:9000/a/%252e%252e/b'],
    ['/a\\..\\b', 'http://127.0.0.1:9000/a%5C..%5Cb'],
    ['/a\r\nb: c', 'http://127.0.0.1:9000/a%0D%0Ab:%20c'],
  ])('of %j, whoever let it through, with nothing before its paths: %s', (path, expected) => {
    const outcome = () => {
      try {
        return addressAt({ ...origin, base: '' }, path, '').href
      } catch (error) {
        return (error as { code: unknown }).code
      }
    }
    expect(outcome()).toBe(expected)
  })
})

const asked = (given: Record<string, string>, parts: Partial<Proxied> = {}): Proxied => ({
  request: new Request('https://edge.test/legacy/a'),
  url: new URL('https://edge.test/legacy/a'),
  path: '/legacy/a',
  headers: new RequestHeaders(Object.entries(given)),
  client: null,
  device: visitor,
  trace: 'f'.repeat(32),
  ...parts,
})

describe('the headers for an origin', () => {
  test('say by which trace, for what and who asks, in our words alone', () => {
    const device = { ...visitor, viewer: { account: 'a7', profile: 7, passport: 'a passport' } }
    expect(Object.fromEntries(headersFor(asked({}, { client: '203.0.113.9', device }), origin))).toEqual({
      'accept-encoding': 'identity',
      via: '1.1 marquee',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'edge.test',
      'x-forwarded-proto': 'https',
      'x-marquee-passport': 'a passport',
      'x-marquee-trace': 'f'.repeat(32),
    })
  })

  test.each(['authorization', 'cookie', 'host', 'content-length', 'expect', 'x-marquee-operator', 'x-marquee-passport', 'te', 'upgrade'])(
    'leave out %s of a visitor',
    (name) => {
      expect(headersFor(asked({ [name]: 'of the device' }), origin).get(name)).toBeNull()
    },
  )

  test('keep what the device says otherwise, and the way it came', () => {
    const headers = headersFor(asked({ accept: 'text/html', 'accept-encoding': 'br', range: 'bytes=0-9', via: '1.0 home' }), origin)
    expect(Object.fromEntries(headers)).toMatchObject({
      accept: 'text/html',
      'accept-encoding': 'br',
      range: 'bytes=0-9',
      via: '1.0 home, 1.1 marquee',
    })
  })

  test('for another deployment of ours have the token, and no passport that it would not take', () => {
    const device = { ...visitor, viewer: { account: 'a7', profile: 7, passport: 'a passport' } }
    const headers = headersFor(asked({ authorization: 'Bearer t', cookie: 'a=b' }, { device }), { ...origin, isMarquee: true })
    expect(['authorization', 'cookie', 'x-marquee-passport'].map((name) => headers.get(name))).toEqual(['Bearer t', null, null])
  })

  test('are as filters left them: a device does not take a filter’s header out by naming it', () => {
    const exchange = asked({ connection: 'x-tier, x-private, x-marquee-passport', 'x-private': '1' })
    exchange.headers.set('x-tier', 'gold')
    const headers = headersFor(exchange, origin)
    expect([headers.get('x-tier'), headers.get('x-private')]).toEqual(['gold', null])
  })

  test.each([
    ['GET', 'websocket', 'websocket'],
    ['GET', 'WebSocket', 'websocket'],
    ['GET', 'h2c', null],
    ['POST', 'websocket', null],
  ])('of a %s that asks to upgrade to %s: %s', (method, upgrade, sent) => {
    const request = new Request('https://edge.test/legacy/a', { method })
    expect(headersFor(asked({ upgrade, connection: 'upgrade' }, { request }), origin).get('upgrade')).toBe(sent)
  })
})
