import { recordOf } from './ops-client.ts'

/** What a draft would have done to recent requests, in lines. Takes whatever Marquee tells; leaves out what it does not. */
export function showDryRun(dryRun: unknown): string[] {
  const { requests, matched, acted, changed, failed, actions, sizeBytes, micros, samples } = recordOf(dryRun)
  if (typeof requests !== 'number') return []
  if (requests === 0) return ['There was no recent request to try it on.']
  const counts = Object.entries({ matched, acted, changed, failed }).filter(([, count]) => typeof count === 'number')
  const lines = [
    `Tried on ${requests} recent request${requests === 1 ? '' : 's'}${counts.map(([name, count], at) => `${at === 0 ? ':' : ','} ${count} ${name}`).join('')}.`,
    ...row('actions', actionsOf(actions)),
    ...row(
      'size',
      beforeAfter(sizeBytes, (bytes) => (typeof bytes === 'number' ? `${bytes} bytes` : undefined)),
    ),
    ...row('time', beforeAfter(micros, percentiles) ?? percentiles(micros)),
  ]
  if (!Array.isArray(samples) || samples.length === 0) return lines
  return [...lines, '  some that it would change:', ...samples.map(recordOf).flatMap(sampleOf)]
}

const row = (name: string, text: string | undefined) => (text === undefined ? [] : [`  ${name.padEnd(8)}${text}`])

function beforeAfter(value: unknown, show: (part: unknown) => string | undefined): string | undefined {
  const { before, after } = recordOf(value)
  const [was, is] = [show(before), show(after)]
  return is === undefined ? undefined : was === undefined || was === is ? is : `${was} → ${is}`
}

function actionsOf(value: unknown): string | undefined {
  const [before, after] = [recordOf(recordOf(value).before), recordOf(recordOf(value).after)]
  const kinds = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return kinds.length === 0 ? undefined : kinds.map((kind) => `${kind} ${before[kind] ?? 0} → ${after[kind] ?? 0}`).join(', ')
}

function percentiles(value: unknown): string | undefined {
  const { p50, p95 } = recordOf(value)
  // Nothing has run: there is no other revision, or nothing fitted.
  if (p50 === 0 && p95 === 0) return undefined
  return typeof p50 === 'number' && typeof p95 === 'number' ? `half within ${p50} µs, 95 % within ${p95} µs` : undefined
}

function sampleOf({ trace, before, after }: Readonly<Record<string, unknown>>): string[] {
  return [`    ${String(trace)}`, `      was ${short(before)}`, `      now ${short(after)}`]
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`
}
