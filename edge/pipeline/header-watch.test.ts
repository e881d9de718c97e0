import { expect, test } from 'vitest'
import { HeaderWatch } from './header-watch.ts'

test.each<{ name: string; before?: Record<string, string>; after: Record<string, string>; changes: readonly string[] }>([
  { name: 'nothing is done', after: { etag: '1', vary: 'origin' }, changes: [] },
  { name: 'one is set', after: { etag: '1', vary: 'origin', age: '0' }, changes: ['set age'] },
  { name: 'one gets another value', after: { etag: '2', vary: 'origin' }, changes: ['set etag'] },
  { name: 'one is removed', after: { vary: 'origin' }, changes: ['remove etag'] },
  { name: 'one takes the place of another', after: { vary: 'origin', age: '0' }, changes: ['set age', 'remove etag'] },
  { name: 'all are removed', after: {}, changes: ['remove etag', 'remove vary'] },
  { name: 'the first is set', before: {}, after: { age: '0' }, changes: ['set age'] },
])('$name', ({ before = { etag: '1', vary: 'origin' }, after, changes }) => {
  const watch = new HeaderWatch(before)
  expect(watch.changes(after)).toEqual(changes)
  expect(watch.changes(after)).toEqual([])
})

test('each look is at what was done since the last one, on the same headers', () => {
  const headers: Record<string, string> = { etag: '1' }
  const watch = new HeaderWatch(headers)
  headers.vary = 'origin'
  expect(watch.changes(headers)).toEqual(['set vary'])
  delete headers.vary
  headers.etag = '2'
  expect(watch.changes(headers)).toEqual(['set etag', 'remove vary'])
  headers.vary = 'origin'
  expect(watch.changes(headers)).toEqual(['set vary'])
})
