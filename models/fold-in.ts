import { solve } from './cholesky.ts'

/**
 * What the edge holds to place anybody by a history: r = mean + bu + bi + q·(p + Σ y / √n), where bu and p are solved for from the history at once.
 * Rows of `factors` numbers by item.
 */
export interface FoldInModel {
  readonly factors: number
  readonly mean: number
  readonly itemBias: Float32Array
  /** q. */
  readonly itemFactors: Float32Array
  /** y: what having rated an item says, however high. */
  readonly impliedFactors: Float32Array
  /** How generous members are who left no history, and how strongly bu is drawn there, in ratings. */
  readonly bias: { readonly mean: number; readonly penalty: number }
  /** Where p is without a history, and how strongly each factor is drawn there. */
  readonly prior: { readonly mean: Float64Array; readonly penalty: Float64Array }
  /** How uncertain q is, by factor: each rating draws p by that much besides. */
  readonly variance: Float64Array
}

/** A member placed by a history. */
export interface FoldedMember {
  readonly bias: number
  /** p + Σ y / √n. */
  readonly factors: Float64Array
}

/**
 * The bias and the factors that explain a history best: ridge regression in closed form, one solve of `factors` + 1 unknowns (the step of alternating
 * least squares for a member: Zhou et al., "Large-scale parallel collaborative filtering", 2008; with the y of Koren 2008 and the uncertainty of q as in
 * Lim and Teh, "Variational Bayesian approach to movie rating prediction", 2007). An empty history gives the prior.
 */
export function foldIn(model: FoldInModel, items: ArrayLike<number>, values: ArrayLike<number>): FoldedMember {
  const { factors, itemFactors, impliedFactors, prior, variance } = model
  const size = factors + 1
  const implied = new Float64Array(factors)
  const scale = 1 / Math.sqrt(Math.max(1, items.length))
  for (let at = 0; at < items.length; at++) {
    const row = (items[at] as number) * factors
    for (let f = 0; f < factors; f++) implied[f] = (implied[f] as number) + scale * (impliedFactors[row + f] as number)
  }
  const matrix = new Float64Array(size * size)
  const vector = new Float64Array(size)
  for (let f = 0; f < factors; f++) {
    matrix[f * size + f] = (prior.penalty[f] as number) + items.length * (variance[f] as number)
    vector[f] = (prior.penalty[f] as number) * (prior.mean[f] as number)
  }
  matrix[size * size - 1] = model.bias.penalty
  const q = new Float64Array(size).fill(1, factors)
  for (let at = 0; at < items.length; at++) {
    const item = items[at] as number
    let rest = (values[at] as number) - model.mean - model.bias.mean - (model.itemBias[item] as number)
    for (let f = 0; f < factors; f++) {
      const value = itemFactors[item * factors + f] as number
      q[f] = value
      rest -= value * (implied[f] as number)
    }
    for (let f = 0; f < size; f++) {
      const own = q[f] as number
      vector[f] = (vector[f] as number) + own * rest
      for (let g = 0; g <= f; g++) matrix[f * size + g] = (matrix[f * size + g] as number) + own * (q[g] as number)
    }
  }
  solve(matrix, size, vector)
  return { bias: model.bias.mean + (vector[factors] as number), factors: implied.map((value, f) => value + (vector[f] as number)) }
}

/** The rating that a placed member is expected to give; an item that the model does not know (-1) has neither bias nor factors. */
export function ratingBy(model: FoldInModel, { bias, factors }: FoldedMember, item: number): number {
  let sum = model.mean + bias + (model.itemBias[item] ?? 0)
  if (item >= 0)
    for (let f = 0; f < model.factors; f++) sum += (model.itemFactors[item * model.factors + f] as number) * (factors[f] as number)
  return sum
}
