import { toHalf } from '../../../models/half-float.ts'
import { marqueeWeights } from '../../../models/marquee.ts'
import { type QuantizedRows, quantizeRows } from '../../../models/quantized-rows.ts'
import { createNormal, createRandom, type Random } from '../../../models/random.ts'
import type { ServedRanker } from '../../../models/served-ranker.ts'
import type { ServedRater } from '../../../models/served-rater.ts'
import type { TrainedModel } from '../../../models/trained-model.ts'

/** How large a model is. */
export interface ModelSize {
  readonly items: number
  readonly factors: number
  readonly easeWidth: number
  readonly hidden: number
  readonly seed: number
  /** The share of items that nobody liked; a tenth where it is not given. */
  readonly unliked?: number
}

/** A model that nobody trained: numbers of the size that training comes to, by seed. Items are 1, 2, 3 and so on. */
export function syntheticModel(size: ModelSize): TrainedModel {
  const random = createRandom(size.seed, 'synthetic-model')
  return {
    items: Uint32Array.from({ length: size.items }, (_, at) => at + 1),
    ranker: syntheticRanker(size, random),
    rater: syntheticRater(size, random),
  }
}

function syntheticRanker({ items, factors, easeWidth, unliked = 0.1 }: ModelSize, random: Random): ServedRanker {
  const normal = createNormal(random)
  const width = Math.min(easeWidth, items)
  return {
    ease: {
      ...{ items, width },
      target: Uint16Array.from({ length: items * width }, () => Math.floor(random() * items)),
      weight: Uint16Array.from({ length: items * width }, () => toHalf(0.02 * normal())),
      rest: Float32Array.from({ length: items }, () => 1e-4 * normal()),
    },
    ials: {
      points: drawnRows(items, factors, 0.2, normal, true),
      prior: Float32Array.from({ length: factors }, (_, f) => 3 + 100 / (f + 1)),
      ...{ basePenalty: 1, likePenalty: 0.003 },
    },
    popularity: Float32Array.from({ length: items }, () => (random() < unliked ? 0 : Math.ceil(1000 * random() ** 4 + 1e-9))),
    weights: marqueeWeights,
  }
}

function syntheticRater({ items, factors, hidden }: ModelSize, random: Random): ServedRater {
  const normal = createNormal(random)
  const column = (length: number, deviation: number) => Float32Array.from({ length }, () => deviation * normal())
  const levels = Float64Array.of(1, 2, 3, 4, 5)
  return {
    fold: {
      ...{ mean: 3.6, bias: { mean: 0.05, penalty: 3 }, itemBias: column(items, 0.4) },
      ...{ points: drawnRows(items, factors, 0.1, normal), implied: drawnRows(items, factors, 0.02, normal) },
      prior: Float64Array.of(
        ...Array.from({ length: factors }, () => 0.05 * normal()),
        ...Array.from({ length: factors }, () => 5 + 20 * random()),
        ...Array.from({ length: factors }, () => 0.002 * random()),
      ),
    },
    rbm: {
      ...{ levels, weights: drawnRows(items * levels.length, hidden, 0.2, normal), implied: drawnRows(items, hidden, 0.02, normal) },
      ...{ visibleBias: column(items * levels.length, 1), hiddenBias: column(hidden, 0.5) },
    },
    support: Uint32Array.from({ length: items }, () => Math.floor(2000 * random() ** 3)),
    blend: {
      weights: { fold: [0.8, 0.02, 0.01], rbm: [0.2, -0.02, 0.01] },
      constant: [0.01, 0.001, -0.002],
      support: { user: { mean: 4, deviation: 1 }, item: { mean: 5, deviation: 1.5 } },
      scale: [1, 5],
    },
    match: { middle: 3.5, steepness: 1.6 },
  }
}

const drawnRows = (rows: number, columns: number, deviation: number, normal: Random, summed = false): QuantizedRows =>
  quantizeRows(
    Float32Array.from({ length: rows * columns }, () => deviation * normal()),
    columns,
    { summed },
  )
