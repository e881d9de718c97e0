import { readdirSync, readFileSync } from 'node:fs'

const mebibyte = 1_024

/** What the workerd processes of a group hold in memory, in MiB. Linux alone tells. */
export function residentMebibytes(processGroup: number): number {
  let total = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [, name, group] = /\((.*)\) \S \d+ (\d+) /.exec(read(`/proc/${pid}/stat`)) ?? []
    if (name === 'workerd' && Number(group) === processGroup)
      total += Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
  }
  if (total === 0) throw new Error(`there is no workerd in the process group ${processGroup}`)
  return Math.round(total / mebibyte)
}

/** Processes come and go while they are listed. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
