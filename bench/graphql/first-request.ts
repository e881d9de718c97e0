import { cpuOfProcess } from '../measure/cpu-of-process.ts'
import { httpLoad } from '../measure/http-load.ts'
import { median } from '../measure/interleave.ts'
import { startWorkerd } from '../measure/workerd-process.ts'
import { sizes } from './page.ts'
import type { Entrant } from './roster.ts'

/** The CPU ms of the first request that a fresh process gets, one title of one row: the median over processes, started by turns. */
export async function firstRequests(entrants: readonly Entrant[], processes: number): Promise<ReadonlyMap<string, number>> {
  const size = sizes.get('1x1')
  if (size === undefined) throw new RangeError('there is no case 1x1')
  const figures = new Map<string, number[]>(entrants.map(({ who }) => [who, []]))
  for (let turn = 0; turn < processes; turn++) {
    for (const { who, workers, asking } of entrants) {
      const { address, pid, stop } = await startWorkerd(who, await workers())
      const load = httpLoad(address)
      const before = cpuOfProcess(pid)
      const { status } = await load.send(asking(size, 0))
      figures.get(who)?.push(cpuOfProcess(pid) - before)
      load.close()
      stop()
      if (status !== 200) throw new Error(`${who} answers its first request with ${status}`)
    }
  }
  return new Map([...figures].map(([who, each]) => [who, median(each)]))
}
