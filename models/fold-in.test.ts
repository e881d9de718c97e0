import { expect, test } from 'vitest'
import { trainBayesian } from './bayesian-svdpp.ts'
import { type FoldInModel, foldIn, ratingBy } from './fold-in.ts'
import { rmse } from './metrics.ts'
import { createNormal, createRandom } from './random.ts'
import { createWorld } from './synthetic.ts'

const factors = 4
const items = 30

function drawnModel(seed: number): FoldInModel {
  const normal = createNormal(createRandom(seed))
  const drawn = (count: number, deviation: number) => Float32Array.from({ length: count }, () => deviation * normal())
  return {
    ...{
      factors,
      mean: 3.5,
      itemBias: drawn(items, 0.4),
      itemFactors: drawn(items * factors, 0.5),
      impliedFactors: drawn(items * factors, 0.2),
    },
    bias: { mean: -0.1, penalty: 4 },
    prior: { mean: Float64Array.of(0.1, -0.2, 0.3, 0), penalty: Float64Array.of(5, 6, 7, 8) },
    variance: Float64Array.of(0.01, 0.02, 0.03, 0.04),
  }
}

const history = { items: [3, 7, 8, 21, 29], values: [5, 1, 4, 4.5, 2] }

test('the solution leaves no slope: squared errors, penalties and the uncertainty of items are least there', () => {
  const model = drawnModel(1)
  const { bias, factors: point } = foldIn(model, history.items, history.values)
  const implied = point.map(
    (_, f) => history.items.reduce((sum, item) => sum + (model.impliedFactors[item * factors + f] ?? 0), 0) / Math.sqrt(5),
  )
  const cost = (bias: number, p: readonly number[]) => {
    let sum = model.bias.penalty * (bias - model.bias.mean) ** 2
    for (const [f, value] of p.entries()) {
      sum += (model.prior.penalty[f] ?? 0) * (value - (model.prior.mean[f] ?? 0)) ** 2
      sum += history.items.length * (model.variance[f] ?? 0) * value ** 2
    }
    for (const [at, item] of history.items.entries()) {
      let expected = model.mean + bias + (model.itemBias[item] ?? 0)
      for (const [f, value] of p.entries()) expected += (model.itemFactors[item * factors + f] ?? 0) * (value + (implied[f] ?? 0))
      sum += ((history.values[at] ?? 0) - expected) ** 2
    }
    return sum
  }
  const p = Array.from(point, (value, f) => value - (implied[f] ?? 0))
  const width = 1e-4
  expect((cost(bias + width, p) - cost(bias - width, p)) / (2 * width)).toBeCloseTo(0, 6)
  for (let f = 0; f < factors; f++) {
    const shifted = (by: number) => cost(bias, p.with(f, (p[f] ?? 0) + by))
    expect((shifted(width) - shifted(-width)) / (2 * width)).toBeCloseTo(0, 6)
  }
})

test('without a history a member is as the prior expects', () => {
  const model = drawnModel(2)
  const member = foldIn(model, [], [])
  expect(member.bias).toBeCloseTo(-0.1, 12)
  expect([...member.factors]).toEqual([...model.prior.mean].map((value) => expect.closeTo(value, 12)))
})

test('the order of a history does not matter', () => {
  const model = drawnModel(3)
  const [one, other] = [
    foldIn(model, history.items, history.values),
    foldIn(model, history.items.toReversed(), history.values.toReversed()),
  ]
  expect(other.bias).toBeCloseTo(one.bias, 10)
  for (let f = 0; f < factors; f++) expect(other.factors[f]).toBeCloseTo(one.factors[f] ?? 0, 10)
})

test('a history of 50,000 ratings is placed', () => {
  const member = foldIn(
    drawnModel(4),
    Array.from({ length: 50_000 }, (_, at) => at % items),
    new Float32Array(50_000).fill(4),
  )
  expect([member.bias, ...member.factors].every(Number.isFinite)).toBe(true)
})

test('an item that the model does not know has neither bias nor factors', () => {
  const model = drawnModel(5)
  expect(ratingBy(model, { bias: 0.5, factors: new Float64Array(factors).fill(9) }, -1)).toBe(4)
})

test('a member folded in is told as well as one that was trained', () => {
  const { ratings } = createWorld({ users: 300, items: 120, factors: 2, ratingsPerUser: 50, noise: 0.4, seed: 8, stars: false })
  const pairs = { user: new Int32Array(ratings.item.length), item: Int32Array.from(ratings.item) }
  for (let user = 0; user < ratings.users.length; user++) pairs.user.fill(user, ratings.start[user], ratings.start[user + 1])
  const options = { factors: 4, sweeps: 60, burnIn: 30, seed: 1, scale: [-20, 20] } as const
  const { predictions, model } = trainBayesian(ratings, pairs, options)
  const folded = ratings.users.map((_, user) => {
    const [from, to] = [ratings.start[user], ratings.start[user + 1]]
    return foldIn(model, ratings.item.subarray(from, to), ratings.value.subarray(from, to))
  })
  const anew = predictions.map((_, at) => ratingBy(model, folded[pairs.user[at] ?? 0] ?? foldIn(model, [], []), pairs.item[at] ?? 0))
  expect(rmse(anew, predictions)).toBeLessThan(0.1)
})
