import { Remedy } from '../start/remedy.ts'
import type { OpsClient } from './ops-client.ts'
import { listOf, stateLine } from './show-revisions.ts'

export interface WatchOptions {
  readonly client: OpsClient
  readonly wait: (ms: number) => Promise<unknown>
  readonly print: (text: string) => void
}

const everyMs = 2_000

/** Waits until the canary of a name is judged, by Marquee or by an operator, and says how. Whether it became active. Throws a remedy where there is no canary. */
export async function watchCanary(name: string, { client, wait, print }: WatchOptions): Promise<boolean> {
  const path = `/ops/filters/${name}/history`
  const [canary] = listOf((await client.call('GET', path)).body.revisions).filter((one) => lastState(one)?.state === 'canary')
  if (canary === undefined) throw new Remedy(`Cannot watch ${name}: it has no canary. Begin one: npm run filter -- canary ${name}`)
  print(`· ${String(canary.revision)} is a canary. Marquee judges it by its traffic; Ctrl-C stops watching, not the canary`)
  for (;;) {
    await wait(everyMs)
    const { body } = await client.call('GET', path)
    const state = lastState(listOf(body.revisions).find(({ revision }) => revision === canary.revision))
    if (state?.state === 'canary') continue
    const isActive = state?.state === 'active'
    print(`${isActive ? '✓' : '✗'} ${state === undefined ? 'it is gone' : stateLine(state)}`)
    return isActive
  }
}

/** What a revision is to devices now. */
export const lastState = (revision: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> | undefined =>
  listOf(revision?.states).at(-1)
