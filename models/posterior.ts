import type { FactorSide } from './factor-side.ts'
import type { BayesianOptions, BayesianResult, Draw } from './gibbs-chain.ts'
import type { Pairs } from './pairs.ts'
import type { Ratings } from './ratings.ts'

/** Gathers draws into means. */
export interface Posterior {
  add(draw: Draw): void
  result(): BayesianResult
}

export function createPosterior({ items, item }: Ratings, pairs: Pairs, { factors, scale }: BayesianOptions): Posterior {
  const sums = new Float64Array(pairs.user.length)
  const itemBias = new Float64Array(items.length)
  const [q, squares, y] = [0, 1, 2].map(() => new Float64Array(items.length * factors)) as [Float64Array, Float64Array, Float64Array]
  const prior = { mean: new Float64Array(factors), precision: new Float64Array(factors) }
  const bias = { mean: 0, precision: 0 }
  let [count, mean, noise] = [0, 0, 0]
  const predicted = new Float64Array(pairs.user.length)
  return {
    add(draw) {
      count++
      mean += draw.mean
      noise += draw.noise.precision
      bias.mean += draw.members.prior.mean
      bias.precision += draw.members.prior.precision
      for (let i = 0; i < items.length; i++) itemBias[i] = (itemBias[i] as number) + (draw.items.value[i] as number)
      for (let f = 0; f < factors; f++) {
        const [member, side] = [draw.memberSides[f] as FactorSide, draw.itemSides[f] as FactorSide]
        prior.mean[f] = (prior.mean[f] as number) + member.ownPrior.mean
        prior.precision[f] = (prior.precision[f] as number) + member.ownPrior.precision
        for (let i = 0; i < items.length; i++) {
          const value = side.factor[i] as number
          const to = i * factors + f
          q[to] = (q[to] as number) + value
          squares[to] = (squares[to] as number) + value * value
          y[to] = (y[to] as number) + (member.implied[i] as number)
        }
      }
      predict(draw, pairs, predicted)
      const [lowest, highest] = scale
      for (let at = 0; at < sums.length; at++)
        sums[at] = (sums[at] as number) + Math.min(highest, Math.max(lowest, predicted[at] as number))
    },
    result() {
      const averaged = (values: Float64Array) => Float32Array.from(values, (value) => value / count)
      const ratings = new Float64Array(items.length)
      for (const i of item) ratings[i] = (ratings[i] as number) + 1
      const variance = new Float64Array(factors)
      for (let at = 0; at < q.length; at++) {
        const spread = (squares[at] as number) / count - ((q[at] as number) / count) ** 2
        const f = at % factors
        variance[f] = (variance[f] as number) + (spread * (ratings[(at - f) / factors] as number)) / item.length
      }
      return {
        predictions: averaged(sums),
        model: {
          ...{ factors, mean: mean / count, itemBias: averaged(itemBias), itemFactors: averaged(q), impliedFactors: averaged(y), variance },
          bias: { mean: bias.mean / count, penalty: bias.precision / noise },
          prior: { mean: prior.mean.map((sum) => sum / count), penalty: prior.precision.map((sum) => sum / noise) },
        },
      }
    },
  }
}

/** What a draw predicts for pairs, into `predicted`. */
function predict(draw: Draw, { user, item }: Pairs, predicted: Float64Array): void {
  const [members, items] = [draw.members, draw.items]
  for (let at = 0; at < user.length; at++)
    predicted[at] =
      draw.mean + (members.value[user[at] as number] ?? members.prior.mean) + (items.value[item[at] as number] ?? items.prior.mean)
  for (const { ofPair, value } of draw.effects)
    for (let at = 0; at < user.length; at++) predicted[at] = (predicted[at] as number) + (value[ofPair[at] as number] ?? 0)
  for (let f = 0; f < draw.memberSides.length; f++) {
    const [member, side] = [draw.memberSides[f] as FactorSide, draw.itemSides[f] as FactorSide]
    for (let at = 0; at < user.length; at++) {
      const x = member.factor[user[at] as number] ?? member.ownPrior.mean
      predicted[at] = (predicted[at] as number) + x * (side.factor[item[at] as number] ?? side.ownPrior.mean)
    }
  }
}
