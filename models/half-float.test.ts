import { expect, test } from 'vitest'
import { fromHalf, toHalf } from './half-float.ts'

test('every half-precision number comes back as its own bits; NaN as NaN', () => {
  for (let half = 0; half < 0x10000; half++) {
    const value = fromHalf(half)
    if (Number.isNaN(value)) expect(fromHalf(toHalf(value))).toBeNaN()
    else if (toHalf(value) !== half) expect.fail(`${half} stands for ${value}, which came back as ${toHalf(value)}`)
  }
})

test.each([
  { name: 'zero', value: 0, half: 0x0000 },
  { name: 'minus zero', value: -0, half: 0x8000 },
  { name: 'one', value: 1, half: 0x3c00 },
  { name: 'minus two', value: -2, half: 0xc000 },
  { name: 'a third, to the nearest', value: 1 / 3, half: 0x3555 },
  { name: 'the largest', value: 65504, half: 0x7bff },
  { name: 'below the middle to what would come next', value: 65519.99, half: 0x7bff },
  { name: 'that middle', value: 65520, half: 0x7c00 },
  { name: 'what is too large', value: -1e9, half: 0xfc00 },
  { name: 'the smallest normal one', value: 2 ** -14, half: 0x0400 },
  { name: 'the largest below it', value: 2 ** -14 - 2 ** -24, half: 0x03ff },
  { name: 'the smallest of all', value: 2 ** -24, half: 0x0001 },
  { name: 'half of it, a tie to even', value: 2 ** -25, half: 0x0000 },
  { name: 'a little more than half of it', value: 2 ** -25 * 1.001, half: 0x0001 },
  { name: 'three halves of it, a tie to even', value: 3 * 2 ** -25, half: 0x0002 },
  { name: 'a tie between two, to even', value: 1 + 2 ** -11, half: 0x3c00 },
  { name: 'a tie between the next two, to even', value: 1 + 3 * 2 ** -11, half: 0x3c02 },
  { name: 'a carry into the exponent', value: 2 - 2 ** -12, half: 0x4000 },
  { name: 'infinity', value: Number.POSITIVE_INFINITY, half: 0x7c00 },
])('$name', ({ value, half }) => {
  expect(toHalf(value)).toBe(half)
})

test('a number loses at most one part in 2048', () => {
  for (let at = 1; at < 1000; at++) {
    const value = Math.sin(at) * 3
    expect(Math.abs(fromHalf(toHalf(value)) / value - 1)).toBeLessThanOrEqual(2 ** -11)
  }
})
