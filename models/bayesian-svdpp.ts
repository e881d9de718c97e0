import { itemEvidence, memberEvidence, takeItemsOff } from './evidence.ts'
import { createSide, drawPriors, drawSide, type FactorSide, scalesOf } from './factor-side.ts'
import type { BayesianOptions, BayesianResult, Draw } from './gibbs-chain.ts'
import { createNoise, drawNoise, type Noise } from './member-noise.ts'
import { type Chance, drawPrior, type NormalPrior } from './normal-prior.ts'
import type { Pairs } from './pairs.ts'
import { createPosterior } from './posterior.ts'
import { createNormal, createRandom } from './random.ts'
import { meanOf, type Ratings, transposed } from './ratings.ts'
import { drawEffect, drawEffectPrior, type TimeEffect, takeOff, timeEffects } from './time-effects.ts'

export const bayesianDefaults: BayesianOptions = { factors: 32, sweeps: 200, burnIn: 40, seed: 1, scale: [1, 5] }

/**
 * SVD++ on both sides ("flipped": an item too is what those say who rated it) by Gibbs sampling, a noise of its own for each member (Salakhutdinov
 * and Mnih, "Bayesian probabilistic matrix factorization using Markov chain Monte Carlo", 2008; Rendle, Zhang and Koren, "On the difficulty of
 * evaluating baselines", 2019; by single factors as in Rendle, "Scaling factorization machines to relational data", 2013). Predictions are means
 * over the draws. A pair's unknown member or item (-1) is as the priors expect.
 */
export function trainBayesian(
  ratings: Ratings,
  pairs: Pairs,
  options: BayesianOptions = bayesianDefaults,
  onSweep?: (done: number, total: number) => void,
): BayesianResult {
  const random = createRandom(options.seed, 'bayesian svd++')
  const chance: Chance = { random, normal: createNormal(random) }
  const world = worldOf(ratings)
  const draw = firstDraw(world, options.factors, timeEffects(ratings, pairs, chance), chance)
  const posterior = createPosterior(ratings, pairs, options)
  for (let sweep = 0; sweep < options.sweeps; sweep++) {
    // The first residuals are those of a draw from nowhere: nothing is to be learnt of priors from them.
    if (sweep >= firstSweeps) drawAllPriors(ratings, draw, chance)
    drawAll(world, draw, chance)
    if (sweep >= options.burnIn) posterior.add(draw)
    onSweep?.(sweep + 1, options.sweeps)
  }
  return posterior.result()
}

const firstSweeps = 3

/** What a chain looks at all the time. */
export interface ChainWorld {
  readonly ratings: Ratings
  readonly byItem: Ratings
  readonly scales: { readonly members: Float64Array; readonly items: Float64Array }
}

/** Ratings from both sides. */
export function worldOf(ratings: Ratings): ChainWorld {
  const byItem = transposed(ratings)
  return { ratings, byItem, scales: { members: scalesOf(ratings), items: scalesOf(byItem) } }
}

/** Draws anew how exact ratings are, and where the values of each kind are expected. */
export function drawAllPriors(ratings: Ratings, draw: Draw, chance: Chance): void {
  drawNoise(draw.noise, ratings, draw.residual, chance)
  for (const biases of [draw.members, draw.items]) biases.prior = drawPrior(biases.value, biases.prior, chance)
  for (const effect of draw.effects) drawEffectPrior(effect, chance)
  for (const side of [...draw.memberSides, ...draw.itemSides]) drawPriors(side, chance)
}

/** Draws everything else anew, one thing after the other; the residuals stay what the draw leaves unexplained. */
export function drawAll({ ratings, byItem, scales }: ChainWorld, draw: Draw, chance: Chance): void {
  const moved = { members: new Float64Array(ratings.users.length), items: new Float64Array(ratings.items.length) }
  drawMean(ratings, draw, chance)
  drawBiases(ratings, draw, moved, chance)
  const precision = draw.effects.length > 0 ? precisionsOf(ratings, draw.noise) : new Float64Array(0)
  for (const effect of draw.effects) drawEffect(effect, precision, draw.residual, chance)
  for (const [f, member] of draw.memberSides.entries()) {
    const item = draw.itemSides[f] as FactorSide
    drawSide(member, memberEvidence(ratings, draw, item.factor), byItem, scales.members, moved.members, chance)
    drawSide(item, itemEvidence(ratings, draw, member, item, moved.members), ratings, scales.items, moved.items, chance)
    takeItemsOff(ratings, draw.residual, member.factor, moved.items)
  }
}

/** A draw before any rating was looked at, and what it leaves unexplained. */
export function firstDraw({ ratings, byItem, scales }: ChainWorld, factors: number, effects: readonly TimeEffect[], chance: Chance): Draw {
  const { users, items, start, item, value } = ratings
  const mean = meanOf(value)
  const residual = Float32Array.from(value, (rating) => rating - mean)
  for (const { ofRating, value } of effects) takeOff(residual, ofRating, value)
  const sides = Array.from({ length: factors }, () => ({
    member: createSide(users.length, items.length, ratings, scales.members, chance),
    item: createSide(items.length, users.length, byItem, scales.items, chance),
  }))
  for (const side of sides) {
    for (let user = 0; user < users.length; user++)
      for (let at = start[user] as number; at < (start[user + 1] as number); at++)
        residual[at] = (residual[at] as number) - (side.member.factor[user] as number) * (side.item.factor[item[at] as number] as number)
  }
  return {
    mean,
    members: { value: new Float64Array(users.length), prior: { mean: 0, precision: 10 } },
    items: { value: new Float64Array(items.length), prior: { mean: 0, precision: 10 } },
    memberSides: sides.map(({ member }) => member),
    itemSides: sides.map(({ item }) => item),
    effects,
    noise: createNoise(users.length),
    residual,
  }
}

/** How exact each rating is. */
function precisionsOf({ users, start, item }: Ratings, noise: Noise): Float64Array {
  const precision = new Float64Array(item.length)
  for (let user = 0; user < users.length; user++)
    precision.fill(noise.precision * (noise.member[user] as number), start[user], start[user + 1])
  return precision
}

function drawMean({ users, start }: Ratings, draw: Draw, { normal }: Chance): void {
  const { noise, residual } = draw
  let [sum, weights] = [0, 0]
  for (let user = 0; user < users.length; user++) {
    const weight = noise.precision * (noise.member[user] as number)
    for (let at = start[user] as number; at < (start[user + 1] as number); at++) sum += weight * (residual[at] as number)
    weights += weight * ((start[user + 1] as number) - (start[user] as number))
  }
  const shift = sum / weights + normal() / Math.sqrt(weights)
  draw.mean += shift
  for (let at = 0; at < residual.length; at++) residual[at] = (residual[at] as number) - shift
}

function drawBiases({ start, item }: Ratings, draw: Draw, moved: { readonly items: Float64Array }, { normal }: Chance): void {
  const { members, items, noise, residual } = draw
  const weight = new Float64Array(items.value.length)
  const pull = new Float64Array(items.value.length)
  const drawn = (before: number, pull: number, weight: number, { mean, precision }: NormalPrior) =>
    (pull + weight * before + precision * mean) / (weight + precision) + normal() / Math.sqrt(weight + precision)
  for (let user = 0; user < members.value.length; user++) {
    const [from, to] = [start[user] as number, start[user + 1] as number]
    const precision = noise.precision * (noise.member[user] as number)
    const before = members.value[user] as number
    let sum = 0
    for (let at = from; at < to; at++) sum += residual[at] as number
    const after = drawn(before, precision * sum, precision * (to - from), members.prior)
    members.value[user] = after
    for (let at = from; at < to; at++) {
      const i = item[at] as number
      const rest = (residual[at] as number) - (after - before)
      residual[at] = rest
      weight[i] = (weight[i] as number) + precision
      pull[i] = (pull[i] as number) + precision * rest
    }
  }
  for (let i = 0; i < items.value.length; i++) {
    const before = items.value[i] as number
    const after = drawn(before, pull[i] as number, weight[i] as number, items.prior)
    items.value[i] = after
    moved.items[i] = after - before
  }
  for (let at = 0; at < residual.length; at++) residual[at] = (residual[at] as number) - (moved.items[item[at] as number] as number)
}
