import { setTimeout as wait } from 'node:timers/promises'
import { readCommand } from './filter/read-command.ts'
import { runFilterCommand } from './filter/run-filter-command.ts'
import { projectRoot } from './wrangler.ts'

/** `npm run filter -- COMMAND`: writes, checks, publishes and undoes filters. Ends with 1 where the filter or Marquee says no, with 2 where there was nothing to say. */
const world = {
  root: projectRoot,
  // npm runs this in the root, wherever it was called.
  folder: process.env.INIT_CWD ?? process.cwd(),
  environment: process.env,
  fetch,
  wait: (ms: number) => wait(ms),
  print: (text: string) => console.log(text),
}
try {
  process.exitCode = await runFilterCommand(readCommand(process.argv.slice(3)), world)
} catch (error) {
  console.error(error instanceof Error && error.name === 'Remedy' ? error.message : error)
  process.exitCode = 2
}
