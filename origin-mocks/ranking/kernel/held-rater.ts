import { blend } from '../../../models/blend.ts'
import type { QuantizedRows } from '../../../models/quantized-rows.ts'
import { levelsOf } from '../../../models/rbm.ts'
import type { History, ServedRater } from '../../../models/served-rater.ts'
import type { KernelMemory } from './kernel-memory.ts'
import { blockEvents, type MemoryLayout, ridgeSize } from './memory-layout.ts'
import { createRidge } from './ridge.ts'

/** Predicts ratings by the tables of a held model. */
export interface HeldRater {
  /** The stars that whoever has this history is expected to give to each of some items, as `rateServed` has it; numbers of items. */
  rate(history: History, items: ArrayLike<number>): Float32Array
}

/** So low that a hidden unit is off whatever a weight adds. */
const off = -1e4

/** Rates by the tables of a model that stand in the kernel's memory. */
export function createHeldRater(memory: KernelMemory, layout: MemoryLayout, rater: ServedRater): HeldRater {
  const { functions, buffer } = memory
  const { fold, rbm, support } = rater
  const { points, prior, bias } = fold
  const { columns } = points
  const size = ridgeSize(columns + 1)
  /** Rows of points, with 1 behind them for the bias, or 0. */
  const gatherPoints = (count: number, last: number) =>
    functions.gatherRows(
      points.codes.byteOffset,
      points.stride,
      points.scale.byteOffset,
      layout.events,
      count,
      columns,
      last,
      size,
      layout.rows,
    )
  const ridge = createRidge(memory, layout, size, { gather: (count) => gatherPoints(count, 1) })
  const events = new Uint32Array(buffer, layout.events, blockEvents)
  const targets = new Float32Array(buffer, layout.targets, blockEvents)
  const vector = new Float32Array(buffer, layout.vector, Math.max(size, points.stride, rbm.weights.stride))
  const known = support.length
  const levelCount = rbm.levels.length

  const inBlocks = (length: number, eventAt: (at: number) => number, work: (from: number, count: number) => void) => {
    for (let from = 0; from < length; from += blockEvents) {
      const count = Math.min(blockEvents, length - from)
      for (let n = 0; n < count; n++) events[n] = eventAt(from + n)
      work(from, count)
    }
  }
  const addRows = ({ codes, stride, scale }: QuantizedRows, length: number, rowAt: (at: number) => number) =>
    inBlocks(length, rowAt, (_, count) =>
      functions.addRows(codes.byteOffset, stride, scale.byteOffset, layout.events, count, layout.vector),
    )

  /** Leaves p + Σ y / √n in `vector`, and gives the bias. */
  const place = ({ items, values }: History): number => {
    const length = items.length
    vector.fill(0)
    addRows(fold.implied, length, (at) => items[at] as number)
    const scale = 1 / Math.sqrt(Math.max(1, length))
    ridge.diagonal.fill(1)
    // Where a factor is drawn to: its prior's mean, and to 0 by how uncertain the items are.
    const implied = new Float64Array(columns)
    const centre = new Float64Array(columns)
    for (let f = 0; f < columns; f++) {
      const penalty = prior[columns + f] as number
      const strength = penalty + length * (prior[2 * columns + f] as number)
      ridge.diagonal[f] = strength
      centre[f] = (penalty * (prior[f] as number)) / strength
      implied[f] = scale * (vector[f] as number)
    }
    ridge.diagonal[columns] = bias.penalty
    vector.fill(0)
    for (let f = 0; f < columns; f++) vector[f] = (implied[f] as number) + (centre[f] as number)
    const moved = ridge.solve(items, (into, from) => {
      for (let n = 0; n < into.length; n++)
        into[n] = (values[from + n] as number) - fold.mean - bias.mean - (fold.itemBias[items[from + n] as number] as number)
      functions.takeProducts(layout.rows, size, into.length, layout.vector, layout.targets)
    })
    for (let f = 0; f < columns; f++) vector[f] = (vector[f] as number) + (moved[f] as number)
    return bias.mean + (moved[columns] as number)
  }
  const rateByFold = (history: History, asked: ArrayLike<number>): Float32Array => {
    const own = place(history)
    const ratings = new Float32Array(asked.length)
    inBlocks(
      asked.length,
      (at) => asked[at] as number,
      (from, length) => {
        gatherPoints(length, 0)
        targets.fill(0)
        functions.takeProducts(layout.rows, size, length, layout.vector, layout.targets)
        for (let n = 0; n < length; n++)
          ratings[from + n] = fold.mean + own + (fold.itemBias[asked[from + n] as number] as number) - (targets[n] as number)
      },
    )
    return ratings
  }
  const rateByMachine = ({ items, values }: History, asked: ArrayLike<number>): Float32Array => {
    const { weights, visibleBias, hiddenBias, implied, levels } = rbm
    const level = levelsOf(levels, Float32Array.from(values), 0, values.length)
    vector.fill(0)
    vector.set(hiddenBias)
    addRows(implied, items.length, (at) => items[at] as number)
    addRows(weights, items.length, (at) => (items[at] as number) * levelCount + (level[at] as number))
    vector.fill(off, hiddenBias.length)
    const ratings = new Float32Array(asked.length)
    inBlocks(
      asked.length,
      (at) => asked[at] as number,
      (from, count) => {
        const rows = [weights.codes.byteOffset, weights.stride, weights.scale.byteOffset] as const
        const { byteOffset } = levels
        functions.expectLevels(
          ...rows,
          visibleBias.byteOffset,
          byteOffset,
          levelCount,
          layout.vector,
          layout.events,
          count,
          layout.logs,
          layout.targets,
        )
        ratings.set(targets.subarray(0, count), from)
      },
    )
    return ratings
  }
  const check = (items: ArrayLike<number>) => {
    for (let at = 0; at < items.length; at++) {
      const item = items[at] as number
      if (!(Number.isInteger(item) && item >= 0 && item < known))
        throw new RangeError(`Cannot rate: needs items below ${known}, found ${item}`)
    }
  }
  return {
    rate(history, items) {
      check(history.items)
      check(items)
      const said = { fold: rateByFold(history, items), rbm: rateByMachine(history, items) }
      const lengths = new Uint32Array(items.length).fill(history.items.length)
      return blend(rater.blend, said, { user: lengths, item: Uint32Array.from(items, (item) => support[item] as number) })
    },
  }
}
