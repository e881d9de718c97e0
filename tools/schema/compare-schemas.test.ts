import { describe, expect, test } from 'vitest'
import { compareSchemas } from './compare-schemas.ts'
import { judge } from './schema-verdict.ts'

const directives = `
  directive @entity(collection: String!) on OBJECT
  directive @personal on OBJECT | FIELD_DEFINITION
  directive @settable(min: Float, max: Float) on FIELD_DEFINITION
`
const sdl = `${directives}
  type Query { film(id: Int!): Film films(offset: Int = 0, limit: Int = 10): [Film]! }
  type Film @entity(collection: "films") {
    id: Int!
    name: String!
    year: Int
    poster(kind: Kind = TALL, width: Int = 342): String
    stars: Float @personal @settable(min: 0.5, max: 5)
  }
  enum Kind { TALL WIDE }
`
const change = (from: string, to: string) => {
  if (!sdl.includes(from)) throw new Error(`the schema has no ${from}`)
  return compareSchemas(sdl, sdl.replace(from, to))
}

test('a schema is equal to itself', async () => {
  expect(await compareSchemas(sdl, sdl)).toEqual([])
})

describe('breaks somebody', () => {
  test.each([
    ['a field that is gone', 'year: Int', '', 'Film.year FIELD_REMOVED'],
    ['a field of another type', 'year: Int', 'year: String', 'Film.year FIELD_TYPE_CHANGED'],
    ['a promise taken back', 'name: String!', 'name: String', 'Film.name FIELD_TYPE_CHANGED'],
    ['an argument that is gone', 'kind: Kind = TALL, ', '', 'Film.poster.kind FIELD_ARGUMENT_REMOVED'],
    ['an argument that is needed', 'width: Int = 342', 'width: Int = 342, shade: Int!', 'Film.poster.shade FIELD_ARGUMENT_ADDED'],
    ['a value that is gone', 'enum Kind { TALL WIDE }', 'enum Kind { TALL }', 'Kind.WIDE ENUM_VALUE_REMOVED'],
    [
      'another argument, which is another key over Falcor',
      'width: Int = 342',
      'width: Int = 342, shade: Int = 1',
      'Film.poster FALCOR_KEYS_CHANGED',
    ],
    ['a first argument', 'year: Int', 'year(of: String = "x"): Int', 'Film.year FALCOR_KEYS_CHANGED'],
    [
      'arguments in another order',
      'kind: Kind = TALL, width: Int = 342',
      'width: Int = 342, kind: Kind = TALL',
      'Film.poster FALCOR_KEYS_CHANGED',
    ],
    ['a list that is cut into pages no more', '(offset: Int = 0, limit: Int = 10)', '', 'Query.films FALCOR_KEYS_CHANGED'],
    ['another collection', 'collection: "films"', 'collection: "movies"', 'Film FALCOR_COLLECTION_CHANGED'],
    ['no collection', ' @entity(collection: "films")', '', 'Film FALCOR_COLLECTION_CHANGED'],
    ['a field that cannot be set any more', '@settable(min: 0.5, max: 5)', '', 'Film.stars FALCOR_NOT_SETTABLE'],
    ['narrower bounds', 'max: 5', 'max: 4', 'Film.stars FALCOR_BOUNDS_NARROWED'],
    ['bounds where there were none', '@settable(min: 0.5, max: 5)', '@settable(min: 1, max: 5)', 'Film.stars FALCOR_BOUNDS_NARROWED'],
  ])('%s', async (_about, from, to, id) => {
    const breaking = (await change(from, to)).filter(({ level }) => level === 'breaking').map((one) => one.id)
    expect(breaking).toContain(id)
  })
})

describe('breaks nobody', () => {
  test.each([
    ['a new field', 'year: Int', 'year: Int rated: String'],
    ['a promise', 'year: Int', 'year: Int!'],
    ['a deprecation', 'year: Int', 'year: Int @deprecated(reason: "ask released")'],
    ['a description', 'year: Int', '"Of release." year: Int'],
    ['wider bounds', 'max: 5', 'max: 10'],
    ['a field that becomes personal, which is told as dangerous', 'year: Int', 'year: Int @personal'],
  ])('%s', async (_about, from, to) => {
    expect((await change(from, to)).filter(({ level }) => level === 'breaking')).toEqual([])
  })
})

describe('a breaking change is refused', () => {
  const removal = () => change('year: Int', '')
  const idsOf = (changes: readonly { id: string }[]) => changes.map(({ id }) => id)

  test('unless a note says why', async () => {
    expect(idsOf(judge(await removal(), {}).refused)).toEqual(['Film.year FIELD_REMOVED'])
    expect(judge(await removal(), { 'Film.year FIELD_REMOVED': { reason: 'nobody knows it', since: '2026-11-24' } }).refused).toEqual([])
    expect(idsOf(judge(await removal(), { 'Film.year FIELD_REMOVED': { reason: '', since: '2026-11-24' } }).refused)).toHaveLength(1)
  })

  test('unless usage tells that nobody asks for the field', async () => {
    expect(judge(await removal(), {}, new Set(['Film.name'])).refused).toEqual([])
    expect(judge(await removal(), {}, new Set(['Film.year'])).refused).toHaveLength(1)
  })
})
