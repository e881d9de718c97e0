import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rawKernel } from './test/raw-kernel.ts'

const kernels = [rawKernel('strict'), rawKernel('relaxed')] as const

interface Rows {
  readonly size: number
  readonly codes: Int8Array
  readonly scales: Float32Array
  /** By number, any of them any number of times. */
  readonly asked: Uint32Array
}

const strideOf = (size: number) => Math.ceil(size / 16) * 16

/** What was added to the matrix and to the vector, in whole numbers of codes and in those of the rows as they are. */
function added(kernel: (typeof kernels)[number], { size, codes, scales, asked }: Rows) {
  const { functions, put, room, floats } = kernel
  const sums = (add: (matrix: number, vector: number) => void) => {
    const [matrix, vector] = [put(new Float32Array(size * size)), put(new Float32Array(size))]
    add(matrix, vector)
    return { matrix: floats(matrix, size * size).slice(), vector: floats(vector, size).slice() }
  }
  kernel.clear()
  const table = [put(codes), strideOf(size), put(scales), put(asked)] as const
  const rows = room(4 * size * Math.max(asked.length, 32))
  const whole = sums((matrix, vector) => functions.addCodes(...table, asked.length, size, rows, matrix, vector))
  const plain = sums((matrix, vector) => {
    functions.gatherRows(...table, asked.length, size, 0, size, rows)
    functions.addNormal(rows, put(new Float32Array(asked.length).fill(1)), asked.length, size, matrix, vector)
  })
  return { whole, plain }
}

/** A part of the largest product of two numbers of the rows, for each row: half a step of each number. */
const perRow = 1 / 8000

function expectAlike(rows: Rows) {
  const [strict, relaxed] = kernels.map((kernel) => added(kernel, rows))
  expect(relaxed?.whole).toEqual(strict?.whole)
  const largest = 127 * Math.max(0, ...rows.scales)
  const { whole, plain } = strict as ReturnType<typeof added>
  for (let f = 0; f < rows.size; f++) {
    expect(Math.abs((whole.vector[f] as number) - (plain.vector[f] as number))).toBeLessThanOrEqual(rows.asked.length * largest * perRow)
    for (let g = f; g < rows.size; g++) {
      const at = f * rows.size + g
      expect(Math.abs((whole.matrix[at] as number) - (plain.matrix[at] as number))).toBeLessThanOrEqual(
        rows.asked.length * largest ** 2 * perRow,
      )
    }
  }
}

test('rows of codes add what their numbers add, whatever their scales, the same in both builds to the bit', () => {
  const rows = fc.constantFrom(8, 16, 24, 40).chain((size) =>
    fc
      .record({
        codes: fc.int8Array({ min: -127, max: 127, minLength: 5 * strideOf(size), maxLength: 5 * strideOf(size) }),
        scales: fc.array(fc.constantFrom(0, 1e-6, 0.003, 0.01, 1), { minLength: 5, maxLength: 5 }),
        asked: fc.array(fc.nat(4), { minLength: 1, maxLength: 70 }),
      })
      .map(({ codes, scales, asked }) => ({ size, codes, scales: Float32Array.from(scales), asked: Uint32Array.from(asked) })),
  )
  fc.assert(fc.property(rows, expectAlike), { numRuns: 100 })
})

test.each([1, 31, 32, 33, 512])('%i rows of the largest codes are summed without running over', (count) => {
  for (const code of [127, -127, -128]) {
    const codes = new Int8Array(16).fill(code)
    expectAlike({ size: 16, codes, scales: Float32Array.of(0.5), asked: new Uint32Array(count) })
  }
})
