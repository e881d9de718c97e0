import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areSummable } from '../../../models/quantized-rows.ts'
import { rawKernel } from './test/raw-kernel.ts'

const kernels = { relaxed: rawKernel('relaxed'), strict: rawKernel('strict') }

/** Codes as a quantiser leaves them: a few as far out as there are, so few that eight of them can be summed. */
const rowsOf = (count: number, stride: number) =>
  fc
    .tuple(
      fc.array(fc.integer({ min: -32, max: 32 }), { minLength: count * stride, maxLength: count * stride }),
      fc.array(fc.tuple(fc.nat(count - 1), fc.constantFrom(-127, 127)), { maxLength: count }),
      fc.array(fc.nat(count - 1), { maxLength: 3 }),
    )
    .map(([small, far, empty]) => {
      const codes = Int8Array.from(small)
      for (const [row, code] of far)
        codes.fill(0, row * stride, (row + 1) * stride).set([code, -code], row * stride + ((row * 2) % (stride - 1)))
      for (const row of empty) codes.fill(0, row * stride, (row + 1) * stride)
      return codes
    })

const cases = fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 9 })).chain(([fours, sixteens]) => {
  const [count, stride] = [4 * fours, 16 * sixteens]
  return fc.record({
    count: fc.constant(count),
    stride: fc.constant(stride),
    codes: rowsOf(count, stride),
    vector: fc.array(fc.oneof(fc.integer({ min: -63, max: 63 }), fc.constantFrom(-63, 63)), { minLength: stride, maxLength: stride }),
  })
})

test('products with rows of eight bits are the whole numbers that they are, in both builds', () => {
  fc.assert(
    fc.property(cases, ({ count, stride, codes, vector }) => {
      const row = (at: number) => codes.subarray(at * stride, (at + 1) * stride)
      expect(areSummable({ rows: count, columns: stride, stride, codes, scale: new Float32Array(count), sum: new Int32Array(count) })).toBe(
        true,
      )
      const scales = Float32Array.from({ length: count }, (_, at) => (at + 1) / 100)
      const exact = Array.from({ length: count }, (_, at) => row(at).reduce((sum, code, n) => sum + code * (vector[n] as number), 0))
      const expected = exact.map((sum, at) => Math.fround(Math.fround(sum * (scales[at] as number)) * Math.fround(0.01)))
      for (const kernel of Object.values(kernels)) {
        kernel.clear()
        const rows = kernel.put(codes)
        const sums = kernel.put(Int32Array.from({ length: count }, (_, at) => row(at).reduce((sum, code) => sum + code, 0)))
        const placed = [kernel.put(scales), kernel.put(Uint8Array.from(vector, (code) => code + 64)), kernel.room(4 * count)] as const
        const interleaved = kernel.room(count * stride)
        kernel.functions.interleaveRows(rows, stride, count, interleaved)
        kernel.functions.scoreRows(interleaved, stride, sums, placed[0], count, placed[1], 0.01, placed[2])
        expect([...kernel.floats(placed[2], count)]).toEqual(expected)
      }
    }),
    { numRuns: 200 },
  )
})

test('a vector is rounded to 127 steps, of which 64 is none; zeros stay zeros', () => {
  for (const kernel of Object.values(kernels)) {
    kernel.clear()
    const vector = kernel.put(Float32Array.of(0.6, -1, 1, 0, 0.25))
    const codes = kernel.room(16)
    expect(kernel.functions.quantizeVector(vector, 5, 16, codes)).toBeCloseTo(1 / 63, 7)
    const bytes = new Uint8Array(kernel.numbers(codes, 4).slice().buffer)
    expect([...bytes.subarray(0, 6)]).toEqual([64 + 38, 1, 127, 64, 64 + 16, 64])
    expect(kernel.functions.quantizeVector(kernel.put(new Float32Array(5)), 5, 16, codes)).toBe(0)
    expect(new Set(new Uint8Array(kernel.numbers(codes, 4).slice().buffer))).toEqual(new Set([64]))
  }
})
