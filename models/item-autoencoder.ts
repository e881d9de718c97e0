import { type BiasModel, biasOf, trainBias } from './bias.ts'
import { createRandom, type Random, shuffledRange } from './random.ts'
import { type Ratings, transposed } from './ratings.ts'

/**
 * A network that reads all ratings of an item and writes what each member would give: hidden units from what its raters say, ratings from
 * the hidden units. Rows of `hidden` numbers by member.
 */
export interface AutoencoderModel {
  readonly hidden: number
  readonly bias: BiasModel
  readonly encoder: Float32Array
  readonly decoder: Float32Array
  readonly hiddenBias: Float32Array
  readonly outputBias: Float32Array
}

/** How the network learns. */
export interface AutoencoderOptions {
  readonly hidden: number
  readonly epochs: number
  readonly batch: number
  /** The step of the first epoch; each further one steps by `decay` less far. */
  readonly step: number
  readonly decay: number
  /** How strongly weights are drawn towards 0, as if the loss of all ratings had this much for each square. */
  readonly penalty: number
  /** The share of an item's ratings that the network does not see while it learns. */
  readonly dropout: number
  /** What a rating adds by being there, in stars: an item that nobody rated reads as 0. */
  readonly presence: number
  readonly seed: number
}

export const autoencoderDefaults: AutoencoderOptions = {
  ...{ hidden: 300, epochs: 16, batch: 128, step: 0.002, decay: 0.85 },
  ...{ penalty: 80, dropout: 0.4, presence: 2, seed: 1 },
}

/** What a rating of an item is read as. */
const read = (rest: number, presence: number) => rest + presence

/**
 * Trains an item-based autoencoder (Sedhain et al., "AutoRec: autoencoders meet collaborative filtering", 2015) on what biases leave unexplained,
 * by Adam (Kingma and Ba, 2015) over batches of items in drawn order, with ratings dropped from what it reads (Srivastava et al., 2014).
 */
export function trainAutoencoder(
  ratings: Ratings,
  options: AutoencoderOptions = autoencoderDefaults,
  onEpoch?: (done: number, total: number, rmse: number) => void,
): AutoencoderModel {
  const random = createRandom(options.seed, 'autoencoder')
  const byItem = transposed(ratings)
  const bias = trainBias(ratings)
  const rests = restsOf(byItem, bias)
  const model = firstNetwork(ratings.users.length, options.hidden, bias, random)
  const { encoder, decoder, hiddenBias, outputBias } = model
  const gradient: Gradient = {
    encoder: new Float32Array(encoder.length),
    decoder: new Float32Array(decoder.length),
    hiddenBias: new Float32Array(hiddenBias.length),
    outputBias: new Float32Array(outputBias.length),
  }
  const names = ['encoder', 'decoder', 'hiddenBias', 'outputBias'] as const
  const moments = names.map((name) => createMoments(model[name].length))
  let step = options.step
  let turn = 0
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    const order = shuffledRange(ratings.items.length, random)
    let squares = 0
    for (let from = 0; from < order.length; from += options.batch) {
      const batch = order.subarray(from, from + options.batch)
      for (const item of batch) squares += addGradient(model, byItem, rests, item, options, random, gradient)
      turn++
      const share = (options.penalty * batch.length) / order.length
      for (const [at, name] of names.entries())
        adam(model[name], gradient[name], moments[at] as Moments, turn, step, name.endsWith('Bias') ? 0 : share)
    }
    step *= options.decay
    onEpoch?.(epoch, options.epochs, Math.sqrt(squares / ratings.item.length))
  }
  return model
}

/** What the loss of some items says each weight should give way to. */
export interface Gradient {
  readonly encoder: Float32Array
  readonly decoder: Float32Array
  readonly hiddenBias: Float32Array
  readonly outputBias: Float32Array
}

/** A network with small drawn weights. */
export function firstNetwork(members: number, hidden: number, bias: BiasModel, random: Random): AutoencoderModel {
  const drawn = () => Float32Array.from({ length: members * hidden }, () => 0.1 * (random() - 0.5))
  return {
    ...{ hidden, bias, encoder: drawn(), decoder: drawn() },
    ...{ hiddenBias: new Float32Array(hidden), outputBias: new Float32Array(members) },
  }
}

/** What biases leave unexplained of each rating. */
export function restsOf({ users, start, item, value }: Ratings, bias: BiasModel): Float32Array {
  const rests = new Float32Array(value.length)
  for (let row = 0; row < users.length; row++)
    for (let at = start[row] as number; at < (start[row + 1] as number); at++)
      rests[at] = (value[at] as number) - biasOf(bias, item[at] as number, row)
  return rests
}

/** Adds the gradient of half the squared errors of one item's ratings; gives their sum. */
export function addGradient(
  { hidden, encoder, decoder, hiddenBias, outputBias }: AutoencoderModel,
  byItem: Ratings,
  rests: Float32Array,
  item: number,
  { dropout, presence }: Pick<AutoencoderOptions, 'dropout' | 'presence'>,
  random: Random,
  gradient: Gradient,
): number {
  const [from, to] = [byItem.start[item] as number, byItem.start[item + 1] as number]
  const activity = Float64Array.from(hiddenBias)
  const inputs = new Float64Array(to - from)
  const kept = 1 / (1 - dropout)
  for (let at = from; at < to; at++) {
    const input = dropout > 0 && random() < dropout ? 0 : kept * read(rests[at] as number, presence)
    inputs[at - from] = input
    if (input === 0) continue
    const row = (byItem.item[at] as number) * hidden
    for (let h = 0; h < hidden; h++) activity[h] = (activity[h] as number) + input * (encoder[row + h] as number)
  }
  for (let h = 0; h < hidden; h++) activity[h] = 1 / (1 + Math.exp(-(activity[h] as number)))
  const back = new Float64Array(hidden)
  let squares = 0
  for (let at = from; at < to; at++) {
    const member = byItem.item[at] as number
    const row = member * hidden
    let output = outputBias[member] as number
    for (let h = 0; h < hidden; h++) output += (decoder[row + h] as number) * (activity[h] as number)
    const error = output - (rests[at] as number)
    squares += error * error
    gradient.outputBias[member] = (gradient.outputBias[member] as number) + error
    for (let h = 0; h < hidden; h++) {
      back[h] = (back[h] as number) + error * (decoder[row + h] as number)
      gradient.decoder[row + h] = (gradient.decoder[row + h] as number) + error * (activity[h] as number)
    }
  }
  for (let h = 0; h < hidden; h++) {
    const active = activity[h] as number
    back[h] = (back[h] as number) * active * (1 - active)
    gradient.hiddenBias[h] = (gradient.hiddenBias[h] as number) + (back[h] as number)
  }
  for (let at = from; at < to; at++) {
    const input = inputs[at - from] as number
    if (input === 0) continue
    const row = (byItem.item[at] as number) * hidden
    for (let h = 0; h < hidden; h++) gradient.encoder[row + h] = (gradient.encoder[row + h] as number) + input * (back[h] as number)
  }
  return squares
}

/** The hidden units of an item, from all its ratings. */
export function encode(model: AutoencoderModel, byItem: Ratings, rests: Float32Array, item: number, presence: number): Float64Array {
  const { hidden, encoder, hiddenBias } = model
  const activity = Float64Array.from(hiddenBias)
  for (let at = byItem.start[item] as number; at < (byItem.start[item + 1] as number); at++) {
    const input = read(rests[at] as number, presence)
    const row = (byItem.item[at] as number) * hidden
    for (let h = 0; h < hidden; h++) activity[h] = (activity[h] as number) + input * (encoder[row + h] as number)
  }
  return activity.map((drive) => 1 / (1 + Math.exp(-drive)))
}

/** The rating that a member is expected to give to an item whose hidden units are known. */
export function decode(
  { hidden, bias, decoder, outputBias }: AutoencoderModel,
  activity: Float64Array,
  user: number,
  item: number,
): number {
  let sum = biasOf(bias, user, item)
  if (user < 0 || item < 0) return sum
  sum += outputBias[user] as number
  for (let h = 0; h < hidden; h++) sum += (decoder[user * hidden + h] as number) * (activity[h] as number)
  return sum
}

interface Moments {
  readonly first: Float32Array
  readonly second: Float32Array
}

const createMoments = (count: number): Moments => ({ first: new Float32Array(count), second: new Float32Array(count) })
const memory = { first: 0.9, second: 0.999 }

/** One step of Adam; the gradient is 0 afterwards. */
function adam(
  weights: Float32Array,
  gradient: Float32Array,
  { first, second }: Moments,
  turn: number,
  step: number,
  penalty: number,
): void {
  const scaled = step / (1 - memory.first ** turn)
  const correction = 1 / (1 - memory.second ** turn)
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] as number
    const slope = (gradient[at] as number) + penalty * weight
    gradient[at] = 0
    const mean = memory.first * (first[at] as number) + (1 - memory.first) * slope
    const square = memory.second * (second[at] as number) + (1 - memory.second) * slope * slope
    first[at] = mean
    second[at] = square
    weights[at] = weight - (scaled * mean) / (Math.sqrt(square * correction) + 1e-6)
  }
}
