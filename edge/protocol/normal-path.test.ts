import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalPath } from './normal-path.ts'

test.each([
  ['/graphql', '/graphql'],
  ['/', '/'],
  ['/ops/filters/', '/ops/filters/'],
  ['/%67raphql', '/graphql'],
  ['/play/a%20b', '/play/a b'],
  ['/caf%C3%A9', '/café'],
  // What has no one form.
  ['/%zz', undefined],
  ['/%', undefined],
  ['/%e9', undefined],
  ['/a%2f..%2fadmin', undefined],
  ['/a%5Cadmin', undefined],
  ['/%2567raphql', undefined],
  ['//graphql', undefined],
  ['/ops//filters', undefined],
  ['/a\\b', undefined],
  ['/graphql%00', undefined],
  ['/graphql%0d%0ax', undefined],
])('%s is %j', (path, normal) => {
  expect(normalPath(path)).toBe(normal)
})

test('dot segments are gone by the time a path is read, encoded or not', () => {
  for (const path of ['/./graphql', '/x/../graphql', '/%2e/graphql', '/x/%2E%2e/graphql'])
    expect(normalPath(new URL(path, 'https://edge.test').pathname)).toBe('/graphql')
})

test('a normal form has nothing left to decode, and no way up', () => {
  const part = fc.constantFrom('/', '.', '..', '%', '%2', '2f', '%2e', '%5c', '\\', '%00', '%25', '%C3', '%A9', 'ops', 'a', ' ')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
      const url = URL.parse(`https://edge.test/${parts.join('')}`)
      const normal = url === null ? undefined : normalPath(url.pathname)
      if (normal === undefined) return
      expect(normal).not.toMatch(/%|\/\/|\\|[\x00-\x1f]/)
      expect(normal.split('/')).not.toEqual(expect.arrayContaining(['..']))
    }),
    { numRuns: 2_000 },
  )
})
