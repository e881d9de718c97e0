import type { FactorSide } from './factor-side.ts'
import type { FoldInModel } from './fold-in.ts'
import type { Noise } from './member-noise.ts'
import type { NormalPrior } from './normal-prior.ts'
import type { TimeEffect } from './time-effects.ts'

/** How the chain runs. */
export interface BayesianOptions {
  readonly factors: number
  readonly sweeps: number
  /** Sweeps before the first that counts. */
  readonly burnIn: number
  readonly seed: number
  /** The lowest and the highest rating: the prediction of each draw is kept within. */
  readonly scale: readonly [number, number]
}

/** What a chain comes to: predictions for the pairs it was asked, and a model of the items that places anybody by a history. */
export interface BayesianResult {
  readonly predictions: Float32Array
  readonly model: FoldInModel
}

/** One draw of everything: r = mean + bu + bi + effects + Σ member factor · item factor. */
export interface Draw {
  mean: number
  readonly members: Biases
  readonly items: Biases
  readonly memberSides: readonly FactorSide[]
  readonly itemSides: readonly FactorSide[]
  /** What differs with time; none where it is not known when the pairs are to be rated. */
  readonly effects: readonly TimeEffect[]
  readonly noise: Noise
  /** What each rating is above what the draw expects, in the order of the ratings. */
  readonly residual: Float32Array
}

export interface Biases {
  readonly value: Float64Array
  prior: NormalPrior
}
