import { parse } from 'graphql/language'
import { expect, test } from 'vitest'
import { defaultLimits, graphLimits } from '../limits.ts'
import { Refusal } from '../refusal.ts'
import { checkDocument } from './check-document.ts'

const limits = graphLimits({ documentDepth: 3, aliases: 2, directives: 2, rootFields: 3 })

const fine: { name: string; document: string }[] = [
  { name: 'as deep as may be', document: '{ a { b { c } } }' },
  { name: 'a GraphQL fragment counts where it is spread', document: '{ a { ...F } } fragment F on T { b { c } }' },
  { name: 'an inline fragment is no level', document: '{ a { ... on T { b { ... { c } } } } }' },
  { name: 'introspection is exempt from the depth', document: '{ __schema { types { fields { args { type { name } } } } } }' },
  {
    name: 'so are GraphQL fragments of it',
    document: '{ __schema { types { ...T } } } fragment T on __Type { fields { args { type { name } } } }',
  },
  { name: 'as many aliases as may be', document: '{ x: a y: a }' },
  { name: 'as many directives as may be', document: '{ a @skip(if: true) b @skip(if: true) }' },
  { name: 'as many root fields as may be', document: '{ a b c }' },
  { name: 'a GraphQL fragment that spreads itself is left to validation', document: '{ ...F } fragment F on T { ...F }' },
  { name: 'two that spread each other, too', document: '{ ...F } fragment F on T { a ...G } fragment G on T { ...F }' },
  { name: 'a GraphQL fragment that is not there is left to validation', document: '{ a { ...Nosuch } }' },
  { name: 'each operation has a budget of root fields', document: 'query A { a b c } query B { a b c }' },
]

test.each(fine)('passes: $name', ({ document }) => {
  expect(() => checkDocument(parse(document), limits)).not.toThrow()
})

const refused: { name: string; document: string; limit: string; actual: number }[] = [
  { name: 'too deep', document: '{ a { b { c { d } } } }', limit: 'documentDepth', actual: 4 },
  {
    name: 'too deep by GraphQL fragments',
    document: '{ a { ...F } } fragment F on T { b { ...G } } fragment G on T { c { d } }',
    limit: 'documentDepth',
    actual: 4,
  },
  {
    name: 'too deep in a GraphQL fragment nobody spreads',
    document: '{ a } fragment F on T { a { b { c { d } } } }',
    limit: 'documentDepth',
    actual: 4,
  },
  {
    name: 'too deep in the second operation',
    document: 'query A { a } query B { a { b { c { d } } } }',
    limit: 'documentDepth',
    actual: 4,
  },
  { name: 'too many aliases', document: '{ x: a y: a z: a }', limit: 'aliases', actual: 3 },
  {
    name: 'too many aliases, some in a GraphQL fragment',
    document: '{ x: a ...F } fragment F on T { y: a z: a }',
    limit: 'aliases',
    actual: 3,
  },
  { name: 'too many directives', document: '{ a @x b @x c @x }', limit: 'directives', actual: 3 },
  { name: 'too many directives, some on the operation', document: 'query @x @y { a @x }', limit: 'directives', actual: 3 },
  { name: 'too many directives on a spread', document: '{ ...F @x @y @z } fragment F on T { a }', limit: 'directives', actual: 3 },
  { name: 'too many root fields', document: '{ a b c d }', limit: 'rootFields', actual: 4 },
  { name: 'too many root fields by a GraphQL fragment', document: '{ a b ...F } fragment F on T { c d }', limit: 'rootFields', actual: 4 },
]

test.each(refused)('refuses: $name', ({ document, limit, actual }) => {
  const maximum = limits[limit as keyof typeof limits]
  expect(refusalOf(document)).toMatchObject({ code: 'DOCUMENT_LIMIT', status: 400, details: { limit, maximum, actual } })
})

test('the limits are not spent twice on a GraphQL fragment that is spread twice', () => {
  expect(() => checkDocument(parse('{ a { ...F } b { ...F } } fragment F on T { x: a y: a }'), limits)).not.toThrow()
})

test('a document that doubles itself twenty times is refused, and costs no more than its length', () => {
  const bomb = [
    '{ ...F0 }',
    ...Array.from({ length: 20 }, (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`),
    'fragment F20 on Query { a }',
  ]
  const start = performance.now()
  expect(() => checkDocument(parse(bomb.join(' ')), defaultLimits)).toThrow(Refusal)
  expect(performance.now() - start).toBeLessThan(200)
})

function refusalOf(document: string): Refusal {
  try {
    checkDocument(parse(document), limits)
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown
    throw thrown
  }
  throw new Error('It passed')
}
