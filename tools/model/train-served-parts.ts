import { bayesianDefaults, trainBayesian } from '../../models/bayesian-svdpp.ts'
import { scaleOf } from '../../models/blend.ts'
import type { Pairs } from '../../models/pairs.ts'
import type { Ratings } from '../../models/ratings.ts'
import { rbmDefaults, trainRbm } from '../../models/rbm.ts'
import { type ServedFoldIn, servedFoldInOf } from '../../models/served-fold-in.ts'
import { type ServedRbm, servedRbmOf } from '../../models/served-rbm.ts'
import type { Progress } from './worker-pool.ts'

const nothingAsked: Pairs = { user: new Int32Array(), item: new Int32Array() }

/** Trains the Bayesian SVD++ and keeps what places anybody by a history. */
export function trainServedFoldIn(ratings: Ratings, seed: number, onProgress?: Progress): ServedFoldIn {
  const options = { ...bayesianDefaults, seed, scale: scaleOf(ratings) }
  return servedFoldInOf(trainBayesian(ratings, nothingAsked, options, onProgress).model)
}

/** Trains the conditional RBM and keeps it in eight bits. */
export function trainServedRbm(ratings: Ratings, seed: number, onProgress?: Progress): ServedRbm {
  return servedRbmOf(trainRbm(ratings, { ...rbmDefaults, seed }, onProgress))
}
