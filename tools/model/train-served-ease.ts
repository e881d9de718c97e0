import { trainEase } from '../../models/ease.ts'
import { type Likes, likedBy, likesOfRows, membersOf } from '../../models/likes.ts'
import { marqueeEase } from '../../models/marquee.ts'
import { popularityOf } from '../../models/popularity.ts'
import { type SparseEase, sparseEaseOf } from '../../models/sparse-ease.ts'
import { topOf } from '../../models/top.ts'
import type { Progress } from './worker-pool.ts'

/** What is served of EASE. */
export interface ServedEaseOptions {
  /** Weights of each item. */
  readonly width: number
  /** Only so many items, the most liked, are weighed: training holds 12 bytes for each pair of them. */
  readonly most: number
}

/** An isolate has room for two models: so many bytes of the weights of each, four for one. More than 200 weights of an item say nothing new. */
const [roomBytes, weightBytes, mostWidth] = [8e6, 4, 200]

/** What is served of so many items; a training of the most that are weighed takes 0.8 GB. */
export function servedEaseOptions(items: number): ServedEaseOptions {
  return { width: Math.max(1, Math.min(mostWidth, Math.floor(roomBytes / weightBytes / items))), most: 8000 }
}

/** Trains Marquee's EASE and keeps what is served of it: twenty times less to hand over and to keep than all weights. */
export function trainServedEase(likes: Likes, { width, most }: ServedEaseOptions, onProgress?: Progress): SparseEase {
  const popularity = popularityOf(likes)
  const train = (of: Likes, popular: Float64Array) => sparseEaseOf(trainEase(of, marqueeEase, onProgress), popular, width)
  if (likes.items <= most) return train(likes, popularity)
  const chosen = topOf(popularity, most, new Uint32Array()).sort()
  const popular = Float64Array.from(chosen, (item) => popularity[item] as number)
  return spread(train(narrowed(likes, chosen), popular), chosen, likes.items)
}

/** The likes of some items alone, which get new numbers in their order. */
function narrowed(likes: Likes, chosen: Uint32Array): Likes {
  const number = new Int32Array(likes.items).fill(-1)
  for (const [place, item] of chosen.entries()) number[item] = place
  const rows = Array.from({ length: membersOf(likes) }, (_, member) =>
    likedBy(likes, member)
      .filter((item) => (number[item] as number) >= 0)
      .map((item) => number[item] as number),
  )
  return likesOfRows(rows, chosen.length)
}

/** The same weights under the old numbers; items that were not chosen say nothing and are not spoken of. */
function spread({ width, target, weight, rest }: SparseEase, chosen: Uint32Array, items: number): SparseEase {
  const wide = {
    target: new Uint16Array(items * width),
    weight: new Uint16Array(items * width),
    rest: new Float32Array(items),
  }
  for (const [place, item] of chosen.entries()) {
    wide.rest[item] = rest[place] as number
    for (let n = 0; n < width; n++) {
      wide.target[item * width + n] = chosen[target[place * width + n] as number] as number
      wide.weight[item * width + n] = weight[place * width + n] as number
    }
  }
  return { items, width, ...wide }
}
