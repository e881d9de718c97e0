import { type BiasModel, trainBias } from './bias.ts'
import { createNormal, createRandom, shuffledRange } from './random.ts'
import type { Ratings } from './ratings.ts'

/**
 * Items as points, members as sums of what they rated: r = mean + bu + bi + q·(p + Σ y / √n). Everything by row of `factors` numbers. The
 * members' own points are what `foldIn` finds for anybody; these here only serve who was seen in training.
 */
export interface SvdppModel {
  readonly factors: number
  readonly mean: number
  readonly userBias: Float32Array
  readonly itemBias: Float32Array
  /** q: where an item stands. */
  readonly itemFactors: Float32Array
  /** y: what having rated an item says, however high. */
  readonly impliedFactors: Float32Array
  /** p + Σ y / √n. */
  readonly userFactors: Float32Array
}

/** How SVD++ learns. */
export interface SvdppOptions {
  readonly factors: number
  readonly epochs: number
  /** The step of the first epoch; each further one steps by `decay` less far. */
  readonly step: number
  readonly decay: number
  readonly biasPenalty: number
  readonly factorPenalty: number
  readonly impliedPenalty: number
  readonly seed: number
}

export const svdppDefaults: SvdppOptions = {
  ...{ factors: 64, epochs: 30, step: 0.015, decay: 0.92 },
  ...{ biasPenalty: 0.005, factorPenalty: 0.04, impliedPenalty: 0.1, seed: 1 },
}

/** Everything that changes while SVD++ learns: `userFactors` holds p alone. */
export type SvdppState = { -readonly [name in keyof SvdppModel]: SvdppModel[name] }

/** Trains SVD++ (Koren, "Factorization meets the neighborhood", 2008, section 4.2) by stochastic gradient descent over members in drawn order. */
export function trainSvdpp(
  ratings: Ratings,
  options: SvdppOptions = svdppDefaults,
  onEpoch?: (done: number, total: number, rmse: number) => void,
): SvdppModel {
  const random = createRandom(options.seed, 'svd++')
  const state = initialState(ratings, options, createNormal(random))
  let step = options.step
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    let squares = 0
    for (const user of shuffledRange(ratings.users.length, random)) squares += stepOf(ratings, state, user, step, options)
    step *= options.decay
    onEpoch?.(epoch, options.epochs, Math.sqrt(squares / ratings.item.length))
  }
  return { ...state, userFactors: summedFactors(ratings, state) }
}

function initialState(ratings: Ratings, { factors }: SvdppOptions, normal: () => number): SvdppState {
  const bias: BiasModel = trainBias(ratings)
  const drawn = (count: number) => Float32Array.from({ length: count * factors }, () => (0.1 / Math.sqrt(factors)) * normal())
  return {
    factors,
    mean: bias.mean,
    userBias: Float32Array.from(bias.user),
    itemBias: Float32Array.from(bias.item),
    itemFactors: drawn(ratings.items.length),
    userFactors: drawn(ratings.users.length),
    impliedFactors: new Float32Array(ratings.items.length * factors),
  }
}

/**
 * One member's ratings, one step each; what the y of their items have to move gathers on the way and is spread at the end. Gives the sum of
 * squared errors met.
 */
export function stepOf(ratings: Ratings, state: SvdppState, user: number, step: number, options: SvdppOptions): number {
  const { factors, mean, userBias, itemBias, itemFactors, userFactors, impliedFactors } = state
  const { item, value, start } = ratings
  const [from, to] = [start[user] as number, start[user + 1] as number]
  const scale = 1 / Math.sqrt(Math.max(1, to - from))
  const { biasPenalty, factorPenalty, impliedPenalty } = options
  const implied = new Float64Array(factors)
  const pull = new Float64Array(factors)
  const own = new Float64Array(factors)
  const p = user * factors
  for (let f = 0; f < factors; f++) own[f] = userFactors[p + f] as number
  for (let at = from; at < to; at++) {
    const y = (item[at] as number) * factors
    for (let f = 0; f < factors; f++) implied[f] = (implied[f] as number) + scale * (impliedFactors[y + f] as number)
  }
  let bias = userBias[user] as number
  let squares = 0
  for (let at = from; at < to; at++) {
    const i = item[at] as number
    const q = i * factors
    let dot = 0
    for (let f = 0; f < factors; f++) dot += (itemFactors[q + f] as number) * ((own[f] as number) + (implied[f] as number))
    const itemBiasBefore = itemBias[i] as number
    const error = (value[at] as number) - mean - bias - itemBiasBefore - dot
    squares += error * error
    bias += step * (error - biasPenalty * bias)
    itemBias[i] = itemBiasBefore + step * (error - biasPenalty * itemBiasBefore)
    for (let f = 0; f < factors; f++) {
      const qf = itemFactors[q + f] as number
      const pf = own[f] as number
      pull[f] = (pull[f] as number) + error * qf
      itemFactors[q + f] = qf + step * (error * (pf + (implied[f] as number)) - factorPenalty * qf)
      own[f] = pf + step * (error * qf - factorPenalty * pf)
    }
  }
  userBias[user] = bias
  for (let f = 0; f < factors; f++) userFactors[p + f] = own[f] as number
  for (let at = from; at < to; at++) {
    const y = (item[at] as number) * factors
    for (let f = 0; f < factors; f++) {
      const yf = impliedFactors[y + f] as number
      impliedFactors[y + f] = yf + step * (scale * (pull[f] as number) - impliedPenalty * yf)
    }
  }
  return squares
}

function summedFactors({ users, start, item }: Ratings, { factors, userFactors, impliedFactors }: SvdppState): Float32Array {
  const sums = userFactors.slice()
  for (let user = 0; user < users.length; user++) {
    const [from, to] = [start[user] as number, start[user + 1] as number]
    const scale = 1 / Math.sqrt(Math.max(1, to - from))
    for (let at = from; at < to; at++)
      for (let f = 0; f < factors; f++)
        sums[user * factors + f] =
          (sums[user * factors + f] as number) + scale * (impliedFactors[(item[at] as number) * factors + f] as number)
  }
  return sums
}

/** The rating that the model expects; what it does not know (-1) has neither bias nor factors. */
export function svdppOf(model: SvdppModel, u: number, i: number): number {
  const { factors, mean, userBias, itemBias, itemFactors, userFactors } = model
  let sum = mean + (userBias[u] ?? 0) + (itemBias[i] ?? 0)
  if (u < 0 || i < 0) return sum
  for (let f = 0; f < factors; f++) sum += (itemFactors[i * factors + f] as number) * (userFactors[u * factors + f] as number)
  return sum
}
