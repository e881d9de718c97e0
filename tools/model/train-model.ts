import { holdOut } from '../../models/hold-out.ts'
import { likesFrom } from '../../models/likes.ts'
import { likedFrom } from '../../models/match.ts'
import type { Ratings } from '../../models/ratings.ts'
import { type ServedParts, type ServedRater, servedRaterOf } from '../../models/served-rater.ts'
import { mostItems } from '../../models/sparse-ease.ts'
import { trainedModelFile } from '../../models/trained-model.ts'
import { Remedy } from '../start/remedy.ts'
import { sharedCopy } from './shared-copy.ts'
import type { RunStage } from './stages.ts'
import { trainChance } from './train-chance.ts'
import { trainServedFoldIn, trainServedRbm } from './train-served-parts.ts'
import { trainServedRanker } from './train-served-ranker.ts'
import { wholeEffort } from './training-effort.ts'

/** So much is held out of a second training, to fit blends of ratings and the curve of the match on. */
export const heldOut = 0.1

/** Throws a remedy for ratings of which no model file can be made: better before the training than behind it. */
export function checkTrainable(ratings: Ratings): void {
  const stranger = ratings.items.find((id) => !/^(?:0|[1-9]\d{0,9})$/.test(id) || Number(id) >= 2 ** 32)
  if (stranger !== undefined)
    throw new Remedy(`Cannot train: a model knows items by whole numbers from 0 to ${2 ** 32 - 1}, found '${stranger}'`)
  if (ratings.items.length > mostItems) throw new Remedy(`Cannot train: needs at most ${mostItems} items, found ${ratings.items.length}`)
  if (!ratings.value.some((value) => value >= likedFrom))
    throw new Remedy(`Cannot train: needs ratings of ${likedFrom} or more, found none of ${ratings.item.length}`)
}

/** Trains all that is served, stage by stage, and gives the bytes of its file: the same for the same ratings, seed and effort. */
export async function trainModel(ratings: Ratings, seed: number, run: RunStage, effort = wholeEffort): Promise<Uint8Array> {
  const [rater, ranker, chance] = await Promise.all([
    trainServedRater(ratings, seed, run, effort),
    trainServedRanker(likesFrom(ratings), seed, run, effort),
    trainChance(ratings, seed, run, effort),
  ])
  return trainedModelFile({ items: Uint32Array.from(ratings.items, Number), rater, ranker, chance })
}

/** Trains what predicts ratings, as it is served. */
export async function trainServedRater(ratings: Ratings, seed: number, run: RunStage, effort = wholeEffort): Promise<ServedRater> {
  const inner = holdOut(ratings, heldOut, seed)
  const [all, rest] = [sharedCopy(ratings), sharedCopy(inner.rest)]
  // The longest stages first, so that two threads end at about the same time.
  const [fold, heldFold, rbm, heldRbm] = await Promise.all([
    run('fold-in', parts, trainServedFoldIn, [all, seed, effort.fold]),
    run('fold-in-held', parts, trainServedFoldIn, [rest, seed, effort.fold]),
    run('rbm', parts, trainServedRbm, [all, seed, effort.rbm]),
    run('rbm-held', parts, trainServedRbm, [rest, seed, effort.rbm]),
  ])
  return servedRaterOf({ fold, rbm }, ratings, inner, { fold: heldFold, rbm: heldRbm } satisfies ServedParts)
}

const parts = new URL('./train-served-parts.ts', import.meta.url)
