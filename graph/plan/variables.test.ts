import { type OperationDefinitionNode, parse } from 'graphql/language'
import { expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { compileModel } from '../model/compile-model.ts'
import { BadInput } from '../model/input.ts'
import { Refusal } from '../refusal.ts'
import { coerceVariables } from './variables.ts'

const model = compileModel(
  parse(/* GraphQL */ `
    scalar Shape
    enum Kind { TALL WIDE }
    input Filter { genre: String = "noir" years: [Int!] }
    type Query { ask(filter: Filter): String }
  `),
  { types: { Query: { fields: { ask: () => [] } } } },
)

const bad = Symbol('refused')

/** GraphQL spec, 6.1.2. */
const laws: { name: string; declares: string; given: string; gives: unknown }[] = [
  { name: 'one that is given', declares: '$a: Int', given: '{"a":1}', gives: { a: 1 } },
  { name: 'one that is not given is not there', declares: '$a: Int', given: '{}', gives: {} },
  { name: 'null is a value', declares: '$a: Int', given: '{"a":null}', gives: { a: null } },
  { name: 'a default', declares: '$a: Int = 5', given: '{}', gives: { a: 5 } },
  { name: 'null is a value beside a default', declares: '$a: Int = 5', given: '{"a":null}', gives: { a: null } },
  { name: 'a default that is null', declares: '$a: Int = null', given: '{}', gives: { a: null } },
  { name: 'a promised one that is not given', declares: '$a: Int!', given: '{}', gives: bad },
  { name: 'a promised one that is null', declares: '$a: Int!', given: '{"a":null}', gives: bad },
  { name: 'a promised one with a default', declares: '$a: Int! = 5', given: '{}', gives: { a: 5 } },
  { name: 'a promised one with a default that is null', declares: '$a: Int! = 5', given: '{"a":null}', gives: bad },
  { name: 'one of another type', declares: '$a: Int', given: '{"a":"1"}', gives: bad },
  { name: 'an enum', declares: '$a: Kind', given: '{"a":"WIDE"}', gives: { a: 'WIDE' } },
  { name: 'a name that the enum does not have', declares: '$a: Kind', given: '{"a":"NONE"}', gives: bad },
  { name: 'an input object with its defaults', declares: '$a: Filter', given: '{"a":{}}', gives: { a: { genre: 'noir' } } },
  { name: 'a member that it does not have', declares: '$a: Filter', given: '{"a":{"nosuch":1}}', gives: bad },
  {
    name: 'a default that is an input object',
    declares: '$a: Filter = {years: [1]}',
    given: '{}',
    gives: { a: { genre: 'noir', years: [1] } },
  },
  { name: 'one item for a list', declares: '$a: [Int!]', given: '{"a":1}', gives: { a: [1] } },
  { name: 'a null in a list of promised items', declares: '$a: [Int!]', given: '{"a":[null]}', gives: bad },
  { name: 'a custom scalar', declares: '$a: Shape', given: '{"a":{"x":[1]}}', gives: { a: { x: [1] } } },
  { name: 'one that is not declared is left out', declares: '$a: Int', given: '{"a":1,"b":2}', gives: { a: 1 } },
  { name: 'one of an object type', declares: '$a: Query', given: '{}', gives: bad },
  { name: 'one that only a prototype has', declares: '$toString: Int', given: '{}', gives: {} },
  { name: 'one named __proto__', declares: '$__proto__: Shape', given: '{"__proto__":{"x":1}}', gives: { ['__proto__']: { x: 1 } } },
]

test.each(laws)('$name', ({ declares, given, gives }) => {
  const values = coerce(declares, JSON.parse(given))
  if (gives === bad) expect(values).toBeInstanceOf(BadInput)
  else expect(Object.entries(values)).toEqual(Object.entries(gives as object))
})

test('what is wrong is said without the value', () => {
  const values = coerce('$a: Int', { a: 'secret' })
  expect(values instanceof BadInput && values.message).toBe("Variable '$a' does not fit: Not an Int")
})

const nested = (levels: number) => JSON.parse(`{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`)

test('values nested deeper than the limit are refused before they are read', () => {
  expect(coerce('$a: Shape', nested(defaultLimits.valueDepth))).not.toBeInstanceOf(BadInput)
  for (const levels of [defaultLimits.valueDepth + 1, 5_000]) {
    expect(() => coerce('$a: Shape', nested(levels))).toThrow(Refusal)
    // Also where nobody declared them.
    expect(() => coerce('$b: Int', nested(levels))).toThrow(/valueDepth may be at most 32/)
  }
})

function coerce(declares: string, given: Readonly<Record<string, unknown>>) {
  const [operation] = parse(`query (${declares}) { ask }`).definitions
  return coerceVariables(model, operation as OperationDefinitionNode, given, defaultLimits)
}
