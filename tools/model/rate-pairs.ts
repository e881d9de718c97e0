import { blend, fitBlend, scaleOf, supportOf } from '../../models/blend.ts'
import { holdOut } from '../../models/hold-out.ts'
import { fitMatch, type Match } from '../../models/match.ts'
import type { Pairs } from '../../models/pairs.ts'
import type { Ratings } from '../../models/ratings.ts'
import { ratePairsServed, type ServedParts, servedRaterOf } from '../../models/served-rater.ts'
import { sharedCopy } from './shared-copy.ts'
import type { RunStage } from './stages.ts'
import { heldOut, trainServedRater } from './train-model.ts'
import { type Part, type PartResult, parts, trainPart } from './train-part.ts'

/** What is told of pairs: by each model that is blended, by the blend, and by what the edge computes. */
export const raters = [...parts, 'blend', 'served'] as const
export type Rater = (typeof raters)[number]

/** Predictions of pairs by each rater, and the CPU seconds of its training. */
export interface RatedPairs {
  readonly predictions: Readonly<Record<Rater, Float32Array>>
  readonly trainCpuS: Readonly<Record<Rater, number>>
  /** The chance of being liked, by the blended rating. */
  readonly match: Match
}

/** Where the weights of the blend begin, and stay where nothing can be held out. */
const firstWeights: Readonly<Record<Part, number>> = { bayesian: 0.6, autoencoder: 0.3, rbm: 0, svdpp: 0.1, cinematch: 0, bias: 0 }

/**
 * Trains all models twice, side by side: on nine tenths of the ratings, to fit the blend to what they say of the last tenth; and on all, to be asked for the
 * pairs. The pairs have no part in it. The same ratings, pairs and seed give the same predictions, however many threads there are.
 */
export async function ratePairs(ratings: Ratings, pairs: Pairs, seed: number, run: RunStage): Promise<RatedPairs> {
  const inner = holdOut(ratings, heldOut, seed)
  const innerPairs = pairs.time === undefined ? inner.pairs : { ...inner.pairs, time: inner.time }
  const [all, rest] = [sharedCopy({ ratings, pairs }), sharedCopy({ ratings: inner.rest, pairs: innerPairs })]
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
  const heldSupport = supportOf(inner.rest, inner.pairs)
  const weights = fitBlend(predictionsOf(held), heldSupport, inner.value, firstWeights, scale)
  const predictions = predictionsOf(full)
  const cpuS = Object.fromEntries(parts.map((part) => [part, full[part].cpuS])) as Record<Part, number>
  return {
    predictions: {
      ...predictions,
      blend: blend(weights, predictions, supportOf(ratings, pairs)),
      served: ratePairsServed(servedRaterOf(servedBy(full), ratings, inner, servedBy(held)), ratings, pairs),
    },
    trainCpuS: {
      ...cpuS,
      blend: trained.reduce((sum, part) => sum + part.cpuS, 0),
      served: full.bayesian.cpuS + full.rbm.cpuS + held.bayesian.cpuS + held.rbm.cpuS,
    },
    match: fitMatch(blend(weights, predictionsOf(held), heldSupport), inner.value),
  }
}

/** What the edge would say of pairs: trains only what is served, and folds each member's history in anew. */
export async function ratePairsAtEdge(ratings: Ratings, pairs: Pairs, seed: number, run: RunStage): Promise<Float32Array> {
  return ratePairsServed(await trainServedRater(ratings, seed, run), ratings, pairs)
}

const trainer = new URL('./train-part.ts', import.meta.url)

const servedBy = ({ bayesian, rbm }: Readonly<Record<Part, PartResult>>) => ({ ...bayesian.served, ...rbm.served }) as ServedParts

const predictionsOf = (results: Readonly<Record<Part, PartResult>>) =>
  Object.fromEntries(parts.map((part) => [part, results[part].predictions])) as Record<Part, Float32Array>
