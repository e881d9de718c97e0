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
/** Codes that a kernel multiplies by seven bits and adds in sixteen: 258 · 127 is the most that these hold. */
const [summedCodes, mostSum] = [8, 258]

/**
 * Rounds each row to 255 steps as wide as its largest number needs, ties away from 0. Where rows are to be summed by a kernel, steps are as wide besides
 * as those codes need that it adds in sixteen bits. Throws a RangeError for numbers that are not finite.
 */
export function quantizeRows(numbers: ArrayLike<number>, columns: number, { summed = false } = {}): QuantizedRows {
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
    if (summed) {
      const numberAt = (n: number) => (n < columns ? (numbers[row * columns + n] as number) : 0)
      // Rounding adds half a step to each.
      const widest = mostSumOf(numberAt, stride) / (mostSum - summedCodes / 2)
      scale[row] = Math.max(scale[row] as number, widest)
    }
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

/** Whether a kernel may sum these rows: no eight codes that it adds in sixteen bits are too large together. */
export function areSummable({ rows, stride, codes }: QuantizedRows): boolean {
  for (let row = 0; row < rows; row++) if (mostSumOf((n) => codes[row * stride + n] as number, stride) > mostSum) return false
  return true
}

/** Of sixteen columns, the first two of each four are added together, and the last two: the largest such sum, all numbers taken for positive. */
function mostSumOf(numberAt: (n: number) => number, stride: number): number {
  let most = 0
  for (let from = 0; from < stride; from += lanes)
    for (let half = 0; half < 4; half += 2) {
      let sum = 0
      for (let n = from + half; n < from + lanes; n += 4) sum += Math.abs(numberAt(n)) + Math.abs(numberAt(n + 1))
      most = Math.max(most, sum)
    }
  return most
}

/** The numbers that the codes stand for, without what was added. */
export function dequantizeRows({ rows, columns, stride, codes, scale }: QuantizedRows): Float32Array {
  const numbers = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++)
    for (let n = 0; n < columns; n++) numbers[row * columns + n] = (codes[row * stride + n] as number) * (scale[row] as number)
  return numbers
}

const roundedUp = (count: number, to: number) => Math.ceil(count / to) * to
