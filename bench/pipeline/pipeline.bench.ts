import { asDeployed, bundleWorker } from '../measure/bundle-worker.ts'
import type { Effort } from '../measure/effort.ts'
import { interleave, lowerQuartile, warmUp } from '../measure/interleave.ts'
import { printTable } from '../measure/print-table.ts'
import type { MeasuredProcess } from '../measure/runtime.ts'
import { startBound, workerdRuntime } from '../measure/workerd-runtime.ts'
import { readOptions } from '../options.ts'
import { type Goal, goals } from './goals.ts'

const subjects = {
  'falcor-get': new URL('../edge/pipeline-subject.ts', import.meta.url),
  token: new URL('../edge/token-subject.ts', import.meta.url),
}
type Case = keyof typeof subjects

const starts = [1, 2]

interface Row {
  readonly case: Case
  readonly runtime: 'workerd'
  readonly who: string
  readonly cpuMs: number
  /** Against the one that it is measured above; 1 of that itself. */
  readonly ratio: number
  /** Above that one, in µs. */
  readonly aboveUs: number
}

/** `npm run bench -- pipeline`: the CPU of a signed-in Falcor get through the filters, and of the check of a token, inside workerd. */
export async function run(args: readonly string[]): Promise<void> {
  const { effort, wants } = readOptions(args)
  if (workerdRuntime.unavailable !== undefined) {
    console.log(`skipped: ${workerdRuntime.unavailable}`)
    console.log(JSON.stringify({ bench: 'pipeline', rows: [] }))
    return
  }
  const rows: Row[] = []
  for (const name of Object.keys(subjects) as Case[]) {
    if (!wants('case', name)) continue
    const asked = goals.filter((goal) => goal.case === name && wants('who', goal.who))
    // What a row is measured above runs too.
    const whos = [...new Set(asked.flatMap(({ who, above }) => [above, who]))]
    rows.push(...report(name, asked, await measure(name, whos, { ...effort, rounds: effort.rounds * 2, leastAnswers: 2_000 })))
  }
  console.log(JSON.stringify({ bench: 'pipeline', rows }))
}

/** CPU ms by row. */
async function measure(name: Case, whos: readonly string[], effort: Effort): Promise<ReadonlyMap<string, number>> {
  const limiter = { name: 'limiter', modules: await bundleWorker(new URL('../edge/limiter-worker.ts', import.meta.url), asDeployed) }
  const bindings = { services: { LIMITER: { worker: 'limiter', entrypoint: 'Limiter' } } }
  const lanes = new Map<string, MeasuredProcess>()
  try {
    // Each in processes of its own: what one leaves to the garbage collector is not the next one's cost. Several, since compilers are lucky or not.
    for (const start of starts)
      for (const who of whos) {
        const process = await startBound(who, subjects[name], bindings, [limiter])
        const lane = {
          ...process,
          answer: (_: string, turn: number) => process.answer(who, turn),
          cpuMs: (_: string, times: number) => process.cpuMs(who, times),
        }
        lanes.set(`${who} ${start}`, lane)
      }
    const answers = new Set<string>()
    for (const lane of lanes.values()) answers.add(new TextDecoder().decode(await lane.answer('', 0)))
    if (answers.size > 1) throw new Error(`not all come to the same answer: ${[...answers].join(' and ')}`)
    await warmUp(lanes.values(), '', effort)
    const figures = await interleave(lanes, '', effort, lowerQuartile)
    const meanOf = (who: string) => starts.reduce((sum, start) => sum + (figures.get(`${who} ${start}`) ?? Number.NaN), 0) / starts.length
    return new Map(whos.map((who) => [who, meanOf(who)]))
  } finally {
    for (const lane of lanes.values()) lane.stop()
  }
}

function report(name: Case, asked: readonly Goal[], figures: ReadonlyMap<string, number>): readonly Row[] {
  const us = (who: string) => (figures.get(who) ?? Number.NaN) * 1_000
  const rows = [...figures].map(([who, cpuMs]): Row => {
    const above = asked.find((goal) => goal.who === who)?.above ?? who
    const [ratio, aboveUs] = [us(who) / us(above), us(who) - us(above)].map((figure) => Number(figure.toFixed(2)))
    return {
      case: name,
      runtime: 'workerd',
      who,
      cpuMs: Number(cpuMs.toPrecision(4)),
      ratio: ratio ?? Number.NaN,
      aboveUs: aboveUs ?? Number.NaN,
    }
  })
  const lines = rows.map(({ who, aboveUs, ratio }) => {
    const goal = asked.find((one) => one.who === who)
    if (goal === undefined) return [who, us(who).toFixed(1), '', '']
    const { above, mostUs } = goal
    const verdict = mostUs === undefined ? '' : `${aboveUs <= mostUs ? '✓' : '✗'} at most ${mostUs}`
    return [who, us(who).toFixed(1), `${aboveUs.toFixed(1)} above ${above}, ${ratio} ×`, verdict]
  })
  console.log(`${printTable([`${name}, CPU in workerd`, 'µs', 'against', 'µs above'], lines)}\n`)
  return rows
}
