import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cacheTagsOf, readCacheTag } from './cache-tags.ts'

test('an answer has a tag for each collection and each entity in it', () => {
  const entities = new Map<string, (string | number)[]>([
    ['titles', [1, 842]],
    ['people', ['joel-coen', 'a b,c']],
  ])
  expect(cacheTagsOf(entities)).toEqual(['titles', 'people', 'titles-1', 'titles-842', 'people-joel-coen', 'people-a%20b%2Cc'])
})

test('one of more entities than a header takes has its collections alone', () => {
  const many = Array.from({ length: 2_000 }, (_, id) => id)
  const entities = new Map<string, readonly (string | number)[]>([
    ['titles', many],
    ['people', ['x']],
  ])
  expect(cacheTagsOf(entities)).toEqual(['titles', 'people'])
})

test('whatever its id, an entity is found again by its tag', () => {
  const id = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed())
  fc.assert(
    fc.property(id, (text) => {
      const [, tag = ''] = cacheTagsOf(new Map([['people', [text]]]))
      expect(tag).toMatch(/^[!-~]+$/)
      expect(readCacheTag(tag)).toEqual({ collection: 'people', id: text })
    }),
  )
})

test.each([
  ['*', {}],
  ['titles', { collection: 'titles' }],
  ['titles-1', { collection: 'titles', id: '1' }],
  ['', undefined],
  ['titles,people', undefined],
  ['titles-1 2', undefined],
  ['titles-%', undefined],
  ['1', undefined],
])('reads the tag %j', (tag, meaning) => {
  expect(readCacheTag(tag)).toEqual(meaning)
})
