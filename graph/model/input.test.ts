import { parse } from 'graphql/language'
import { expect, test } from 'vitest'
import { compileModel } from './compile-model.ts'
import { argumentOfKey, BadInput, coerceArgument } from './input.ts'
import type { Argument } from './model.ts'

const { query } = compileModel(
  parse(/* GraphQL */ `
    scalar Shape
    enum Kind { TALL WIDE }
    input Filter { genre: String = "noir" years: [Int!] kind: Kind! = TALL }
    input Pick @oneOf { id: Int name: String }
    type Query {
      ask(
        int: Int, float: Float, text: String, flag: Boolean, id: ID, kind: Kind, shape: Shape,
        ints: [Int], sure: [Int!], filter: Filter, pick: Pick,
        must: Int!, width: Int = 300, nothing: Int = null, sureWidth: Int! = 7
      ): String
    }
  `),
  { types: { Query: { fields: { ask: () => [] } } } },
)

function argument(name: string): Argument {
  const found = query.fields.get('ask')?.args.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no argument ${name}`)
  return found
}

const bad = Symbol('refused')
const outcome = (value: unknown) => (value instanceof BadInput ? bad : value)

const coercions: { name: string; argument: string; value: unknown; gives: unknown }[] = [
  { name: 'an Int is a 32-bit integer', argument: 'int', value: 2_147_483_647, gives: 2_147_483_647 },
  { name: 'the least Int', argument: 'int', value: -2_147_483_648, gives: -2_147_483_648 },
  { name: 'one above the greatest Int', argument: 'int', value: 2_147_483_648, gives: bad },
  { name: 'one below the least Int', argument: 'int', value: -2_147_483_649, gives: bad },
  { name: 'half an Int', argument: 'int', value: 0.5, gives: bad },
  { name: 'an Int as text', argument: 'int', value: '7', gives: bad },
  { name: 'an Int that is true', argument: 'int', value: true, gives: bad },
  { name: 'a Float may be whole', argument: 'float', value: 3, gives: 3 },
  { name: 'an endless Float', argument: 'float', value: Number.POSITIVE_INFINITY, gives: bad },
  { name: 'a String is text', argument: 'text', value: '', gives: '' },
  { name: 'a number is no String', argument: 'text', value: 7, gives: bad },
  { name: 'false is a Boolean', argument: 'flag', value: false, gives: false },
  { name: '0 is no Boolean', argument: 'flag', value: 0, gives: bad },
  { name: 'an ID may come as an integer', argument: 'id', value: 7, gives: '7' },
  { name: 'half an ID', argument: 'id', value: 0.5, gives: bad },
  { name: 'an enum is one of its names', argument: 'kind', value: 'WIDE', gives: 'WIDE' },
  { name: 'a name that the enum does not have', argument: 'kind', value: 'toString', gives: bad },
  { name: 'a custom scalar takes any JSON', argument: 'shape', value: { a: [1] }, gives: { a: [1] } },
  { name: 'null is a value where nothing else is said', argument: 'int', value: null, gives: null },
  { name: 'an argument not given is not there', argument: 'int', value: undefined, gives: undefined },
  { name: 'a required one not given', argument: 'must', value: undefined, gives: bad },
  { name: 'null for a required one', argument: 'must', value: null, gives: bad },
  { name: 'the default of one not given', argument: 'width', value: undefined, gives: 300 },
  { name: 'null counts as the default where there is one', argument: 'width', value: null, gives: 300 },
  { name: 'null counts as the default of a required one, too', argument: 'sureWidth', value: null, gives: 7 },
  { name: 'null is a default like any other', argument: 'nothing', value: undefined, gives: null },
  { name: 'a list takes one item for itself', argument: 'ints', value: 1, gives: [1] },
  { name: 'a list may hold nulls', argument: 'ints', value: [1, null], gives: [1, null] },
  { name: 'a list of promised items may not', argument: 'sure', value: [1, null], gives: bad },
  { name: 'one bad item of a list', argument: 'ints', value: [1, 'x'], gives: bad },
  { name: 'an input object with its defaults', argument: 'filter', value: {}, gives: { genre: 'noir', kind: 'TALL' } },
  { name: 'a member of an input object', argument: 'filter', value: { years: [1] }, gives: { genre: 'noir', years: [1], kind: 'TALL' } },
  { name: 'a member that the input object does not have', argument: 'filter', value: { nosuch: 1 }, gives: bad },
  { name: 'a member that only a prototype has', argument: 'filter', value: { toString: 1 }, gives: bad },
  { name: 'a member named __proto__', argument: 'filter', value: JSON.parse('{"__proto__":{"genre":"x"}}'), gives: bad },
  { name: 'an array is no input object', argument: 'filter', value: [], gives: bad },
  { name: 'one member of a @oneOf', argument: 'pick', value: { id: 1 }, gives: { id: 1 } },
  { name: 'two members of a @oneOf', argument: 'pick', value: { id: 1, name: 'x' }, gives: bad },
  { name: 'no member of a @oneOf', argument: 'pick', value: {}, gives: bad },
  { name: 'a null member of a @oneOf', argument: 'pick', value: { id: null }, gives: bad },
]

test.each(coercions)('coercion: $name', ({ argument: name, value, gives }) => {
  expect(outcome(coerceArgument(argument(name), value))).toEqual(gives)
})

const keys: { name: string; argument: string; key: string | null; gives: unknown }[] = [
  { name: '~ is the default', argument: 'width', key: '~', gives: 300 },
  { name: 'null is the default', argument: 'width', key: null, gives: 300 },
  { name: '~ of an argument without a default leaves it out', argument: 'int', key: '~', gives: undefined },
  { name: '~ of a required argument', argument: 'must', key: '~', gives: bad },
  { name: 'a decimal is an Int', argument: 'int', key: '-7', gives: -7 },
  { name: 'a leading zero is none', argument: 'int', key: '07', gives: bad },
  { name: 'a plus is none', argument: 'int', key: '+7', gives: bad },
  { name: 'a space is none', argument: 'int', key: ' 7', gives: bad },
  { name: 'hexadecimal is none', argument: 'int', key: '0x7', gives: bad },
  { name: 'nothing is no Int', argument: 'int', key: '', gives: bad },
  { name: 'a fraction is a Float', argument: 'float', key: '0.5', gives: 0.5 },
  { name: 'an exponent is a Float', argument: 'float', key: '1e+21', gives: 1e21 },
  { name: 'NaN is no Float', argument: 'float', key: 'NaN', gives: bad },
  { name: 'Infinity is no Float', argument: 'float', key: 'Infinity', gives: bad },
  { name: 'true', argument: 'flag', key: 'true', gives: true },
  { name: '1 is not true', argument: 'flag', key: '1', gives: bad },
  { name: 'a String is itself', argument: 'text', key: '07', gives: '07' },
  { name: 'an ID is itself', argument: 'id', key: '7', gives: '7' },
  { name: 'an enum is its name', argument: 'kind', key: 'TALL', gives: 'TALL' },
  { name: 'a list is canonical JSON', argument: 'ints', key: '[1,2]', gives: [1, 2] },
  { name: 'a space in it is not', argument: 'ints', key: '[1, 2]', gives: bad },
  {
    name: 'an input object is canonical JSON',
    argument: 'filter',
    key: '{"genre":"x","years":[1]}',
    gives: { genre: 'x', years: [1], kind: 'TALL' },
  },
  { name: 'members in another order are not', argument: 'filter', key: '{"years":[1],"genre":"x"}', gives: bad },
  { name: 'an input object that is no JSON', argument: 'filter', key: 'noir', gives: bad },
  { name: 'a custom scalar is JSON', argument: 'shape', key: '{"a":1}', gives: { a: 1 } },
  { name: 'or text where it is none', argument: 'shape', key: 'round', gives: 'round' },
]

test.each(keys)('key: $name', ({ argument: name, key, gives }) => {
  expect(outcome(argumentOfKey(argument(name), key))).toEqual(gives)
})

test('a member of the input never becomes a prototype', () => {
  const value = coerceArgument(argument('shape'), JSON.parse('{"__proto__":{"x":1}}'))
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})
