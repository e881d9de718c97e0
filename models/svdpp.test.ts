import { expect, test } from 'vitest'
import { biasOf, trainBias } from './bias.ts'
import { holdOut } from './hold-out.ts'
import { rmse } from './metrics.ts'
import { createNormal, createRandom } from './random.ts'
import { ratingsFrom } from './ratings.ts'
import { type SvdppState, stepOf, svdppDefaults, svdppOf, trainSvdpp } from './svdpp.ts'
import { createWorld } from './synthetic.ts'

const factors = 3
const options = { ...svdppDefaults, factors, biasPenalty: 0.1, factorPenalty: 0.2, impliedPenalty: 0.3 }
/** One member who rated three of four items: the sums of squared errors and penalties are those of one row. */
const ratings = ratingsFrom([
  { user: 'a', item: 'w', value: 5 },
  { user: 'a', item: 'x', value: 1 },
  { user: 'a', item: 'y', value: 4 },
  { user: 'b', item: 'z', value: 2 },
])
const arrays = ['userBias', 'itemBias', 'itemFactors', 'userFactors', 'impliedFactors'] as const

function drawnState(): SvdppState {
  const normal = createNormal(createRandom(3))
  const drawn = (count: number) => Float32Array.from({ length: count }, () => 0.5 * normal())
  return {
    ...{ factors, mean: 3, userBias: drawn(2), itemBias: drawn(4) },
    ...{ itemFactors: drawn(4 * factors), userFactors: drawn(2 * factors), impliedFactors: drawn(4 * factors) },
  }
}

/** Half of the squared errors of the member's ratings and of the penalties that a step of each applies. */
function loss({
  mean,
  userBias,
  itemBias,
  itemFactors,
  userFactors,
  impliedFactors,
}: Readonly<Record<string, ArrayLike<number> | number>>) {
  const at = (values: ArrayLike<number> | number | undefined, place: number) => (values as ArrayLike<number>)[place] as number
  let sum = 0
  const implied = Array.from(
    { length: factors },
    (_, f) => [0, 1, 2].reduce((s, j) => s + at(impliedFactors, j * factors + f), 0) / Math.sqrt(3),
  )
  for (const [item, value] of [5, 1, 4].entries()) {
    let expected = (mean as number) + at(userBias, 0) + at(itemBias, item)
    for (let f = 0; f < factors; f++) expected += at(itemFactors, item * factors + f) * (at(userFactors, f) + (implied[f] as number))
    sum += (value - expected) ** 2 + options.biasPenalty * (at(userBias, 0) ** 2 + at(itemBias, item) ** 2)
    for (let f = 0; f < factors; f++) sum += options.factorPenalty * (at(itemFactors, item * factors + f) ** 2 + at(userFactors, f) ** 2)
  }
  // Each y steps once for a member, each of the others once for a rating.
  for (let place = 0; place < 3 * factors; place++) sum += options.impliedPenalty * at(impliedFactors, place) ** 2
  return sum / 2
}

test.each(arrays)('a step goes down the gradient of the loss: %s', (name) => {
  const step = 3e-4
  const before = Object.fromEntries(
    Object.entries(drawnState()).map(([key, value]) => [key, typeof value === 'number' ? value : Float64Array.from(value)]),
  )
  const state = drawnState()
  stepOf(ratings, state, 0, step, options)
  const moved = Float64Array.from(state[name], (value, at) => (value - ((before[name] as Float64Array)[at] ?? 0)) / step)
  const width = 1e-5
  const slopes = (before[name] as Float64Array).map((value, at) => {
    const shifted = (by: number) => loss({ ...before, [name]: (before[name] as Float64Array).with(at, value + by) })
    return (shifted(width) - shifted(-width)) / (2 * width)
  })
  expect(slopes.some((slope) => Math.abs(slope) > 0.1)).toBe(true)
  for (const [at, slope] of slopes.entries()) expect(moved[at]).toBeCloseTo(-slope, 2)
})

test('what no rating of the member touches stays', () => {
  const [before, state] = [drawnState(), drawnState()]
  stepOf(ratings, state, 0, 0.1, options)
  expect(state.itemFactors.slice(3 * factors)).toEqual(before.itemFactors.slice(3 * factors))
  expect(state.impliedFactors.slice(3 * factors)).toEqual(before.impliedFactors.slice(3 * factors))
  expect(state.userFactors.slice(factors)).toEqual(before.userFactors.slice(factors))
})

test('finds tastes in a world that has them: more than half of what biases miss', () => {
  const world = createWorld({ users: 400, items: 150, factors: 2, ratingsPerUser: 60, noise: 0.2, seed: 5, stars: false })
  const { rest, pairs, value } = holdOut(world.ratings, 0.1, 1)
  const model = trainSvdpp(rest, { ...svdppDefaults, factors: 6, epochs: 40 })
  const bias = trainBias(rest)
  const by = (rate: (user: number, item: number) => number) =>
    rmse(
      Float64Array.from(pairs.user, (user, at) => rate(user, pairs.item[at] ?? -1)),
      value,
    )
  const [learnt, biased] = [by((user, item) => svdppOf(model, user, item)), by((user, item) => biasOf(bias, user, item))]
  expect(learnt).toBeLessThan(0.5 * biased)
})

test('the same seed learns the same bytes, another one others', () => {
  const { ratings } = createWorld({ users: 40, items: 30, factors: 2, ratingsPerUser: 10, noise: 0.5, seed: 6 })
  const few = { ...svdppDefaults, factors: 4, epochs: 3 }
  expect(trainSvdpp(ratings, few)).toEqual(trainSvdpp(ratings, few))
  expect(trainSvdpp(ratings, { ...few, seed: 2 })).not.toEqual(trainSvdpp(ratings, few))
})

test('tells each epoch, and that the error on what it learns falls', () => {
  const { ratings } = createWorld({ users: 60, items: 40, factors: 2, ratingsPerUser: 20, noise: 0.3, seed: 7 })
  const told: number[] = []
  trainSvdpp(ratings, { ...svdppDefaults, factors: 4, epochs: 8 }, (done, total, error) => void (done <= total && told.push(error)))
  expect(told.length).toBe(8)
  expect(told.at(-1)).toBeLessThan(told[0] ?? 0)
})

test('unknown members and items are told by what is known of the rest', () => {
  const model = trainSvdpp(ratings, { ...svdppDefaults, factors: 2, epochs: 2 })
  expect(svdppOf(model, -1, -1)).toBeCloseTo(model.mean, 6)
  expect(svdppOf(model, -1, 0)).toBeCloseTo(model.mean + (model.itemBias[0] ?? 0), 6)
})
