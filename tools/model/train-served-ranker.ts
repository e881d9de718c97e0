import { ialsDefaults, trainIals } from '../../models/ials.ts'
import type { Likes } from '../../models/likes.ts'
import { marqueeWeights } from '../../models/marquee.ts'
import { popularityOf } from '../../models/popularity.ts'
import { type ServedRanker, servedRankerOf } from '../../models/served-ranker.ts'
import { sharedCopy } from './shared-copy.ts'
import type { RunStage } from './stages.ts'
import { servedEaseOptions, trainServedEase } from './train-served-ease.ts'
import { wholeEffort } from './training-effort.ts'

/** Trains what ranks, as it is served: two stages, whose names end with `suffix`. */
export async function trainServedRanker(
  likes: Likes,
  seed: number,
  run: RunStage,
  effort = wholeEffort,
  suffix = '',
): Promise<ServedRanker> {
  const shared = sharedCopy(likes)
  const [ease, ials] = await Promise.all([
    run(`ease${suffix}`, new URL('./train-served-ease.ts', import.meta.url), trainServedEase, [
      shared,
      { ...servedEaseOptions(likes.items), ...effort.ease },
    ]),
    run(`ials${suffix}`, new URL('../../models/ials.ts', import.meta.url), trainIals, [shared, { ...ialsDefaults, ...effort.ials, seed }]),
  ])
  return servedRankerOf({ ials, popularity: popularityOf(likes), weights: marqueeWeights }, ease)
}
