import { expect, test } from 'vitest'
import { biasOf } from './bias.ts'
import { holdOut } from './hold-out.ts'
import {
  addGradient,
  autoencoderDefaults,
  decode,
  encode,
  firstNetwork,
  type Gradient,
  restsOf,
  trainAutoencoder,
} from './item-autoencoder.ts'
import { rmse } from './metrics.ts'
import { createRandom } from './random.ts'
import { ratePairsByAutoencoder, ratePairsByBias } from './rate-pairs.ts'
import { ratingsFrom, transposed } from './ratings.ts'
import { createWorld } from './synthetic.ts'

const ratings = ratingsFrom([
  { user: 'a', item: 'x', value: 5 },
  { user: 'b', item: 'x', value: 2 },
  { user: 'c', item: 'x', value: 4 },
  { user: 'c', item: 'y', value: 1 },
])
const byItem = transposed(ratings)
const hidden = 3
const bias = { mean: 3, user: Float64Array.of(0.2, -0.1, 0), item: Float64Array.of(0.3, -0.4) }
const rests = restsOf(byItem, bias)
const names = ['encoder', 'decoder', 'hiddenBias', 'outputBias'] as const

function network() {
  const random = createRandom(2)
  const model = firstNetwork(3, hidden, bias, random)
  for (const name of names) for (let at = 0; at < model[name].length; at++) model[name][at] = random() - 0.5
  return model
}

test('what biases leave unexplained is what the network reads', () => {
  expect([...rests]).toEqual([5 - 3.5, 2 - 3.2, 4 - 3.3, 1 - 2.6].map((rest) => expect.closeTo(rest, 6)))
})

test.each(names)('the gradient is that of half the squared errors: %s', (name) => {
  const model = network()
  const gradient: Gradient = {
    ...{ encoder: new Float32Array(9), decoder: new Float32Array(9) },
    ...{ hiddenBias: new Float32Array(3), outputBias: new Float32Array(3) },
  }
  const options = { dropout: 0, presence: 2 }
  const squares = addGradient(model, byItem, rests, 0, options, Math.random, gradient)
  const loss = () => {
    const activity = encode(model, byItem, rests, 0, options.presence)
    const errors = [0, 1, 2].map((user) => decode(model, activity, user, 0) - biasOf(bias, user, 0) - (rests[user] ?? 0))
    return errors.reduce((sum, error) => sum + error * error, 0) / 2
  }
  expect(squares / 2).toBeCloseTo(loss(), 6)
  const width = 2 ** -10
  for (let at = 0; at < gradient[name].length; at++) {
    const before = model[name][at] ?? 0
    model[name][at] = before + width
    const above = loss()
    model[name][at] = before - width
    const below = loss()
    model[name][at] = before
    expect(gradient[name][at]).toBeCloseTo((above - below) / (2 * width), 3)
  }
  expect(gradient[name].some((slope) => Math.abs(slope) > 0.01)).toBe(true)
})

test('what is dropped is not read, but still asked for; what is kept is read louder', () => {
  const model = network()
  const gradientOf = (dropout: number, random: () => number) => {
    const gradient: Gradient = {
      ...{ encoder: new Float32Array(9), decoder: new Float32Array(9) },
      ...{ hiddenBias: new Float32Array(3), outputBias: new Float32Array(3) },
    }
    addGradient(model, byItem, rests, 0, { dropout, presence: 2 }, random, gradient)
    return gradient
  }
  const none = gradientOf(0.5, () => 0.1)
  expect(none.encoder.every((slope) => slope === 0)).toBe(true)
  expect(none.decoder.every((slope) => slope !== 0)).toBe(true)
  const all = gradientOf(0.5, () => 0.9)
  expect(all.encoder.every((slope) => slope !== 0)).toBe(true)
  expect(all.encoder).not.toEqual(gradientOf(0, () => 0.9).encoder)
})

test('finds tastes in a world that has them', () => {
  const world = createWorld({ users: 200, items: 300, factors: 2, ratingsPerUser: 100, noise: 0.2, seed: 3, stars: false })
  const { rest, pairs, value } = holdOut(world.ratings, 0.1, 1)
  const options = { ...autoencoderDefaults, hidden: 20, epochs: 40, batch: 16, step: 0.01, decay: 0.95, penalty: 5, dropout: 0.2 }
  const learnt = rmse(ratePairsByAutoencoder(rest, pairs, options), value)
  const biased = rmse(ratePairsByBias(rest, pairs), value)
  expect(learnt).toBeLessThan(0.6 * biased)
})

test('the same seed learns the same bytes, another one others', () => {
  const few = { ...autoencoderDefaults, hidden: 4, epochs: 2, batch: 2 }
  expect(trainAutoencoder(ratings, few)).toEqual(trainAutoencoder(ratings, few))
  expect(trainAutoencoder(ratings, { ...few, seed: 2 })).not.toEqual(trainAutoencoder(ratings, few))
})

test('unknown members and items are told by what is known of the rest', () => {
  const options = { ...autoencoderDefaults, hidden: 4, epochs: 2, batch: 2 }
  const told = ratePairsByAutoencoder(ratings, { user: Int32Array.of(-1, 0, -1), item: Int32Array.of(0, -1, -1) }, options)
  const { bias } = trainAutoencoder(ratings, options)
  expect([...told]).toEqual([biasOf(bias, -1, 0), biasOf(bias, 0, -1), bias.mean].map((rating) => expect.closeTo(rating, 5)))
})
