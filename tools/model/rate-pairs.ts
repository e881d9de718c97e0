import { blend, fitBlend, scaleOf, supportOf } from '../../models/blend.ts'
import { type FoldInModel, foldIn, ratingBy } from '../../models/fold-in.ts'
import { holdOut } from '../../models/hold-out.ts'
import type { Pairs } from '../../models/pairs.ts'
import type { Ratings } from '../../models/ratings.ts'
import { openedFoldIn, servedFoldInOf } from '../../models/served-fold-in.ts'
import { sharedCopy } from './shared-copy.ts'
import type { RunStage } from './stages.ts'
import { type Part, type PartResult, parts, trainPart } from './train-part.ts'

/** What is told of pairs: by each model that is blended, by the blend, and by what the edge computes. */
export const raters = [...parts, 'blend', 'served'] as const
export type Rater = (typeof raters)[number]

/** Predictions of pairs by each rater, and the CPU seconds of its training. */
export interface RatedPairs {
  readonly predictions: Readonly<Record<Rater, Float32Array>>
  readonly trainCpuS: Readonly<Record<Rater, number>>
}

/** So much is held out of the training to fit the weights of the blend on. */
const heldOut = 0.1

/** Where the weights of the blend begin, and stay where nothing can be held out. */
const firstWeights: Readonly<Record<Part, number>> = { bayesian: 0.6, autoencoder: 0.3, rbm: 0, svdpp: 0.1, cinematch: 0, bias: 0 }

/**
 * Trains all models twice, side by side: on nine tenths of the ratings, to fit the blend to what they say of the last tenth; and on all, to be asked for the
 * pairs. The pairs have no part in it. The same ratings, pairs and seed give the same predictions, however many threads there are.
 */
export async function ratePairs(ratings: Ratings, pairs: Pairs, seed: number, run: RunStage): Promise<RatedPairs> {
  const inner = holdOut(ratings, heldOut, seed)
  const [all, rest] = [sharedCopy({ ratings, pairs }), sharedCopy({ ratings: inner.rest, pairs: inner.pairs })]
  const trained = await Promise.all(
    parts.flatMap((part) => [
      run(part, trainer, trainPart, [part, all.ratings, all.pairs, seed]),
      run(`${part}, nine tenths`, trainer, trainPart, [part, rest.ratings, rest.pairs, seed]),
    ]),
  )
  const byPart = (which: 0 | 1) =>
    Object.fromEntries(parts.map((part, at) => [part, trained[2 * at + which] as PartResult])) as Readonly<Record<Part, PartResult>>
  const [full, held] = [byPart(0), byPart(1)]
  const scale = scaleOf(ratings)
  const weights = fitBlend(predictionsOf(held), supportOf(inner.rest, inner.pairs), inner.value, firstWeights, scale)
  const predictions = predictionsOf(full)
  const cpuS = Object.fromEntries(parts.map((part) => [part, full[part].cpuS])) as Record<Part, number>
  return {
    predictions: {
      ...predictions,
      blend: blend(weights, predictions, supportOf(ratings, pairs)),
      served: ratePairsServed(ratings, pairs, full.bayesian),
    },
    trainCpuS: { ...cpuS, blend: trained.reduce((sum, part) => sum + part.cpuS, 0), served: cpuS.bayesian },
  }
}

/** What the edge would say of pairs: trains only what is served. */
export async function ratePairsAtEdge(ratings: Ratings, pairs: Pairs, seed: number, run: RunStage): Promise<Float32Array> {
  const all = sharedCopy({ ratings, pairs })
  const part: Part = 'bayesian'
  return ratePairsServed(ratings, pairs, await run(part, trainer, trainPart, [part, all.ratings, all.pairs, seed]))
}

const trainer = new URL('./train-part.ts', import.meta.url)

/** Points of items in eight bits, and each member's history folded in anew: nothing that was learnt about the member is used. */
function ratePairsServed({ users, start, item, value }: Ratings, pairs: Pairs, { served }: Pick<PartResult, 'served'>): Float32Array {
  const model: FoldInModel = openedFoldIn(servedFoldInOf(served as FoldInModel))
  const folded = users.map((_, user) =>
    foldIn(model, item.subarray(start[user], start[user + 1]), value.subarray(start[user], start[user + 1])),
  )
  const stranger = foldIn(model, [], [])
  const [lowest, highest] = scaleOf({ value })
  return Float32Array.from(pairs.user, (user, pair) =>
    Math.min(highest, Math.max(lowest, ratingBy(model, folded[user] ?? stranger, pairs.item[pair] as number))),
  )
}

const predictionsOf = (results: Readonly<Record<Part, PartResult>>) =>
  Object.fromEntries(parts.map((part) => [part, results[part].predictions])) as Record<Part, Float32Array>
