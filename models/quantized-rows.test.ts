import { expect, test } from 'vitest'
import { areSummable, dequantizeRows, quantizeRows } from './quantized-rows.ts'
import { createNormal, createRandom } from './random.ts'

const normal = createNormal(createRandom(1, 'rows'))
const numbers = Float32Array.from({ length: 7 * 20 }, () => normal())

test('each number comes back to half a step of its row', () => {
  const rows = quantizeRows(numbers, 20)
  const back = dequantizeRows(rows)
  expect(back.length).toBe(numbers.length)
  for (let at = 0; at < numbers.length; at++) {
    const step = rows.scale[Math.floor(at / 20)] ?? 0
    expect(Math.abs((back[at] ?? 0) - (numbers[at] ?? 0))).toBeLessThanOrEqual(step * 0.5001)
  }
})

test('rows are padded with zeros to what SIMD takes, and sums are those of the codes', () => {
  const { rows, stride, codes, scale, sum } = quantizeRows(numbers, 20)
  expect([rows, stride, codes.length, scale.length, sum.length]).toEqual([7, 32, 8 * 32, 8, 8])
  for (let row = 0; row < 8; row++) {
    const own = codes.subarray(row * stride, (row + 1) * stride)
    expect(own.subarray(20).every((code) => code === 0)).toBe(true)
    expect(own.reduce((total, code) => total + code, 0)).toBe(sum[row])
    expect(own.every((code) => code >= -127)).toBe(true)
  }
  expect(codes.subarray(7 * stride).every((code) => code === 0)).toBe(true)
})

test('the largest of a row is exact, and both signs are treated alike', () => {
  const { codes } = quantizeRows([2, -2, 1, -1], 4)
  expect([...codes.subarray(0, 4)]).toEqual([127, -127, 64, -64])
})

test.each([
  { name: 'a row of zeros', numbers: [0, 0] },
  { name: 'numbers too small for a step', numbers: [1e-45, -1e-45] },
  { name: 'no rows', numbers: [] },
])('$name is zeros', ({ numbers }) => {
  expect(dequantizeRows(quantizeRows(numbers, 2)).every((value) => value === 0)).toBe(true)
})

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%f is refused', (bad) => {
  expect(() => quantizeRows([1, bad], 2)).toThrow(RangeError)
})

test('rows that are to be summed have no eight codes that sixteen bits do not hold, and lose little by it', () => {
  const flat = new Float32Array(40).fill(-3)
  expect(areSummable(quantizeRows(flat, 20))).toBe(false)
  const summed = quantizeRows(flat, 20, { summed: true })
  expect(areSummable(summed)).toBe(true)
  for (const value of dequantizeRows(summed)) expect(Math.abs(value + 3)).toBeLessThan(0.5 * (summed.scale[0] as number))
  const one = Float32Array.from({ length: 16 }, (_, n) => (n === 3 ? 100 : 1))
  expect(quantizeRows(one, 16, { summed: true })).toEqual(quantizeRows(one, 16))
})
