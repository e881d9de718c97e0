import { asDeployed, bundleWorker } from '../measure/bundle-worker.ts'
import { interleave, warmUp } from '../measure/interleave.ts'
import { printTable } from '../measure/print-table.ts'
import type { MeasuredProcess } from '../measure/runtime.ts'
import { startBound, workerdRuntime } from '../measure/workerd-runtime.ts'
import { readOptions } from '../options.ts'
import { idle, loopCounted, loopPlain, rules, tenFilters } from './filters.ts'
import { measurePublishing } from './publishing.ts'

/** As in `../edge/published-subject.ts`, which Node cannot load. */
const passes = 1_000

const subject = new URL('../edge/published-subject.ts', import.meta.url)
const sets = {
  'ten filters': tenFilters(),
  idle: [idle()],
  'loop counted': [loopCounted()],
  'loop plain': [loopPlain()],
  'one rule': rules(1),
  '50 rules': rules(50),
  '200 rules': rules(200),
  '400 rules': rules(400),
}
const expected: Readonly<Record<string, string>> = {
  neighbour: '3',
  nothing: 'null',
  'ten filters': '[null,[]]',
  idle: '[null,[]]',
  'one rule': '[null,[["rule",0]]]',
  '50 rules': '[null,[["rule",49]]]',
  '200 rules': '[null,[["rule",199]]]',
  '400 rules': '[null,[["rule",399]]]',
}

/** `npm run bench -- dynamic-filters`: what published filters cost a request, CPU inside workerd, and how soon one is live. */
export async function run(args: readonly string[]): Promise<void> {
  const { effort, wants } = readOptions(args)
  if (workerdRuntime.unavailable !== undefined) {
    console.log(`skipped: ${workerdRuntime.unavailable}`)
    console.log(JSON.stringify({ bench: 'dynamic-filters', rows: [] }))
    return
  }
  const tasks = ['neighbour', 'nothing', ...Object.keys(sets)].filter((task) => wants('who', task))
  const neighbour = { name: 'neighbour', modules: await bundleWorker(new URL('../edge/neighbour.ts', import.meta.url), asDeployed) }
  const lanes = new Map<string, MeasuredProcess>()
  try {
    for (const task of tasks) {
      const bindings = { texts: { SETS: JSON.stringify(sets) }, services: { NEIGHBOUR: { worker: 'neighbour' } }, loaders: ['LOADER'] }
      const process = await startBound(task, subject, bindings, [neighbour])
      lanes.set(task, { ...process, answer: (_, turn) => process.answer(task, turn), cpuMs: (_, times) => process.cpuMs(task, times) })
    }
    await checkAnswers(lanes)
    await warmUp(lanes.values(), '', effort)
    const us = new Map(
      [...(await interleave(lanes, '', effort))].map(([task, ms]) => [task, ms * (task === 'nothing' ? 1_000 / passes : 1_000)]),
    )
    for (const lane of lanes.values()) lane.stop()
    const liveMs = wants('who', 'publish to live') ? await measurePublishing(20) : undefined
    report(us, liveMs)
  } finally {
    for (const lane of lanes.values()) lane.stop()
  }
}

async function checkAnswers(lanes: ReadonlyMap<string, MeasuredProcess>): Promise<void> {
  const said = new Map<string, string>()
  for (const [task, lane] of lanes) {
    const text = new TextDecoder().decode(await lane.answer('', 0))
    said.set(task, text)
    if (expected[task] !== undefined && text !== expected[task]) throw new Error(`${task} came to ${text}`)
  }
  const [counted, plain] = [said.get('loop counted'), said.get('loop plain')]
  if (counted !== undefined && plain !== undefined && (counted !== plain || !counted.includes('"sum"')))
    throw new Error(`the loop came to ${counted} and ${plain}`)
}

function report(us: ReadonlyMap<string, number>, liveMs: readonly number[] | undefined): void {
  const of = (task: string) => us.get(task) ?? Number.NaN
  const call = of('neighbour')
  const goals: [what: string, actual: number, most: number, unit: string][] = [
    ['a stage with ten filters ÷ one call of a service binding', of('ten filters') / call, 1.5, ''],
    [
      'a filter whose steps are counted ÷ the same without, both less an idle one',
      (of('loop counted') - of('idle')) / (of('loop plain') - of('idle')),
      1.3,
      '',
    ],
    ['200 rules of which one matches', of('200 rules'), 20, ' µs'],
    ['400 rules ÷ 50: sublinear', of('400 rules') / of('50 rules'), 2, ''],
    ['nothing published', of('nothing'), 1, ' µs'],
  ]
  if (liveMs !== undefined) {
    const sorted = liveMs.toSorted((one, other) => one - other)
    goals.push(['publish to live, median of 20', (sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) / 1_000, 5, ' s'])
    goals.push(['publish to live, worst of 20', (sorted.at(-1) ?? Number.NaN) / 1_000, 5, ' s'])
  }
  console.log(
    `${printTable(
      ['CPU in workerd', 'µs'],
      [...us].map(([task, one]) => [task, one.toFixed(2)]),
    )}\n`,
  )
  const lines = goals
    .filter(([, actual]) => !Number.isNaN(actual))
    .map(([what, actual, most, unit]) => [what, `${actual.toFixed(2)}${unit}`, `${actual <= most ? '✓' : '✗'} at most ${most}${unit}`])
  console.log(`${printTable(['what', 'reached', 'goal'], lines)}\n`)
  const rows = [...us].map(([who, one]) => ({
    ...{ case: 'published', runtime: 'workerd', who, cpuMs: Number((one / 1_000).toPrecision(4)), ratio: Number((one / call).toFixed(3)) },
  }))
  console.log(JSON.stringify({ bench: 'dynamic-filters', rows, liveMs }))
}
