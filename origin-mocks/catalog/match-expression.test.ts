import { describe, expect, test } from 'vitest'
import { matchExpression, wordsOf } from './match-expression.ts'

describe('words of a query', () => {
  test.each([
    { name: 'are runs of letters and digits, in lower case', query: 'The Lord-of 2 Rings!', words: ['the', 'lord', 'of', '2', 'rings'] },
    { name: 'lose their marks, however written', query: 'Léon Le\u0301on Ünder', words: ['leon', 'under'] },
    { name: 'keep fractions and superscripts, as the tokenizer does', query: '2½ Alien³', words: ['2½', 'alien³'] },
    { name: 'are none in an empty text', query: '', words: [] },
    { name: 'are none in quotes, operators and emoji', query: '"*^-+():{}\u0000🎬', words: [] },
    { name: 'hold no surrogate', query: 'a\ud800b', words: ['a', 'b'] },
    { name: 'are cut after 40 characters', query: 'x'.repeat(10_000), words: ['x'.repeat(40)] },
    { name: 'stand once', query: 'la la LA land', words: ['la', 'land'] },
    { name: 'of Korean stay whole', query: '올드보이', words: ['올드보이'] },
  ])('$name', ({ query, words }) => {
    expect(wordsOf(query)).toEqual(words)
  })

  test('are twelve at most', () => {
    expect(wordsOf(Array.from({ length: 500 }, (_, index) => `w${index}`).join(' '))).toHaveLength(12)
  })
})

test('an expression quotes each word, so that operators are words', () => {
  expect(matchExpression(wordsOf('NEAR or "not'))).toBe('"near"* AND "or"* AND "not"*')
})
