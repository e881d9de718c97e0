import { type EaseOptions, scoreEase, trainEase } from '../../models/ease.ts'
import { type IalsOptions, scoreIals, trainIals } from '../../models/ials.ts'
import { type Likes, likedBy, membersOf } from '../../models/likes.ts'
import { rateAll, trainRater } from '../../models/rater.ts'
import type { Ratings } from '../../models/ratings.ts'
import type { SvdppOptions } from '../../models/svdpp.ts'
import type { Progress } from './worker-pool.ts'

/** Trains EASE and scores all items for members it never saw, a row each. */
export function tryEase(likes: Likes, options: EaseOptions, histories: Likes, onProgress?: Progress): Float32Array {
  const model = trainEase(likes, options, onProgress)
  return scoresOf(histories, (liked, scores) => scoreEase(model, liked, scores))
}

/** Trains iALS and scores all items for members it never saw, a row each. */
export function tryIals(likes: Likes, options: IalsOptions, histories: Likes, onProgress?: Progress): Float32Array {
  const model = trainIals(likes, options, onProgress)
  return scoresOf(histories, (liked, scores) => scoreIals(model, liked, scores))
}

/** Trains SVD++ and predicts all ratings of members it never saw, a row each, by how they rated what is in their histories. */
export function tryRater(
  ratings: Ratings,
  options: SvdppOptions,
  histories: Likes,
  stars: Float32Array,
  onProgress?: Progress,
): Float32Array {
  const model = trainRater(ratings, options, onProgress)
  const rows = new Float32Array(membersOf(histories) * histories.items)
  for (let member = 0; member < membersOf(histories); member++) {
    const own = stars.subarray(histories.start[member], histories.start[member + 1])
    rows.set(rateAll(model, likedBy(histories, member), own), member * histories.items)
  }
  return rows
}

function scoresOf(histories: Likes, score: (liked: Uint32Array, scores: Float64Array) => void): Float32Array {
  const members = membersOf(histories)
  const rows = new Float32Array(members * histories.items)
  const scores = new Float64Array(histories.items)
  for (let member = 0; member < members; member++) {
    score(likedBy(histories, member), scores)
    rows.set(scores, member * histories.items)
  }
  return rows
}
