import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { quickEffort } from '../measure/effort.ts'
import { interleave, lowerQuartile, warmUp } from '../measure/interleave.ts'
import { nodeRuntime } from '../measure/node-runtime.ts'
import { printTable } from '../measure/print-table.ts'
import type { MeasuredProcess } from '../measure/runtime.ts'
import { workerdRuntime } from '../measure/workerd-runtime.ts'
import { type BenchOptions, readOptions } from '../options.ts'
import { type Goal, goals, mostMemoryBytes } from './goals.ts'
import { nativeKernel } from './native-kernel.ts'
import type { RankingMemory } from './ranking-memory.ts'
import { kernelPasses } from './score-tasks.ts'
import { exactScores, scoredRows } from './scored-rows.ts'

const columns = 128
const runtimes = { node: nodeRuntime, workerd: workerdRuntime }
const subjects = { node: new URL('./node-subject.ts', import.meta.url), workerd: new URL('./workerd-subject.ts', import.meta.url) }
type RuntimeName = keyof typeof runtimes

interface Row {
  readonly case: string
  readonly runtime: RuntimeName
  readonly who: string
  /** CPU ms of one pass, or of one page. */
  readonly cpuMs: number
  /** Against what the goal says. */
  readonly ratio: number
}

/** `npm run bench -- ranking`: the kernel, beside native code and beside plain JavaScript, and whole pages; then the memory of two models. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  const rows: Row[] = []
  const lines: string[][] = []
  for (const runtime of ['node', 'workerd'] as const) {
    const asked = goals.filter((goal) => goal.runtime === runtime && wants(options, goal))
    if (asked.length === 0) continue
    const { unavailable } = runtimes[runtime]
    if (unavailable !== undefined) console.log(`skipped ${runtime}: ${unavailable}`)
    else
      for (const { row, line } of judge(asked, await measure(runtime, asked, options))) {
        rows.push(row)
        lines.push(line)
      }
  }
  console.log(`${printTable(['×128, CPU', 'µs', 'against', ''], lines)}\n`)
  const memory = options.wants('case', 'memory') ? await measureMemory() : undefined
  if (memory !== undefined) showMemory(memory)
  console.log(JSON.stringify({ bench: 'ranking', rows, ...(memory === undefined ? {} : { memory }) }))
}

/** A quick look is without the catalogs that take longer to make than to rank. */
function wants({ wants, effort }: BenchOptions, { runtime, items, who }: Goal): boolean {
  return wants('runtime', runtime) && wants('case', `${items}`) && wants('who', who) && !(effort === quickEffort && items > 20_000)
}

const nameOf = ({ who, items }: { readonly who: string; readonly items: number }) => `${who} ${items}`

/** CPU ms of one pass or page of each, by its name; those that cannot be measured here are missing. */
async function measure(runtime: RuntimeName, asked: readonly Goal[], { effort }: BenchOptions): Promise<ReadonlyMap<string, number>> {
  const lanes = new Map<string, MeasuredProcess>()
  try {
    for (const name of new Set(asked.flatMap((goal) => [nameOf(goal), nameOf(goal.by)]))) {
      const lane = await startLane(runtime, name)
      if (lane !== undefined) lanes.set(name, lane)
    }
    await checkAnswers(lanes)
    // A page is much code, of which each part is seldom asked.
    await warmUp(lanes.values(), '', { ...effort, warmUpMs: 6 * effort.warmUpMs })
    const figures = await interleave(lanes, '', { ...effort, rounds: 2 * effort.rounds }, lowerQuartile)
    return new Map([...figures].map(([name, cpuMs]) => [name, name.startsWith('kernel') ? cpuMs / kernelPasses : cpuMs]))
  } finally {
    for (const lane of lanes.values()) lane.stop()
  }
}

/** A process that knows one task. */
async function startLane(runtime: RuntimeName, name: string): Promise<MeasuredProcess | undefined> {
  const [who = '', size] = name.split(' ')
  if (who === 'native') {
    const native = nativeKernel(scoredRows(Number(size), columns))
    if (typeof native !== 'string') return native
    console.log(`skipped native: ${native}`)
    return undefined
  }
  const lane = await runtimes[runtime].start(name, subjects[runtime])
  return {
    ...lane,
    answer: (_: string, turn: number) => lane.answer(name, turn),
    cpuMs: (_: string, times: number) => lane.cpuMs(name, times),
  }
}

/** Throws where a kernel's scores are not the exact ones to the bit, or a page is another than that of rows of all their titles. */
async function checkAnswers(lanes: ReadonlyMap<string, MeasuredProcess>): Promise<void> {
  for (const [name, lane] of lanes) {
    const [who = '', size] = name.split(' ')
    if (who.startsWith('page')) {
      const other = lanes.get(`${who}-whole ${size}`)
      for (let turn = 0; other !== undefined && turn < 8; turn++)
        if (Buffer.compare(await lane.answer('', turn), await other.answer('', turn)) !== 0)
          throw new Error(`${name}: another page for member ${turn}`)
      continue
    }
    const scores = new Float32Array(Uint8Array.from(await lane.answer('', 0)).buffer)
    for (const [item, exact] of exactScores(scoredRows(Number(size), columns)).entries()) {
      const score = scores[item] as number
      // Sums of single precision are rounded on the way.
      if (who === 'unrolled' ? !(Math.abs(score - exact) < 1e-3) : score !== exact)
        throw new Error(`${name}: item ${item} scores ${score}, not ${exact}`)
    }
  }
}

function judge(asked: readonly Goal[], figures: ReadonlyMap<string, number>): readonly { readonly row: Row; readonly line: string[] }[] {
  return asked.flatMap((goal) => {
    const [own, other] = [figures.get(nameOf(goal)), figures.get(nameOf(goal.by))]
    if (own === undefined) return []
    const cpuRatio = own / (other ?? Number.NaN)
    // How fast it is, where that is what was promised; else how much it takes.
    const ratio = Number((goal.atLeast === undefined ? cpuRatio : 1 / cpuRatio).toPrecision(3))
    const { runtime, who, items, by, atLeast, atMost } = goal
    const isMet = (atLeast === undefined || ratio >= atLeast) && (atMost === undefined || ratio <= atMost)
    const need = atLeast === undefined ? (atMost === undefined ? '' : `at most ${atMost}`) : `at least ${atLeast}`
    const against = `${ratio} × ${atLeast === undefined ? '' : 'as fast as '}${nameOf(by)}`
    return {
      row: { case: `${items}x${columns}`, runtime, who, cpuMs: Number(own.toPrecision(4)), ratio },
      line: [
        `${runtime} ${nameOf(goal)}`,
        (1e3 * own).toFixed(1),
        other === undefined ? '' : against,
        need === '' || other === undefined ? '' : `${isMet ? '✓' : '✗'} ${need}`,
      ],
    }
  })
}

function measureMemory(): Promise<RankingMemory> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./memory-child.ts', import.meta.url)), ['20000'], { execArgv: ['--expose-gc'] })
    child.once('message', (memory) => resolve(memory as RankingMemory))
    child.once('exit', (code) => reject(new Error(`The measuring of memory ended with code ${code}`)))
  })
}

function showMemory({ bytes, kernelBytes }: RankingMemory): void {
  const megabytes = (of: number) => `${(of / 1e6).toFixed(1)} MB`
  console.log(
    `${bytes <= mostMemoryBytes ? '✓' : '✗'} two models of 20,000 titles: ${megabytes(kernelBytes)} in the kernel, ${megabytes(bytes - kernelBytes)} besides, ` +
      `${megabytes(bytes)} at most ${megabytes(mostMemoryBytes)}\n`,
  )
}
