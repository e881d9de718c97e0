import { expect, test } from 'vitest'
import { etagOf, hasAlready } from './etag.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('equal bodies have equal tags, others have others', async () => {
  const tag = await etagOf(bytes('a'))
  expect(tag).toMatch(/^"[0-9a-f]{32}"$/)
  expect(await etagOf(bytes('a'))).toBe(tag)
  expect(await etagOf(bytes('b'))).not.toBe(tag)
})

test.each([
  [undefined, false],
  ['"x1"', true],
  ['W/"x1"', true],
  ['"other", W/"x1"', true],
  ['*', true],
  ['"other"', false],
  ['x1', false],
])('a device with If-None-Match %j has "x1" already: %j', (known, expected) => {
  expect(hasAlready(new Headers(known === undefined ? {} : { 'if-none-match': known }), '"x1"')).toBe(expected)
})
