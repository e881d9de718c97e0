import { bayesianDefaults, trainBayesian } from '../../models/bayesian-svdpp.ts'
import { scaleOf } from '../../models/blend.ts'
import type { FoldInModel } from '../../models/fold-in.ts'
import { autoencoderDefaults } from '../../models/item-autoencoder.ts'
import { predictByNeighbours } from '../../models/item-knn.ts'
import type { Pairs } from '../../models/pairs.ts'
import { ratePairsByAutoencoder, ratePairsByBias, ratePairsByRbm, ratePairsBySvdpp } from '../../models/rate-pairs.ts'
import type { Ratings } from '../../models/ratings.ts'
import { rbmDefaults } from '../../models/rbm.ts'
import { svdppDefaults } from '../../models/svdpp.ts'
import type { Progress } from './worker-pool.ts'

/** The models that are blended, those that train longest first. */
export const parts = ['bayesian', 'autoencoder', 'rbm', 'svdpp', 'cinematch', 'bias'] as const
export type Part = (typeof parts)[number]

/** What training one model for some pairs comes to. */
export interface PartResult {
  readonly predictions: Float32Array
  /** What can place anybody by a history; only the Bayesian one makes it. */
  readonly served: FoldInModel | null
  readonly cpuS: number
}

/** Trains one model on ratings and asks it for pairs; made to run in a thread, whose CPU seconds it tells. */
export function trainPart(part: Part, ratings: Ratings, pairs: Pairs, seed: number, onProgress?: Progress): PartResult {
  const startedAt = cpuSeconds()
  const { predictions, served = null } = trained(part, ratings, pairs, seed, onProgress)
  const [lowest, highest] = scaleOf(ratings)
  return {
    predictions: predictions.map((rating) => Math.min(highest, Math.max(lowest, rating))),
    served,
    cpuS: cpuSeconds() - startedAt,
  }
}

function trained(
  part: Part,
  ratings: Ratings,
  pairs: Pairs,
  seed: number,
  onProgress: Progress | undefined,
): { readonly predictions: Float32Array; readonly served?: FoldInModel } {
  switch (part) {
    case 'bayesian': {
      const options = { ...bayesianDefaults, seed, scale: scaleOf(ratings) }
      const { predictions, model } = trainBayesian(ratings, pairs, options, onProgress)
      return { predictions, served: model }
    }
    case 'autoencoder':
      return { predictions: ratePairsByAutoencoder(ratings, pairs, { ...autoencoderDefaults, seed }, onProgress) }
    case 'rbm':
      return { predictions: ratePairsByRbm(ratings, pairs, { ...rbmDefaults, seed }, onProgress) }
    case 'svdpp':
      return { predictions: ratePairsBySvdpp(ratings, pairs, { ...svdppDefaults, seed }, onProgress) }
    case 'cinematch':
      return { predictions: predictByNeighbours(ratings, pairs, undefined, onProgress) }
    case 'bias':
      return { predictions: ratePairsByBias(ratings, pairs) }
  }
}

/** CPU seconds of this thread; where Node cannot tell (before 23.9), seconds on the clock. */
function cpuSeconds(): number {
  if (!('threadCpuUsage' in process)) return performance.now() / 1e3
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}
