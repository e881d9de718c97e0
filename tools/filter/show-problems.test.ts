import { expect, test } from 'vitest'
import { showProblems } from './show-problems.ts'

const shown = (source: string, line: number, column: number) => showProblems('a.ts', source, [{ line, column, message: 'is wrong' }])

test.each([
  { name: 'a word', source: 'let a\nlet bad = 1', at: [2, 5], lines: ['  2 │ let bad = 1', '    │     ^^^'] },
  { name: 'a sign', source: 'a => {', at: [1, 6], lines: ['  1 │ a => {', '    │      ^'] },
  { name: 'text', source: "f('a b', 1)", at: [1, 3], lines: ["  1 │ f('a b', 1)", '    │   ^^^^^'] },
  { name: 'the end of a line', source: 'let a =', at: [1, 8], lines: ['  1 │ let a =', '    │        ^'] },
  { name: 'after tabs', source: '\t\tbad()', at: [1, 3], lines: ['  1 │ \t\tbad()', '    │ \t\t^^^'] },
  { name: 'the tenth line', source: `${'\n'.repeat(9)}bad`, at: [10, 1], lines: ['  10 │ bad', '     │ ^^^'] },
  { name: 'lines that end as on Windows', source: 'a\r\nbad\r\nb', at: [2, 1], lines: ['  2 │ bad', '    │ ^^^'] },
])('marks $name', ({ source, at: [line = 0, column = 0], lines }) => {
  expect(shown(source, line, column).split('\n')).toEqual([`a.ts:${line}:${column} is wrong`, '', ...lines, ''])
})

test('a long line is shown around the place', () => {
  const [, , text = '', mark = ''] = shown(`${'x '.repeat(5_000)}bad${' y'.repeat(5_000)}`, 1, 10_001).split('\n')
  expect(text.length).toBeLessThan(140)
  expect(text.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('bad')
})

test('a place that the source does not have is named all the same', () => expect(shown('a', 7, 1)).toBe('a.ts:7:1 is wrong'))
