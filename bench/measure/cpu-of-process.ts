import { readdirSync, readFileSync } from 'node:fs'

/**
 * The CPU time that another process has used so far in all its threads, user and system, in ms. Linux only. By the scheduler's account,
 * in nanoseconds; where the kernel does not show it, by clock ticks of 10 ms.
 */
export function cpuOfProcess(pid: number): number {
  return byScheduler(pid) ?? byTicks(pid)
}

function byScheduler(pid: number): number | undefined {
  try {
    let nanoseconds = 0
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
    }
    return nanoseconds > 0 ? nanoseconds / 1e6 : undefined
  } catch {
    return undefined
  }
}

function byTicks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name of the program stands in brackets and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
