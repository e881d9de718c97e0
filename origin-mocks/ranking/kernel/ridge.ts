import type { KernelMemory } from './kernel-memory.ts'
import { blockEvents, type MemoryLayout } from './memory-layout.ts'

/** Ridge regression of targets on the rows of some items. */
export interface Ridge {
  /** How strongly each unknown is drawn to 0: to be set, all above 0, before it is solved. */
  readonly diagonal: Float32Array
  /**
   * Finds x with (diagonal + Σ row·rowᵀ)·x = Σ target·row. `targets` sets the targets of a block of events, whose rows stand in memory; the answer is a
   * view that the next call overwrites. Throws a RangeError where the diagonal is not positive.
   */
  solve(items: ArrayLike<number>, targets: (into: Float32Array, from: number) => void): Float32Array
}

/**
 * A history is short while its events, one after the other, cost less than all their products and a factorisation: n² · size against n · size² / 2 +
 * size³ / 6 multiplications.
 */
const shortShare = 0.5

/** The rows of a block of events, whose numbers stand in memory. */
export interface RidgeRows {
  /** Writes so many as numbers to where the regression reads them. */
  gather(count: number): void
  /** Adds so many to the normal equations, where all targets are 1; for whoever can without their numbers. */
  addNormal?(count: number): void
}

/** Prepares the regression of `size` unknowns, a multiple of 8. */
export function createRidge(
  { functions, buffer }: KernelMemory,
  layout: MemoryLayout,
  size: number,
  { gather, addNormal }: RidgeRows,
): Ridge {
  const events = new Uint32Array(buffer, layout.events, blockEvents)
  const targets = new Float32Array(buffer, layout.targets, blockEvents)
  const diagonal = new Float32Array(buffer, layout.diagonal, size)
  const matrix = new Float32Array(buffer, layout.matrix, size * size)
  const solution = new Float32Array(buffer, layout.solution, size)

  const forEachBlock = (items: ArrayLike<number>, work: (from: number, count: number) => void) => {
    for (let from = 0; from < items.length; from += blockEvents) {
      const count = Math.min(blockEvents, items.length - from)
      for (let n = 0; n < count; n++) events[n] = items[from + n] as number
      work(from, count)
    }
  }
  return {
    diagonal,
    solve(items, setTargets) {
      if (!diagonal.every((value) => value > 0)) throw new RangeError('Cannot solve: needs a diagonal above 0')
      solution.fill(0)
      if (items.length <= shortShare * size) {
        for (let f = 0; f < size; f++) diagonal[f] = 1 / (diagonal[f] as number)
        forEachBlock(items, (known, count) => {
          gather(count)
          setTargets(targets.subarray(0, count), known)
          functions.updateSolution(layout.rows, layout.targets, known, count, size, layout.diagonal, layout.matrix, layout.solution)
        })
        return solution
      }
      matrix.fill(0)
      for (let f = 0; f < size; f++) matrix[f * size + f] = diagonal[f] as number
      forEachBlock(items, (from, count) => {
        if (addNormal !== undefined) return addNormal(count)
        gather(count)
        setTargets(targets.subarray(0, count), from)
        functions.addNormal(layout.rows, layout.targets, count, size, layout.matrix, layout.solution)
      })
      if (functions.solveNormal(layout.matrix, size, layout.solution) === 0)
        throw new RangeError('Cannot solve: the matrix is not positive definite')
      return solution
    },
  }
}
