import { interleave } from '../measure/interleave.ts'
import { nodeRuntime } from '../measure/node-runtime.ts'
import { milliseconds, printTable } from '../measure/print-table.ts'
import type { MeasuredProcess } from '../measure/runtime.ts'
import { workerdRuntime } from '../measure/workerd-runtime.ts'
import { readOptions } from '../options.ts'
import { type HostileInput, hostileInputs, ordinary } from './inputs.ts'
import type { Verdict } from './subject.ts'

/** What each input may cost at most, the first time too. */
const maxCpuMs = 5

interface Row {
  readonly case: string
  readonly language: 'falcor'
  readonly runtime: 'node' | 'workerd'
  readonly who: 'marquee'
  /** CPU of one answer when the input comes again and again. */
  readonly cpuMs: number
  /** CPU of the first one, in a process that has answered ordinary requests only. */
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
    const process = await runtime.start('hostile', new URL('./subject.ts', import.meta.url))
    try {
      await process.cpuMs(ordinary.name, 1_000)
      for (const input of inputs)
        rows.push({ case: input.name, language: 'falcor', runtime: runtime.name, who: 'marquee', ...(await measure(process, input)) })
    } finally {
      process.stop()
    }
  }
  show(inputs, rows)
  console.log(JSON.stringify({ bench: 'hostile', rows }))
}

async function measure(process: MeasuredProcess, input: HostileInput): Promise<{ cpuMs: number; firstMs: number }> {
  // Asking no times at all prepares the input, which is no part of its cost.
  await process.cpuMs(input.name, 0)
  const firstMs = await process.cpuMs(input.name, 1)
  check(input, JSON.parse(new TextDecoder().decode(await process.answer(input.name, 0))))
  check(ordinary, JSON.parse(new TextDecoder().decode(await process.answer(ordinary.name, 0))))
  const figures = await interleave(new Map([['marquee', process]]), input.name, { warmUpMs: 0, roundMs: 10, rounds: 5 })
  return { cpuMs: rounded(figures.get('marquee') ?? Number.NaN), firstMs: rounded(firstMs) }
}

function check(input: HostileInput, verdict: Verdict): void {
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

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
