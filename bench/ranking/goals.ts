import type { Who } from './ranking-subject.ts'

/** What a figure is measured by. */
export interface Goal {
  readonly runtime: 'node' | 'workerd'
  readonly items: number
  readonly who: Who
  readonly by: { readonly who: Who | 'native'; readonly items: number }
  /** What the one has to be of the other: at most so many times its CPU, or, of how fast it is, so many times at least. */
  readonly atMost?: number
  readonly atLeast?: number
}

export const goals: readonly Goal[] = [
  { runtime: 'node', items: 20_000, who: 'kernel', by: { who: 'native', items: 20_000 }, atLeast: 0.8 },
  { runtime: 'node', items: 20_000, who: 'kernel-strict', by: { who: 'native', items: 20_000 } },
  { runtime: 'workerd', items: 20_000, who: 'kernel', by: { who: 'unrolled', items: 20_000 }, atLeast: 20 },
  { runtime: 'workerd', items: 20_000, who: 'kernel-strict', by: { who: 'unrolled', items: 20_000 }, atLeast: 7 },
  { runtime: 'workerd', items: 20_000, who: 'page', by: { who: 'unrolled', items: 20_000 }, atMost: 0.6 },
  { runtime: 'workerd', items: 20_000, who: 'page-whole', by: { who: 'unrolled', items: 20_000 } },
  { runtime: 'workerd', items: 20_000, who: 'page-new', by: { who: 'page', items: 20_000 } },
  { runtime: 'workerd', items: 20_000, who: 'page-new-whole', by: { who: 'page-whole', items: 20_000 } },
  { runtime: 'workerd', items: 100_000, who: 'kernel', by: { who: 'kernel', items: 20_000 }, atMost: 5.5 },
  { runtime: 'workerd', items: 100_000, who: 'page', by: { who: 'page', items: 20_000 }, atMost: 5.5 },
]

/** Two models of 20,000 titles and 128 factors, the catalog and what follows from it, in one isolate. */
export const mostMemoryBytes = 64e6
