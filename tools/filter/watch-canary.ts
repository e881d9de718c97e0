import { Remedy } from '../start/remedy.ts'
import { type OpsClient, recordOf } from './ops-client.ts'
import { listOf, stateLine } from './show-revisions.ts'

export interface WatchOptions {
  readonly client: OpsClient
  readonly wait: (ms: number) => Promise<unknown>
  readonly print: (text: string) => void
}

const everyMs = 2_000

/** Waits until the canary of a name is judged, by Marquee or by an operator, and says how. Whether it became active. Throws a remedy where there is no canary. */
export async function watchCanary(name: string, { client, wait, print }: WatchOptions): Promise<boolean> {
  const history = async () => listOf((await client.call('GET', `/ops/filters/${name}/history`)).body.revisions)
  const [canary] = (await history()).filter((one) => lastState(one)?.state === 'canary')
  if (canary === undefined) throw new Remedy(`Cannot watch ${name}: it has no canary. Begin one: npm run filter -- canary ${name}`)
  const isIt = (one: Readonly<Record<string, unknown>>) => one.name === name && one.revision === canary.revision && one.state === 'canary'
  print(`· ${String(canary.revision)} is a canary. Marquee judges it by its traffic; Ctrl-C stops watching, not the canary`)
  for (let told = ''; ; ) {
    await wait(everyMs)
    const now = listOf((await client.call('GET', '/ops/filters')).body.filters).find(isIt)
    if (now === undefined) break
    const line = `· ${figuresOf(now.canary)}; devices without it: ${figuresOf(now.control)}`
    if (line !== told) print(line)
    told = line
  }
  const state = lastState((await history()).find(({ revision }) => revision === canary.revision))
  const isActive = state?.state === 'active'
  print(`${isActive ? '✓' : '✗'} ${state === undefined ? 'it is gone' : stateLine(state)}`)
  return isActive
}

function figuresOf(summary: unknown): string {
  const { requests, errors, p95Ms } = recordOf(summary)
  if (typeof requests !== 'number') return 'nothing told yet'
  return `${requests} requests, ${String(errors)} errors${typeof p95Ms === 'number' ? `, 95 % within ${p95Ms} ms` : ''}`
}

/** What a revision is to devices now. */
export const lastState = (revision: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> | undefined =>
  listOf(revision?.states).at(-1)
