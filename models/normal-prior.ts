import { drawGamma, type Random } from './random.ts'

/** Where numbers of a kind are expected: around `mean`, with variance 1 / `precision`. */
export interface NormalPrior {
  readonly mean: number
  readonly precision: number
}

/** Where chance comes from: numbers from 0 up to 1, and normal deviates. */
export interface Chance {
  readonly random: Random
  readonly normal: Random
}

/** A prior drawn from what is known of it once the values are: normal-gamma, as if one value at 0 with variance 1 had been seen before. */
export function drawPrior(values: Float64Array, before: NormalPrior, { random, normal }: Chance): NormalPrior {
  let [sum, squares] = [0, 0]
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    sum += value
    squares += (value - before.mean) ** 2
  }
  const count = values.length
  const precision = drawGamma((count + 2) / 2, random, normal) / ((1 + squares + before.mean ** 2) / 2)
  return { precision, mean: sum / (count + 1) + normal() / Math.sqrt((count + 1) * precision) }
}

/** A prior around 0: only its precision is drawn. */
export function drawPrecision(values: Float64Array, { random, normal }: Chance): NormalPrior {
  let squares = 0
  for (let at = 0; at < values.length; at++) squares += (values[at] as number) ** 2
  return { mean: 0, precision: drawGamma((values.length + 1) / 2, random, normal) / ((1 + squares) / 2) }
}
