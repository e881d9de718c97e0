import { createNormal, createRandom, type Random, shuffledRange } from './random.ts'
import { type Ratings, transposed } from './ratings.ts'

/**
 * A restricted Boltzmann machine over the levels of a rating: a visible unit for each item (a softmax over `levels`), hidden units of 0 or 1,
 * and what having rated an item says to them, however high. Rows of `hidden` numbers; `weights` and `visibleBias` by item, then level.
 */
export interface RbmModel {
  readonly hidden: number
  /** The ratings that there are, ascending. */
  readonly levels: Float64Array
  readonly weights: Float32Array
  readonly visibleBias: Float32Array
  readonly hiddenBias: Float32Array
  /** D of the conditional RBM. */
  readonly implied: Float32Array
}

/** How the machine learns. */
export interface RbmOptions {
  readonly hidden: number
  readonly epochs: number
  /** The step of the first epoch; each further one steps by `decay` less far. */
  readonly step: number
  readonly decay: number
  readonly penalty: number
  /** How far D steps for each step of a weight: all ratings of a member move it the same way. */
  readonly impliedShare: number
  /** Steps of Gibbs sampling between the two phases: one in the first epochs, this many in the last. */
  readonly chain: number
  readonly seed: number
}

export const rbmDefaults: RbmOptions = {
  ...{ hidden: 64, epochs: 15, step: 0.015, decay: 0.92 },
  ...{ penalty: 0.05, impliedShare: 0.005, chain: 1, seed: 1 },
}

/**
 * Trains a conditional RBM (Salakhutdinov, Mnih and Hinton, "Restricted Boltzmann machines for collaborative filtering", 2007) by contrastive
 * divergence, member after member in drawn order.
 */
export function trainRbm(ratings: Ratings, options: RbmOptions = rbmDefaults, onEpoch?: (done: number, total: number) => void): RbmModel {
  const random = createRandom(options.seed, 'rbm')
  const model = initialMachine(ratings, options.hidden, createNormal(random))
  const machine = createMachine(model, longestRow(ratings))
  let step = options.step
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    const chain = Math.ceil((options.chain * epoch) / options.epochs)
    for (const user of shuffledRange(ratings.users.length, random)) {
      const items = ratings.item.subarray(ratings.start[user], ratings.start[user + 1])
      machine.show(items, levelsOf(model.levels, ratings.value, ratings.start[user] as number, items.length))
      machine.learn(chain, step, options, random)
    }
    step *= options.decay
    onEpoch?.(epoch, options.epochs)
  }
  return model
}

/** The model before learning: visible biases by how often each level was given, small drawn weights. */
export function initialMachine(ratings: Ratings, hidden: number, normal: Random): RbmModel {
  const levels = levelsFor(ratings.value)
  const items = ratings.items.length
  const visibleBias = new Float32Array(items * levels.length)
  const byItem = transposed(ratings)
  const all = countLevels(levels, ratings.value)
  for (let item = 0; item < items; item++) {
    const own = countLevels(levels, byItem.value.subarray(byItem.start[item], byItem.start[item + 1]))
    // Ten ratings as all items get them keep the seldom rated in the middle.
    for (const [level, count] of own.entries())
      visibleBias[item * levels.length + level] = Math.log(count + (10 * (all[level] as number)) / ratings.item.length)
  }
  const weights = Float32Array.from({ length: items * levels.length * hidden }, () => 0.05 * normal())
  return { hidden, levels, weights, visibleBias, hiddenBias: new Float32Array(hidden), implied: new Float32Array(items * hidden) }
}

/** One member before the machine. */
export interface Machine {
  /** Shows it what a member rated, and at which level. */
  show(items: Uint32Array, levels: Uint8Array): void
  /** Steps along what the ratings say less what the machine dreams of after `chain` steps. */
  learn(chain: number, step: number, options: Pick<RbmOptions, 'penalty' | 'impliedShare'>, random: Random): void
  /** What each hidden unit is driven by, and how likely it is to be on. */
  readonly drive: Float64Array
  readonly on: Float64Array
}

/** A machine with room for members of up to `longest` ratings; it learns into the arrays of the model. */
export function createMachine(model: RbmModel, longest: number): Machine {
  const { hidden, weights, visibleBias, hiddenBias, implied } = model
  const count = model.levels.length
  const [drive, on, dreamDrive, dreamOn] = Array.from({ length: 4 }, () => new Float64Array(hidden)) as [
    ...[Float64Array, Float64Array, Float64Array, Float64Array],
  ]
  /** The hidden units that are on while it dreams. */
  const state = new Uint32Array(hidden)
  let active = 0
  const base = new Float64Array(hidden)
  const chance = new Float64Array(longest * count)
  const dream = new Uint8Array(longest)
  let items: Uint32Array = new Uint32Array(0)
  let shown: Uint8Array = new Uint8Array(0)

  /** Hidden units given levels of the items. */
  const infer = (levels: Uint8Array, into: Float64Array, probabilities: Float64Array) => {
    into.set(base)
    for (let at = 0; at < items.length; at++) {
      const row = ((items[at] as number) * count + (levels[at] as number)) * hidden
      for (let f = 0; f < hidden; f++) into[f] = (into[f] as number) + (weights[row + f] as number)
    }
    for (let f = 0; f < hidden; f++) probabilities[f] = 1 / (1 + Math.exp(-(into[f] as number)))
  }

  /** Levels of the items given the hidden units: their chances, and one drawn for each. */
  const reconstruct = (random: Random) => {
    for (let at = 0; at < items.length; at++) {
      const unit = (items[at] as number) * count
      let total = 0
      for (let level = 0; level < count; level++) {
        let sum = visibleBias[unit + level] as number
        const row = (unit + level) * hidden
        for (let a = 0; a < active; a++) sum += weights[row + (state[a] as number)] as number
        total += chance[at * count + level] = Math.exp(sum)
      }
      let left = random() * total
      let drawn = 0
      for (let level = 0; level < count; level++) {
        const weight = chance[at * count + level] as number
        chance[at * count + level] = weight / total
        if (left >= 0) drawn = level
        left -= weight
      }
      dream[at] = drawn
    }
  }

  return {
    drive,
    on,
    show(rated, levels) {
      items = rated
      shown = levels
      base.set(hiddenBias)
      for (let at = 0; at < items.length; at++) {
        const row = (items[at] as number) * hidden
        for (let f = 0; f < hidden; f++) base[f] = (base[f] as number) + (implied[row + f] as number)
      }
      infer(shown, drive, on)
    },
    learn(chain, step, { penalty, impliedShare }, random) {
      dreamOn.set(on)
      for (let turn = 0; turn < chain; turn++) {
        active = 0
        for (let f = 0; f < hidden; f++) if (random() < (dreamOn[f] as number)) state[active++] = f
        reconstruct(random)
        infer(dream, dreamDrive, dreamOn)
      }
      const shrink = 1 - step * penalty
      for (let at = 0; at < items.length; at++) {
        const item = items[at] as number
        const [seen, dreamt] = [shown[at] as number, dream[at] as number]
        const seenRow = (item * count + seen) * hidden
        const dreamtRow = (item * count + dreamt) * hidden
        const row = item * hidden
        for (let f = 0; f < hidden; f++) {
          weights[seenRow + f] = (weights[seenRow + f] as number) * shrink + step * (on[f] as number)
          weights[dreamtRow + f] = (weights[dreamtRow + f] as number) - step * (dreamOn[f] as number)
          implied[row + f] = (implied[row + f] as number) * shrink + impliedShare * step * ((on[f] as number) - (dreamOn[f] as number))
        }
        for (let level = 0; level < count; level++) {
          const bias = item * count + level
          visibleBias[bias] = (visibleBias[bias] as number) + step * (Number(level === seen) - (chance[at * count + level] as number))
        }
      }
      for (let f = 0; f < hidden; f++) hiddenBias[f] = (hiddenBias[f] as number) + step * ((on[f] as number) - (dreamOn[f] as number))
    },
  }
}

/**
 * The rating expected of an item by a member before the machine: exact, each level weighed by the free energy that the machine would have with
 * it (equation 10 of the paper for one item).
 */
export function expectedLevel({ hidden, levels, weights, visibleBias }: RbmModel, { drive }: Machine, item: number): number {
  const logs = new Float64Array(levels.length)
  for (let level = 0; level < levels.length; level++) {
    const row = (item * levels.length + level) * hidden
    let sum = visibleBias[item * levels.length + level] as number
    let product = 1
    for (let f = 0; f < hidden; f++) {
      product *= 1 + Math.exp((drive[f] as number) + (weights[row + f] as number))
      // Few logarithms instead of many: the product of some factors stays finite.
      if (product > 1e200) {
        sum += Math.log(product)
        product = 1
      }
    }
    logs[level] = sum + Math.log(product)
  }
  const most = Math.max(...logs)
  let [mean, total] = [0, 0]
  for (let level = 0; level < levels.length; level++) {
    const chance = Math.exp((logs[level] as number) - most)
    mean += chance * (levels[level] as number)
    total += chance
  }
  return mean / total
}

/** More levels than half stars from 0.5 to 5 would each be learnt from too little. */
const mostLevels = 10

/** The levels that values stand at: the values themselves where they are few, else as many as half stars are, evenly between the ends. */
export function levelsFor(values: Float32Array): Float64Array {
  const different = Float64Array.from(new Set(values)).sort()
  if (different.length <= mostLevels) return different
  const [lowest, highest] = [different[0] as number, different.at(-1) as number]
  return Float64Array.from({ length: mostLevels }, (_, level) => lowest + ((highest - lowest) * level) / (mostLevels - 1))
}

/** The level nearest to each of `count` values from `from`. */
export function levelsOf(levels: Float64Array, value: Float32Array, from: number, count: number): Uint8Array {
  const result = new Uint8Array(count)
  for (let at = 0; at < count; at++) result[at] = nearest(levels, value[from + at] as number)
  return result
}

function nearest(levels: Float64Array, value: number): number {
  let best = 0
  for (let level = 1; level < levels.length; level++)
    if (Math.abs((levels[level] as number) - value) < Math.abs((levels[best] as number) - value)) best = level
  return best
}

function countLevels(levels: Float64Array, values: Float32Array): Float64Array {
  const counts = new Float64Array(levels.length)
  for (const value of values) {
    const level = nearest(levels, value)
    counts[level] = (counts[level] as number) + 1
  }
  return counts
}

/** The most ratings that a member has. */
export const longestRow = ({ users, start }: Ratings) =>
  users.reduce((most, _, user) => Math.max(most, (start[user + 1] as number) - (start[user] as number)), 0)
