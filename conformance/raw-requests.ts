/** Who answers, with what, and whether the connection goes on. */
export interface Reply {
  /** `runtime`: the worker never hears of the request. What is said of it is no promise of ours: it is noted, so that a change is seen. */
  readonly by: 'runtime' | 'marquee'
  /** Null: the connection ends without a word. */
  readonly status: number | null
  /** Of a refusal by us. */
  readonly code?: string
  readonly goesOn: boolean
}

export interface RawRequest {
  /** A row of the list of hostile inputs. */
  readonly row: number
  readonly name: string
  /** Byte for byte, but for `⏎`, the end of a line, and `{host}`. */
  readonly text: string
  /** Behind `wrangler dev`, which puts a proxy of its own in front. */
  readonly wrangler: Reply
  /** Behind workerd alone. */
  readonly workerd: Reply
}

const runtime = (status: number | null, goesOn = false): Reply => ({ by: 'runtime', status, goesOn })
const refused = (status: number, code: string, goesOn = true): Reply => ({ by: 'marquee', status, code, goesOn })
const answered = (goesOn = true): Reply => ({ by: 'marquee', status: 200, goesOn })

/** The same in both, unless said otherwise. */
const request = (row: number, name: string, text: string, wrangler: Reply, workerd = wrangler): RawRequest => ({
  ...{ row, name, text, wrangler, workerd },
})
const get = (target: string, ...lines: readonly string[]) =>
  `GET ${target} HTTP/1.1⏎Host: {host}⏎${lines.map((line) => `${line}⏎`).join('')}⏎`

const body = '{"query":"{ title(id: 1) { id } }"}'
const post = (lines: string, content: string) => `POST /graphql HTTP/1.1⏎Host: {host}⏎Content-Type: application/json⏎${lines}⏎⏎${content}`
const withLength = (lines: string) => post(lines, body)
const size = body.length.toString(16)
const inChunks = (lines: string, content = `${size}⏎${body}⏎0⏎⏎`) => post(lines, content)
const chunked = 'Transfer-Encoding: chunked'
const many = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index))

/** A proxy reads on where a device breaks off, and gives its own answer. */
const brokenChunks = [runtime(500), refused(400, 'BAD_BODY', false)] as const
const badUrl = refused(400, 'BAD_URL')
const noOperator = refused(401, 'UNAUTHENTICATED')

const framing: readonly RawRequest[] = [
  // RFC 9112, 6.3: chunks win, and the connection ends. The length is gone before a worker could refuse it.
  request(51, 'a length, then chunks', inChunks(`Content-Length: 4⏎${chunked}`), answered(false)),
  request(51, 'chunks, then a length', inChunks(`${chunked}⏎Content-Length: ${body.length}`), answered(false)),
  request(
    51,
    'a request smuggled behind the last chunk',
    inChunks(`Content-Length: 4⏎${chunked}`, '0⏎⏎GET /ops/filters HTTP/1.1⏎Host: evil.test⏎⏎'),
    refused(400, 'BAD_JSON', false),
  ),
  request(52, 'a space before the colon', inChunks('Transfer-Encoding : chunked'), runtime(400)),
  request(52, 'a coding nobody knows', inChunks('Transfer-Encoding: xchunked'), runtime(400)),
  request(52, 'a coding behind a vertical tab', inChunks('Transfer-Encoding: \x0bchunked'), runtime(400)),
  request(52, 'a coding on the next line', inChunks('Transfer-Encoding:⏎ chunked'), runtime(400)),
  request(52, 'chunks inside of another coding', inChunks('Transfer-Encoding: chunked, gzip'), runtime(400)),
  // The proxy takes the chunks apart and puts them together again, as chunks alone.
  request(52, 'another coding inside of chunks', inChunks('Transfer-Encoding: gzip, chunked'), answered(), refused(400, 'BAD_FRAMING')),
  request(52, 'chunks inside of chunks', inChunks(`${chunked}⏎${chunked}`), answered(), refused(400, 'BAD_FRAMING')),
  request(52, 'two lengths', withLength(`Content-Length: ${body.length}⏎Content-Length: 4`), runtime(400)),
  request(52, 'two lengths that agree', withLength(`Content-Length: ${body.length}⏎Content-Length: ${body.length}`), answered()),
  request(52, 'a list of lengths', withLength(`Content-Length: ${body.length}, ${body.length}`), runtime(400)),
  request(52, 'a length below nothing', withLength('Content-Length: -1'), runtime(400)),
  request(52, 'a length with a sign', withLength(`Content-Length: +${body.length}`), runtime(400)),
  request(52, 'a length in hexadecimal', withLength(`Content-Length: 0x${size}`), runtime(400)),
  request(52, 'a length beyond all numbers', withLength('Content-Length: 99999999999999999999'), runtime(400)),
  request(52, 'a header continued on the next line', get('/healthz', 'X-A: b', ' evil'), runtime(400)),
  request(52, 'a header before any', 'GET /healthz HTTP/1.1⏎ X-A: evil⏎Host: {host}⏎⏎', runtime(400)),
  request(52, 'NUL in a name', get('/healthz', 'X-\0A: evil'), runtime(400)),
  request(52, 'NUL in a value', get('/healthz', 'X-A: ev\0il'), runtime(400)),
  request(52, 'a bare carriage return in a value', get('/healthz', 'X-A: b\rX-Passport: evil'), runtime(400)),
  request(52, 'a line without a colon', get('/healthz', 'evil'), runtime(400)),
  request(52, 'lines that end with a line feed alone', 'GET /healthz HTTP/1.1\nHost: {host}\n\n', answered()),
  request(53, 'a chunk size that is no number', inChunks(chunked, `zz⏎${body}⏎0⏎⏎`), ...brokenChunks),
  request(53, 'a chunk size beyond all numbers', inChunks(chunked, `ffffffffffffffffff⏎${body}⏎0⏎⏎`), ...brokenChunks),
  request(53, 'a chunk longer than it says', inChunks(chunked, `5⏎${body}⏎0⏎⏎`), ...brokenChunks),
  request(53, 'a header behind the last chunk', inChunks(chunked, `${size}⏎${body}⏎0⏎X-Passport: evil⏎⏎`), answered()),
]

const addressing: readonly RawRequest[] = [
  request(55, 'two hosts', get('/healthz', 'Host: evil.test'), runtime(500), badUrl),
  // The proxy makes a URL of it, and of that a host header that is one.
  request(55, 'a host that begins a path', 'GET /filters HTTP/1.1⏎Host: {host}/ops⏎⏎', noOperator, badUrl),
  request(55, 'a host that ends the URL', 'GET /evil HTTP/1.1⏎Host: {host}/healthz?⏎⏎', answered(), badUrl),
  request(55, 'a host behind an account', 'GET /healthz HTTP/1.1⏎Host: evil.test@{host}⏎⏎', answered(), badUrl),
  request(55, 'a host that is not ours', 'GET /healthz HTTP/1.1⏎Host: evil.test⏎⏎', refused(421, 'MISDIRECTED_HOST')),
  request(55, 'a tunnel', 'CONNECT evil.test:443 HTTP/1.1⏎Host: evil.test:443⏎⏎', runtime(500)),
  request(56, 'no host', 'GET /healthz HTTP/1.1⏎⏎', runtime(400, true)),
  request(56, 'an empty host', 'GET /healthz HTTP/1.1⏎Host: ⏎⏎', runtime(400, true)),
  request(56, 'no host in HTTP/1.0', 'GET /healthz HTTP/1.0⏎⏎', runtime(400)),
  // The host of the target is ignored: what counts is the header.
  request(57, 'a whole URL of another host as target', get('http://evil.test/healthz'), answered()),
  request(
    57,
    'a whole URL of another host, and its host header',
    'GET http://evil.test/healthz HTTP/1.1⏎Host: evil.test⏎⏎',
    refused(421, 'MISDIRECTED_HOST'),
  ),
  request(57, 'a whole URL of the machine’s own metadata', get('http://169.254.169.254/latest/meta-data'), refused(404, 'NOT_FOUND')),
  request(57, 'a URL of a file', get('file:///etc/passwd'), runtime(400)),
  request(57, 'a star as target', 'OPTIONS * HTTP/1.1⏎Host: {host}⏎⏎', runtime(500), badUrl),
  request(57, 'a target without a slash', get('ops/filters'), runtime(400)),
  request(58, '2,000 headers', get('/healthz', ...many(2_000, (index) => `X-${index}: 1`)), refused(431, 'HEADER_LIMIT')),
  // They come as one header of 2,000 values, and that counts by its length.
  request(58, '2,000 headers of one name', get('/healthz', ...many(2_000, () => 'X-A: 1')), answered()),
  request(58, '6,000 headers of one name', get('/healthz', ...many(6_000, () => 'X-A: 1')), refused(431, 'HEADER_LIMIT')),
  request(58, 'a header of 256 KiB', get('/healthz', `X-A: ${'a'.repeat(262_144)}`), refused(431, 'HEADER_LIMIT')),
  request(59, 'a URL of 64 KiB', get(`/healthz?${'a'.repeat(65_536)}`), runtime(414)),
  request(59, 'a URL of 16 KiB and more', get(`/healthz?${'a'.repeat(16_385)}`), refused(414, 'URL_LIMIT')),
  request(60, 'TRACE', 'TRACE /healthz HTTP/1.1⏎Host: {host}⏎Cookie: evil⏎⏎', refused(405, 'METHOD_NOT_ALLOWED')),
  request(60, 'a method of WebDAV', 'PROPFIND /healthz HTTP/1.1⏎Host: {host}⏎⏎', refused(501, 'METHOD_UNKNOWN')),
  request(60, 'FOO', 'FOO /healthz HTTP/1.1⏎Host: {host}⏎⏎', runtime(501)),
  request(60, 'get', 'get /healthz HTTP/1.1⏎Host: {host}⏎⏎', runtime(501)),
  request(60, 'the preface of HTTP/2', 'PRI * HTTP/2.0⏎⏎SM⏎⏎', runtime(null)),
  request(60, 'a greeting of TLS', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03', runtime(400)),
]

const spellings: readonly RawRequest[] = [
  request(61, 'an escape that is none', get('/%zz'), badUrl),
  request(61, 'an escape that is no UTF-8', get('/%c0%afops/filters'), badUrl),
  request(61, 'bytes that are not ASCII', get('/\xff\xfe'), runtime(400)),
  request(61, 'two slashes', get('//'), badUrl),
  request(61, 'another host as a path', get('//evil.test/healthz'), badUrl),
  request(61, 'the same by a backslash', get('/\\evil.test/healthz'), badUrl),
  request(61, 'an encoded slash', get('/healthz/..%2fops/filters'), badUrl),
  request(61, 'an encoded backslash', get('/ops%5cfilters'), badUrl),
  request(61, 'dots encoded twice', get('/healthz/%252e%252e/ops/filters'), badUrl),
  request(61, 'a letter encoded twice', get('/%256fps/filters'), badUrl),
  request(61, 'an encoded end of line', get('/healthz%0d%0aX-Passport:evil'), badUrl),
  request(61, 'an encoded NUL', get('/healthz%00'), badUrl),
  request(61, 'a dot segment', get('/./healthz'), answered()),
  request(61, 'encoded dot segments', get('/x/%2e%2E/healthz'), answered()),
  request(61, 'what stands behind a hash', get('/healthz#/ops/filters'), answered()),
  request(61, 'a backslash for a slash', get('/ops\\filters'), noOperator),
  request(61, 'a letter encoded', get('/%6fps/filters'), noOperator),
  request(61, 'a way around through /healthz', get('/healthz/../ops/filters'), noOperator),
  request(61, 'a parameter in a dot segment', get('/ops/..;/filters'), noOperator),
  request(61, 'an empty segment', get('/ops//filters'), badUrl),
  request(61, 'a token that is none, past /session', get('/session/../model.json', 'Authorization: Bearer evil'), noOperator),
  request(61, 'the same, encoded', get('/session%2f..%2fmodel.json', 'Authorization: Bearer evil'), badUrl),
  // By this header the proxy of wrangler tells the next worker the URL; nobody else believes it.
  request(
    62,
    'a URL in a header of wrangler’s own',
    get('/healthz', 'MF-Original-URL: http://{host}/evil'),
    refused(404, 'NOT_FOUND'),
    answered(),
  ),
]

/** Requests byte for byte, as no client sends them. */
export const rawRequests: readonly RawRequest[] = [...framing, ...addressing, ...spellings]

/** Requests whose end never comes: the body is waited for until the deadline. */
export const unfinishedRequests: readonly RawRequest[] = [
  request(54, 'a body that stops', post(`Content-Length: ${body.length}`, body.slice(0, 9)), refused(408, 'BODY_TIMEOUT', false)),
  request(54, 'a body that does not begin', post(`Content-Length: ${body.length}`, ''), refused(408, 'BODY_TIMEOUT', false)),
  request(54, 'a chunk that stops', post(chunked, `${size}⏎${body.slice(0, 9)}`), refused(408, 'BODY_TIMEOUT', false)),
  request(54, 'chunks without a last', post(chunked, `${size}⏎${body}⏎`), refused(408, 'BODY_TIMEOUT', false)),
]
