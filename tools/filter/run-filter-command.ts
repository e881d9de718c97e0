import { relative } from 'node:path'
import { type AskedBy, askMarquee } from './ask-marquee.ts'
import { checkFile, testFile } from './check-file.ts'
import { newFilter } from './new-filter.ts'
import { opsAddress } from './ops-address.ts'
import { createOpsClient, OpsRefusal } from './ops-client.ts'
import type { FilterCommand } from './read-command.ts'
import { readFilterFile } from './read-filter-file.ts'

/** What a command may touch. */
export interface FilterWorld extends AskedBy {
  /** The checkout. */
  readonly root: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly fetch: typeof globalThis.fetch
}

/** What a terminal acts on: some of what is shown was sent by devices. Tabs and ends of lines stay. */
const acting = /[\0-\x08\v-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** Does what was asked, and tells it. Comes to the code to end with: 1 where the filter or Marquee says no. Throws a remedy where it could not be asked. */
export async function runFilterCommand(command: FilterCommand, world: FilterWorld): Promise<0 | 1> {
  const print = (text: string) => world.print(text.replaceAll(acting, '\ufffd'))
  try {
    return (await done(command, { ...world, print })) ? 0 : 1
  } catch (error) {
    if (!(error instanceof OpsRefusal)) throw error
    print(`✗ ${error.code}: ${error.message}`)
    return 1
  }
}

async function done(command: FilterCommand, { root, environment, fetch, ...by }: FilterWorld): Promise<boolean> {
  const { folder, print } = by
  switch (command.do) {
    case 'new': {
      const shown = relative(folder, newFilter({ ...command, folder, root }))
      print(`✓ Wrote ${shown}\n\nNext: npm run filter -- test ${shown}`)
      return true
    }
    case 'check':
      return checkFile(readFilterFile(command.file, folder), print)
    case 'test':
      return testFile(readFilterFile(command.file, folder), print)
    default:
      return askMarquee(command, createOpsClient(opsAddress(command.url, environment, root), fetch), by)
  }
}
