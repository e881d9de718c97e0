import { setImmediate } from 'node:timers/promises'
import type { PageDemand } from '../../contracts/ranking.ts'
import { openKernel } from '../../origin-mocks/ranking/kernel/kernel.ts'
import { kernelModule } from '../../origin-mocks/ranking/kernel/test/kernel-module.ts'
import { createKernelScorer } from '../../origin-mocks/ranking/kernel-scorer.ts'
import { rankPage } from '../../origin-mocks/ranking/rank-page.ts'
import { memoryNow } from '../fragments/memory-now.ts'
import { modelFile, pageWorld } from './page-world.ts'

/** What an isolate holds that ranks a catalog of so many titles by two models, in bytes. */
export interface RankingMemory {
  /** All of it: both models, the catalog's columns, and what was made of them for a page. */
  readonly bytes: number
  /** The memory of both models in the kernel. */
  readonly kernelBytes: number
}

/** Measures it in a Node that may collect garbage. The candidates of the pages are the other worker's, and are not counted. */
export async function rankingMemory(items: number): Promise<RankingMemory> {
  const demands = demandsOf(items)
  // What is made once, compiled code above all, is made before it counts.
  isolateOf(demandsOf(1000), 1000)
  await setImmediate()
  const before = memoryNow()
  const isolate = isolateOf(demands, items)
  await setImmediate()
  // The memory of WebAssembly is among what V8 holds.
  const bytes = memoryNow() - before
  return { bytes, kernelBytes: isolate.kernelBytes() }
}

// Functions of their own, so that nothing else of a world is held on to.
const demandsOf = (items: number) => pageWorld(items).demands
const columnsOf = (items: number) => pageWorld(items).columns

function isolateOf(demands: readonly PageDemand[], items: number) {
  const columns = columnsOf(items)
  const kernel = openKernel(kernelModule())
  const held = [1, 2].map((seed) => kernel.hold(modelFile(items, seed)))
  const scorers = held.map((model, at) => createKernelScorer(columns, String(at), model))
  for (const scorer of scorers) for (const demand of demands) rankPage(columns, scorer, demand)
  return {
    /** Asked at last, it holds on to all of it until then. */
    kernelBytes: () => {
      if (scorers.some((scorer) => scorer.scores(null).score.length !== columns.count)) throw new Error('A catalog is not scored')
      return held.reduce((sum, { bytes }) => sum + bytes, 0)
    },
  }
}
