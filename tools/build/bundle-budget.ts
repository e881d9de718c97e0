import { gzipSync } from 'node:zlib'
import type { EdgeModule } from './edge-bundle.ts'

/** Bytes as they are, and compressed as wrangler counts them. */
export interface BundleSize {
  readonly raw: number
  readonly gzip: number
}

export interface EdgeSizes {
  /** What an isolate loads when it starts, and all that a trusted document or a Falcor request needs. */
  readonly atStart: BundleSize
  readonly whole: BundleSize
}

/** The most that the edge worker may be, in bytes, compressed. */
export const edgeBudget = { atStart: 120_000, whole: 250_000 } as const

/** The sizes of the edge worker's modules. */
export function edgeSizes(modules: readonly EdgeModule[]): EdgeSizes {
  return { atStart: sizeOf(modules.filter(({ loadedAtStart }) => loadedAtStart)), whole: sizeOf(modules) }
}

/** What is over the budget, one line each. */
export function overBudget(sizes: EdgeSizes): string[] {
  return (['atStart', 'whole'] as const)
    .filter((part) => sizes[part].gzip > edgeBudget[part])
    .map((part) => `the edge worker, ${part}, takes ${sizes[part].gzip} bytes compressed; it may take ${edgeBudget[part]}`)
}

function sizeOf(modules: readonly EdgeModule[]): BundleSize {
  const bytes = Buffer.concat(modules.map(({ contents }) => contents))
  return { raw: bytes.length, gzip: gzipSync(bytes).length }
}
