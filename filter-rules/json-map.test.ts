import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JsonProblem, lineAndColumn, mapJson, placeInString, placeOf } from './json-map.ts'

/** The value that begins at an offset. */
function valueAt(text: string, offset: number): unknown {
  for (let end = text.length; end > offset; end--) {
    try {
      return JSON.parse(text.slice(offset, end))
    } catch {
      // A longer part than the value.
    }
  }
  throw new Error(`nothing at ${offset}`)
}

function isTaken(text: string): boolean {
  try {
    mapJson(text)
    return true
  } catch (problem) {
    if (problem instanceof JsonProblem) return false
    throw problem
  }
}

test('every value is found where it stands', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(undefined, 2, '\t'), (given, indent) => {
      const text = JSON.stringify(given, null, indent)
      const value: unknown = JSON.parse(text)
      const places = mapJson(text)
      const visit = (part: unknown, path: string) => {
        if (path !== '' || !isObject(value)) expect(valueAt(text, places.get(path) ?? -1)).toEqual(part)
        if (isObject(part)) for (const [key, inner] of Object.entries(part)) visit(inner, path === '' ? key : `${path}.${key}`)
      }
      fc.pre(hasPlainKeys(value))
      visit(value, '')
    }),
  )
})

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
/** Keys that can be told from the path they stand in. */
const hasPlainKeys = (value: unknown): boolean =>
  !isObject(value) || Object.entries(value).every(([key, part]) => /^[^.]+$/.test(key) && hasPlainKeys(part))

test('what is taken for JSON is what JSON.parse takes', () => {
  const spoiled = fc.tuple(fc.jsonValue({ maxDepth: 2 }), fc.nat(), fc.constantFrom(...'{}[]",:0-+.eEtn\\ \n\u0000'), fc.boolean())
  fc.assert(
    fc.property(spoiled, ([value, where, character, replaced]) => {
      const text = JSON.stringify(value)
      const at = where % (text.length + 1)
      const other = text.slice(0, at) + character + text.slice(at + (replaced ? 1 : 0))
      let parses = true
      try {
        JSON.parse(other)
      } catch {
        parses = false
      }
      // A key that is given twice is refused here alone.
      if (isTaken(other) !== parses) expect([other, () => mapJson(other)]).toEqual([other, expect.toSatisfy(refusesTwice)])
    }),
    { numRuns: 2_000 },
  )
})

function refusesTwice(map: () => unknown): boolean {
  try {
    map()
    return false
  } catch (problem) {
    return String(problem).includes('given twice')
  }
}

test.each([
  ['a key twice', '{"a":1,"a":2}', 7, 'the key "a" is given twice'],
  ['a key twice, spelled otherwise', '{"a":1,"\\u0061":2}', 7, 'given twice'],
  ['no end', '{"a": [1', 8, 'found the end'],
  ['a comma at the end', '{"a":1,}', 7, 'a key in double quotes'],
  ['two values', '{} {}', 3, 'nothing more'],
  ['no value', '', 0, 'a value'],
  ['a word', '{"a": yes}', 6, 'a value'],
  ['a comment', '{ // no\n}', 2, 'a key in double quotes'],
  ['a string over two lines', '{"a": "x\ny"}', 6, 'does not end'],
  ['very deep', '['.repeat(100_000), 21, 'deeper than 20 levels'],
])('%s is refused at its place', (_, text, offset, why) => {
  expect(() => mapJson(text)).toThrow(expect.objectContaining({ offset, message: expect.stringContaining(why) }))
})

test('what is not there is looked for around its place', () => {
  const text = '{"when": {"path": "/"}}'
  expect(placeOf(mapJson(text), 'when.device.class.0')).toBe(text.indexOf('{"path"'))
  expect(placeOf(mapJson(text), 'stage')).toBe(0)
})

test('a place in a string counts what is escaped as one', () => {
  const text = '{"a": "x\\"\\u00e9z"}'
  const [start] = [placeOf(mapJson(text), 'a')]
  expect([0, 1, 2, 3].map((index) => text[placeInString(text, start, index)])).toEqual(['x', '\\', '\\', 'z'])
  expect(text.slice(placeInString(text, start, 99))).toBe('"}')
})

test.each([
  ['the beginning', 'ab\ncd', 0, { line: 1, column: 1 }],
  ['a second line', 'ab\ncd', 4, { line: 2, column: 2 }],
  ['lines of Windows', 'ab\r\ncd', 4, { line: 2, column: 1 }],
])('line and column of %s', (_, text, offset, place) => {
  expect(lineAndColumn(text, offset)).toEqual(place)
})
