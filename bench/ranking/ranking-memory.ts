import { setImmediate } from 'node:timers/promises'
import { createRowFiller } from '../../origin-mocks/ranking/fill-rows.ts'
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

/**
 * Measures it in a Node that may collect garbage. What it held before anything was made is left out; the candidates of 32 pages, which are another
 * worker's, and compiled code are in it.
 */
export async function rankingMemory(items: number): Promise<RankingMemory> {
  const before = memoryNow()
  const isolate = isolateOf(items)
  await setImmediate()
  // The memory of WebAssembly is among what V8 holds.
  const bytes = memoryNow() - before
  return { bytes, kernelBytes: isolate.kernelBytes() }
}

function isolateOf(items: number) {
  const { columns, demands } = pageWorld(items)
  const kernel = openKernel(kernelModule())
  const fillRows = createRowFiller(kernel)
  const held = [1, 2].map((seed) => kernel.hold(modelFile(items, seed)))
  const scorers = held.map((model, at) => createKernelScorer(columns, String(at), model))
  const pages = () => scorers.flatMap((scorer) => demands.map((demand) => rankPage(columns, scorer, demand, { fillRows })))
  pages()
  return {
    /** Asked at last, it holds on to all of it until then. */
    kernelBytes: () => {
      if (pages().some(({ rows }) => rows.length === 0)) throw new Error('A page is empty')
      return held.reduce((sum, { bytes }) => sum + bytes, 0)
    },
  }
}
