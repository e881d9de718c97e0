/**
 * Rows of numbers in eight bits: `codes[row * stride + n] * scale[row]` is the number, to half a step. Rows are as wide as SIMD takes them and end
 * with zeros, and there are rows of zeros at the end, so that a kernel needs no tail.
 */
export interface QuantizedRows {
  readonly rows: number
  readonly columns: number
  /** Codes from one row to the next: `columns`, up to a multiple of 16. */
  readonly stride: number
  /** From -127 to 127, for `rows` up to a multiple of 4. */
  readonly codes: Int8Array
  readonly scale: Float32Array
  /** The sum of the codes of each row: who multiplies with an unsigned vector u + 64 takes 64 times this away. */
  readonly sum: Int32Array
}

const mostCode = 127
const lanes = 16
const rowsAtOnce = 4

/** Rounds each row to 255 steps as wide as its largest number needs, ties away from 0. Throws a RangeError for numbers that are not finite. */
export function quantizeRows(numbers: ArrayLike<number>, columns: number): QuantizedRows {
  const rows = numbers.length / columns
  const stride = roundedUp(columns, lanes)
  const kept = roundedUp(rows, rowsAtOnce)
  const codes = new Int8Array(kept * stride)
  const scale = new Float32Array(kept)
  const sum = new Int32Array(kept)
  for (let row = 0; row < rows; row++) {
    let most = 0
    for (let n = 0; n < columns; n++) most = Math.max(most, Math.abs(numbers[row * columns + n] as number))
    if (!Number.isFinite(most)) throw new RangeError(`Cannot quantize row ${row}: needs finite numbers, found ${most}`)
    scale[row] = most / mostCode
    const step = scale[row] as number
    // Numbers too small for a step of their own are 0.
    if (step === 0) continue
    for (let n = 0; n < columns; n++) {
      const steps = (numbers[row * columns + n] as number) / step
      const code = Math.sign(steps) * Math.min(mostCode, Math.round(Math.abs(steps)))
      codes[row * stride + n] = code
      sum[row] = (sum[row] as number) + code
    }
  }
  return { rows, columns, stride, codes, scale, sum }
}

/** The numbers that the codes stand for, without what was added. */
export function dequantizeRows({ rows, columns, stride, codes, scale }: QuantizedRows): Float32Array {
  const numbers = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++)
    for (let n = 0; n < columns; n++) numbers[row * columns + n] = (codes[row * stride + n] as number) * (scale[row] as number)
  return numbers
}

const roundedUp = (count: number, to: number) => Math.ceil(count / to) * to
