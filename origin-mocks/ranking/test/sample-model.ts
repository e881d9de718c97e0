import { bayesianDefaults, trainBayesian } from '../../../models/bayesian-svdpp.ts'
import { trainEase } from '../../../models/ease.ts'
import { holdOut } from '../../../models/hold-out.ts'
import { ialsDefaults, trainIals } from '../../../models/ials.ts'
import { likesFrom } from '../../../models/likes.ts'
import { marqueeEase, marqueeWeights } from '../../../models/marquee.ts'
import { popularityOf } from '../../../models/popularity.ts'
import type { Ratings } from '../../../models/ratings.ts'
import { rbmDefaults, trainRbm } from '../../../models/rbm.ts'
import { servedFoldInOf } from '../../../models/served-fold-in.ts'
import { servedRankerOf } from '../../../models/served-ranker.ts'
import { servedRaterOf } from '../../../models/served-rater.ts'
import { servedRbmOf } from '../../../models/served-rbm.ts'
import { sparseEaseOf } from '../../../models/sparse-ease.ts'
import { createWorld, type SyntheticWorld } from '../../../models/synthetic.ts'
import { type TrainedModel, trainedModelFile } from '../../../models/trained-model.ts'

/** A small model, the world that it was trained on, and its file. Its items are titles 1 to `items`, some of which nobody may have rated. */
export interface SampleModel {
  readonly world: SyntheticWorld
  readonly model: TrainedModel
  readonly file: Uint8Array<ArrayBuffer>
}

/** Trains a model of a drawn world within a second. */
export function sampleModel({ items = 120, users = 400, seed = 1 } = {}): SampleModel {
  const world = createWorld({ users, items, factors: 3, ratingsPerUser: 30, noise: 0.3, seed })
  const { ratings } = world
  const likes = likesFrom(ratings)
  const popularity = popularityOf(likes)
  const ease = sparseEaseOf(trainEase(likes, { ...marqueeEase, penalty: 30 }), popularity, 60)
  const ials = trainIals(likes, { ...ialsDefaults, factors: 8, rounds: 4, seed })
  const inner = holdOut(ratings, 0.1, seed)
  const model = {
    items: Uint32Array.from(ratings.items, Number),
    ranker: servedRankerOf({ ials, popularity, weights: marqueeWeights }, ease),
    rater: servedRaterOf(partsOf(ratings, seed), ratings, inner, partsOf(inner.rest, seed)),
  }
  return { world, model, file: trainedModelFile(model) }
}

function partsOf(ratings: Ratings, seed: number) {
  const nothing = { user: new Int32Array(), item: new Int32Array() }
  return {
    fold: servedFoldInOf(trainBayesian(ratings, nothing, { ...bayesianDefaults, factors: 4, sweeps: 30, burnIn: 10, seed }).model),
    rbm: servedRbmOf(trainRbm(ratings, { ...rbmDefaults, hidden: 8, epochs: 5, seed })),
  }
}
