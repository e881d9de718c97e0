import { trainEase } from '../../models/ease.ts'
import type { Likes } from '../../models/likes.ts'
import { marqueeEase } from '../../models/marquee.ts'
import { popularityOf } from '../../models/popularity.ts'
import { type SparseEase, sparseEaseOf } from '../../models/sparse-ease.ts'
import type { Progress } from './worker-pool.ts'

/** Trains Marquee's EASE and keeps what is served of it: twenty times less to hand over and to keep than all weights. */
export function trainServedEase(likes: Likes, width: number, onProgress?: Progress): SparseEase {
  return sparseEaseOf(trainEase(likes, marqueeEase, onProgress), popularityOf(likes), width)
}
