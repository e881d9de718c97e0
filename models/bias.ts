import { meanOf, type Ratings, transposed } from './ratings.ts'

/** What is said of a rating before anything is known of tastes: the mean, how generous its member is, how well liked its item. */
export interface BiasModel {
  readonly mean: number
  readonly user: Float64Array
  readonly item: Float64Array
}

/** How strongly biases are drawn towards 0, in ratings. */
export interface BiasOptions {
  readonly userPenalty: number
  readonly itemPenalty: number
  /** Rounds of the alternation. */
  readonly rounds: number
}

export const biasDefaults: BiasOptions = { userPenalty: 5, itemPenalty: 1, rounds: 20 }

/**
 * The biases that minimise Σ (r − mean − bu − bi)² + λu·Σ bu² + λi·Σ bi² (Koren, "Factorization meets the neighborhood", 2008, section 2.1), by
 * turns: each side in closed form while the other stands.
 */
export function trainBias(ratings: Ratings, options: BiasOptions = biasDefaults): BiasModel {
  const mean = meanOf(ratings.value)
  const byItem = transposed(ratings)
  const user = new Float64Array(ratings.users.length)
  const item = new Float64Array(ratings.items.length)
  for (let round = 0; round < options.rounds; round++) {
    settle(byItem, mean, user, options.itemPenalty, item)
    settle(ratings, mean, item, options.userPenalty, user)
  }
  return { mean, user, item }
}

/** The rating that the model expects; what it does not know (-1) has no bias. */
export function biasOf({ mean, user, item }: BiasModel, u: number, i: number): number {
  return mean + (user[u] ?? 0) + (item[i] ?? 0)
}

function settle({ start, item, value }: Ratings, mean: number, others: Float64Array, penalty: number, own: Float64Array): void {
  for (let row = 0; row < own.length; row++) {
    const [from, to] = [start[row] as number, start[row + 1] as number]
    let sum = 0
    for (let at = from; at < to; at++) sum += (value[at] as number) - mean - (others[item[at] as number] as number)
    own[row] = sum / (penalty + to - from)
  }
}
