import { describe, expect, test } from 'vitest'
import { fitTitle, lineHeight } from './fit-title.ts'

const box = { width: 344, height: 236, maxSize: 84, maxLines: 5 }
const lines = (name: string) => fitTitle(name, box).lines.map((line) => line.text)

describe('a title fitted into its box', () => {
  test.each([
    { name: 'Up', broken: ['Up'] },
    { name: 'Blade Runner', broken: ['Blade', 'Runner'] },
    { name: 'The Lord of the Rings: The Return of the King', broken: ['The Lord of', 'the Rings:', 'The Return', 'of the King'] },
  ])('$name breaks evenly', ({ name, broken }) => {
    expect(lines(name)).toEqual(broken)
  })

  test('never overflows, whatever its length', () => {
    for (const name of ['I', 'W'.repeat(40), 'a b c d e f g h i j k l m n', 'Extra-Terrestrial '.repeat(20), '漢字 '.repeat(9)]) {
      const fitted = fitTitle(name, box)
      expect(fitted.size).toBeGreaterThan(0)
      expect(fitted.size).toBeLessThanOrEqual(box.maxSize)
      expect(fitted.lines.length * fitted.size * lineHeight).toBeLessThanOrEqual(box.height)
      for (const line of fitted.lines) expect(line.width).toBeLessThanOrEqual(box.width)
    }
  })

  test('is cut after 110 characters', () => {
    expect(lines('word '.repeat(100)).join(' ')).toMatch(/^.{100,111}…$/)
  })

  test('has no line where the name has no letter', () => {
    expect(lines('  ')).toEqual([])
  })
})
