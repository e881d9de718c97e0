import { factorize, solveFactorized } from './cholesky.ts'
import { type Likes, likedBy, membersOf, turned } from './likes.ts'
import { createNormal, createRandom } from './random.ts'

/** Items as points, by row of `factors` numbers; a member's point is found from what they like, in training or not. */
export interface IalsModel {
  readonly factors: number
  readonly itemFactors: Float64Array
  /** α·QᵀQ: what all items together say against liking everything. */
  readonly gram: Float64Array
  /** What is added to the diagonal for a member without likes, and for each like. */
  readonly basePenalty: number
  readonly likePenalty: number
}

/** How iALS learns. */
export interface IalsOptions {
  readonly factors: number
  readonly rounds: number
  /** α: how much a missing like counts against a like. */
  readonly missing: number
  /** λ: how strongly points are drawn towards 0. Each by its likes and α times all it could have: frequency-scaled with ν = 1. */
  readonly penalty: number
  readonly seed: number
}

/** As half of a blend: it errs less like EASE than the best does. */
export const ialsDefaults: IalsOptions = { factors: 64, rounds: 7, missing: 0.1, penalty: 0.003, seed: 1 }

/** The best by itself, on all of our splits of MovieLens 1M. */
export const ialsAlone: IalsOptions = { factors: 128, rounds: 7, missing: 0.5, penalty: 0.005, seed: 1 }

/**
 * Trains iALS (Hu, Koren and Volinsky, "Collaborative filtering for implicit feedback datasets", 2008) as Rendle, Krichene, Zhang and Koren had it
 * in "Revisiting the performance of iALS on item recommendation benchmarks", 2021: Σ over likes (p·q − 1)² + α·Σ over all pairs (p·q)² +
 * λ·Σ (likes + α·possible)·‖·‖², each side in closed form while the other stands.
 */
export function trainIals(
  likes: Likes,
  options: IalsOptions = ialsDefaults,
  onRound?: (done: number, total: number) => void,
  onPoints?: (memberFactors: Float64Array, itemFactors: Float64Array) => void,
): IalsModel {
  const { factors, rounds, seed } = options
  const fans = turned(likes)
  const normal = createNormal(createRandom(seed, 'ials'))
  const itemFactors = Float64Array.from({ length: likes.items * factors }, () => (0.1 / Math.sqrt(factors)) * normal())
  const memberFactors = new Float64Array(membersOf(likes) * factors)
  for (let round = 1; round <= rounds; round++) {
    settle(likes, modelOf(itemFactors, likes.items, options), memberFactors)
    settle(fans, modelOf(memberFactors, membersOf(likes), options), itemFactors)
    onPoints?.(memberFactors, itemFactors)
    onRound?.(round, rounds)
  }
  return modelOf(itemFactors, likes.items, options)
}

/** The point of whoever likes `liked`: the exact minimum while the items stand. Nothing liked: the origin. */
export function foldInIals(model: IalsModel, liked: Uint32Array): Float64Array {
  const point = new Float64Array(model.factors)
  solvePoint(model, liked, new Float64Array(model.factors ** 2), point)
  return point
}

/** How much each item suits whoever likes `liked`, in `scores`, one for each item. */
export function scoreIals(model: IalsModel, liked: Uint32Array, scores: Float64Array): void {
  const { factors, itemFactors } = model
  const point = foldInIals(model, liked)
  for (let item = 0; item < scores.length; item++) {
    let sum = 0
    for (let f = 0; f < factors; f++) sum += (itemFactors[item * factors + f] as number) * (point[f] as number)
    scores[item] = sum
  }
}

/** What iALS minimises: falls with every half of a round. */
export function ialsLoss(likes: Likes, memberFactors: Float64Array, itemFactors: Float64Array, options: IalsOptions): number {
  const { factors, missing, penalty } = options
  const [byItem, byMember] = [gramOf(itemFactors, factors), gramOf(memberFactors, factors)]
  let loss = 0
  for (let at = 0; at < byItem.length; at++) loss += missing * (byItem[at] as number) * (byMember[at] as number)
  const fans = turned(likes)
  for (let member = 0; member < membersOf(likes); member++) {
    const liked = likedBy(likes, member)
    for (const item of liked) loss += (dotOf(memberFactors, member, itemFactors, item, factors) - 1) ** 2
    loss += penalty * (liked.length + missing * likes.items) * dotOf(memberFactors, member, memberFactors, member, factors)
  }
  for (let item = 0; item < likes.items; item++) {
    const weight = likedBy(fans, item).length + missing * membersOf(likes)
    loss += penalty * weight * dotOf(itemFactors, item, itemFactors, item, factors)
  }
  return loss
}

function modelOf(itemFactors: Float64Array, items: number, { factors, missing, penalty }: IalsOptions): IalsModel {
  const gram = gramOf(itemFactors, factors).map((value) => missing * value)
  return { factors, itemFactors, gram, basePenalty: penalty * missing * items, likePenalty: penalty }
}

function settle(likes: Likes, model: IalsModel, points: Float64Array): void {
  const matrix = new Float64Array(model.factors ** 2)
  for (let row = 0; row < membersOf(likes); row++)
    solvePoint(model, likedBy(likes, row), matrix, points.subarray(row * model.factors, (row + 1) * model.factors))
}

/** Solves (α·QᵀQ + Σ q·qᵀ + penalty)·p = Σ q over what is liked; `matrix` is scratch. */
function solvePoint(model: IalsModel, liked: Uint32Array, matrix: Float64Array, point: Float64Array): void {
  const { factors, itemFactors, gram, basePenalty, likePenalty } = model
  point.fill(0)
  if (liked.length === 0) return
  matrix.set(gram)
  let at = 0
  for (; at + 4 <= liked.length; at += 4) addFour(matrix, point, itemFactors, factors, liked, at)
  for (; at < liked.length; at++) addOne(matrix, point, itemFactors, factors, (liked[at] as number) * factors)
  const penalty = basePenalty + likePenalty * liked.length
  for (let f = 0; f < factors; f++) matrix[f * factors + f] = (matrix[f * factors + f] as number) + penalty
  factorize(matrix, factors)
  solveFactorized(matrix, factors, point)
}

function addOne(matrix: Float64Array, sum: Float64Array, points: Float64Array, factors: number, q: number): void {
  for (let row = 0; row < factors; row++) {
    const value = points[q + row] as number
    sum[row] = (sum[row] as number) + value
    const to = row * factors
    for (let k = 0; k <= row; k++) matrix[to + k] = (matrix[to + k] as number) + value * (points[q + k] as number)
  }
}

/**
 * Four points and two rows at once: a number that is read serves eight products. What it leaves right of the diagonal nobody reads. No array
 * literals here: in this loop they cost half of the time.
 */
function addFour(matrix: Float64Array, sum: Float64Array, points: Float64Array, factors: number, liked: Uint32Array, at: number): void {
  const a = (liked[at] as number) * factors
  const b = (liked[at + 1] as number) * factors
  const c = (liked[at + 2] as number) * factors
  const d = (liked[at + 3] as number) * factors
  for (let row = 0; row < factors; row++) {
    const four = (points[a + row] as number) + (points[b + row] as number) + (points[c + row] as number) + (points[d + row] as number)
    sum[row] = (sum[row] as number) + four
  }
  for (let row = factors - 2; row >= 0; row -= 2) {
    const a0 = points[a + row] as number
    const b0 = points[b + row] as number
    const c0 = points[c + row] as number
    const d0 = points[d + row] as number
    const a1 = points[a + row + 1] as number
    const b1 = points[b + row + 1] as number
    const c1 = points[c + row + 1] as number
    const d1 = points[d + row + 1] as number
    const to = row * factors
    const below = to + factors
    for (let k = 0; k <= row + 1; k++) {
      const ak = points[a + k] as number
      const bk = points[b + k] as number
      const ck = points[c + k] as number
      const dk = points[d + k] as number
      matrix[to + k] = (matrix[to + k] as number) + (a0 * ak + b0 * bk) + (c0 * ck + d0 * dk)
      matrix[below + k] = (matrix[below + k] as number) + (a1 * ak + b1 * bk) + (c1 * ck + d1 * dk)
    }
  }
  // The first row of an odd number is left: one number of it is read.
  if (factors % 2 === 1) for (const q of [a, b, c, d]) matrix[0] = (matrix[0] as number) + (points[q] as number) ** 2
}

/** The lower triangle is all that `factorize` reads; both are filled in for who multiplies two of them. */
function gramOf(points: Float64Array, factors: number): Float64Array {
  const gram = new Float64Array(factors ** 2)
  const sum = new Float64Array(factors)
  for (let q = 0; q < points.length; q += factors) addOne(gram, sum, points, factors, q)
  for (let row = 0; row < factors; row++) for (let k = 0; k < row; k++) gram[k * factors + row] = gram[row * factors + k] as number
  return gram
}

function dotOf(one: Float64Array, row: number, other: Float64Array, column: number, factors: number): number {
  let sum = 0
  for (let f = 0; f < factors; f++) sum += (one[row * factors + f] as number) * (other[column * factors + f] as number)
  return sum
}
