import { resolve } from 'node:path'
import { readArguments } from './read-arguments.ts'
import { Remedy } from './remedy.ts'

export interface StartOptions {
  readonly port: number
  /** Where all state lives, absolute. */
  readonly persistTo: string
}

/** Reads the command line of `npm start`. Throws a remedy for anything it does not know. */
export function readOptions(args: readonly string[], root: string): StartOptions {
  const usage = 'npm start -- [--port N] [--persist-to DIR]'
  const { values } = readArguments(args, { options: { port: { type: 'string' }, 'persist-to': { type: 'string' } } }, usage)
  const port = values.port ?? '8787'
  if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535)
    throw new Remedy(`Cannot listen on port "${port}": needs a number from 1 to 65535. Use: ${usage}`)
  return { port: Number(port), persistTo: resolve(root, values['persist-to'] ?? '.wrangler/state') }
}
