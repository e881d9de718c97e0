import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byCodeUnit, canonicalJson } from './canonical-json.ts'

const laws: { name: string; value: unknown; text: string }[] = [
  { name: 'members stand by code unit', value: { b: 1, a: 2, A: 3 }, text: '{"A":3,"a":2,"b":1}' },
  // RFC 8785, 3.2.3: by UTF-16 code unit, so a surrogate pair comes before U+FB33.
  { name: 'a surrogate pair comes before U+FB33', value: { '\ufb33': 1, '😂': 2, '\u20ac': 3 }, text: '{"\u20ac":3,"😂":2,"\ufb33":1}' },
  { name: 'integer names are names like any other', value: { 10: 1, 9: 2 }, text: '{"10":1,"9":2}' },
  { name: 'arrays keep their order', value: [3, 1, [2]], text: '[3,1,[2]]' },
  {
    name: 'numbers are printed as ECMAScript does',
    value: [1e21, 1e-7, -0, 4.5, 333333333.3333333],
    text: '[1e+21,1e-7,0,4.5,333333333.3333333]',
  },
  { name: 'controls are escaped', value: '\u000f\n"\\', text: '"\\u000f\\n\\"\\\\"' },
  { name: 'a member without a value is left out', value: { a: undefined, b: null }, text: '{"b":null}' },
  { name: 'a member may be named __proto__', value: JSON.parse('{"__proto__":{"x":1}}'), text: '{"__proto__":{"x":1}}' },
]

test.each(laws)('$name', ({ value, text }) => {
  expect(canonicalJson(value)).toBe(text)
})

test('the text says the same as the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('the order in which members were added does not matter', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, member]) => [name, shuffled(member)]),
    )
  }
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
    }),
  )
})

test('sorting is by code unit, not by language', () => {
  expect(['b', 'B', 'ä', '\ufb33', 'a', '😂'].sort(byCodeUnit)).toEqual(['B', 'a', 'b', 'ä', '😂', '\ufb33'])
})
