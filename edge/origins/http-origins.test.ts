import { describe, expect, test } from 'vitest'
import { type HttpOriginOptions, readHttpOrigins } from './http-origins.ts'

const read = (list: unknown, options: Partial<HttpOriginOptions> = {}) =>
  readHttpOrigins({
    list: typeof list === 'string' ? list : JSON.stringify(list),
    takenNames: ['catalog'],
    takenPaths: ['/ops/', '/play/'],
    local: true,
    ...options,
  })
const legacy = { name: 'legacy', url: 'http://127.0.0.1:9000/base', paths: ['/legacy/'] }

describe('registered HTTP origins', () => {
  test('are known by their names', () => {
    const origins = read([legacy])
    expect(origins.problems).toEqual([])
    expect(origins.named('legacy')).toEqual({ name: 'legacy', site: 'http://127.0.0.1:9000', base: '/base', isMarquee: false })
    expect([origins.has('legacy'), origins.has('toString'), origins.has('other')]).toEqual([true, false, false])
    expect(origins.named('other')).toBeUndefined()
  })

  test.each([
    ['/legacy/', 'legacy'],
    ['/legacy/a/b', 'legacy'],
    ['/legacy/new/b', 'renewed'],
    ['/legacy', 'rest'],
    ['/legacyx/a', 'rest'],
    ['/', 'rest'],
  ])('serve %s by the longest prefix: %s', (path, name) => {
    const origins = read([
      { ...legacy, name: 'rest', paths: ['/'] },
      legacy,
      { ...legacy, name: 'renewed', paths: ['/other/', '/legacy/new/'] },
    ])
    expect(origins.at(path)?.name).toBe(name)
  })

  test('none is registered where nothing is said', () => {
    for (const list of [undefined, '', '[]']) expect(read('', { list }).problems).toEqual([])
    expect(read('').at('/legacy/')).toBeUndefined()
  })

  test.each([
    ['https://legacy.example', { site: 'https://legacy.example', base: '' }],
    ['https://legacy.example/', { site: 'https://legacy.example', base: '' }],
    ['https://Legacy.Example:443/a/b//', { site: 'https://legacy.example', base: '/a/b' }],
    ['https://legacy.example/a/../b', { site: 'https://legacy.example', base: '/b' }],
  ])('%s stands before every path without a slash at its end', (url, address) => {
    expect(read([{ ...legacy, url }]).named('legacy')).toEqual({ name: 'legacy', ...address, isMarquee: false })
  })
})

describe('a configuration that is wrong anywhere lets no origin in', () => {
  const good = { name: 'good', url: 'https://good.example', paths: ['/good/'] }
  const shape = 'HTTP_ORIGINS is no list of {"name","url","paths"}'
  test.each([
    ['no JSON', 'legacy=http://127.0.0.1', shape],
    ['no list', good, shape],
    ['a field that nobody knows', [{ ...good, path: '/x/' }], shape],
    ['a field left out', [{ name: 'good', url: 'https://good.example' }], shape],
    ['a name of other letters', [{ ...good, name: 'Good one' }], shape],
    ['a path without a slash at its end', [{ ...good, paths: ['/good'] }], shape],
    ['a path with dot segments', [{ ...good, paths: ['/good/../ops/'] }], shape],
    ['a path that is encoded', [{ ...good, paths: ['/%6fps/'] }], shape],
    ['an empty segment', [{ ...good, paths: ['//'] }], shape],
    ['an address that is none', [{ ...good, url: 'good.example' }], 'HTTP_ORIGINS: the url of good is no http(s) address'],
    ['another scheme', [{ ...good, url: 'file:///etc/passwd' }], 'HTTP_ORIGINS: the url of good is no http(s) address'],
    ['a password', [{ ...good, url: 'https://me:secret@good.example' }], 'HTTP_ORIGINS: the url of good has more than a host and a path'],
    ['a query', [{ ...good, url: 'https://good.example/?' }], 'HTTP_ORIGINS: the url of good has more than a host and a path'],
    ['a fragment', [{ ...good, url: 'https://good.example/#a' }], 'HTTP_ORIGINS: the url of good has more than a host and a path'],
    ['a name twice', [good, { ...good, paths: [] }], 'HTTP_ORIGINS: the name good is taken'],
    ['the name of a bound origin', [{ ...good, name: 'catalog' }], 'HTTP_ORIGINS: the name catalog is taken'],
    ['a path twice', [good, { ...good, name: 'other' }], 'HTTP_ORIGINS: the path /good/ is taken'],
    ['a path of our own', [{ ...good, paths: ['/ops/'] }], 'HTTP_ORIGINS: the path /ops/ is taken'],
    ['a path below one of our own', [{ ...good, paths: ['/play/old/'] }], 'HTTP_ORIGINS: the path /play/old/ is taken'],
  ])('%s', (_, list, problem) => {
    const origins = read(Array.isArray(list) ? [...list, { ...good, name: 'fine', paths: ['/fine/'] }] : list)
    expect(origins.problems).toEqual([problem])
    expect([origins.has('fine'), origins.named('fine'), origins.at('/fine/')]).toEqual([false, undefined, undefined])
  })

  test('TLS is asked for outside the local environment: passports go with each request', () => {
    expect(read([legacy], { local: false }).problems).toEqual(['HTTP_ORIGINS: the url of legacy is not https'])
    expect(read([good], { local: false }).problems).toEqual([])
  })
})
