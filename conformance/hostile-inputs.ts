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

/** A hostile GraphQL document or body, sent once for each media type that a client may want to read. */
export interface HostileDocument {
  readonly name: string
  readonly path?: string
  readonly asked: Asked
  /** For `application/graphql-response+json`. */
  readonly status: number
  /** For `application/json`, where it is another. */
  readonly jsonStatus?: number
  readonly code: string
}

const document = (
  name: string,
  query: string,
  code: string,
  rest: Partial<HostileDocument> & { variables?: unknown } = {},
): HostileDocument => {
  const { variables, ...others } = rest
  return { name, asked: json({ query, variables }), status: 400, code, ...others }
}
const body = (name: string, text: string, code: string, status = 400): HostileDocument => ({
  name,
  asked: { ...json({}), body: text },
  status,
  code,
})
/** What is refused for what it says, not for its size: 200 for clients of `application/json`. */
const invalid = { jsonStatus: 200 }
const nested = (levels: number) => `{ title(id: 1) ${'{ similar(limit: 1) '.repeat(levels)}{ id }${' }'.repeat(levels)} }`
const doubling = many(21, (index) => `fragment F${index} on Title { ${index === 20 ? 'id' : `...F${index + 1} ...F${index + 1}`} }`)
const threefold = (next: number) => ['a', 'b', 'c'].map((alias) => `${alias}: similar(limit: 1) { ...F${next} }`).join(' ')
const tripling = many(11, (index) => `fragment F${index} on Title { ${index === 10 ? 'id' : threefold(index + 1)} }`)

/** Hostile requests to `/graphql`. */
export const hostileDocuments: readonly HostileDocument[] = [
  document('1,000 aliases', `{ ${many(1_000, (index) => `a${index}: me { id }`).join(' ')} }`, 'DOCUMENT_LIMIT'),
  document('31 aliases', `{ title(id: 1) { ${many(31, (index) => `a${index}: name`).join(' ')} } }`, 'DOCUMENT_LIMIT'),
  document('fragments that unfold to one field, 2²⁰ times', `{ title(id: 1) { ...F0 } } ${doubling.join(' ')}`, 'PATH_LIMIT'),
  document('one field 10,000 times', `{ title(id: 1) { ${'id '.repeat(10_000)} } }`, 'DOCUMENT_LIMIT'),
  document('70,000 tokens', `{${' a'.repeat(70_000)} }`, 'BODY_LIMIT', { status: 413 }),
  document('30,000 tokens', `{${' a'.repeat(30_000)} }`, 'DOCUMENT_LIMIT'),
  document('a depth of 50', nested(49), 'DOCUMENT_LIMIT'),
  document('a depth of 5,000', `${'{a'.repeat(5_000)}${'}'.repeat(5_000)}`, 'DOCUMENT_LIMIT'),
  document(
    'a cycle of fragments',
    '{ title(id: 1) { ...A } } fragment A on Title { ...B } fragment B on Title { ...A }',
    'GRAPHQL_VALIDATION_FAILED',
    invalid,
  ),
  document(
    'a fragment that spreads itself',
    '{ title(id: 1) { ...A } } fragment A on Title { id ...A }',
    'GRAPHQL_VALIDATION_FAILED',
    invalid,
  ),
  document('fragments that multiply to 3¹⁰ objects', `{ title(id: 1) { ...F0 } } ${tripling.join(' ')}`, 'PATH_LIMIT'),
  document('a list of 10⁹', '{ search(query: "the", limit: 1000000000) { id } }', 'PATH_LIMIT'),
  document('a list of −1', '{ search(query: "the", limit: -1) { id } }', 'BAD_ARGUMENT'),
  document(
    'a list of 99999999999999999999',
    '{ search(query: "the", limit: 99999999999999999999) { id } }',
    'GRAPHQL_VALIDATION_FAILED',
    invalid,
  ),
  document('a list of 10⁹ by a variable', 'query ($n: Int) { search(query: "the", limit: $n) { id } }', 'PATH_LIMIT', {
    variables: { n: 1e9 },
  }),
  document('a variable that is no Int', 'query ($n: Int) { search(query: "the", limit: $n) { id } }', 'BAD_VARIABLE', {
    ...invalid,
    variables: { n: 1e20 },
  }),
  document(
    'lists of lists that multiply to 10⁶',
    '{ home { rows(limit: 100) { titles(limit: 100) { similar(limit: 100) { id } } } } }',
    'PATH_LIMIT',
  ),
  document('variables 20,000 deep', '{ __typename }', 'JSON_DEPTH_LIMIT', {
    asked: { ...json({}), body: `{"query":"{ __typename }","variables":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}` },
  }),
  document('a mutation by a form', '', 'UNSUPPORTED_MEDIA_TYPE', {
    asked: form({ query: 'mutation { addToMyList(title: 1) { id } }' }),
    status: 415,
  }),
  document('a mutation by GET', '', 'METHOD_NOT_ALLOWED', {
    path: `/graphql?query=${encodeURIComponent('mutation { addToMyList(title: 1) { id } }')}`,
    asked: {},
    status: 405,
  }),
  document('JSON as text/plain', '', 'UNSUPPORTED_MEDIA_TYPE', {
    asked: { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query":"{ __typename }"}' },
    status: 415,
  }),
  body('bad JSON', '{"query":', 'BAD_JSON'),
  body('the body null', 'null', 'BAD_BODY'),
  body('the body 1', '1', 'BAD_BODY'),
  body('a query that is a number', '{"query":1}', 'BAD_FIELD'),
  body('an empty body', '', 'BAD_JSON'),
  body('an array of 100 operations', JSON.stringify(many(100, () => ({ query: '{ __typename }' }))), 'BATCH_NOT_SUPPORTED'),
  body('5 MB of comment', JSON.stringify({ query: `#${'x'.repeat(5_000_000)}\n{ __typename }` }), 'BODY_LIMIT', 413),
  document('1,000 directives', `{ title(id: 1) { id ${'@skip(if: false) '.repeat(1_000)} } }`, 'DOCUMENT_LIMIT'),
  document('no GraphQL at all', '{ title(id: 1', 'GRAPHQL_PARSE_FAILED', invalid),
  document('a field that is not there', '{ title(id: 1) { price } }', 'GRAPHQL_VALIDATION_FAILED', invalid),
]
