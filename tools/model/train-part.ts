import { bayesianDefaults, trainBayesian } from '../../models/bayesian-svdpp.ts'
import { scaleOf } from '../../models/blend.ts'
import { autoencoderDefaults } from '../../models/item-autoencoder.ts'
import { predictByNeighbours } from '../../models/item-knn.ts'
import type { Pairs } from '../../models/pairs.ts'
import { askRbm, ratePairsByAutoencoder, ratePairsByBias, ratePairsBySvdpp } from '../../models/rate-pairs.ts'
import type { Ratings } from '../../models/ratings.ts'
import { rbmDefaults, trainRbm } from '../../models/rbm.ts'
import { servedFoldInOf } from '../../models/served-fold-in.ts'
import type { ServedParts } from '../../models/served-rater.ts'
import { servedRbmOf } from '../../models/served-rbm.ts'
import { svdppDefaults } from '../../models/svdpp.ts'
import type { Progress } from './worker-pool.ts'

/** The models that are blended, those that train longest first. */
export const parts = ['bayesian', 'autoencoder', 'rbm', 'svdpp', 'cinematch', 'bias'] as const
export type Part = (typeof parts)[number]

/** What training one model for some pairs comes to. */
export interface PartResult {
  readonly predictions: Float32Array
  /** The two that can place anybody by a history, as they are served. */
  readonly served: Partial<ServedParts>
  readonly cpuS: number
}

/** Trains one model on ratings and asks it for pairs; made to run in a thread, whose CPU seconds it tells. */
export function trainPart(part: Part, ratings: Ratings, pairs: Pairs, seed: number, onProgress?: Progress): PartResult {
  const startedAt = cpuSeconds()
  const { predictions, served = {} } = trained(part, ratings, pairs, seed, onProgress)
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
): { readonly predictions: Float32Array; readonly served?: Partial<ServedParts> } {
  switch (part) {
    case 'bayesian': {
      const options = { ...bayesianDefaults, seed, scale: scaleOf(ratings) }
      const { predictions, model } = trainBayesian(ratings, pairs, options, onProgress)
      return { predictions, served: { fold: servedFoldInOf(model) } }
    }
    case 'autoencoder':
      return { predictions: ratePairsByAutoencoder(ratings, pairs, { ...autoencoderDefaults, seed }, onProgress) }
    case 'rbm': {
      const model = trainRbm(ratings, { ...rbmDefaults, seed }, onProgress)
      return { predictions: askRbm(model, ratings, pairs), served: { rbm: servedRbmOf(model) } }
    }
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
