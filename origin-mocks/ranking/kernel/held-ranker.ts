import { standardised } from '../../../models/marquee.ts'
import type { ServedRanker } from '../../../models/served-ranker.ts'
import type { KernelMemory } from './kernel-memory.ts'
import { blockEvents, type MemoryLayout, ridgeSize } from './memory-layout.ts'
import { createRidge } from './ridge.ts'

/** Ranks the items of a held model. What it answers are views on its memory: the next call overwrites them. */
export interface HeldRanker {
  /** How well each item suits whoever likes `liked`, as `scoreServedRanker` has it; numbers of items. */
  scores(liked: Uint32Array): Float32Array
  /** What EASE and iALS said of each item when scores were asked for last, not standardised. */
  readonly parts: { readonly ease: Float32Array; readonly ials: Float32Array }
}

/** Ranks by the tables of a model that stand in the kernel's memory. */
export function createHeldRanker(memory: KernelMemory, layout: MemoryLayout, ranker: ServedRanker): HeldRanker {
  const { functions, buffer } = memory
  const { ease, ials, popularity, weights } = ranker
  const { points } = ials
  const { items } = ease
  const { codes, stride, scale, sum } = points
  const padded = Math.ceil(items / 4) * 4
  const size = ridgeSize(points.columns)
  functions.interleaveRows(codes.byteOffset, stride, padded, layout.interleaved)
  const touch = (count: number) => {
    functions.touchRows(codes.byteOffset, stride, layout.events, count, layout.touched)
    functions.touchRows(scale.byteOffset, 4, layout.events, count, layout.touched)
  }
  const table = [codes.byteOffset, stride, scale.byteOffset, layout.events] as const
  const ridge = createRidge(memory, layout, size, {
    gather(count) {
      touch(count)
      functions.gatherRows(...table, count, points.columns, 0, size, layout.rows)
    },
    addNormal(count) {
      touch(count)
      functions.addCodes(...table, count, size, layout.rows, layout.matrix, layout.solution)
    },
  })
  const events = new Uint32Array(buffer, layout.events, blockEvents)
  const score = new Float32Array(buffer, layout.score, items)
  const base = new Float32Array(buffer, layout.base, padded).fill(Number.NEGATIVE_INFINITY)
  const byPopularity = standardised(Float64Array.from(popularity, (likes) => Math.log1p(likes)))
  for (let item = 0; item < items; item++)
    if ((popularity[item] as number) > 0) base[item] = weights.popularity * (byPopularity[item] as number)

  const scoreEase = (liked: Uint32Array) => {
    functions.startEase(ease.rest.byteOffset, items, liked.length, layout.ease)
    for (let from = 0; from < liked.length; from += blockEvents) {
      const block = liked.subarray(from, from + blockEvents)
      events.set(block)
      functions.touchRows(ease.target.byteOffset, 2 * ease.width, layout.events, block.length, layout.touched)
      functions.touchRows(ease.weight.byteOffset, 2 * ease.width, layout.events, block.length, layout.touched)
      functions.addEase(ease.target.byteOffset, ease.weight.byteOffset, ease.width, layout.events, block.length, layout.ease)
    }
  }
  const scoreIals = (liked: Uint32Array) => {
    const penalty = ials.basePenalty + ials.likePenalty * liked.length
    ridge.diagonal.fill(1)
    for (let f = 0; f < points.columns; f++) ridge.diagonal[f] = (ials.prior[f] as number) + penalty
    ridge.solve(liked, (targets) => targets.fill(1))
    const step = functions.quantizeVector(layout.solution, points.columns, stride, layout.codes)
    functions.scoreRows(layout.interleaved, stride, sum.byteOffset, scale.byteOffset, padded, layout.codes, step, layout.ials)
  }
  return {
    scores(liked) {
      if (liked.some((item) => item >= items)) throw new RangeError(`Cannot rank: needs items below ${items}`)
      if (liked.length === 0) {
        score.set(popularity)
        return score
      }
      scoreEase(liked)
      scoreIals(liked)
      functions.combineParts(layout.base, layout.ease, layout.ials, items, weights.ease, weights.ials, layout.score)
      return score
    },
    parts: { ease: new Float32Array(buffer, layout.ease, items), ials: new Float32Array(buffer, layout.ials, items) },
  }
}
