import type { Expectation } from './verdict.ts'

/** A hostile GraphQL request over HTTP. */
export interface HostileDocument extends Expectation {
  readonly method: 'GET' | 'POST'
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  /** So many times 64 KiB follow, of no declared length. */
  readonly chunks?: number
  /** As devices meet it in production: nobody tells the schema there. */
  readonly production?: true
}

const many = <item>(count: number, item: (index: number) => item) => Array.from({ length: count }, (_, index) => item(index))
const post = (
  name: string,
  body: string | Uint8Array<ArrayBuffer>,
  refused?: string,
  headers: Readonly<Record<string, string>> = {},
): HostileDocument => ({
  name,
  method: 'POST',
  query: '',
  headers: { 'content-type': 'application/json', ...headers },
  body,
  ...(refused !== undefined && { refused }),
})
const document = (name: string, query: string, refused?: string, variables?: unknown): HostileDocument =>
  post(name, JSON.stringify({ query, variables }), refused)

const nested = (levels: number) => `{ title(id: 1) ${'{ similar(limit: 1) '.repeat(levels)}{ id }${' }'.repeat(levels)} }`
const doubling = many(21, (index) => `fragment F${index} on Title { ${index === 20 ? 'id' : `...F${index + 1} ...F${index + 1}`} }`)
const threefold = (next: number) => ['a', 'b', 'c'].map((alias) => `${alias}: similar(limit: 1) { ...F${next} }`).join(' ')
const tripling = many(11, (index) => `fragment F${index} on Title { ${index === 10 ? 'id' : threefold(index + 1)} }`)
const circular = `{ __schema { types ${'{ fields { type '.repeat(5)}{ name }${' } }'.repeat(5)} } }`
const listed = 'query ($n: Int) { title(id: 1) { similar(limit: $n) { id } } }'

/** An ordinary request, for what comes before and after: a document that was never seen, so that parser and validator are in use. */
export const ordinaryDocument = (turn: number): HostileDocument =>
  document('an ordinary query', `query Number${turn}($id: Int!) { title(id: $id) { name } }`, undefined, { id: 1 })

/** The hostile inputs of GraphQL, in families. */
export const hostileDocuments: readonly HostileDocument[] = [
  document('26 1,000 aliases', `{ ${many(1_000, (index) => `a${index}: friend { id }`).join(' ')} }`, 'DOCUMENT_LIMIT'),
  document('26 31 aliases', `{ title(id: 1) { ${many(31, (index) => `a${index}: name`).join(' ')} } }`, 'DOCUMENT_LIMIT'),
  document('27 one field 10,000 times', `{ title(id: 1) { ${'id '.repeat(10_000)} } }`, 'DOCUMENT_LIMIT'),
  document('28 70,000 tokens', `{${' a'.repeat(70_000)} }`, 'BODY_LIMIT'),
  document('28 30,000 tokens', `{${' a'.repeat(30_000)} }`, 'DOCUMENT_LIMIT'),
  document('29 a depth of 50', nested(49), 'DOCUMENT_LIMIT'),
  document('30 a depth of 5,000', `${'{a'.repeat(5_000)}${'}'.repeat(5_000)}`, 'DOCUMENT_LIMIT'),
  document('31 1,000 directives', `{ title(id: 1) { id ${'@skip(if: false) '.repeat(1_000)} } }`, 'DOCUMENT_LIMIT'),
  document('31 300 unknown fields', `{ title(id: 1) { ${many(300, (index) => `x${index}`).join(' ')} } }`, 'GRAPHQL_VALIDATION_FAILED'),
  document('32 a cycle of fragments', '{ title(id: 1) { ...A } } fragment A on Title { ...A }', 'GRAPHQL_VALIDATION_FAILED'),
  document('33 fragments that unfold 2²⁰ times', `{ title(id: 1) { ...F0 } } ${doubling.join(' ')}`, 'PATH_LIMIT'),
  document('33 fragments that multiply to 3¹⁰', `{ title(id: 1) { ...F0 } } ${tripling.join(' ')}`, 'PATH_LIMIT'),
  { ...document('34 the schema, in production', '{ __schema { types { name } } }', 'DOCUMENT_NOT_TRUSTED'), production: true },
  document('34 the schema, in circles', circular, 'GRAPHQL_VALIDATION_FAILED'),
  { ...document('35 a name that is nearly one', '{ title(id: 1) { nmae } }', 'DOCUMENT_NOT_TRUSTED'), production: true },
  document('36 a list of 10⁹', '{ title(id: 1) { similar(limit: 1000000000) { id } } }', 'PATH_LIMIT'),
  document('36 a list of −1', '{ title(id: 1) { similar(limit: -1) { id } } }', 'BAD_ARGUMENT'),
  document('36 a list of 10²⁰', '{ title(id: 1) { similar(limit: 99999999999999999999) { id } } }', 'GRAPHQL_VALIDATION_FAILED'),
  document('36 a variable of 10²⁰', listed, 'BAD_VARIABLE', { n: 1e20 }),
  post('37 an array of 100 operations', JSON.stringify(many(100, () => ({ query: '{ __typename }' }))), 'BATCH_NOT_SUPPORTED'),
  post(
    '38 variables 20,000 deep',
    `{"query":"{ __typename }","variables":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`,
    'JSON_DEPTH_LIMIT',
  ),
  post('39 variables with __proto__', `{"query":"${listed}","variables":{"__proto__":{"n":1}}}`, 'BAD_FIELD'),
  post('40 a mutation by a form', 'query=mutation%7Brate(title:1,stars:3)%7Bid%7D%7D', 'UNSUPPORTED_MEDIA_TYPE', {
    'content-type': 'application/x-www-form-urlencoded',
  }),
  {
    name: '41 a mutation by GET',
    method: 'GET',
    query: `?query=${encodeURIComponent('mutation { rate(title: 1, stars: 3) { id } }')}`,
    headers: {},
    refused: 'METHOD_NOT_ALLOWED',
  },
  post('42 JSON as text', '{"query":"{ __typename }"}', 'UNSUPPORTED_MEDIA_TYPE', { 'content-type': 'text/plain' }),
  post('43 bad JSON', '{"query":', 'BAD_JSON'),
  post('43 null', 'null', 'BAD_BODY'),
  post('43 a query that is a number', '{"query":1}', 'BAD_FIELD'),
  post('44 5 MB of comment, declared', '{"query":"#', 'BODY_LIMIT', { 'content-length': '5000025' }),
  { ...post('44 5 MB of comment, in chunks', '{"query":"#', 'BODY_LIMIT'), chunks: 80 },
  post('45 a compressed body', new Uint8Array(10_000), 'UNSUPPORTED_ENCODING', { 'content-encoding': 'gzip' }),
  document('48 1,000 times @defer', `{ ${many(1_000, () => '... @defer { __typename }').join(' ')} }`, 'DOCUMENT_LIMIT'),
  document('48 @stream', '{ title(id: 1) { similar @stream(initialCount: 1) { id } } }', 'GRAPHQL_VALIDATION_FAILED'),
  document('49 a subscription', 'subscription { friend { id } }', 'GRAPHQL_VALIDATION_FAILED'),
  document('50 NUL in the query', '{ title(id: 1) { na\0me } }', 'GRAPHQL_PARSE_FAILED'),
  document('50 a byte order mark', '\ufeff{ title(id: 1) { name } }'),
  document('50 half a surrogate pair', '{ title(id: 1) { name } } # "\ud800"', 'GRAPHQL_PARSE_FAILED'),
]
