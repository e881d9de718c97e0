import { parse } from 'graphql/language'
import { expect, test } from 'vitest'
import { badValue, Failure, nullValue } from '../failure.ts'
import { compileModel } from './compile-model.ts'
import { leafValue } from './leaf-value.ts'

const { query } = compileModel(
  parse(/* GraphQL */ `
    scalar Shape
    enum Kind { TALL WIDE }
    type Query {
      int: Int float: Float text: String flag: Boolean id: ID kind: Kind shape: Shape
      sure: Int! tags: [String] sureTags: [String!] ids: [ID]
    }
  `),
  {
    types: {
      Query: {
        fields: Object.fromEntries(
          ['int', 'float', 'text', 'flag', 'id', 'kind', 'shape', 'sure', 'tags', 'sureTags', 'ids'].map((name) => [name, () => []]),
        ),
      },
    },
  },
)

const failure = new Failure('BROKEN', 'x')

const laws: { name: string; field: string; value: unknown; gives: unknown }[] = [
  { name: 'null is null', field: 'int', value: null, gives: null },
  { name: 'nothing is null', field: 'int', value: undefined, gives: null },
  { name: 'null where a value is promised', field: 'sure', value: null, gives: nullValue },
  { name: 'a failure stays one', field: 'sure', value: failure, gives: failure },
  { name: 'an Int', field: 'int', value: -1, gives: -1 },
  { name: 'an Int of 33 bits', field: 'int', value: 2 ** 31, gives: badValue },
  { name: 'half an Int', field: 'int', value: 0.5, gives: badValue },
  { name: 'an Int as text', field: 'int', value: '1', gives: badValue },
  { name: 'a Float', field: 'float', value: 0.5, gives: 0.5 },
  { name: 'a Float that is none', field: 'float', value: Number.NaN, gives: badValue },
  { name: 'a String', field: 'text', value: '', gives: '' },
  { name: 'an object as a String', field: 'text', value: {}, gives: badValue },
  { name: 'a Boolean', field: 'flag', value: false, gives: false },
  { name: '1 as a Boolean', field: 'flag', value: 1, gives: badValue },
  { name: 'an ID', field: 'id', value: 'p1', gives: 'p1' },
  { name: 'an ID that is an integer is written as text', field: 'id', value: 7, gives: '7' },
  { name: 'an ID that is half an integer', field: 'id', value: 0.5, gives: badValue },
  { name: 'a name of an enum', field: 'kind', value: 'TALL', gives: 'TALL' },
  { name: 'a name that it does not have', field: 'kind', value: 'constructor', gives: badValue },
  { name: 'a custom scalar', field: 'shape', value: { a: 1 }, gives: { a: 1 } },
  { name: 'a list', field: 'tags', value: ['a', null], gives: ['a', null] },
  { name: 'a list with a null that is not allowed', field: 'sureTags', value: ['a', null], gives: nullValue },
  { name: 'a list with an item of another type', field: 'tags', value: ['a', 1], gives: badValue },
  { name: 'no list where one is promised by the type', field: 'tags', value: 'a', gives: badValue },
  { name: 'a list in which an item has failed', field: 'tags', value: ['a', failure], gives: failure },
  { name: 'a list in which an item has failed, after one that was written as text', field: 'ids', value: [1, failure], gives: failure },
  { name: 'a list of IDs with one of another type after one that was written as text', field: 'ids', value: [1, {}], gives: badValue },
  { name: 'a list of IDs is written as text', field: 'ids', value: ['a', 1, null], gives: ['a', '1', null] },
]

test.each(laws)('$name', ({ field, value, gives }) => {
  const found = query.fields.get(field)
  if (found === undefined) throw new Error(`no field ${field}`)
  expect(leafValue(found, value)).toEqual(gives)
})
