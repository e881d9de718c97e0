import type { Size } from '../graph/homepage.ts'
import { milliseconds, printTable } from '../measure/print-table.ts'
import { readOptions } from '../options.ts'
import { checkAnswers } from './check-answers.ts'
import { firstRequests } from './first-request.ts'
import { judge } from './goals.ts'
import { type MeasuredWorker, startWorker } from './measured-worker.ts'
import { sizes } from './page.ts'
import { roster } from './roster.ts'
import type { Row } from './row.ts'
import { fullEffort, type HttpEffort, quickEffort, takeTurns, warmUp } from './take-turns.ts'

/** `npm run bench -- graphql`: whole HTTP requests to workers in workerd, and the CPU of its process. */
export async function run(args: readonly string[]): Promise<void> {
  if (process.platform !== 'linux') {
    console.log('skipped: the CPU of another process is read from /proc, which only Linux has')
    console.log(JSON.stringify({ bench: 'graphql', rows: [] }))
    return
  }
  const options = readOptions(args)
  const effort = args.includes('--quick') ? quickEffort : fullEffort
  const asked = new Map([...sizes].filter(([name]) => options.wants('case', name)))
  const workers = new Map<string, MeasuredWorker>()
  let rows: Row[]
  try {
    for (const entrant of roster) if (options.wants('who', entrant.who)) workers.set(entrant.who, await startWorker(entrant))
    rows = await measure(workers, asked, effort)
    if (options.wants('case', 'first')) rows.push(...(await measureFirst(options.wants)))
  } finally {
    for (const worker of workers.values()) worker.stop()
  }
  console.log(['', ...judge(rows), ''].join('\n'))
  console.log(JSON.stringify({ bench: 'graphql', rows }))
}

/** Of fresh processes: those whose first request is promised something. */
async function measureFirst(wants: ReturnType<typeof readOptions>['wants']): Promise<Row[]> {
  const entrants = roster.filter(({ who }) => ['hello', 'marquee-trusted', 'marquee-fresh', 'yoga-lean'].includes(who) && wants('who', who))
  const figures = await firstRequests(entrants, 7)
  const rows = [...figures].map(
    ([who, cpuMs]): Row => ({ case: 'first', language: 'graphql', runtime: 'workerd', who, cpuMs: rounded(cpuMs), requests: 7, bytes: 0 }),
  )
  show('first', rows)
  return rows
}

async function measure(workers: ReadonlyMap<string, MeasuredWorker>, asked: ReadonlyMap<string, Size>, effort: HttpEffort): Promise<Row[]> {
  const isPage = (who: string) => roster.find((entrant) => entrant.who === who)?.noPage !== true
  // All that will be asked is warm before anything is measured: in an isolate that serves, small pages meet code that large ones have warmed.
  const bytes = new Map<string, ReadonlyMap<string, number>>()
  const each = new Map<string, number>()
  for (const [name, size] of asked) {
    const taking = takingPart(workers, name)
    bytes.set(name, await checkAnswers(taking, size, isPage))
    for (const [who, worker] of taking) each.set(`${who} ${name}`, await warmUp(worker, size, effort))
  }
  const rows: Row[] = []
  for (const [name, size] of asked) {
    const figures = await takeTurns(takingPart(workers, name), size, (who) => each.get(`${who} ${name}`) ?? 1, effort)
    const hand = figures.get('hand')?.cpuMs
    const measured = [...figures].map(
      ([who, { cpuMs, requests }]): Row => ({
        case: name,
        language: 'graphql',
        runtime: 'workerd',
        who,
        cpuMs: rounded(cpuMs),
        ...(hand !== undefined && { ratio: rounded(cpuMs / hand) }),
        requests,
        bytes: bytes.get(name)?.get(who) ?? 0,
      }),
    )
    rows.push(...measured)
    show(name, measured)
  }
  return rows
}

function takingPart(workers: ReadonlyMap<string, MeasuredWorker>, benchCase: string): ReadonlyMap<string, MeasuredWorker> {
  return new Map([...workers].filter(([who]) => roster.find((entrant) => entrant.who === who)?.cases?.includes(benchCase) ?? true))
}

function show(name: string, rows: readonly Row[]): void {
  const hello = rows.find(({ who }) => who === 'hello')?.cpuMs
  const lines = rows.map(({ who, cpuMs, ratio, requests, bytes }) => [
    who,
    milliseconds(cpuMs),
    ratio?.toFixed(2) ?? '–',
    hello === undefined ? '–' : (cpuMs / hello).toFixed(2),
    String(requests),
    String(bytes),
  ])
  console.log(`\n${printTable([`${name}, HTTP`, 'CPU ms', '÷ hand', '÷ hello', 'requests', 'bytes'], lines)}`)
}

/** Four digits: the rest is noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
