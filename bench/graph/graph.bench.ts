import { interleave, warmUp } from '../measure/interleave.ts'
import { nodeRuntime } from '../measure/node-runtime.ts'
import { milliseconds, printTable } from '../measure/print-table.ts'
import type { MeasuredProcess, Runtime } from '../measure/runtime.ts'
import { workerdRuntime } from '../measure/workerd-runtime.ts'
import { type BenchOptions, readOptions } from '../options.ts'
import { cases, languages, taskOf } from './case.ts'
import { checkAnswers } from './check-answers.ts'
import { judge } from './goals.ts'
import { installPeers } from './install-peers.ts'
import { type Entrant, roster } from './roster.ts'
import type { Row } from './row.ts'

/** `npm run bench -- graph`: the homepage by all contenders in both languages, in Node and in workerd. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  const rows: Row[] = []
  const skipped: string[] = []
  for (const runtime of [nodeRuntime, workerdRuntime]) {
    if (!options.wants('runtime', runtime.name)) continue
    if (runtime.unavailable === undefined) rows.push(...(await measure(runtime, options, skipped)))
    else skipped.push(`${runtime.name}: ${runtime.unavailable}`)
  }
  for (const reason of skipped) console.log(`skipped ${reason}`)
  console.log(['', ...judge(rows), ''].join('\n'))
  console.log(JSON.stringify({ bench: 'graph', rows, skipped }))
}

async function measure(runtime: Runtime, options: BenchOptions, skipped: string[]): Promise<Row[]> {
  const rows: Row[] = []
  const processes = await startAll(runtime, options, skipped)
  try {
    for (const language of languages.filter((name) => options.wants('language', name))) {
      const taking = new Map(
        roster.flatMap(({ who, languages }) => {
          const process = languages.includes(language) ? processes.get(who) : undefined
          return process === undefined ? [] : [[who, process]]
        }),
      )
      const asked = cases.filter(({ name }) => options.wants('case', name))
      // All that will be asked is warm before anything is measured: in an isolate that serves, small pages meet code that large ones have warmed.
      const bytes = new Map<string, ReadonlyMap<string, number>>()
      for (const benchCase of asked) {
        bytes.set(benchCase.name, await checkAnswers(taking, language, benchCase))
        await warmUp(taking.values(), taskOf(language, benchCase), options.effort)
      }
      for (const benchCase of asked) {
        const figures = await interleave(taking, taskOf(language, benchCase), options.effort)
        const hand = figures.get('hand')
        const measured = [...figures].map(
          ([who, cpuMs]): Row => ({
            case: benchCase.name,
            language,
            runtime: runtime.name,
            who,
            cpuMs: rounded(cpuMs),
            ...(hand !== undefined && { ratio: rounded(cpuMs / hand) }),
            bytes: bytes.get(benchCase.name)?.get(who) ?? 0,
          }),
        )
        rows.push(...measured)
        show(measured)
      }
    }
  } finally {
    for (const process of processes.values()) process.stop()
  }
  return rows
}

async function startAll(runtime: Runtime, options: BenchOptions, skipped: string[]): Promise<ReadonlyMap<string, MeasuredProcess>> {
  const processes = new Map<string, MeasuredProcess>()
  for (const entrant of roster.filter(({ who }) => options.wants('who', who))) {
    const process = await start(runtime, entrant)
    if (typeof process === 'string') skipped.push(`${entrant.who} in ${runtime.name}: ${process}`)
    else processes.set(entrant.who, process)
  }
  return processes
}

/** Starts one, or says why not. */
async function start(runtime: Runtime, { who, module, notIn, peers }: Entrant): Promise<MeasuredProcess | string> {
  const reason = notIn?.[runtime.name] ?? (peers === true ? installPeers() : undefined)
  if (reason !== undefined) return reason
  const process = await runtime.start(who, module)
  const unavailable = await process.unavailable()
  if (unavailable === undefined) return process
  process.stop()
  return unavailable
}

function show(rows: readonly Row[]): void {
  const [first] = rows
  if (first === undefined) return
  const lines = rows.map(({ who, cpuMs, ratio, bytes }) => [who, milliseconds(cpuMs), ratio?.toFixed(2) ?? '–', String(bytes)])
  console.log(`\n${printTable([`${first.runtime} ${first.language} ${first.case}`, 'CPU ms', '÷ hand', 'bytes'], lines)}`)
}

/** Four digits: the rest is noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
