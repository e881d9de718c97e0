import { type EaseOptions, scoreEase, trainEase } from '../../models/ease.ts'
import { type IalsOptions, scoreIals, trainIals } from '../../models/ials.ts'
import { type Likes, likedBy, membersOf } from '../../models/likes.ts'
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
