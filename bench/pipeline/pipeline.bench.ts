import { interleave, warmUp } from '../measure/interleave.ts'
import { printTable } from '../measure/print-table.ts'
import type { MeasuredProcess } from '../measure/runtime.ts'
import { workerdRuntime } from '../measure/workerd-runtime.ts'
import { readOptions } from '../options.ts'

const subject = new URL('../edge/pipeline-subject.ts', import.meta.url)

interface Row {
  readonly case: 'falcor-get'
  readonly runtime: 'workerd'
  readonly who: string
  readonly cpuMs: number
  /** Above the pipeline that this one is measured against, in µs. */
  readonly aboveUs?: number
}

/** What is promised of one pipeline against another, in µs of CPU. */
const goals: readonly { readonly who: string; readonly above: string; readonly maxUs?: number }[] = [
  { who: 'all filters', above: 'empty', maxUs: 25 },
  { who: 'all filters, tokens verified', above: 'all filters' },
  { who: 'all filters, 1 % explained', above: 'all filters', maxUs: 2 },
  { who: 'all filters, 100 % explained', above: 'all filters', maxUs: 20 },
]

/** `npm run bench -- pipeline`: the CPU of a signed-in Falcor get through the filters, inside workerd, above a pipeline without them. */
export async function run(args: readonly string[]): Promise<void> {
  const { effort, wants } = readOptions(args)
  if (workerdRuntime.unavailable !== undefined) {
    console.log(`skipped: ${workerdRuntime.unavailable}`)
    console.log(JSON.stringify({ bench: 'pipeline', rows: [] }))
    return
  }
  const asked = ['empty', ...goals.map(({ who }) => who)].filter((who) => wants('who', who))
  // Each in a process of its own: what one leaves to the garbage collector is not the next one's cost.
  const lanes = new Map<string, MeasuredProcess>()
  try {
    for (const who of asked) lanes.set(who, await laneFor(who))
    const answers = new Set<string>()
    for (const lane of lanes.values()) answers.add(new TextDecoder().decode(await lane.answer('', 0)))
    if (answers.size !== 1) throw new Error('the pipelines do not come to the same answer')
    await warmUp(lanes.values(), '', effort)
    report(await interleave(lanes, '', effort))
  } finally {
    for (const lane of lanes.values()) lane.stop()
  }
}

/** A process that knows one pipeline, whatever it is asked. */
async function laneFor(who: string): Promise<MeasuredProcess> {
  const process = await workerdRuntime.start(who, subject)
  return { ...process, answer: (_task, turn) => process.answer(who, turn), cpuMs: (_task, times) => process.cpuMs(who, times) }
}

function report(figures: ReadonlyMap<string, number>): void {
  const us = (who: string) => (figures.get(who) ?? Number.NaN) * 1_000
  const above = (who: string, base: string) => us(who) - us(base)
  const lines = goals
    .filter(({ who, above: base }) => figures.has(who) && figures.has(base))
    .map(({ who, above: base, maxUs }) => {
      const actual = above(who, base)
      const verdict = maxUs === undefined ? '' : `${actual <= maxUs ? '✓' : '✗'} at most ${maxUs}`
      return [who, us(who).toFixed(1), `${actual.toFixed(1)} above ${base}`, verdict]
    })
  console.log(
    `${printTable(['a Falcor get, µs of CPU in workerd', 'µs', 'above', 'goal'], [['empty', us('empty').toFixed(1), '', ''], ...lines])}\n`,
  )
  const rows = [...figures].map(([who, cpuMs]): Row => {
    const goal = goals.find((one) => one.who === who)
    return {
      case: 'falcor-get',
      runtime: 'workerd',
      who,
      cpuMs: Number(cpuMs.toPrecision(4)),
      ...(goal !== undefined && { aboveUs: Number(above(who, goal.above).toFixed(2)) }),
    }
  })
  console.log(JSON.stringify({ bench: 'pipeline', rows }))
}
