import { quantizeRows } from '../../models/quantized-rows.ts'
import { createNormal, createRandom } from '../../models/random.ts'

/** Rows of a catalog and a member's vector, as the kernel takes them, and as plain numbers. */
export interface ScoredRows {
  readonly count: number
  readonly columns: number
  readonly codes: Int8Array
  readonly sums: Int32Array
  readonly scales: Float32Array
  /** Seven bits, 64 being 0. */
  readonly vector: Uint8Array
  readonly step: number
}

const step = Math.fround(0.01)

/** Drawn rows, the same for the same size on every machine. Columns are a multiple of 16, rows of 16. */
export function scoredRows(count: number, columns: number): ScoredRows {
  const random = createRandom(count + columns, 'scored-rows')
  const normal = createNormal(random)
  const numbers = Float32Array.from({ length: count * columns }, normal)
  const { codes, sum, scale } = quantizeRows(numbers, columns, { summed: true })
  return {
    count,
    columns,
    codes,
    sums: sum,
    scales: scale,
    vector: Uint8Array.from({ length: columns }, () => 1 + Math.floor(127 * random())),
    step,
  }
}

/** The scores as whole numbers make them, rounded as single precision is: what every kernel has to come to, to the bit. */
export function exactScores({ count, columns, codes, scales, vector, step }: ScoredRows): Float32Array {
  return Float32Array.from({ length: count }, (_, row) => {
    let sum = 0
    for (let n = 0; n < columns; n++) sum += (codes[row * columns + n] as number) * ((vector[n] as number) - 64)
    return Math.fround(Math.fround(sum * (scales[row] as number)) * step)
  })
}
