import { easeDefaults, scoreEase, trainEase } from '../../models/ease.ts'
import { type IalsOptions, ialsAlone, ialsDefaults, scoreIals, trainIals } from '../../models/ials.ts'
import { likesFrom } from '../../models/likes.ts'
import { marqueeEase, marqueeWeights, recommendMarquee } from '../../models/marquee.ts'
import { popularityOf } from '../../models/popularity.ts'
import type { Ratings } from '../../models/ratings.ts'
import { topOf } from '../../models/top.ts'
import type { History } from './read-histories.ts'
import type { Ranker } from './recommend-options.ts'
import { sharedCopy } from './shared-copy.ts'
import type { RunStage } from './stages.ts'

/** The best `k` items for a history, best first, without what is in it. Who likes nothing that is known gets what is popular. */
export type Rank = (history: History, k: number) => Uint32Array

/** Trains what ranks: Marquee's two models side by side. */
export async function trainRanker(ratings: Ratings, model: Ranker, seed: number, run: RunStage): Promise<Rank> {
  const likes = likesFrom(ratings)
  const popularity = popularityOf(likes)
  const shared = sharedCopy(likes)
  const trainedEase = (options: typeof easeDefaults) =>
    run('ease', new URL('../../models/ease.ts', import.meta.url), trainEase, [shared, options])
  const trainedIals = (options: IalsOptions) =>
    run('ials', new URL('../../models/ials.ts', import.meta.url), trainIals, [shared, { ...options, seed }])
  switch (model) {
    case 'popularity':
      return ({ seen }, k) => topOf(popularity, k, seen)
    case 'ease': {
      const ease = await trainedEase(easeDefaults)
      return byScores(popularity, (liked, scores) => scoreEase(ease, liked, scores))
    }
    case 'ials': {
      const ials = await trainedIals(ialsAlone)
      return byScores(popularity, (liked, scores) => scoreIals(ials, liked, scores))
    }
    case 'marquee': {
      const [ease, ials] = await Promise.all([trainedEase(marqueeEase), trainedIals(ialsDefaults)])
      const trained = { ease, ials, popularity, weights: marqueeWeights }
      return ({ liked, seen }, k) => recommendMarquee(trained, liked, k, seen)
    }
  }
}

function byScores(popularity: Float64Array, score: (liked: Uint32Array, scores: Float64Array) => void): Rank {
  const scores = new Float64Array(popularity.length)
  return ({ liked, seen }, k) => {
    if (liked.length === 0) return topOf(popularity, k, seen)
    score(liked, scores)
    // What nobody liked scores 0, which is more than what does not suit.
    for (let item = 0; item < scores.length; item++) if (popularity[item] === 0) scores[item] = Number.NEGATIVE_INFINITY
    return topOf(scores, k, seen)
  }
}
