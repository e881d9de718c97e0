import { setTimeout } from 'node:timers/promises'
import { interleave, median } from '../measure/interleave.ts'
import { nodeRuntime } from '../measure/node-runtime.ts'
import { milliseconds, printTable } from '../measure/print-table.ts'
import type { MeasuredProcess, Runtime } from '../measure/runtime.ts'
import { workerdRuntime } from '../measure/workerd-runtime.ts'
import { readOptions } from '../options.ts'
import { type HostileInput, hostileInputs, ordinary } from './inputs.ts'
import type { Verdict } from './subject.ts'

/** What each input may cost at most, the first time too. */
const maxCpuMs = 5

const processes = 3

interface Row {
  readonly case: string
  readonly language: 'falcor'
  readonly runtime: 'node' | 'workerd'
  readonly who: 'marquee'
  /** CPU of one answer when the input comes again and again. */
  readonly cpuMs: number
  /** CPU of the first one in a process that had not seen it; the median of several processes. */
  readonly firstMs: number
}

/** `npm run bench -- hostile`: what the engine spends on input that is meant to hurt. Throws where one is not refused as it must be. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  const rows: Row[] = []
  const inputs = hostileInputs.filter(({ name }) => options.wants('case', name))
  for (const runtime of [nodeRuntime, workerdRuntime]) {
    if (!options.wants('runtime', runtime.name)) continue
    if (runtime.unavailable !== undefined) {
      console.log(`skipped ${runtime.name}: ${runtime.unavailable}`)
      continue
    }
    rows.push(...(await measure(runtime, inputs)))
  }
  show(inputs, rows)
  console.log(JSON.stringify({ bench: 'hostile', rows }))
}

/** Sends all inputs to several processes, one after the other: a first time comes only once in each. */
async function measure(runtime: Runtime, inputs: readonly HostileInput[]): Promise<Row[]> {
  const first = new Map<HostileInput, number[]>(inputs.map((input) => [input, []]))
  const again = new Map<HostileInput, number[]>(inputs.map((input) => [input, []]))
  for (let turn = 0; turn < processes; turn++) {
    const process = await runtime.start('hostile', new URL('./subject.ts', import.meta.url))
    try {
      await process.cpuMs(ordinary.name, 1_000)
      // Compilers work on beside the thread for a while: that is not the first input's doing.
      await setTimeout(100)
      for (const input of inputs) {
        // Asking no times at all prepares the input, which is no part of its cost.
        await process.cpuMs(input.name, 0)
        first.get(input)?.push(await process.cpuMs(input.name, 1))
        await check(process, input)
        await check(process, ordinary)
        const figures = await interleave(new Map([['marquee', process]]), input.name, { warmUpMs: 0, roundMs: 8, rounds: 3 })
        again.get(input)?.push(...figures.values())
      }
    } finally {
      process.stop()
    }
  }
  const figure = (figures: readonly number[] = []) => Number(median(figures).toPrecision(4))
  return inputs.map((input) => ({
    case: input.name,
    language: 'falcor',
    runtime: runtime.name,
    who: 'marquee',
    cpuMs: figure(again.get(input)),
    firstMs: figure(first.get(input)),
  }))
}

async function check(process: MeasuredProcess, input: HostileInput): Promise<void> {
  const verdict: Verdict = JSON.parse(new TextDecoder().decode(await process.answer(input.name, 0)))
  const expected = input.refused ?? 'an answer'
  const found = verdict.refused ?? 'an answer'
  if (found !== expected) throw new Error(`"${input.name}" came to ${found}, not to ${expected}`)
  if (input.refused !== undefined && verdict.calls > 0)
    throw new Error(`"${input.name}" called resolvers ${verdict.calls} times before it was refused`)
}

function show(inputs: readonly HostileInput[], rows: readonly Row[]): void {
  const runtimes = [...new Set(rows.map(({ runtime }) => runtime))]
  const lines = inputs.map((input) => {
    const own = runtimes.map((runtime) => rows.find((row) => row.runtime === runtime && row.case === input.name))
    const good = own.every((row) => row !== undefined && row.cpuMs < maxCpuMs && row.firstMs < maxCpuMs)
    const figures = own.flatMap((row) => (row === undefined ? ['–', '–'] : [milliseconds(row.firstMs), milliseconds(row.cpuMs)]))
    return [`${good ? '✓' : '✗'} ${input.name}`, input.refused ?? 'answered', ...figures]
  })
  const head = [`CPU ms, each below ${maxCpuMs}`, 'comes to', ...runtimes.flatMap((runtime) => [`${runtime} first`, 'again'])]
  console.log(printTable(head, lines))
}
