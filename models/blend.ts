import { solve } from './cholesky.ts'
import { countsOf, type Pairs } from './pairs.ts'
import { type Ratings, transposed } from './ratings.ts'

/**
 * A weight for each model that depends on how much is known: w + wu · (logarithm of the member's ratings) + wi · (of the item's), both logarithms in
 * deviations from their mean; and the same for a constant.
 */
export interface BlendModel {
  /** By name of the model, w, wu and wi. */
  readonly weights: Readonly<Record<string, Weight>>
  readonly constant: Weight
  readonly support: { readonly user: Spread; readonly item: Spread }
  readonly scale: Scale
}

export type Weight = readonly [always: number, byUser: number, byItem: number]

/** The lowest and the highest rating there is. */
export type Scale = readonly [lowest: number, highest: number]

interface Spread {
  readonly mean: number
  readonly deviation: number
}

/** Predictions of one model each, of the same pairs. */
export type Predictions = Readonly<Record<string, ArrayLike<number>>>

/** How much is known of each pair: ratings of its member and of its item. */
export interface Support {
  readonly user: ArrayLike<number>
  readonly item: ArrayLike<number>
}

/** The lowest and the highest rating of some. */
export function scaleOf({ value }: Pick<Ratings, 'value'>): Scale {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const rating of value) {
    lowest = Math.min(lowest, rating)
    highest = Math.max(highest, rating)
  }
  return [lowest, highest]
}

/** How many ratings the member and the item of each pair have; 0 for unknown ones. */
export function supportOf(ratings: Ratings, pairs: Pairs): Support {
  const [users, items] = [countsOf(ratings), countsOf(transposed(ratings))]
  return {
    user: Uint32Array.from(pairs.user, (user) => users[user] ?? 0),
    item: Uint32Array.from(pairs.item, (item) => items[item] ?? 0),
  }
}

/** Draws weights to where they began, as much as this many squared stars. */
const penalty = 5

/**
 * Fits weights to ratings that no model has seen: ridge regression in closed form, features times models (Sill et al., "Feature-weighted linear
 * stacking", 2009). `first` is where weights begin, and stay where there is nothing to fit to.
 */
export function fitBlend(
  predictions: Predictions,
  support: Support,
  actual: ArrayLike<number>,
  first: Readonly<Record<string, number>>,
  scale: Scale,
): BlendModel {
  const names = Object.keys(first)
  const [user, item] = [spreadOf(support.user), spreadOf(support.item)]
  const begin: BlendModel = {
    weights: Object.fromEntries(names.map((name): [string, Weight] => [name, [first[name] as number, 0, 0]])),
    ...{ constant: [0, 0, 0], support: { user, item }, scale },
  }
  if (actual.length === 0) return begin
  const size = 3 * (names.length + 1)
  const rows = Array.from({ length: actual.length }, (_, pair) => featuresOf(names, predictions, begin.support, support, pair))
  const means = Float64Array.from({ length: size }, (_, at) => rows.reduce((sum, row) => sum + (row[at] as number), 0) / rows.length)
  const rests = Float64Array.from(actual, (value, pair) => value - weighed(begin, names, predictions, support, pair))
  const mean = rests.reduce((sum, rest) => sum + rest, 0) / rests.length
  const matrix = new Float64Array(size * size)
  const vector = new Float64Array(size)
  for (const [pair, row] of rows.entries()) {
    const centred = row.map((value, at) => value - (means[at] as number))
    for (let a = 0; a < size; a++) {
      const value = centred[a] as number
      vector[a] = (vector[a] as number) + value * ((rests[pair] as number) - mean)
      for (let b = 0; b <= a; b++) matrix[a * size + b] = (matrix[a * size + b] as number) + value * (centred[b] as number)
    }
  }
  for (let at = 0; at < size; at++) matrix[at * size + at] = (matrix[at * size + at] as number) + penalty
  solve(matrix, size, vector)
  const fitted = (at: number): Weight => [vector[at] as number, vector[at + 1] as number, vector[at + 2] as number]
  // The first feature of the constant is 1 everywhere: centred it is 0, and what it would say is what is left of the means.
  const constant = mean - vector.reduce((sum, weight, at) => sum + weight * (means[at] as number), 0)
  const [, byUser, byItem] = fitted(3 * names.length)
  return {
    ...begin,
    weights: Object.fromEntries(
      names.map((name, at): [string, Weight] => {
        const [always, byUser, byItem] = fitted(3 * at)
        return [name, [(first[name] as number) + always, byUser, byItem]]
      }),
    ),
    constant: [constant, byUser, byItem],
  }
}

/** The blended rating of each pair, within the scale. */
export function blend(model: BlendModel, predictions: Predictions, support: Support): Float32Array {
  const names = Object.keys(model.weights)
  const [lowest, highest] = model.scale
  return Float32Array.from({ length: support.user.length }, (_, pair) =>
    Math.min(highest, Math.max(lowest, weighed(model, names, predictions, support, pair))),
  )
}

function weighed(model: BlendModel, names: readonly string[], predictions: Predictions, support: Support, pair: number): number {
  const features = featuresOf(names, predictions, model.support, support, pair)
  let sum = 0
  for (const [at, name] of [...names, undefined].entries()) {
    const weight = name === undefined ? model.constant : (model.weights[name] as Weight)
    for (let feature = 0; feature < 3; feature++) sum += (weight[feature] as number) * (features[3 * at + feature] as number)
  }
  return sum
}

/** Each model's prediction, and it times what is known of the member and of the item; at last a constant. */
function featuresOf(
  names: readonly string[],
  predictions: Predictions,
  { user, item }: BlendModel['support'],
  support: Support,
  pair: number,
): Float64Array {
  const byUser = within(user, support.user[pair] as number)
  const byItem = within(item, support.item[pair] as number)
  const features = new Float64Array(3 * (names.length + 1))
  for (let at = 0; at <= names.length; at++) {
    const prediction = at < names.length ? ((predictions[names[at] as string] as ArrayLike<number>)[pair] as number) : 1
    features[3 * at] = prediction
    features[3 * at + 1] = prediction * byUser
    features[3 * at + 2] = prediction * byItem
  }
  return features
}

/** Weights were fitted to nothing that lies further out: who has no rating at all counts as one with few. */
const furthest = 2.5

const within = ({ mean, deviation }: Spread, count: number) =>
  Math.min(furthest, Math.max(-furthest, (Math.log1p(count) - mean) / deviation))

function spreadOf(counts: ArrayLike<number>): Spread {
  const logs = Float64Array.from(counts, (count) => Math.log1p(count))
  const mean = logs.reduce((sum, log) => sum + log, 0) / Math.max(1, logs.length)
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / Math.max(1, logs.length)
  return { mean, deviation: Math.sqrt(variance) || 1 }
}
