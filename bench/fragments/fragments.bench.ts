import { quickEffort } from '../measure/effort.ts'
import { nodeRuntime } from '../measure/node-runtime.ts'
import { milliseconds, printTable } from '../measure/print-table.ts'
import { workerdRuntime } from '../measure/workerd-runtime.ts'
import { readOptions } from '../options.ts'
import { checkFragments } from './check-fragments.ts'
import type { EntryCost } from './entry-cost.ts'
import type { Flood } from './flood.ts'
import type { Moment } from './over-time.ts'
import { runExperiment } from './run-experiment.ts'
import { type SteadyRow, steadyRows } from './steady-rows.ts'

/** `npm run bench -- fragments`: 64 MB of ready bytes under the traffic of 20,000 titles. Throws where an answer is not what it is without. */
export async function run(args: readonly string[]): Promise<void> {
  // Looking at it quickly is looking at one law of traffic.
  const options = readOptions(args.includes('--quick') && !args.includes('--case') ? [...args, '--case', 'zipf 1.1'] : args)
  const quick = options.effort === quickEffort
  await checkFragments(quick ? 6 : 40)
  const rows: SteadyRow[] = []
  for (const runtime of [nodeRuntime, workerdRuntime]) {
    if (!options.wants('runtime', runtime.name)) continue
    if (runtime.unavailable === undefined) rows.push(...(await steadyRows(runtime, options)))
    else console.log(`skipped ${runtime.name}: ${runtime.unavailable}`)
  }
  showRows(rows)
  if (!options.wants('runtime', 'node')) return console.log(JSON.stringify({ bench: 'fragments', rows }))
  const moments = await runExperiment('overTime', quick ? [50, 300] : [50, 100, 200, 400, 800, 1_200], quick ? 30 : 150)
  showMoments(moments)
  const entry = await runExperiment('entryCost', quick ? 1 : 5)
  showEntry(entry)
  const flooded = await runExperiment('flood', quick ? 100 : 999, 1)
  showFlood(flooded)
  console.log(JSON.stringify({ bench: 'fragments', rows, moments, entry, flood: flooded }))
}

function showRows(rows: readonly SteadyRow[]): void {
  const lines = rows.map(({ runtime, case: law, who, cpuMs, ratio, hitRate, evictedPerPage }) => [
    `${runtime} ${law} ${who}`,
    milliseconds(cpuMs),
    ratio.toFixed(2),
    percent(hitRate),
    evictedPerPage.toFixed(0),
  ])
  console.log(printTable(['40x75, store full', 'CPU ms', '÷ without', 'hit rate', 'evicted a page'], lines))
}

function showMoments(moments: readonly Moment[]): void {
  const lines = moments.map(({ pages, expired, hitRate, cpuMsPerPage, accountedBytes, heldBytes, evictedPerPage }) => [
    `${pages}${expired ? ', all expired before' : ''}`,
    percent(hitRate),
    milliseconds(cpuMsPerPage),
    megabytes(accountedBytes),
    megabytes(heldBytes),
    (heldBytes / accountedBytes).toFixed(2),
    evictedPerPage.toFixed(0),
  ])
  const head = ['pages so far, zipf 1, node', 'hit rate', 'CPU ms a page', 'MB accounted', 'MB held', 'held ÷ accounted', 'evicted a page']
  console.log(`\n${printTable(head, lines)}`)
}

function showEntry({ jsonBytes, accountedBytes, heldBytes, page, ...each }: EntryCost): void {
  const lines = [
    ['bytes of JSON', jsonBytes.toFixed(0)],
    ['bytes accounted', accountedBytes.toFixed(0)],
    ['bytes held', heldBytes.toFixed(0)],
    ['µs to note that it was wanted', each.notingUs.toFixed(2)],
    ['µs to make and keep it', each.makingUs.toFixed(2)],
    ['µs saved by taking it', each.savedUs.toFixed(2)],
    ['µs to evict it', each.evictingUs.toFixed(3)],
    ['ms to put one more where all were used', each.worstPutMs.toFixed(2)],
    ['a page without fragments, CPU ms', milliseconds(page.without)],
    ['… with all titles new', milliseconds(page.first)],
    ['… with all titles kept after it', milliseconds(page.making)],
    ['… with all titles there', milliseconds(page.seen)],
  ]
  console.log(`\n${printTable(['one entry, node', ''], lines)}`)
}

function showFlood({ requests, shelves, accountedBytes, heldBytes, cpuMsPerRequest }: Flood): void {
  const head = ['flood: everything wanted once, node', 'selections', 'MB accounted', 'MB held', 'CPU ms a request']
  const line = [`${requests} requests`, String(shelves), megabytes(accountedBytes), megabytes(heldBytes), milliseconds(cpuMsPerRequest)]
  console.log(`\n${printTable(head, [line])}\n`)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1)
}
