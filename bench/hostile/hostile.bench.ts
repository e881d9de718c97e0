import { setTimeout } from 'node:timers/promises'
import { interleave, median } from '../measure/interleave.ts'
import { nodeRuntime } from '../measure/node-runtime.ts'
import { milliseconds, printTable } from '../measure/print-table.ts'
import type { MeasuredProcess, Runtime } from '../measure/runtime.ts'
import { workerdRuntime } from '../measure/workerd-runtime.ts'
import { readOptions } from '../options.ts'
import { hostileDocuments, ordinaryDocument } from './documents.ts'
import { hostileInputs, ordinary } from './inputs.ts'
import type { Expectation, Verdict } from './verdict.ts'

/** What each input may cost at most, the first time too. */
const maxCpuMs = 5

const processes = 3

interface Family {
  readonly language: 'falcor' | 'graphql'
  /** What answers them. */
  readonly subject: URL
  readonly ordinary: Expectation
  readonly inputs: readonly Expectation[]
}

const families: readonly Family[] = [
  { language: 'falcor', subject: new URL('./subject.ts', import.meta.url), ordinary, inputs: hostileInputs },
  {
    language: 'graphql',
    subject: new URL('../edge/hostile-subject.ts', import.meta.url),
    ordinary: ordinaryDocument(0),
    inputs: hostileDocuments,
  },
]

interface Row {
  readonly case: string
  readonly language: Family['language']
  readonly runtime: 'node' | 'workerd'
  readonly who: 'marquee'
  /** CPU of one answer when the input comes again and again. */
  readonly cpuMs: number
  /** CPU of the first one in a process that had not seen it; the median of several processes. */
  readonly firstMs: number
}

/** `npm run bench -- hostile`: what is spent on input that is meant to hurt. Throws where one is not refused as it must be. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  const rows: Row[] = []
  const asked = families
    .filter(({ language }) => options.wants('language', language))
    .map((family) => ({ ...family, inputs: family.inputs.filter(({ name }) => options.wants('case', name)) }))
  for (const runtime of [nodeRuntime, workerdRuntime]) {
    if (!options.wants('runtime', runtime.name)) continue
    if (runtime.unavailable !== undefined) {
      console.log(`skipped ${runtime.name}: ${runtime.unavailable}`)
      continue
    }
    for (const family of asked) rows.push(...(await measure(runtime, family)))
  }
  for (const family of asked) show(family, rows)
  console.log(JSON.stringify({ bench: 'hostile', rows }))
}

/** Sends all inputs to several processes, one after the other: a first time comes only once in each. */
async function measure(runtime: Runtime, { language, subject, ordinary, inputs }: Family): Promise<Row[]> {
  const first = new Map<Expectation, number[]>(inputs.map((input) => [input, []]))
  const again = new Map<Expectation, number[]>(inputs.map((input) => [input, []]))
  for (let turn = 0; turn < processes; turn++) {
    const process = await runtime.start('hostile', subject)
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
    language,
    runtime: runtime.name,
    who: 'marquee',
    cpuMs: figure(again.get(input)),
    firstMs: figure(first.get(input)),
  }))
}

async function check(process: MeasuredProcess, input: Expectation): Promise<void> {
  const verdict: Verdict = JSON.parse(new TextDecoder().decode(await process.answer(input.name, 0)))
  const expected = input.refused ?? 'an answer'
  const found = verdict.refused ?? 'an answer'
  if (found !== expected) throw new Error(`"${input.name}" came to ${found}, not to ${expected}`)
  if (input.refused !== undefined && verdict.calls > 0)
    throw new Error(`"${input.name}" called resolvers ${verdict.calls} times before it was refused`)
}

function show({ language, inputs }: Family, rows: readonly Row[]): void {
  const runtimes = [...new Set(rows.map(({ runtime }) => runtime))]
  const lines = inputs.map((input) => {
    const own = runtimes.map((runtime) =>
      rows.find((row) => row.runtime === runtime && row.language === language && row.case === input.name),
    )
    const good = own.every((row) => row !== undefined && row.cpuMs < maxCpuMs && row.firstMs < maxCpuMs)
    const figures = own.flatMap((row) => (row === undefined ? ['–', '–'] : [milliseconds(row.firstMs), milliseconds(row.cpuMs)]))
    return [`${good ? '✓' : '✗'} ${input.name}`, input.refused ?? 'answered', ...figures]
  })
  const head = [`${language}: CPU ms, each below ${maxCpuMs}`, 'comes to', ...runtimes.flatMap((runtime) => [`${runtime} first`, 'again'])]
  console.log(`${printTable(head, lines)}\n`)
}
