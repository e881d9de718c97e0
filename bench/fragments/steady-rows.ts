import { quickEffort } from '../measure/effort.ts'
import { interleave } from '../measure/interleave.ts'
import type { MeasuredProcess, Runtime } from '../measure/runtime.ts'
import type { BenchOptions } from '../options.ts'
import { exponents, type Tally } from './steady-shop.ts'

/** Pages with and without fragments, in traffic that has gone on until as much is evicted as comes in. */
export interface SteadyRow {
  readonly case: string
  readonly language: 'falcor'
  readonly runtime: 'node' | 'workerd'
  readonly who: 'with-fragments' | 'without-fragments'
  /** CPU of one page, all threads. */
  readonly cpuMs: number
  /** Against the same pages without fragments. */
  readonly ratio: number
  /** Titles that were there, of all that were wanted while it was measured. */
  readonly hitRate: number
  readonly evictedPerPage: number
}

const who = ['with-fragments', 'without-fragments'] as const
const pagesBefore = 500
const warmPages = 40

export async function steadyRows(runtime: Runtime, options: BenchOptions): Promise<SteadyRow[]> {
  const rows: SteadyRow[] = []
  for (const exponent of exponents) {
    if (options.wants('case', `zipf ${exponent}`)) rows.push(...(await measure(runtime, exponent, options)))
  }
  return rows
}

/** Rounds long enough that the collections of a heap of this size fall into each of them. */
const roundsOf = { full: { warmUpMs: 0, roundMs: 300, rounds: 5 }, quick: { warmUpMs: 0, roundMs: 100, rounds: 3 } }

/** Measures one law of traffic, each way of answering in a process of its own. Throws where answers differ. */
async function measure(runtime: Runtime, exponent: number, { effort }: BenchOptions): Promise<SteadyRow[]> {
  const task = `zipf ${exponent} ${pagesBefore}`
  const processes = new Map<SteadyRow['who'], MeasuredProcess>()
  try {
    for (const name of who) processes.set(name, await runtime.start(name, new URL(`./contenders/${name}.ts`, import.meta.url)))
    const all = [...processes.values()]
    for (let turn = 0; turn < 5; turn++) {
      const [one, other] = await Promise.all(all.map((process) => process.answer(task, turn)))
      if (one === undefined || other === undefined || Buffer.compare(one, other) !== 0)
        throw new Error(`${task} in ${runtime.name}: page ${turn} is another with fragments`)
    }
    for (const process of all) await process.cpuMs(task, warmPages)
    const kept = processes.get('with-fragments')
    const before = await tally(kept, task)
    const figures = await interleave(processes, task, effort === quickEffort ? roundsOf.quick : roundsOf.full)
    const after = await tally(kept, task)
    const without = figures.get('without-fragments') ?? Number.NaN
    return who.map((name): SteadyRow => {
      const cpuMs = figures.get(name) ?? Number.NaN
      const keeps = name === 'with-fragments'
      return {
        case: `zipf ${exponent}`,
        language: 'falcor',
        runtime: runtime.name,
        who: name,
        cpuMs: rounded(cpuMs),
        ratio: rounded(cpuMs / without),
        hitRate: keeps ? rounded(1 - (after.loaded - before.loaded) / (after.wanted - before.wanted)) : 0,
        evictedPerPage: keeps ? rounded((after.evicted - before.evicted) / (after.pages - before.pages)) : 0,
      }
    })
  } finally {
    for (const process of processes.values()) process.stop()
  }
}

async function tally(process: MeasuredProcess | undefined, task: string): Promise<Tally> {
  return JSON.parse(new TextDecoder().decode(await process?.answer(`${task} tally`, 0)))
}

/** Four digits: the rest is noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
