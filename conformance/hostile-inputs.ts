import { modelUrl } from './falcor-wire.ts'
import { type Asked, form, json } from './marquee.ts'

/** An input that is meant to hurt, and what it comes to. */
export interface HostileInput {
  readonly name: string
  readonly path: string
  readonly asked?: Asked
  readonly status: number
  /** The code of the refusal; none where the answer is a plain 200. */
  readonly code?: string
}

const get = (name: string, paths: unknown, code?: string, status = code === undefined ? 200 : 400): HostileInput => ({
  name,
  path: modelUrl(paths),
  status,
  ...(code !== undefined && { code }),
})
const raw = (name: string, query: string, code: string, status = 400): HostileInput => ({
  name,
  path: `/model.json?${query}`,
  status,
  code,
})
const post = (name: string, asked: Asked, code?: string, status = code === undefined ? 200 : 400): HostileInput => ({
  name,
  path: '/model.json',
  asked,
  status,
  ...(code !== undefined && { code }),
})
const many = <item>(count: number, item: (index: number) => item) => Array.from({ length: count }, (_, index) => item(index))
const wide = { from: 0, to: 999_999 }
const escaped = (text: string) => `method=get&paths=${encodeURIComponent(text)}`

/** Hostile requests to `/model.json`. They are sent without a token, but a token would change nothing. */
export const hostileInputs: readonly HostileInput[] = [
  get('a range of 10⁹ keys', [['titles', { from: 0, to: 1e9 }, 'name']], 'PATH_LIMIT'),
  get('three ranges that multiply to 10⁶ paths', [['a', { to: 99 }, 'b', { to: 99 }, 'c', { to: 99 }]], 'PATH_LIMIT'),
  get(
    'ranges of real fields that multiply to 10⁶ paths',
    [['home', 'rows', { to: 99 }, 'titles', { to: 99 }, 'similar', { to: 99 }, 'name']],
    'PATH_LIMIT',
  ),
  get('60 ranges of 10⁶ keys, one in the other', [many(60, () => wide)], 'PATH_LIMIT'),
  get('15 ranges whose product overflows', [[...many(15, () => ({ from: 0, to: 499 })), 'x']], 'PATH_LIMIT'),
  post('10,000 path sets', json({ method: 'get', paths: many(10_000, () => ['a']) }), 'PATH_LIMIT'),
  get(
    '501 path sets',
    many(501, () => ['a']),
    'PATH_LIMIT',
  ),
  get('a range that ends before it begins', [['titles', { from: 10, to: 1 }, 'name']]),
  get('a range from −5', [['titles', { from: -5, to: 5 }, 'name']], 'BAD_PATH'),
  get('a range from a half', [['titles', { from: 0.5, to: 2 }, 'name']], 'BAD_PATH'),
  get('a range from a letter', [['titles', { from: 'a', to: 2 }, 'name']], 'BAD_PATH'),
  raw('a range from NaN', escaped('[["titles",{"from":NaN,"to":2},"name"]]'), 'BAD_JSON'),
  get('a range of 10⁹ keys by its length', [['titles', { from: 0, length: 1e9 }, 'name']], 'PATH_LIMIT'),
  get('a range of length −1', [['titles', { length: -1 }, 'name']], 'BAD_PATH'),
  get('a range without an end', [['titles', { from: 1 }, 'name']], 'BAD_PATH'),
  get('a range beyond the safe integers', [['titles', { from: 0, to: 9e15 }, 'name']], 'PATH_LIMIT'),
  get('__proto__ as the first key', [['__proto__', 'isAdmin']], 'RESERVED_KEY'),
  get('reserved names in a key set', [['user', ['__proto__', 'constructor', 'prototype']]], 'RESERVED_KEY'),
  get('constructor below a title', [['titles', 1, 'constructor', 'prototype', 'isAdmin']], 'RESERVED_KEY'),
  get('__proto__ as an argument', [['search', '__proto__', 'length']], 'RESERVED_KEY'),
  post(
    'a set of __proto__',
    form({ method: 'set', jsonGraph: '{"jsonGraph":{"user":{"__proto__":{"x":1}}},"paths":[["user","__proto__","x"]]}' }),
    'RESERVED_KEY',
  ),
  get('names that every object has', [['titles', 1, ['hasOwnProperty', 'toString', 'valueOf', 'then']]]),
  get('the same at the root', [[['hasOwnProperty', 'toString', 'valueOf', 'then'], 'x']]),
  get('$type as a key', [['titles', 1, '$type']], 'RESERVED_KEY'),
  get('$ref as a key', [['$ref', 'x']], 'RESERVED_KEY'),
  get('$__path as a key', [['titles', 1, '$__path']], 'RESERVED_KEY'),
  post('a key of 1 MB', form({ method: 'get', paths: [['titles', 'k'.repeat(1_048_576), 'name']] }), 'BODY_LIMIT', 413),
  get('a key of 257 bytes', [['search', 'k'.repeat(257), 'length']], 'KEY_LIMIT'),
  get('a key with NUL', [['search', 'a\0b', 'length']], 'KEY_LIMIT'),
  raw('a key with half a surrogate pair', escaped('[["search","\\ud800","length"]]'), 'KEY_LIMIT'),
  get('a key with a line separator', [['search', 'a\u2028b', 'length']], 'KEY_LIMIT'),
  post('a path of 5,000 keys', json({ method: 'get', paths: [many(5_000, () => 'a')] }), 'PATH_LIMIT'),
  post('8,000 times the same key', json({ method: 'get', paths: [['titles', many(8_000, () => 1), 'name']] })),
  post('2,001 keys in one key set', json({ method: 'get', paths: [['titles', many(2_001, (index) => index), 'name']] }), 'PATH_LIMIT'),
  get('an empty path', [[]], 'BAD_PATH'),
  get('null for paths', null, 'BAD_PATH'),
  get('a string for paths', 'titles', 'BAD_PATH'),
  get('an object for paths', {}, 'BAD_PATH'),
  get('arrays in a key set', [[[[1]]]], 'BAD_PATH'),
  get('null as a field', [[[null]]], 'BAD_PATH'),
  get('a path that ends on a branch', [['titles', 1]], 'PATH_INCOMPLETE'),
  post('a call of no function', form({ method: 'call', callPath: ['nosuch'], arguments: [] }), 'FUNCTION_UNKNOWN', 404),
  post('a call below a title', form({ method: 'call', callPath: ['titles', 1, 'rate'], arguments: [] }), 'FUNCTION_UNKNOWN', 404),
  post('a call of __proto__', form({ method: 'call', callPath: ['__proto__', 'constructor'], arguments: [] }), 'RESERVED_KEY'),
  post('a call of a name that every object has', form({ method: 'call', callPath: ['toString'], arguments: [] }), 'FUNCTION_UNKNOWN', 404),
  raw('a set by GET', 'method=set&jsonGraph=%7B%22jsonGraph%22%3A%7B%7D%2C%22paths%22%3A%5B%5D%7D', 'METHOD_NOT_ALLOWED', 405),
  raw('a call by GET', 'method=call&callPath=%5B%22addToMyList%22%5D&arguments=%5B1%5D', 'METHOD_NOT_ALLOWED', 405),
  raw('paths given twice', `${escaped('[["titles",1,"name"]]')}&paths=%5B%5D`, 'BAD_FIELD'),
  raw('paths as an array of fields', 'method=get&paths[]=%5B%5D', 'BAD_FIELD'),
  raw('JSON with a key given twice', escaped('[["titles",{"from":1,"to":2,"to":9},"name"]]'), 'DUPLICATE_KEY'),
  post('a form with a field given twice', { ...form({ method: 'get' }), body: 'method=get&paths=%5B%5D&paths=%5B%5D' }, 'BAD_FIELD'),
  post(
    'a set beyond what is owned',
    form({ method: 'set', jsonGraph: { jsonGraph: { titles: { 1: { name: 'Mine' } } }, paths: [['titles', 1, 'name']] } }),
    'NOT_SETTABLE',
    403,
  ),
  post(
    'a set of a field that is not there',
    form({ method: 'set', jsonGraph: { jsonGraph: { titles: { 1: { price: 0 } } }, paths: [['titles', 1, 'price']] } }),
    'NOT_SETTABLE',
    403,
  ),
  post('a set of an envelope without paths', form({ method: 'set', jsonGraph: { jsonGraph: {} } }), 'BAD_PATH'),
  post('a body of 64 KiB and a byte', { ...form({}), body: 'x'.repeat(65_537) }, 'BODY_LIMIT', 413),
  post('JSON 20,000 levels deep', { ...json({}), body: '['.repeat(20_000) + ']'.repeat(20_000) }, 'JSON_DEPTH_LIMIT'),
  post('a body as text', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'method=get' }, 'UNSUPPORTED_MEDIA_TYPE', 415),
  post('a compressed body', json({}, { 'content-encoding': 'gzip' }), 'UNSUPPORTED_ENCODING', 415),
]
