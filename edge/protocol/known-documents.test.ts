import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { createKnownDocuments } from './known-documents.ts'

const known = (source: string) => ({ document: parse(source), introspects: false, valid: false })

test('the document that was not asked for longest is forgotten first', () => {
  const documents = createKnownDocuments(2, 1_000)
  for (const source of ['{a}', '{b}']) documents.add(source, known(source))
  documents.find('{a}')
  documents.add('{c}', known('{c}'))
  expect(['{a}', '{b}', '{c}'].map((source) => documents.find(source) !== undefined)).toEqual([true, false, true])
})

test('documents are bounded by the length of their sources, too', () => {
  const documents = createKnownDocuments(100, 10)
  documents.add('{aaaa}', known('{aaaa}'))
  documents.add('{bbbb}', known('{bbbb}'))
  expect(documents.find('{aaaa}')).toBeUndefined()
  expect(documents.find('{bbbb}')).toBeDefined()
  documents.add('{aaaaaaaaaa}', known('{aaaaaaaaaa}'))
  expect(documents.find('{aaaaaaaaaa}')).toBeUndefined()
  expect(documents.find('{bbbb}')).toBeDefined()
})

test('adding a document again does not count it twice', () => {
  const documents = createKnownDocuments(100, 10)
  for (let time = 0; time < 5; time++) documents.add('{a}', known('{a}'))
  documents.add('{b}', known('{b}'))
  expect(documents.find('{a}')).toBeDefined()
})
