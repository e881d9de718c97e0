import type { Size } from '../graph/homepage.ts'
import { median } from '../measure/interleave.ts'
import type { MeasuredWorker } from './measured-worker.ts'

/** How long to measure. */
export interface HttpEffort {
  /** Requests of one contender and case before the first round, and the CPU ms after which fewer are enough. */
  readonly warmUpRequests: number
  readonly warmUpMs: number
  readonly rounds: number
  /** Requests of one contender and case in all rounds together, at least. */
  readonly requests: number
  /** CPU ms of one contender and case in one round, at least: the clock of a process may have ticks of 10 ms. */
  readonly roundMs: number
}

export const fullEffort: HttpEffort = { warmUpRequests: 2_000, warmUpMs: 400, rounds: 7, requests: 2_100, roundMs: 160 }
export const quickEffort: HttpEffort = { warmUpRequests: 300, warmUpMs: 100, rounds: 3, requests: 100, roundMs: 60 }

/** Sends requests of one size until the compilers have seen enough of it; comes to the CPU ms of one at the end. */
export async function warmUp(worker: MeasuredWorker, size: Size, { warmUpRequests, warmUpMs }: HttpEffort): Promise<number> {
  const slice = Math.max(10, Math.round(warmUpRequests / 20))
  let spent = 0
  let sent = 0
  while (sent < warmUpRequests && spent < warmUpMs) {
    spent += await worker.cpuMs(size, slice)
    sent += slice
  }
  return Math.max(spent, 1) / sent
}

/**
 * The CPU ms of one request for each worker: the median of rounds in which all take turns, so that a slow moment of the machine hits all
 * alike. `each` is what a request of that worker takes, about.
 */
export async function takeTurns(
  workers: ReadonlyMap<string, MeasuredWorker>,
  size: Size,
  each: (who: string) => number,
  { rounds, requests, roundMs }: HttpEffort,
): Promise<ReadonlyMap<string, { readonly cpuMs: number; readonly requests: number }>> {
  const lanes = [...workers].map(([who, worker]) => {
    const times = Math.max(Math.ceil(requests / rounds), Math.round(roundMs / each(who)))
    return { who, worker, times, figures: [] as number[] }
  })
  for (let round = 0; round < rounds; round++) {
    // Another one begins each round: nobody always runs after the same neighbour.
    const first = round % lanes.length
    for (const { worker, times, figures } of [...lanes.slice(first), ...lanes.slice(0, first)]) {
      figures.push((await worker.cpuMs(size, times)) / times)
    }
  }
  return new Map(lanes.map(({ who, times, figures }) => [who, { cpuMs: median(figures), requests: times * rounds }]))
}
