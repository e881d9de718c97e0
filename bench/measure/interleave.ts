import type { Effort } from './effort.ts'
import type { MeasuredProcess } from './runtime.ts'

/** Compilers count calls, not time: small answers are warm after so many, though they take more than their share of time for it. */
const warmAnswers = 4_000

/** Runs a task in each process until the compilers have seen enough of it. */
export async function warmUp(processes: Iterable<MeasuredProcess>, task: string, { warmUpMs }: Effort): Promise<void> {
  for (const process of processes) {
    let spent = 0
    let answers = 0
    let times = 1
    while (spent < warmUpMs || (answers < warmAnswers && spent < 4 * warmUpMs)) {
      spent += await process.cpuMs(task, times)
      answers += times
      // Slices of a quarter of the time, so that a slow one does not run far beyond it.
      times = Math.max(1, Math.min(times * 4, Math.floor(warmUpMs / 4 / each(spent, answers))))
    }
  }
}

/**
 * The CPU ms of one answer for each process: of rounds in which all take turns, so that a slow moment of the machine hits all alike, the median,
 * or what `pick` takes. Warm them up first.
 */
export async function interleave(
  processes: ReadonlyMap<string, MeasuredProcess>,
  task: string,
  { roundMs, rounds, leastAnswers = 2 }: Effort,
  pick = median,
): Promise<Map<string, number>> {
  const lanes: { readonly who: string; readonly process: MeasuredProcess; readonly times: number; readonly figures: number[] }[] = []
  for (const [who, process] of processes) {
    const trial = Math.max(1, Math.ceil(roundMs / 10 / each(await process.cpuMs(task, 3), 3)))
    const times = Math.max(leastAnswers, Math.round(roundMs / each(await process.cpuMs(task, trial), trial)))
    lanes.push({ who, process, times, figures: [] })
  }
  for (let round = 0; round < rounds; round++) {
    // Another one begins each round: nobody always runs after the same neighbour.
    const first = round % lanes.length
    for (const { process, times, figures } of [...lanes.slice(first), ...lanes.slice(0, first)]) {
      figures.push((await process.cpuMs(task, times)) / times)
    }
  }
  return new Map(lanes.map(({ who, figures }) => [who, pick(figures)]))
}

/** The figure that a quarter of them are below: for small differences on a busy machine, which makes work slower and never faster. */
export function lowerQuartile(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[figures.length >> 2] ?? Number.NaN
}

/** CPU ms of one answer; more than nothing, even where the clock is too coarse to see it. */
function each(cpuMs: number, times: number): number {
  return Math.max(cpuMs / times, 0.0001)
}

/** The middle figure; the mean of the two in the middle where there are two. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}
