import { ialsDefaults, trainIals } from '../../models/ials.ts'
import { likesFrom } from '../../models/likes.ts'
import { marqueeWeights } from '../../models/marquee.ts'
import { likedFrom } from '../../models/match.ts'
import { writeModelFile } from '../../models/model-file.ts'
import { popularityOf } from '../../models/popularity.ts'
import type { Ratings } from '../../models/ratings.ts'
import { rankerSections, servedRankerOf } from '../../models/served-ranker.ts'
import { mostItems } from '../../models/sparse-ease.ts'
import { Remedy } from '../start/remedy.ts'
import { sharedCopy } from './shared-copy.ts'
import type { RunStage } from './stages.ts'
import { servedEaseDefaults, trainServedEase } from './train-served-ease.ts'

/** Throws a remedy for ratings of which no model file can be made: better before the training than behind it. */
export function checkTrainable(ratings: Ratings): void {
  const stranger = ratings.items.find((id) => !/^\d{1,10}$/.test(id) || Number(id) >= 2 ** 32)
  if (stranger !== undefined)
    throw new Remedy(`Cannot train: a model knows items by whole numbers from 0 to ${2 ** 32 - 1}, found '${stranger}'`)
  if (ratings.items.length > mostItems) throw new Remedy(`Cannot train: needs at most ${mostItems} items, found ${ratings.items.length}`)
  if (!ratings.value.some((value) => value >= likedFrom))
    throw new Remedy(`Cannot train: needs ratings of ${likedFrom} or more, found none of ${ratings.item.length}`)
}

/** Trains all that is served, stage by stage, and gives the bytes of its file: the same for the same ratings and seed. */
export async function trainModel(ratings: Ratings, seed: number, run: RunStage): Promise<Uint8Array> {
  const likes = sharedCopy(likesFrom(ratings))
  const [ease, ials] = await Promise.all([
    run('ease', new URL('./train-served-ease.ts', import.meta.url), trainServedEase, [likes, servedEaseDefaults]),
    run('ials', new URL('../../models/ials.ts', import.meta.url), trainIals, [likes, { ...ialsDefaults, seed }]),
  ])
  const ranker = servedRankerOf({ ials, popularity: popularityOf(likes), weights: marqueeWeights }, ease)
  return writeModelFile([{ name: 'items', data: Uint32Array.from(ratings.items, Number), columns: 1 }, ...rankerSections(ranker)])
}
