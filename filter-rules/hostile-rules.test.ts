import { describe, expect, test } from 'vitest'
import { checkRule } from './check-rule.ts'
import { compileRule, RuleFailed } from './compile-rule.ts'
import { Failure } from './judgement.ts'
import { ruleLimits } from './rule-limits.ts'
import { asking } from './test/asking.ts'
import { judged } from './test/judged.ts'

const ruleOf = (expression: string) =>
  JSON.stringify({ stage: 'inbound', failMode: 'closed', expression, actions: [{ setAttribute: ['seen', true] }] })

const list = (length: number) => `[${Array.from({ length }, (_, at) => at).join(',')}]`

describe('refused at save, before anything of it is evaluated', () => {
  test.each([
    ['a pattern that backtracks for ever is no pattern for us: a back reference', 'request.path.matches("^(a+)\\\\1$")', '\\1'],
    ['a pattern that looks ahead', 'request.path.matches("(?=a+)+b")', 'not taken'],
    ['a huge pattern', `request.path.matches("${'a'.repeat(1_000)}")`, 'at most 200 long'],
    ['repetitions that multiply', 'request.path.matches("((a{100}){100}){100}")', 'too large'],
    ['repetitions of nothing that multiply', 'request.path.matches("(((){1000}){1000}){1000}")', 'too large'],
    ['states that double with each character', 'request.path.matches("[ab]*a[ab]{20}")', 'too many states'],
    ['a pattern that the device writes', 'request.path.matches(request.headers["x-pattern"])', 'written in the rule'],
    ['a pattern that is put together', 'request.path.matches("(a" + "+)+")', "'+' is for numbers"],
    ['a huge needle', `request.path.contains("${'a'.repeat(500)}")`, 'at most 120 long'],
    ['macros in each other', '[1].all(a, [1].all(b, [1].all(c, [1].all(d, true))))', 'stands too deep'],
    ['a comprehension bomb', `${list(40)}.all(a, ${list(40)}.all(b, a != b))`, 'at most 1000 steps'],
    ['a list that a macro makes for the next', '[1, 2].map(x, [1, 2]).all(l, l.size() > 0)', 'a list that is written in the rule'],
    ['a list that grows', '([1] + [1]).all(x, true)', 'a list that is written in the rule'],
    ['a text that doubles', 'cel.bind(a, request.url + request.url, cel.bind(b, a + a, b == ""))', "'cel' is no value"],
    ['a huge expression', `request.path == "${'a'.repeat(10_000)}"`, 'at most 2048 long'],
    ['a huge list', `request.path in [${'"a",'.repeat(150)}"a"]`, 'maxListElements'],
    ['very many nodes', Array(150).fill('true').join('||'), 'maxAstNodes'],
    ['deep parentheses', `${'('.repeat(900)}true${')'.repeat(900)}`, 'maxDepth'],
    ['deep negation', `${'!'.repeat(2_000)}true`, 'maxAstNodes'],
    ['deep lists', `${'['.repeat(900)}${']'.repeat(900)} == []`, 'maxDepth'],
    ['deep members', `request${'.a'.repeat(900)} == ""`, 'maxDepth'],
    ['deep choices', `${'true ? true : '.repeat(140)}true`, 'maxDepth'],
    ['a huge number', `size(request.path) < ${'9'.repeat(1_000)}`, 'expression'],
    ['the prototype of a request', 'request.__proto__ == ""', 'No such key: __proto__'],
    ['the constructor of a request', 'request.constructor == ""', 'No such key: constructor'],
    ['a member of a text', 'request.path.constructor == ""', 'Cannot index type'],
    ['a member of a member that may be null', 'device.model.constructor == ""', 'names nothing'],
    ['a member by another spelling', 'device["model"] == ""', 'names nothing'],
    ['a member that has a meaning in JavaScript', 'device.hasOwnProperty("model")', 'no matching overload'],
    ['types that are not checked', 'dyn(request).constructor == dyn(1)', 'names nothing'],
    ['a wait', 'fetch("https://evil.test") == ""', 'no matching overload'],
    ['code', 'eval("1") == 1', 'no matching overload'],
    ['a clock', 'now() > timestamp("2026-01-01T00:00:00Z")', 'no matching overload'],
    ['a time', 'timestamp("2026-01-01T00:00:00Z").getFullYear() == 2026', 'rules have no timestamp()'],
    ['a time zone', 'timestamp(0).getHours("Europe/Amsterdam") == 1', 'rules have no timestamp()'],
    ['a duration', 'duration("1h") > duration("1m")', 'rules have no duration()'],
    ['credentials', 'request.headers["authorization"].startsWith("Bearer admin")', 'which no filter sees'],
    ['cookies', '"cookie" in request.headers', 'which no filter sees'],
  ])('%s', (_, expression, message) => {
    const checked = checkRule(ruleOf(expression))
    expect(checked).toEqual({ ok: false, problems: [expect.objectContaining({ line: 1, message: expect.stringContaining(message) })] })
  })

  test.each([
    ['a huge rule', `{"a":"${'a'.repeat(100_000)}"}`, 'at most 65536 long'],
    ['deep JSON', '['.repeat(60_000), 'deeper than 20'],
    ['a key for the prototype of all objects', '{"__proto__":{"stage":"inbound"},"failMode":"open","actions":[]}', '__proto__'],
    ['a key that is given twice', '{"stage":"inbound","stage":"outbound"}', 'given twice'],
    ['no JSON', 'export default defineFilter({})', 'expected a value'],
    [
      'too many actions',
      JSON.stringify({ stage: 'inbound', failMode: 'open', actions: Array(40).fill({ setAttribute: ['a', 1] }) }),
      'at most 32',
    ],
  ])('%s', (_, source, message) => {
    expect(checkRule(source)).toEqual({ ok: false, problems: [expect.objectContaining({ message: expect.stringContaining(message) })] })
  })
})

describe('no request makes a rule dear', () => {
  test.each([
    ['nested repetitions', '^(a+)+$'],
    ['alternatives that overlap', '^(a|a)*$'],
    ['stars without end', '(.*)*(.*)*b$'],
  ])('a pattern with %s takes one look for each character', (_, pattern) => {
    const url = `/${'a'.repeat(8_000)}!`
    expect(judged(`request.url.matches("${pattern}")`, asking({ url }))).toBe(false)
  })

  test('a judgement looks at so many characters, and no more', () => {
    const { maxTextRead } = ruleLimits
    const withUrl = (length: number) => asking({ url: '/'.padEnd(length, 'a') })
    const twice = 'request.url.contains("x") || request.url.matches("y$")'
    expect(judged('request.url.contains("x")', withUrl(maxTextRead))).toBe(false)
    expect(judged('request.url.contains("x")', withUrl(maxTextRead + 1))).toEqual(new Failure(expect.stringContaining('more than')))
    expect(judged(twice, withUrl(maxTextRead / 2))).toBe(false)
    expect(judged(twice, withUrl(maxTextRead / 2 + 1))).toBeInstanceOf(Failure)
    expect(judged('["x","y","z"].exists(p, request.url.contains(p))', withUrl(maxTextRead / 2))).toBeInstanceOf(Failure)
    expect(judged('request.url == request.url && size(request.url) > 0', withUrl(maxTextRead / 2 + 1))).toBeInstanceOf(Failure)
  })

  test.each([
    ['a header of a name that objects have', { constructor: 'x' }, '"constructor" in request.headers', true],
    ['the same, where nobody sent it', {}, '"constructor" in request.headers', false],
    ['the prototype of all objects', {}, '"__proto__" in request.headers', false],
    ['a method of all objects', {}, 'has(request.headers.toString)', undefined],
  ])('%s is what was sent and nothing else', (_, headers, expression, value) => {
    if (value === undefined) expect(() => judged(expression, asking({ headers }))).toThrow('lower case')
    else expect(judged(expression, asking({ headers }))).toBe(value)
  })

  test.each([
    [
      'a query of names that objects have',
      '/?__proto__=1&constructor=2',
      'request.query["__proto__"] == "1" && request.query["constructor"] == "2"',
    ],
    ['a query that is no UTF-8', '/?a=%ff%zz', 'request.query["a"] == "\ufffd%zz"'],
    ['a query without an end', '/?a=1&a', 'request.query["a"] == "1"'],
    ['a path with a question mark at its end', '/a?', 'request.path == "/a"'],
  ])('%s is read as data', (_, url, expression) => {
    expect(judged(expression, asking({ url }))).toBe(true)
  })
})

test('what a rule cannot judge is a failure of that rule, and its message is for operators', () => {
  const rule = compileRule(ruleOf('request.headers["x-lab"] == "on"'))
  expect(rule.decide(asking())).toBe(true)
  expect(() => rule.decide(asking({ headers: {} }))).toThrow(new RuleFailed("expression: request.headers has no 'x-lab'"))
  expect(rule.decide(asking({ headers: { 'x-lab': 'off' } }))).toBe(false)
})
