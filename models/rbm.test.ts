import { expect, test } from 'vitest'
import { createNormal, createRandom } from './random.ts'
import { askRbm } from './rate-pairs.ts'
import { meanOf, ratingsFrom } from './ratings.ts'
import { createMachine, expectedLevel, initialMachine, levelsFor, levelsOf, type RbmModel, rbmDefaults, trainRbm } from './rbm.ts'
import { createWorld } from './synthetic.ts'

/** Two items of two levels each, and two hidden units: small enough to count all states. */
const hidden = 2
const levels = Float64Array.of(1, 5)
const items = Uint32Array.of(0, 1)

function drawnModel(seed: number): RbmModel {
  const normal = createNormal(createRandom(seed))
  const drawn = (count: number) => Float32Array.from({ length: count }, () => 0.8 * normal())
  return { hidden, levels, weights: drawn(8), visibleBias: drawn(4), hiddenBias: drawn(2), implied: drawn(4) }
}

const at = (values: ArrayLike<number>, place: number) => values[place] as number
const states = [0, 1].flatMap((one) => [0, 1].map((other) => [one, other] as const))

/** What the machine finds how likely: the exponent of minus the energy of visible levels and hidden units together. */
function goodness(model: RbmModel, visible: readonly number[], on: readonly number[]): number {
  let sum = 0
  for (const [item, level] of visible.entries()) {
    sum += at(model.visibleBias, item * 2 + level)
    for (const [f, state] of on.entries())
      sum += state * (at(model.weights, (item * 2 + level) * hidden + f) + at(model.implied, item * hidden + f))
  }
  for (const [f, state] of on.entries()) sum += state * at(model.hiddenBias, f)
  return Math.exp(sum)
}

/** The logarithm of how likely a member's levels are, all hidden states and all levels counted. */
function logLikelihood(model: RbmModel, visible: readonly number[]): number {
  const total = (v: readonly number[]) => states.reduce((sum, on) => sum + goodness(model, v, on), 0)
  return Math.log(total(visible) / states.reduce((sum, v) => sum + total(v), 0))
}

const arrays = ['weights', 'visibleBias', 'hiddenBias', 'implied'] as const

test('hidden units are on as often as over all states counted', () => {
  const model = drawnModel(1)
  const machine = createMachine(model, 2)
  machine.show(items, Uint8Array.of(1, 0))
  for (let f = 0; f < hidden; f++) {
    const total = states.reduce((sum, on) => sum + goodness(model, [1, 0], on), 0)
    const own = states.reduce((sum, on) => sum + at(on, f) * goodness(model, [1, 0], on), 0)
    expect(machine.on[f]).toBeCloseTo(own / total, 6)
  }
})

test('the expected rating of one more item is that over all states counted', () => {
  const model = drawnModel(2)
  const machine = createMachine(model, 2)
  // What having rated it would imply is not known of an item that was not rated.
  machine.show(items.subarray(0, 1), Uint8Array.of(1))
  const weightOf = (level: number) =>
    states.reduce((sum, on) => {
      let exponent = at(model.visibleBias, 2 + level)
      for (const [f, state] of on.entries()) {
        const drive = at(model.hiddenBias, f) + at(model.implied, f) + at(model.weights, hidden + f)
        exponent += state * (drive + at(model.weights, (2 + level) * hidden + f))
      }
      return sum + Math.exp(exponent)
    }, 0)
  const expected = (1 * weightOf(0) + 5 * weightOf(1)) / (weightOf(0) + weightOf(1))
  expect(expectedLevel(model, machine, 1)).toBeCloseTo(expected, 6)
})

test.each(arrays)('with a long chain it learns along the gradient of the likelihood: %s', (name) => {
  const visible = [1, 0]
  const sums = new Float64Array(drawnModel(3)[name].length)
  const random = createRandom(4)
  const times = 6000
  for (let time = 0; time < times; time++) {
    const model = drawnModel(3)
    const before = Float64Array.from(model[name])
    const machine = createMachine(model, 2)
    machine.show(items, Uint8Array.from(visible))
    machine.learn(12, 1, { penalty: 0, impliedShare: 1 }, random)
    for (let place = 0; place < sums.length; place++) sums[place] = at(sums, place) + (at(model[name], place) - at(before, place)) / times
  }
  const width = 2 ** -8
  for (let place = 0; place < sums.length; place++) {
    const shifted = (by: number) => {
      const model = drawnModel(3)
      model[name][place] = at(model[name], place) + by
      return logLikelihood(model, visible)
    }
    const slope = (shifted(width) - shifted(-width)) / (2 * width)
    expect(Math.abs(at(sums, place) - slope)).toBeLessThan(0.03)
  }
})

test('finds two kinds of members, and tells what each would give', () => {
  const random = createRandom(5)
  const events = Array.from({ length: 200 }, (_, user) => user).flatMap((user) =>
    Array.from({ length: 12 }, (_, item) => item)
      .filter(() => random() < 0.7)
      .map((item) => ({ user: `${user}`, item: `${item}`, value: (user + item) % 2 === 0 ? 5 : 1 })),
  )
  const ratings = ratingsFrom(events)
  const pairs = { user: Int32Array.of(0, 0, 1, 1), item: Int32Array.of(2, 3, 2, 3) }
  const told = askRbm(trainRbm(ratings, { ...rbmDefaults, hidden: 8, epochs: 30, step: 0.05 }), ratings, pairs)
  expect([...told].map(Math.round)).toEqual([5, 1, 1, 5])
})

test('the same seed learns the same bytes, another one others', () => {
  const { ratings } = createWorld({ users: 20, items: 15, factors: 1, ratingsPerUser: 6, noise: 0.5, seed: 6 })
  const few = { ...rbmDefaults, hidden: 4, epochs: 2 }
  expect(trainRbm(ratings, few)).toEqual(trainRbm(ratings, few))
  expect(trainRbm(ratings, { ...few, seed: 2 })).not.toEqual(trainRbm(ratings, few))
})

test('before it learns, an item is told by how its raters rated it', () => {
  const ratings = ratingsFrom([...Array(200).keys()].map((user) => ({ user: `${user}`, item: 'x', value: user % 4 === 0 ? 1 : 5 })))
  const model = initialMachine(ratings, 1, () => 0)
  const machine = createMachine(model, 1)
  machine.show(new Uint32Array(0), new Uint8Array(0))
  expect(expectedLevel(model, machine, 0)).toBeCloseTo(4, 1)
})

test.each([
  { name: 'whole stars', values: [5, 1, 3, 3], levels: [1, 3, 5] },
  { name: 'half stars', values: [0.5, 4.5, 5], levels: [0.5, 4.5, 5] },
  { name: 'one alone', values: [4, 4], levels: [4] },
])('levels of $name are what was given', ({ values, levels }) => {
  expect([...levelsFor(Float32Array.from(values))]).toEqual(levels)
})

test('ratings of any number of decimals are put on ten levels, the nearest', () => {
  const values = Float32Array.from({ length: 400 }, (_, n) => 1 + n / 100)
  const ten = levelsFor(values)
  expect(ten.length).toBe(10)
  expect([ten[0], ten[9]]).toEqual([1, expect.closeTo(4.99, 5)])
  const own = levelsOf(ten, values, 0, values.length)
  for (const [n, level] of own.entries()) expect(Math.abs(at(values, n) - at(ten, level))).toBeLessThan(0.23)
})

test('unknown members have an empty history, unknown items are as all are', () => {
  const { ratings } = createWorld({ users: 30, items: 15, factors: 1, ratingsPerUser: 6, noise: 0.5, seed: 7 })
  const pairs = { user: Int32Array.of(-1, 0), item: Int32Array.of(0, -1) }
  const told = askRbm(trainRbm(ratings, { ...rbmDefaults, hidden: 4, epochs: 2 }), ratings, pairs)
  expect(told[0]).toBeGreaterThan(1)
  expect(told[1]).toBeCloseTo(meanOf(ratings.value), 5)
})
