import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileExpression } from './compile-expression.ts'
import { Failure, judgementOf, type RuleInput } from './judgement.ts'
import { celEnvironments, parseExpression } from './parse-expression.ts'
import { asking } from './test/asking.ts'
import { expressions, inputs } from './test/expressions.ts'
import { judged } from './test/judged.ts'

test.each([
  ['request.method == "GET"', true],
  ['"GET" != request.method', false],
  ['request.url == "/graphql?lang=nl&lang=de"', true],
  ['request.path == "/graphql"', true],
  ['request.path.startsWith("/graph") && request.path.endsWith("ql")', true],
  ['request.query["lang"] == "nl"', true],
  ['has(request.query.lang) && !("page" in request.query)', true],
  ['request.headers["x-lab"] == "on"', true],
  ['request.headers["user-agent"].contains("Tizen")', true],
  ['request.headers["user-agent"].matches("^Tizen/[34]\\\\.")', true],
  ['"accept" in request.headers', false],
  ['has(request.headers.accept)', false],
  ['device.id == "tv-1" && device.class == "tv"', true],
  ['device.model == null', true],
  ['device.model == "AFT"', false],
  ['device.model != "AFT"', true],
  ['device.model in ["AFT"]', false],
  ['device.profile == 7 && device.profile in [1, 7]', true],
  ['device.profile % 10 < 8', true],
  ['device.country in ["BE", "NL"]', true],
  ['int(request.headers["x-version"]) >= 12', true],
  ['request.path.size() == size("/graphql")', true],
  ['size("é😀") == 2', true],
  ['-7 / 2 == -3 && -7 % 2 == -1', true],
  ['2 + 3 * 4 - 1 == 13', true],
  ['device.class == "tv" ? device.country == "NL" : true', true],
  ['["/play/", "/graph"].exists(p, request.path.startsWith(p))', true],
  ['["/play/", "/graph"].all(p, request.path.startsWith(p))', false],
  ['["/graphql", "/graph"].exists_one(p, request.path.startsWith(p))', false],
  ['["a", "Tizen"].exists(p, request.headers["user-agent"].contains(p))', true],
  ['[1, 2].all(x, [2, 3].exists(y, y > x))', true],
  ['[].exists(x, true)', false],
  ['[].all(x, false)', true],
  ["request.method == 'GET' // in two kinds of quotes", true],
])('%s is %j', (expression, value) => {
  expect(judged(expression, asking())).toBe(value)
})

test('an outbound rule sees the answer', () => {
  const input = asking({}, {}, { status: 503, headers: { 'retry-after': '1' } })
  expect(judged('response.status >= 500 && response.headers["retry-after"] == "1"', input, 'outbound')).toBe(true)
})

test.each([
  ['a header that is not there', 'request.headers["accept"] == "x"', "request.headers has no 'accept'"],
  ['a name that is not in the query', 'request.query.page == "1"', "request.query has no 'page'"],
  ['the order of null', 'device.profile > 3', 'null has no order'],
  ['the characters of null', 'device.model.startsWith("A")', 'null has no order, no characters'],
  ['a text that is no number', 'int(device.class) > 3', 'no whole number'],
  ['a division by zero', '1 / (size(request.path) - 8) == 1', 'division by zero'],
  ['a remainder of zero', '1 % (size(request.path) - 8) == 1', 'division by zero'],
  ['a number beyond what is exact', '9007199254740991 * size(request.path) > 1', 'beyond 2 to the power of 53'],
  ['exactly one, where one cannot be told', '["on", "x"].exists_one(p, request.headers["accept"] == p)', 'has no'],
])('%s is a failure', (_, expression, message) => {
  const visitor = asking({}, { profile: null })
  expect(judged(expression, visitor)).toEqual(new Failure(expect.stringContaining(message)))
})

test.each([
  ['what is false on the left', '"accept" in request.headers && request.headers["accept"] == "x"', false],
  ['what is false on the right', 'request.headers["accept"] == "x" && false', false],
  ['what is true on the right', 'request.headers["accept"] == "x" || true', true],
  ['one that exists', '["accept", "on"].exists(p, p == "on" || request.headers["accept"] == p)', true],
  ['one that does not hold of all', '["x", "on"].all(p, p != "on" && request.headers["accept"] != p)', false],
])('a failure does not count beside %s', (_, expression, value) => {
  expect(judged(expression, asking())).toBe(value)
})

describe('what rules do not take of CEL is refused where it stands', () => {
  test.each([
    ['no bool', 'request.method', 0, 'must come to true or false, comes to string'],
    ['a request as a whole', 'request == request', 0, 'no such overload'],
    ['no such field', 'request.body == ""', 8, 'No such key: body'],
    ['no such variable', 'cookies == ""', 0, 'Unknown variable: cookies'],
    ['an answer before there is one', 'response.status == 200', 0, 'Unknown variable: response'],
    ['a text as a number', 'request.method == 5', 0, 'no such overload: string == int'],
    ['a text as a number that may be null', 'device.profile == "7"', 0, 'compares int or null with string'],
    ['null of what is never null', 'request.path == null', 0, 'no such overload: string == null'],
    ['a text in a list of numbers', 'device.country in [1, 2]', 0, 'looks for string or null in a list of int'],
    ['texts in order', 'request.path < "/m"', 0, "'<' is for numbers"],
    ['texts that are joined', 'request.path + "x" == "/x"', 0, "'+' is for numbers"],
    ['fractions', 'size(request.path) > 1.5', 21, 'whole numbers'],
    ['bytes', 'b"a" == b"a"', 0, 'rules take texts'],
    ['a number beyond what is exact', '9007199254740993 > 1', 0, 'up to 2 to the power of 53'],
    ['lists that are compared', '["a"] == ["a"]', 0, 'lists in `in`'],
    ['a list that is made', '["a"].map(x, x) == ["a"]', 0, 'lists in `in`'],
    ['a macro over headers', 'request.headers.exists(h, h == "a")', 0, 'a list that is written in the rule'],
    ['a macro whose name has a meaning', '["a"].exists(request, true)', 13, "'request' has a meaning"],
    ['has() of what is always there', 'has(device.country)', 0, 'compared with null'],
    ['a header in upper case', 'request.headers["X-Lab"] == "on"', 0, 'lower case'],
    ['a header that is none', '"x lab" in request.headers', 0, 'lower case'],
    ['a header of another name', 'request.headers[device.class] == "on"', 0, 'a name that is written out'],
    ['a pattern of the request', 'request.path.matches(request.method)', 21, 'written in the rule'],
    ['a needle of the request', 'request.path.contains(device.class)', 22, 'written in the rule'],
    ['no end', 'request.path == "/', 16, 'Unterminated string'],
    ['two expressions', 'true true', 5, 'Unexpected'],
    ['nothing', '', 0, 'EOF'],
    ['a function of an extension', 'device.class.lowerAscii() == "tv"', 0, 'rules have no lowerAscii()'],
    ['a type', 'type(device.class) == string', 0, 'rules have no type()'],
  ])('%s: %s', (_, expression, offset, message) => {
    expect(() => judged(expression, asking())).toThrow(
      expect.objectContaining({ name: 'FilterProblem', path: 'expression', offset, message: expect.stringContaining(message) }),
    )
  })
})

test('any expression comes to what the library makes of it, failures included', () => {
  let told = 0
  fc.assert(
    fc.property(expressions, inputs, (source, input) => {
      const ours = judged(source, input)
      const theirs = byLibrary(source, input)
      expect([source, ours instanceof Failure ? 'failure' : ours]).toEqual([source, theirs])
      told += typeof ours === 'boolean' ? 1 : 0
    }),
    { numRuns: 1_500 },
  )
  expect(told).toBeGreaterThan(500)
})

/** What the evaluator comes to that the library has for the same trees. */
function byLibrary(source: string, { request: { method, url, headers }, device }: RuleInput): boolean | 'failure' {
  const { pathname, searchParams } = new URL(url, 'https://edge.test')
  try {
    return celEnvironments.inbound.parse(source)({
      request: { method, url, path: pathname, query: new Map(searchParams), headers: new Map(Object.entries(headers)) },
      device: { ...device, profile: device.profile === null ? null : BigInt(device.profile) },
    }) as boolean
  } catch {
    return 'failure'
  }
}

test('a compiled expression keeps nothing of a request', () => {
  const evaluate = compileExpression(parseExpression('["a", "b"].exists(p, request.query["q"] == p)', 'inbound'))
  const answers = ['/?q=b', '/?q=c', '/', '/?q=a'].map((url) => evaluate(judgementOf(asking({ url }))))
  expect(answers).toEqual([true, false, new Failure("request.query has no 'q'"), true])
})
