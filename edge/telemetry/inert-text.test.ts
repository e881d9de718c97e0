import { describe, expect, test } from 'vitest'
import { inertLine, inertText } from './inert-text.ts'

const attacks: readonly [string, string][] = [
  ['a line that is forged', 'ok\r\n{"level":"info","event":"request"}'],
  ['colours of a terminal', '\x1b[31mred\x1b[0m'],
  ['the same by one control character', '\x9b31mred'],
  ['a title of a terminal', '\x1b]0;evil\x07'],
  ['what was there erased', 'ok\b\b\x7f'],
  ['NUL', 'a\0b'],
  ['a line separator', 'a\u2028b\u2029c'],
  ['text turned around', 'a\u202egnp.exe'],
  ['text that is not seen', 'a\u200bb\ufeffc\u{e0041}'],
]
const active = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]|\u{e0041}/u

describe('what comes from outside', () => {
  test.each(attacks)('does nothing where it is shown: %s', (_, text) => {
    expect(text).toMatch(active)
    expect(inertText(text)).not.toMatch(active)
  })

  test.each(attacks)('is one line of a log, and the same when it is read: %s', (_, text) => {
    const line = inertLine({ text, [text]: 1 })
    expect(line).not.toMatch(active)
    expect(JSON.parse(line)).toEqual({ text, [text]: 1 })
  })

  test.each(['Marquee/1.1 (TV; 2026)', 'Amélie 東京 🎬', '"quoted" \\ <b>', ''])('is left as it is where it is text: %s', (text) => {
    expect(inertText(text)).toBe(text)
    expect(inertLine(text)).toBe(JSON.stringify(text))
  })
})
