import { describe, expect, test } from 'vitest'
import { createTestEdge, operatorToken, postJson, refusalOf, site } from './test/test-edge.ts'

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const page = `/model.json?method=get&paths=${encodeURIComponent('[["titles",1,"name"]]')}`
const refusal = async (path: string, init: RequestInit = {}, edge = createTestEdge()) => refusalOf(await edge.fetch(path, init))

describe('a request that two readers could take for two', () => {
  test.each([
    ['a length and chunks', { 'content-length': '5', 'transfer-encoding': 'chunked' }],
    ['another coding than chunked', { 'transfer-encoding': 'xchunked' }],
    ['two codings', { 'transfer-encoding': 'gzip, chunked' }],
    ['a length below nothing', { 'content-length': '-1' }],
    ['two lengths', { 'content-length': '5, 6' }],
  ])('%s: refused, and the connection ends', async (_, headers) => {
    const answer = await createTestEdge().fetch('/graphql', { method: 'POST', headers })
    expect(answer.headers.get('connection')).toBe('close')
    expect(await refusalOf(answer)).toEqual({ status: 400, code: 'BAD_FRAMING' })
  })

  test.each([{ 'transfer-encoding': 'chunked' }, { 'transfer-encoding': 'Chunked' }, { 'content-length': '0' }])(
    '%j is as it should be',
    async (headers) => {
      expect((await createTestEdge().fetch('/healthz', { headers })).status).toBe(200)
    },
  )
})

describe('methods', () => {
  test.each([
    ['PATCH', 405, 'METHOD_NOT_ALLOWED'],
    ['FOO', 501, 'METHOD_UNKNOWN'],
    ['get', 501, 'METHOD_UNKNOWN'],
  ])('%s is %i', async (method, status, code) => {
    // Made by hand: the constructor of requests mends some methods and refuses others.
    const request = Object.defineProperty(new Request(`${site}/healthz`), 'method', { value: method })
    const { edge } = createTestEdge()
    const { serve } = await import('./serve.ts')
    const answer = await serve(edge, request, { waitUntil() {} })
    expect(answer.headers.get('allow')).toContain('GET')
    expect(await refusalOf(answer)).toEqual({ status, code })
  })
})

describe('paths', () => {
  test.each(['/%68ealthz', '/./healthz', '/x/%2e%2e/healthz', '/x/%2E./healthz'])('%s is found by its one normal form', async (path) => {
    expect((await createTestEdge().fetch(path)).status).toBe(200)
  })

  test.each(['/%zz', '/a%2f..%2fops/filters', '//graphql', '/%2567raphql', '/graphql%00', '/ops%5cfilters'])(
    '%s has none',
    async (path) => {
      expect(await refusal(path)).toEqual({ status: 400, code: 'BAD_URL' })
    },
  )

  test('a path in disguise meets the same guards', async () => {
    expect(await refusal('/%6fps/filters')).toEqual({ status: 401, code: 'UNAUTHENTICATED' })
  })
})

describe('hosts', () => {
  const edge = createTestEdge({ hosts: ['edge.test', '*.marquee.example'] })
  const ask = (url: string) => import('./serve.ts').then(({ serve }) => serve(edge.edge, new Request(url), { waitUntil() {} }))

  test.each(['https://edge.test/healthz', 'https://edge.test:8443/healthz', 'https://tv.marquee.example/healthz'])(
    '%s is ours',
    async (url) => {
      expect((await ask(url)).status).toBe(200)
    },
  )

  test.each(['https://evil.test/healthz', 'https://edge.test.evil.test/', 'https://marquee.example/', 'https://xmarquee.example/'])(
    '%s is not',
    async (url) => {
      expect(await refusalOf(await ask(url))).toEqual({ status: 421, code: 'MISDIRECTED_HOST' })
    },
  )

  test.each(['edge.test', 'edge.test:', 'EDGE.test:8443', '127.0.0.1:8787', '[::1]:8787', 'xn--bcher-kva.example', '_tv.local.'])(
    '%s is a name, with a port or without',
    async (host) => {
      expect((await createTestEdge().fetch('/healthz', { headers: { host } })).status).toBe(200)
    },
  )

  test.each([
    ['begins a path', 'edge.test/ops'],
    ['ends the URL', 'edge.test/healthz?'],
    ['hides the path', 'edge.test#'],
    ['begins a path by a backslash', 'edge.test\\ops'],
    ['is a name behind an account', 'evil.test@edge.test'],
    ['is two', 'edge.test, evil.test'],
    ['is encoded', 'edge%2etest'],
    ['is nothing', ''],
  ])('a host header that %s is refused', async (_, host) => {
    expect(await refusal('/healthz', { headers: { host } })).toEqual({ status: 400, code: 'BAD_URL' })
  })

  test('a URL that cannot be read is refused, whatever hosts are ours', async () => {
    for (const hosts of [[], ['edge.test']]) {
      const { edge } = createTestEdge({ hosts })
      // Made by hand: the platform writes two hosts before the path, the constructor of requests takes no such URL.
      const request = Object.defineProperty(new Request(site), 'url', { value: 'https://edge.test, evil.test/healthz' })
      const { serve } = await import('./serve.ts')
      expect(await refusalOf(await serve(edge, request, { waitUntil() {} }))).toEqual({ status: 400, code: 'BAD_URL' })
    }
  })
})

describe('what a device may not say', () => {
  const forged = {
    'cf-connecting-ip': '203.0.113.9',
    'cf-ipcountry': 'NL',
    'x-forwarded-for': '10.0.0.1',
    'x-forwarded-host': 'evil.test',
    forwarded: 'for=10.0.0.1',
    'x-real-ip': '10.0.0.1',
    'x-passport': 'p',
    'x-marquee-passport': 'p',
    'x-marquee-trace': '0'.repeat(32),
    'x-internal-role': 'admin',
    'x-original-url': '/ops/filters',
    'x-http-method-override': 'DELETE',
    'cloudflare-workers-version-overrides': 'marquee="x"',
  }

  test('is gone before any filter that could believe it', async () => {
    const { edge, fetch } = createTestEdge()
    let seen: readonly string[] = []
    const { findEndpoint } = edge
    const watched = {
      ...edge,
      findEndpoint: (path: string, method: string) => ({
        ...findEndpoint(path, method),
        answer: ({ headers }: { headers: Iterable<readonly [string, string]> }) => {
          seen = [...headers].map(([name]) => name)
          return { status: 200, headers: {}, body: null }
        },
      }),
    }
    const { serve } = await import('./serve.ts')
    const headers = { ...forged, accept: 'application/json', 'x-requested-with': 'XMLHttpRequest', 'x-marquee-operator': 'ana' }
    await serve(watched as typeof edge, new Request(`${site}/healthz`, { headers }), { waitUntil() {} })
    expect(seen.toSorted()).toEqual(['accept', 'x-marquee-operator', 'x-requested-with'])
    expect((await fetch('/healthz', { headers: forged })).headers.get('x-marquee-trace')).not.toBe(forged['x-marquee-trace'])
  })
})

describe('who asks too often', () => {
  const slow = { device: { perSecond: 1, burst: 2 }, client: { perSecond: 1, burst: 4 }, maxKeys: 100 }

  test('a device is told when to come again; another is not concerned, and operators are not counted', async () => {
    const edge = createTestEdge({ rates: slow })
    const token = await edge.signIn()
    const ask = () => edge.fetch(page, bearer(token))
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
    const answer = await ask()
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(await refusalOf(answer)).toEqual({ status: 429, code: 'RATE_LIMITED' })
    const other = await edge.fetch('/session', postJson({ device: { id: 'tv-2', class: 'tv' }, profile: 7 }))
    const { token: another } = (await other.json()) as { token: string }
    expect((await edge.fetch(page, bearer(another))).status).toBe(200)
    for (let time = 0; time < 5; time++) expect((await edge.fetch('/ops/filters', bearer(operatorToken))).status).toBe(200)
  })

  test('an address counts as the platform tells it, and not as a device forges it where no platform stands in front', async () => {
    const from = (address: string) => ({ headers: { 'cf-connecting-ip': address } })
    const ask = async (local: boolean) => {
      const edge = createTestEdge({ rates: slow, local })
      const statuses: number[] = []
      for (let time = 0; time < 5; time++) statuses.push((await edge.fetch('/healthz', from('203.0.113.9'))).status)
      statuses.push((await edge.fetch('/healthz', from('203.0.113.10'))).status)
      return statuses
    }
    expect(await ask(false)).toEqual([200, 200, 200, 200, 429, 200])
    expect(await ask(true)).toEqual([200, 200, 200, 200, 200, 200])
  })

  test('an address is not another for what proxies are said to have seen', async () => {
    const edge = createTestEdge({ rates: slow, local: false })
    const statuses: number[] = []
    for (let time = 0; time < 5; time++) {
      const forged = Object.fromEntries(
        ['x-forwarded-for', 'x-real-ip', 'true-client-ip', 'forwarded'].map((name) => [name, `10.0.0.${time}`]),
      )
      statuses.push((await edge.fetch('/healthz', { headers: { ...forged, 'cf-connecting-ip': '203.0.113.9' } })).status)
    }
    expect(statuses).toEqual([200, 200, 200, 200, 429])
  })

  test('the platform’s limiter has the last word; out of order, it turns nobody away', async () => {
    const keys: string[] = []
    const limiter = (limit: () => Promise<{ success: boolean }>) => ({
      limit: ({ key }: { key: string }) => {
        keys.push(key)
        return limit()
      },
    })
    const ask = async (device: ReturnType<typeof limiter>) => {
      const edge = createTestEdge({ limiters: { device } })
      return (await edge.fetch(page, bearer(await edge.signIn()))).status
    }
    expect(await ask(limiter(async () => ({ success: false })))).toBe(429)
    expect(await ask(limiter(async () => ({ success: true })))).toBe(200)
    expect(await ask(limiter(() => Promise.reject(new Error('down'))))).toBe(200)
    expect(keys).toEqual(['tv-1', 'tv-1', 'tv-1'])
  })
})

describe('experiments', () => {
  const experiment = {
    key: 'autoplay',
    cells: [
      { name: 'off', weight: 1 },
      { name: 'on', weight: 1 },
    ],
    share: 1,
  }

  test('a device learns its cells when it signs in, each time the same, and is exposed once', async () => {
    const edge = createTestEdge({ experiments: [experiment] })
    const signIn = async () => (await edge.fetch('/session', postJson({ device: { id: 'tv-1', class: 'tv' }, profile: 7 }))).json()
    const { experiments } = (await signIn()) as { experiments: Record<string, string> }
    expect(['off', 'on']).toContain(experiments.autoplay)
    expect(await signIn()).toMatchObject({ experiments })
    expect(edge.logged).toEqual([{ level: 'info', event: 'exposure', experiment: 'autoplay', cell: experiments.autoplay, device: 'tv-1' }])
  })

  test('a device outside is told nothing, and not exposed', async () => {
    const edge = createTestEdge({ experiments: [{ ...experiment, share: 0 }] })
    const answer = await edge.fetch('/session', postJson({ device: { id: 'tv-1', class: 'tv' }, profile: 7 }))
    expect(await answer.json()).toMatchObject({ experiments: {} })
    expect(edge.logged).toEqual([])
  })
})

describe('caches', () => {
  test('nothing is kept that does not say for how long, and browsers take an answer for what it is', async () => {
    const answer = await createTestEdge().fetch('/healthz')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    })
  })
})
