import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EdgeRefusal } from './refusal.ts'
import { parseStrictJson } from './strict-json.ts'

const codeOf = (text: string, maxDepth = 4) => {
  try {
    parseStrictJson(text, maxDepth, 'paths')
    return 'none'
  } catch (error) {
    return error instanceof EdgeRefusal ? error.code : error
  }
}

describe('strict JSON', () => {
  test.each([
    { name: 'a path set', text: '[["titles",{"from":0,"to":9},"name"]]' },
    { name: 'the same key in two objects', text: '[{"a":1},{"a":1},{"b":{"a":1},"a":2}]' },
    { name: 'keys that differ in case', text: '{"a":1,"A":2}' },
    { name: 'a string value that is like a key', text: '{"a":"b","b":"a"}' },
    { name: 'braces, commas and quotes inside strings', text: '{"a{,":"},{\\"a{,\\":","b":"[[[[[["}' },
    { name: 'the deepest that is allowed', text: '[[[[1]]]]' },
    { name: 'a key that JSON.parse must not take for the prototype', text: '{"__proto__":{"x":1}}' },
    { name: 'a lone surrogate', text: '["\\ud800"]' },
    { name: 'white space around everything', text: ' { "a" : [ 1 , 2 ] , "b" : { } } ' },
    { name: 'an empty key and a key of spaces', text: '{"":1," ":2}' },
  ])('takes $name', ({ text }) => {
    expect(parseStrictJson(text, 4, 'paths')).toEqual(JSON.parse(text))
  })

  test.each([
    { name: 'a key twice', text: '{"a":1,"a":2}', code: 'DUPLICATE_KEY' },
    { name: 'a key twice, the second time escaped', text: '{"a":1,"\\u0061":2}', code: 'DUPLICATE_KEY' },
    { name: 'a key twice with others between', text: '{"a":1,"b":{"a":2},"c":[{"x":1}],"a":2}', code: 'DUPLICATE_KEY' },
    { name: 'a key twice deep down', text: '[[{"b":{"to":1,"to":2}}]]', code: 'DUPLICATE_KEY' },
    { name: '__proto__ twice', text: '{"__proto__":1,"__proto__":2}', code: 'DUPLICATE_KEY' },
    { name: 'one level too many', text: '[[[[[1]]]]]', code: 'JSON_DEPTH_LIMIT' },
    { name: 'one level too many, of objects', text: '{"a":{"a":{"a":{"a":{}}}}}', code: 'JSON_DEPTH_LIMIT' },
    { name: 'a depth that is no JSON besides', text: '['.repeat(60_000), code: 'JSON_DEPTH_LIMIT' },
    { name: 'nothing', text: '', code: 'BAD_JSON' },
    { name: 'a single quote', text: "['a']", code: 'BAD_JSON' },
    { name: 'a string without an end', text: '["a', code: 'BAD_JSON' },
    { name: 'an escape without an end', text: '["a\\', code: 'BAD_JSON' },
    { name: 'a bad escape in a key', text: '{"\\x":1}', code: 'BAD_JSON' },
    { name: 'brackets that do not match', text: '[}', code: 'BAD_JSON' },
    { name: 'too many closing brackets', text: ']]]]', code: 'BAD_JSON' },
    { name: 'a comma at the end', text: '[1,]', code: 'BAD_JSON' },
    { name: 'a comment', text: '[1/**/]', code: 'BAD_JSON' },
    { name: 'NaN', text: 'NaN', code: 'BAD_JSON' },
  ])('refuses $name', ({ text, code }) => {
    expect(codeOf(text)).toBe(code)
  })

  test('keeps __proto__ as a key and leaves prototypes alone', () => {
    const value = parseStrictJson('{"__proto__":{"isAdmin":true}}', 4, 'body')
    expect(Object.keys(value as object)).toEqual(['__proto__'])
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  test('agrees with JSON.parse on every value, however it is written', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 1, 3), (text, spaces) => {
        const written = JSON.stringify(JSON.parse(text), null, spaces)
        expect(parseStrictJson(written, 32, 'body')).toEqual(JSON.parse(text))
      }),
    )
  })

  test('finds a doubled key wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 6 }), fc.nat(), fc.jsonValue({ maxDepth: 2 }), (names, at, value) => {
        const keys = [...new Set(names)]
        const doubled = [...keys, keys[at % keys.length]]
        const text = `{${doubled.map((key) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`
        expect(codeOf(text, 32)).toBe('DUPLICATE_KEY')
      }),
    )
  })
})
