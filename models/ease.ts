import { invert } from './invert.ts'
import { type Likes, likedBy, membersOf } from './likes.ts'
import { popularityOf } from './popularity.ts'

/** What liking one item says of all others: `weights[i * items + j]` is added to the score of j by whoever likes i. Nothing speaks for itself. */
export interface EaseModel {
  readonly items: number
  readonly weights: Float32Array
}

/** How EASE learns. All but the penalty at 0 is EASE^R itself. */
export interface EaseOptions {
  /** λ: how strongly weights are drawn towards 0, in members. */
  readonly penalty: number
  /** Learns as if each like were forgotten with this chance, from 0 to less than 1 (EDLAE's regularisation): popular items lean on more others. */
  readonly dropout: number
  /** Members count by their number of likes to the power of minus this: at 0 all likes count alike, at 1 all members. */
  readonly lengthPower: number
  /** Items count by their number of likes to the power of minus this while learning; undone in the weights. */
  readonly popularityPower: number
  /** Scores are divided by the item's popularity to this power. */
  readonly tilt: number
}

/** As published; the penalty is the best on most of our splits of MovieLens 1M. */
export const easeDefaults: EaseOptions = { penalty: 500, dropout: 0, lengthPower: 0, popularityPower: 0, tilt: 0 }

/** As many items as train in 1.2 GB; that takes minutes. */
export const mostEaseItems = 10_000

/** What training tells on the way: steps done, of how many. */
export type EaseProgress = (done: number, total: number) => void

/**
 * Trains EASE^R (Steck, "Embarrassingly shallow autoencoders for sparse data", 2019): the weights B that minimise ‖X − X·B‖² + λ‖B‖² with a
 * diagonal of 0, in closed form: B = I − P·diag(P)⁻¹ with P = (XᵀX + λ)⁻¹. Dropout as in Steck, "Autoencoders that don't overfit towards the
 * identity" (EDLAE, 2020), equation 6: the diagonal of XᵀX grows by p/(1 − p) of itself. Holds 12 bytes for each pair of items; throws a
 * RangeError for more than 10,000.
 */
export function trainEase(likes: Likes, options: EaseOptions = easeDefaults, onProgress?: EaseProgress): EaseModel {
  const { items } = likes
  checkOptions(options)
  if (items > mostEaseItems) throw new RangeError(`Cannot train EASE: needs at most ${mostEaseItems} items, found ${items}`)
  const { popularityPower, tilt } = options
  const popularity = relativePopularity(likes)
  const scale = popularity.map((of) => of ** -popularityPower)
  const matrix = regularisedGram(likes, scale, options)
  invert(matrix, items, onProgress)
  const weights = new Float32Array(items * items)
  const undo = popularity.map((of, item) => of ** -tilt / (scale[item] as number))
  const diagonal = Float64Array.from({ length: items }, (_, item) => matrix[item * items + item] as number)
  for (let from = 0; from < items; from++) {
    const own = scale[from] as number
    for (let to = 0; to < items; to++) {
      const at = from * items + to
      if (to !== from) weights[at] = (-own * (matrix[at] as number) * (undo[to] as number)) / (diagonal[to] as number)
    }
  }
  return { items, weights }
}

/** How much each item suits whoever likes `liked`, in `scores`, one for each item. Nothing liked: all 0. */
export function scoreEase({ items, weights }: EaseModel, liked: Uint32Array, scores: Float64Array): void {
  scores.fill(0)
  for (const item of liked) {
    const row = item * items
    for (let to = 0; to < items; to++) scores[to] = (scores[to] as number) + (weights[row + to] as number)
  }
}

function checkOptions({ penalty, dropout }: EaseOptions): void {
  if (!(penalty > 0 && Number.isFinite(penalty))) throw new RangeError(`Cannot train EASE: needs a penalty above 0, found ${penalty}`)
  if (!(dropout >= 0 && dropout < 1)) throw new RangeError(`Cannot train EASE: needs a dropout from 0 to less than 1, found ${dropout}`)
}

/** The popularity of each item in terms of the mean; an item that nobody likes counts as if one did. */
function relativePopularity(likes: Likes): Float64Array {
  const counts = popularityOf(likes).map((count) => Math.max(1, count))
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.map((count) => count / mean)
}

/** XᵀWX over scaled items, with what dropout and penalty put on its diagonal. */
function regularisedGram(likes: Likes, scale: Float64Array, { penalty, dropout, lengthPower }: EaseOptions): Float64Array {
  const { items } = likes
  const members = membersOf(likes)
  const meanLength = likes.item.length / Math.max(1, members)
  const gram = new Float64Array(items * items)
  for (let member = 0; member < members; member++) {
    const liked = likedBy(likes, member)
    const weight = (liked.length / meanLength) ** -lengthPower
    for (const item of liked) {
      const row = item * items
      for (const other of liked) {
        if (other > item) break
        gram[row + other] = (gram[row + other] as number) + weight
      }
    }
  }
  for (let row = 0; row < items; row++) {
    for (let column = 0; column <= row; column++) {
      const value = (gram[row * items + column] as number) * (scale[row] as number) * (scale[column] as number)
      gram[row * items + column] = value
      gram[column * items + row] = value
    }
    gram[row * items + row] = (gram[row * items + row] as number) * (1 + dropout / (1 - dropout)) + penalty
  }
  return gram
}
