import { biasOf, trainBias } from './bias.ts'
import { type AutoencoderOptions, autoencoderDefaults, decode, encode, restsOf, trainAutoencoder } from './item-autoencoder.ts'
import type { Pairs } from './pairs.ts'
import { meanOf, type Ratings, transposed } from './ratings.ts'
import { createMachine, expectedLevel, levelsOf, longestRow, type RbmModel } from './rbm.ts'
import { type SvdppOptions, svdppDefaults, svdppOf, trainSvdpp } from './svdpp.ts'

type OnProgress = (done: number, total: number) => void

/** What biases alone expect of pairs. */
export function ratePairsByBias(ratings: Ratings, pairs: Pairs): Float32Array {
  const model = trainBias(ratings)
  return each(pairs, (user, item) => biasOf(model, user, item))
}

/** Trains SVD++ and asks it for pairs. */
export function ratePairsBySvdpp(
  ratings: Ratings,
  pairs: Pairs,
  options: SvdppOptions = svdppDefaults,
  onProgress?: OnProgress,
): Float32Array {
  const model = trainSvdpp(ratings, options, onProgress)
  return each(pairs, (user, item) => svdppOf(model, user, item))
}

/** Asks an RBM for pairs. A member without ratings is an empty history; an item without is rated as all are. */
export function askRbm(model: RbmModel, ratings: Ratings, pairs: Pairs): Float32Array {
  const machine = createMachine(model, longestRow(ratings))
  const mean = meanOf(ratings.value)
  const predictions = new Float32Array(pairs.user.length)
  for (const [user, asked] of grouped(pairs.user)) {
    const [from, to] = user < 0 ? [0, 0] : [ratings.start[user] as number, ratings.start[user + 1] as number]
    machine.show(ratings.item.subarray(from, to), levelsOf(model.levels, ratings.value, from, to - from))
    for (const pair of asked) {
      const item = pairs.item[pair] as number
      predictions[pair] = item < 0 ? mean : expectedLevel(model, machine, item)
    }
  }
  return predictions
}

/** Trains an item-based autoencoder and asks it for pairs. */
export function ratePairsByAutoencoder(
  ratings: Ratings,
  pairs: Pairs,
  options: AutoencoderOptions = autoencoderDefaults,
  onProgress?: OnProgress,
): Float32Array {
  const model = trainAutoencoder(ratings, options, onProgress)
  const byItem = transposed(ratings)
  const rests = restsOf(byItem, model.bias)
  const predictions = new Float32Array(pairs.user.length)
  for (const [item, asked] of grouped(pairs.item)) {
    const activity = item < 0 ? new Float64Array(model.hidden) : encode(model, byItem, rests, item, options.presence)
    for (const pair of asked) predictions[pair] = decode(model, activity, pairs.user[pair] as number, item)
  }
  return predictions
}

const each = ({ user, item }: Pairs, rate: (user: number, item: number) => number) =>
  Float32Array.from(user, (number, pair) => rate(number, item[pair] as number))

/** The places of each number. */
function grouped(numbers: Int32Array): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>()
  for (const [place, number] of numbers.entries()) {
    const known = places.get(number)
    if (known === undefined) places.set(number, [place])
    else known.push(place)
  }
  return places
}
