import { type OpsAnswer, type OpsClient, OpsRefusal } from './ops-client.ts'
import type { FilterCommand } from './read-command.ts'
import { nameOfFile, readFilterFile } from './read-filter-file.ts'
import { refusedSource } from './refused-source.ts'
import { showDryRun } from './show-dry-run.ts'
import { listOf, showFilters, showHistory } from './show-revisions.ts'
import { lastState, watchCanary } from './watch-canary.ts'

/** What a running Marquee is asked for. */
export type MarqueeCommand = Exclude<FilterCommand, { readonly do: 'new' | 'check' | 'test' }>

export interface AskedBy {
  /** What a relative path is from. */
  readonly folder: string
  readonly wait: (ms: number) => Promise<unknown>
  readonly print: (text: string) => void
}

/** Asks for it, and says what came of it. Whether it is as was wanted. Throws an `OpsRefusal` where Marquee refuses. */
export async function askMarquee(command: MarqueeCommand, client: OpsClient, { folder, wait, print }: AskedBy): Promise<boolean> {
  switch (command.do) {
    case 'publish':
      return publish(command, client, folder, print)
    case 'canary':
    case 'promote':
      await activate(command, client, print)
      return true
    case 'rollback': {
      const { name, reason } = command
      const { body } = await client.call('POST', `/ops/filters/${name}/rollback`, { search: { reason } })
      print(typeof body.revision === 'string' ? `✓ ${name} is ${body.revision} again` : `✓ ${name} is off: nothing was before it`)
      return true
    }
    case 'off':
      print(await switchOff(command, client))
      return true
    case 'history':
      print(showHistory((await client.call('GET', `/ops/filters/${command.name}/history`)).body.revisions, command.diff).join('\n'))
      return true
    case 'watch':
      return watchCanary(command.name, { client, wait, print })
    case 'list':
      print(showFilters((await client.call('GET', '/ops/filters')).body.filters).join('\n'))
      return true
  }
}

async function publish(
  { file: path, name = nameOfFile(path), reason, expires }: MarqueeCommand & { readonly do: 'publish' },
  client: OpsClient,
  folder: string,
  print: (text: string) => void,
): Promise<boolean> {
  const file = readFilterFile(path, folder)
  print(`· Publishing ${file.shown} as ${name}`)
  let answer: OpsAnswer
  try {
    const source = { type: file.mediaType, text: file.source }
    answer = await client.call('PUT', `/ops/filters/${name}`, { search: { reason, expires }, source })
  } catch (error) {
    if (!(error instanceof OpsRefusal) || error.problems.length === 0) throw error
    print(refusedSource(file, error.problems))
    return false
  }
  const { revision, state, dryRun } = answer.body
  const stands = state === 'draft' ? 'is a draft: devices do not meet it yet' : `is ${String(state)} already: it is the same source`
  print([`✓ ${name} ${String(revision)} ${stands}`, ...showDryRun(dryRun)].join('\n'))
  if (state === 'draft') print(`\nNext: npm run filter -- canary ${name} --revision ${String(revision)}`)
  return true
}

async function activate(
  { do: verb, name, share, reason, revision: wanted }: MarqueeCommand & { readonly do: 'canary' | 'promote' },
  client: OpsClient,
  print: (text: string) => void,
): Promise<void> {
  const next = wanted === undefined ? await nextRevision(verb, name, client) : { revision: wanted, ifMatch: undefined }
  const { body } = await client.call('POST', `/ops/filters/${name}/activate`, {
    search: { reason },
    json: { revision: next.revision, share },
    ifMatch: next.ifMatch,
  })
  if (verb === 'promote') return print(`✓ ${name} ${next.revision} is ${String(body.state)} for all devices`)
  print(`✓ ${name} ${next.revision} is a ${String(body.state)} for ${Number((share * 100).toPrecision(3))} % of devices`)
  print(`\nNext: npm run filter -- watch ${name} (Marquee judges it), promote or rollback`)
}

/** What a command means that names no revision: the canary where it is to be promoted, else what was published last. */
async function nextRevision(verb: 'canary' | 'promote', name: string, client: OpsClient) {
  const { body, revision: current } = await client.call('GET', `/ops/filters/${name}/history`)
  const revisions = listOf(body.revisions)
  const canary = verb === 'promote' ? revisions.find((one) => lastState(one)?.state === 'canary') : undefined
  return { revision: String(canary?.revision ?? current ?? revisions[0]?.revision), ifMatch: current }
}

async function switchOff({ name, reason }: MarqueeCommand & { readonly do: 'off' }, client: OpsClient): Promise<string> {
  if (name !== undefined) {
    await client.call('DELETE', `/ops/filters/${name}`, { search: { reason } })
    return `✓ ${name} is off`
  }
  const { body } = await client.call('POST', '/ops/filters/off', { search: { reason } })
  const names = Array.isArray(body.off) ? body.off.map(String) : []
  return names.length === 0 ? '✓ All published filters are off' : `✓ All published filters are off: ${names.join(', ')}`
}
