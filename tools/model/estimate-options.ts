import { readArguments } from '../start/read-arguments.ts'

/** What `npm run model:estimate` was asked to do. */
export interface EstimateOptions {
  /** Where the running Marquee is; undefined: as the environment says. */
  readonly url: string | undefined
}

const usage = 'npm run model:estimate -- [--url http://127.0.0.1:8787]'

/** Reads the command line of `npm run model:estimate`. Throws a remedy for anything it does not know. */
export function readEstimateOptions(args: readonly string[]): EstimateOptions {
  return { url: readArguments(args, { options: { url: { type: 'string' } } }, usage).values.url }
}
