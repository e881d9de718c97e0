import { expect, test } from 'vitest'
import { JsonWriter } from './json-writer.ts'

test.each([
  { name: 'a short text', text: 'x'.repeat(100) },
  { name: 'a text with other letters', text: 'Ælfgifu – “ü”'.repeat(9) },
  { name: 'a text of several pages', text: 'x“'.repeat(200_000) },
])('$name comes out as it went in, however it is cut', ({ text }) => {
  for (const size of [1, 7, 130, 5_000, 40_000]) {
    const writer = new JsonWriter()
    for (let from = 0; from < text.length; from += size) writer.write(text.slice(from, from + size))
    expect(writer.done().text).toBe(text)
  }
})

test('text, bytes and numbers come in the order they were written', () => {
  const writer = new JsonWriter()
  const bytes = (text: string) => new TextEncoder().encode(text)
  writer.write('a')
  writer.writeBytes(bytes('b'))
  writer.writeAround(bytes('c'), 2_147_483_647, 100, 101)
  writer.writeAround(bytes('c'), 0, 100, 101)
  writer.write('f'.repeat(5_000))
  writer.writeBytes(bytes('g'))
  expect(writer.done().text).toBe(`abc2147483647dec0de${'f'.repeat(5_000)}g`)
})

test('a copy of what was written is had wherever it comes to lie', () => {
  const writer = new JsonWriter()
  for (let index = 0; index < 500; index++) {
    const text = `"${index}":"${'x'.repeat(index * 7)}“"`
    const copy = writer.copyOf(() => writer.write(text))
    expect(copy && new TextDecoder().decode(copy)).toBe(`,${text}`)
  }
})

test('a copy of more than lies together is not had, and nothing is lost', () => {
  const writer = new JsonWriter()
  expect(writer.copyOf(() => writer.write('x'.repeat(20_000)))).toBeUndefined()
  expect(writer.done().text).toBe('x'.repeat(20_000))
})
