import { bayesianDefaults, trainBayesian } from '../../models/bayesian-svdpp.ts'
import { scaleOf } from '../../models/blend.ts'
import type { Pairs } from '../../models/pairs.ts'
import type { Ratings } from '../../models/ratings.ts'
import { levelsFor, rbmDefaults, trainRbm } from '../../models/rbm.ts'
import { type ServedFoldIn, servedFoldInOf } from '../../models/served-fold-in.ts'
import { type ServedRbm, servedRbmOf } from '../../models/served-rbm.ts'
import type { TrainingEffort } from './training-effort.ts'
import type { Progress } from './worker-pool.ts'

const nothingAsked: Pairs = { user: new Int32Array(), item: new Int32Array() }

/** Trains the Bayesian SVD++ and keeps what places anybody by a history. */
export function trainServedFoldIn(ratings: Ratings, seed: number, effort: TrainingEffort['fold'], onProgress?: Progress): ServedFoldIn {
  const options = { ...bayesianDefaults, ...effort, seed, scale: scaleOf(ratings) }
  return servedFoldInOf(trainBayesian(ratings, nothingAsked, options, onProgress).model)
}

/** Bytes that an isolate has for the weights of a machine, one each; a kernel takes sixteen hidden units at a time. */
const [roomBytes, lanes] = [4e6, 16]

/** How many hidden units are served of so many items with so many levels: as many as train best, or as there is room for. */
export function servedHidden(items: number, levels: number): number {
  return Math.min(rbmDefaults.hidden, Math.max(1, Math.floor(roomBytes / items / levels / lanes)) * lanes)
}

/** Trains the conditional RBM and keeps it in eight bits. */
export function trainServedRbm(ratings: Ratings, seed: number, effort: TrainingEffort['rbm'], onProgress?: Progress): ServedRbm {
  const hidden = servedHidden(ratings.items.length, levelsFor(ratings.value).length)
  return servedRbmOf(trainRbm(ratings, { ...rbmDefaults, hidden, ...effort, seed }, onProgress))
}
