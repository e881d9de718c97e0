import { gzipSync } from 'node:zlib'
import { type Asked, form, json } from './marquee.ts'

/** A hostile GraphQL document or body, sent once for each media type that a client may want to read. */
export interface HostileDocument {
  /** Its place in the list of hostile inputs, 26 to 50. */
  readonly row: number
  readonly name: string
  readonly path?: string
  readonly asked: Asked
  /** For `application/graphql-response+json`. */
  readonly status: number
  /** For `application/json`, where it is another. */
  readonly jsonStatus?: number
  readonly code: string
}

const many = <item>(count: number, item: (index: number) => item) => Array.from({ length: count }, (_, index) => item(index))

type Rest = Partial<HostileDocument> & { readonly variables?: unknown }

const document = (row: number, name: string, query: string, code: string, rest: Rest = {}): HostileDocument => {
  const { variables, ...others } = rest
  return { row, name, asked: json({ query, variables }), status: 400, code, ...others }
}
const body = (row: number, name: string, text: string, code: string, rest: Rest = {}): HostileDocument => ({
  row,
  name,
  asked: { ...json({}), body: text },
  status: 400,
  code,
  ...rest,
})
/** What is refused for what it says, not for its size: 200 for clients of `application/json`. */
const invalid = { jsonStatus: 200 }

const nested = (levels: number) => `{ title(id: 1) ${'{ similar(limit: 1) '.repeat(levels)}{ id }${' }'.repeat(levels)} }`
const doubling = many(21, (index) => `fragment F${index} on Title { ${index === 20 ? 'id' : `...F${index + 1} ...F${index + 1}`} }`)
const threefold = (next: number) => ['a', 'b', 'c'].map((alias) => `${alias}: similar(limit: 1) { ...F${next} }`).join(' ')
const tripling = many(11, (index) => `fragment F${index} on Title { ${index === 10 ? 'id' : threefold(index + 1)} }`)
const circular = (levels: number) => `{ __schema { types ${'{ fields { type '.repeat(levels)}{ name }${' } }'.repeat(levels)} } }`
const search = (limit: string) => `{ search(query: "the", limit: ${limit}) { id } }`
const searchBy = 'query ($n: Int) { search(query: "the", limit: $n) { id } }'
/** By hand: no object literal has an own `__proto__`. */
const withVariables = (variables: string) => `{"query":${JSON.stringify(searchBy)},"variables":${variables}}`
const mutation = 'mutation { addToMyList(title: 1) { id } }'

/** Hostile requests to `/graphql`, none of which may come to a 5xx. Rows 34, 35 and 47 depend on the environment too: see `edge/production.worker.test.ts`. */
export const hostileDocuments: readonly HostileDocument[] = [
  document(26, '1,000 aliases', `{ ${many(1_000, (index) => `a${index}: me { id }`).join(' ')} }`, 'DOCUMENT_LIMIT'),
  document(26, '31 aliases', `{ title(id: 1) { ${many(31, (index) => `a${index}: name`).join(' ')} } }`, 'DOCUMENT_LIMIT'),
  document(27, 'one field 10,000 times', `{ title(id: 1) { ${'id '.repeat(10_000)} } }`, 'DOCUMENT_LIMIT'),
  document(28, '70,000 tokens', `{${' a'.repeat(70_000)} }`, 'BODY_LIMIT', { status: 413 }),
  document(28, '30,000 tokens', `{${' a'.repeat(30_000)} }`, 'DOCUMENT_LIMIT'),
  document(29, 'a depth of 50', nested(49), 'DOCUMENT_LIMIT'),
  document(30, 'a depth of 5,000', `${'{a'.repeat(5_000)}${'}'.repeat(5_000)}`, 'DOCUMENT_LIMIT'),
  document(30, 'a list value 5,000 deep', `{ search(query: ${'['.repeat(5_000)}${']'.repeat(5_000)}) { id } }`, 'DOCUMENT_LIMIT'),
  document(31, '1,000 directives', `{ title(id: 1) { id ${'@skip(if: false) '.repeat(1_000)} } }`, 'DOCUMENT_LIMIT'),
  document(31, '1,000 directives that are not there', `{ title(id: 1) { id ${'@a'.repeat(1_000)} } }`, 'DOCUMENT_LIMIT'),
  document(
    32,
    'a cycle of fragments',
    '{ title(id: 1) { ...A } } fragment A on Title { ...B } fragment B on Title { ...A }',
    'GRAPHQL_VALIDATION_FAILED',
    invalid,
  ),
  document(
    32,
    'a fragment that spreads itself',
    '{ title(id: 1) { ...A } } fragment A on Title { id ...A }',
    'GRAPHQL_VALIDATION_FAILED',
    invalid,
  ),
  document(33, 'fragments that unfold to one field, 2²⁰ times', `{ title(id: 1) { ...F0 } } ${doubling.join(' ')}`, 'PATH_LIMIT'),
  document(33, 'fragments that multiply to 3¹⁰ objects', `{ title(id: 1) { ...F0 } } ${tripling.join(' ')}`, 'PATH_LIMIT'),
  document(34, 'the schema, in circles', circular(5), 'GRAPHQL_VALIDATION_FAILED', invalid),
  document(35, 'a name that is nearly one', '{ title(id: 1) { nmae } }', 'GRAPHQL_VALIDATION_FAILED', invalid),
  document(36, 'a list of 10⁹', search('1000000000'), 'PATH_LIMIT'),
  document(36, 'a list of −1', search('-1'), 'BAD_ARGUMENT'),
  document(36, 'a list of 99999999999999999999', search('99999999999999999999'), 'GRAPHQL_VALIDATION_FAILED', invalid),
  document(36, 'a list of 10⁹ by a variable', searchBy, 'PATH_LIMIT', { variables: { n: 1e9 } }),
  document(36, 'a list of −1 by a variable', searchBy, 'BAD_ARGUMENT', { variables: { n: -1 } }),
  document(36, 'a variable that is no Int', searchBy, 'BAD_VARIABLE', { ...invalid, variables: { n: 1e20 } }),
  document(
    36,
    'lists of lists that multiply to 10⁶',
    '{ home { rows(limit: 100) { titles(limit: 100) { similar(limit: 100) { id } } } } }',
    'PATH_LIMIT',
  ),
  body(37, 'an array of 100 operations', JSON.stringify(many(100, () => ({ query: '{ __typename }' }))), 'BATCH_NOT_SUPPORTED'),
  body(37, 'an array of one operation', '[{"query":"{ __typename }"}]', 'BATCH_NOT_SUPPORTED'),
  body(
    38,
    'variables 20,000 deep',
    `{"query":"{ __typename }","variables":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`,
    'JSON_DEPTH_LIMIT',
  ),
  body(39, '__proto__ as a variable', withVariables('{"__proto__":{"n":"secret-9"}}'), 'BAD_FIELD'),
  body(39, '__proto__ in a variable', withVariables('{"n":{"__proto__":"secret-9"}}'), 'BAD_VARIABLE', invalid),
  document(40, 'a mutation by a form', '', 'UNSUPPORTED_MEDIA_TYPE', { asked: form({ query: mutation }), status: 415 }),
  document(40, 'a mutation by a multipart form', '', 'UNSUPPORTED_MEDIA_TYPE', {
    asked: {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: `--b\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${JSON.stringify({ query: mutation })}\r\n--b--\r\n`,
    },
    status: 415,
  }),
  document(41, 'a mutation by GET', '', 'METHOD_NOT_ALLOWED', {
    path: `/graphql?query=${encodeURIComponent(mutation)}`,
    asked: {},
    status: 405,
  }),
  document(42, 'JSON as text/plain', '', 'UNSUPPORTED_MEDIA_TYPE', {
    asked: { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query":"{ __typename }"}' },
    status: 415,
  }),
  body(43, 'bad JSON', '{"query":', 'BAD_JSON'),
  body(43, 'the body null', 'null', 'BAD_BODY'),
  body(43, 'the body 1', '1', 'BAD_BODY'),
  body(43, 'a query that is a number', '{"query":1}', 'BAD_FIELD'),
  body(43, 'an empty body', '', 'BAD_JSON'),
  body(44, '5 MB of comment', JSON.stringify({ query: `#${'x'.repeat(5_000_000)}\n{ __typename }` }), 'BODY_LIMIT', { status: 413 }),
  document(45, '10 KB that unpack to 10 MB', '', 'UNSUPPORTED_ENCODING', {
    asked: {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ query: `#${'x'.repeat(10_000_000)}\n{ __typename }` })),
    },
    status: 415,
  }),
  document(48, '1,000 times @defer', `{ ${many(1_000, () => '... @defer { __typename }').join(' ')} }`, 'DOCUMENT_LIMIT'),
  document(48, '@defer', '{ title(id: 1) { ... @defer { name } } }', 'GRAPHQL_VALIDATION_FAILED', invalid),
  document(48, '@stream', '{ search(query: "the") @stream(initialCount: 1) { id } }', 'GRAPHQL_VALIDATION_FAILED', invalid),
  document(49, 'a subscription', 'subscription { home { id } }', 'GRAPHQL_VALIDATION_FAILED', invalid),
  document(50, 'NUL in the query', '{ title(id: 1) { na\0me } }', 'GRAPHQL_PARSE_FAILED', invalid),
  document(50, 'half a surrogate pair in the query', '{ search(query: "a\ud800") { id } }', 'GRAPHQL_PARSE_FAILED', invalid),
  body(43, 'no GraphQL at all', '{"query":"{ title(id: 1"}', 'GRAPHQL_PARSE_FAILED', invalid),
]
