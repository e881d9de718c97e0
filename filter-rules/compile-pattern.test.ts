import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern } from './compile-pattern.ts'
import { PatternProblem } from './read-pattern.ts'

test.each([
  ['', '', true],
  ['', 'any', true],
  ['b', 'abc', true],
  ['^b', 'abc', false],
  ['c$', 'abc', true],
  ['b$', 'abc', false],
  ['^$', '', true],
  ['^$', 'a', false],
  ['$^', '', true],
  ['^abc$', 'abc', true],
  ['a|^b', 'xb', false],
  ['(?:^|,)b', 'a,b', true],
  ['(?:^|,)b', 'ab', false],
  ['a.c', 'a\nc', false],
  ['a[^b]c', 'a\nc', true],
  ['^.$', '😀', true],
  ['^..$', '😀', false],
  ['[é-ü]', 'ö', true],
  ['^\\D+$', 'é😀', true],
  ['colou?r', 'color', true],
  ['^[0-9]{2,3}$', '1', false],
  ['^[0-9]{2,3}$', '123', true],
  ['^[0-9]{2,3}$', '1234', false],
  ['^(?:ab){2}$', 'abab', true],
  ['^(a*)*$', 'aaaa', true],
  ['^(a|b|)*c$', 'ababc', true],
  ['(?i)^tizen', 'TiZeN/3', true],
  ['(?i)[a-c]+$', 'xABC', true],
  ['(?i)[^a]$', 'A', false],
  ['(?i)^k$', '\u212a', true],
  ['(?i)^\\w$', '\u017f', true],
  ['^\\w$', '\u017f', false],
  ['\\s', '\u000b', false],
  ['\\x41\\.\\[', 'A.[', true],
  ['[\\]\\-a]', '-', true],
  ['[a-]', '-', true],
  ['[]a]', ']', true],
  ['[^]a]', 'b', true],
  ['^Mozilla/5\\.0 \\(.*(?:Tizen|Web0S).*\\)', 'Mozilla/5.0 (Linux; Tizen 2.3) AppleWebKit', true],
])('%j in %j: %j', (pattern, text, matches) => {
  expect(compilePattern(pattern)(text)).toBe(matches)
})

test.each([
  ['a surrogate half', '^[^a]$', '\ud83d', true],
  ['a low half before a high one', '^..$', '\ude00\ud83d', true],
  ['a half at the end', '^a.$', 'a\ud83d', true],
])('%s is a character', (_, pattern, text, matches) => {
  expect(compilePattern(pattern)(text)).toBe(matches)
})

test.each([
  ['a{2}{3}', 'repeats a repetition'],
  ['a**', 'repeats a repetition'],
  ['*a', 'nothing to repeat'],
  ['|*', 'nothing to repeat'],
  ['(a', 'not closed'],
  ['a)', 'closes nothing'],
  ['[a', 'not closed'],
  ['[z-a]', 'a range that is none'],
  ['[\\w-z]', 'a range that is none'],
  ['a{', 'begins no repetition'],
  ['a{,2}', 'begins no repetition'],
  ['a{3,2}', 'cannot repeat'],
  ['a{1001}', 'cannot repeat'],
  ['a}', 'closes nothing'],
  ['\\', 'ends in a backslash'],
  ['\\bword', '\\b, which is not taken'],
  ['\\p{L}', '\\p, which is not taken'],
  ['\\1', '\\1, which is not taken'],
  ['\\xg1', 'hexadecimal'],
  ['(?=a)', 'not taken'],
  ['(?<=a)', 'not taken'],
  ['(?P<name>a)', 'not taken'],
  ['a(?i)b', 'not taken'],
  ['[[:alpha:]]', 'by name'],
  ['(?i)é', 'beyond ASCII'],
])('%j is refused: it %s', (pattern, why) => {
  expect(() => compilePattern(pattern)).toThrow(why)
})

test.each([
  ['too long', 'a'.repeat(201), 'at most 200 long'],
  ['repetitions in repetitions', '((a{100}){100}){100}', 'too large'],
  ['repetitions of nothing', '(((){1000}){1000}){1000}', 'too large'],
  ['states that double with each character', '[ab]*a[ab]{12}', 'too many states'],
])('refused at once: %s', (_, pattern, why) => {
  expect(() => compilePattern(pattern)).toThrow(why)
})

test.each([
  ['nested repetitions', '^(a+)+$'],
  ['alternatives that overlap', '^(a|a)*$'],
  ['alternatives that overlap in part', '^(a|aa)+$'],
  ['many stars', 'a*a*a*a*a*a*a*a*b'],
  ['a star on both sides', '^(.*)*x(.*)*y$'],
])('a backtracking matcher never comes back: %s', (_, pattern) => {
  expect(compilePattern(pattern)(`${'a'.repeat(16_000)}!`)).toBe(false)
})

/** Patterns in the part of the syntax that RE2 and JavaScript read alike. */
const patterns = fc.letrec<{ choice: string; sequence: string; repeated: string; single: string }>((tie) => ({
  choice: fc.array(tie('sequence'), { minLength: 1, maxLength: 2 }).map((options) => options.join('|')),
  sequence: fc.array(tie('repeated'), { maxLength: 3 }).map((parts) => parts.join('')),
  repeated: fc
    .tuple(tie('single'), fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '{0,2}?', '*?'))
    .map((parts) => parts.join('')),
  single: fc.oneof(
    { withCrossShrink: true, maxDepth: 2 },
    fc.constantFrom(
      ...['a', 'b', 'c', 'A', 'é', '😀', '.', '[ab]', '[^a]', '[a-c😀]', '\\d', '\\w', '\\W', '[^\\da]', '\\.', '\\x62', '-', '\\n'],
    ),
    tie('choice').map((inner) => `(${inner})`),
    tie('choice').map((inner) => `(?:${inner})`),
    fc.constantFrom('(?:^)', '(?:$)'),
  ),
})).choice

const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'A', 'é', '😀', '1', '.', '\n', '-'), { maxLength: 6 }).map((all) => all.join(''))

test('any pattern matches what the regular expressions of JavaScript do', () => {
  fc.assert(
    fc.property(patterns, fc.boolean(), fc.array(texts, { minLength: 10, maxLength: 10 }), (pattern, bothCases, some) => {
      // JavaScript's tries every way there is.
      fc.pre(pattern.length <= 30 && !(bothCases && /[é😀]/u.test(pattern)))
      const matches = compiled(bothCases ? `(?i)${pattern}` : pattern)
      fc.pre(matches !== undefined)
      const expected = new RegExp(pattern, bothCases ? 'iu' : 'u')
      for (const text of some) expect([text, matches?.(text)]).toEqual([text, expected.test(text)])
    }),
    { numRuns: 1_000 },
  )
})

/** Undefined for a pattern that is too large. */
function compiled(pattern: string) {
  try {
    return compilePattern(pattern)
  } catch (problem) {
    if (problem instanceof PatternProblem && /too large|too many states|at most/.test(problem.message)) return undefined
    throw problem
  }
}
