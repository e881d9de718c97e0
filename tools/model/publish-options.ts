import { resolve } from 'node:path'
import { readArguments } from '../start/read-arguments.ts'
import { Remedy } from '../start/remedy.ts'

/** What `npm run model:publish` was asked to do. */
export interface PublishOptions {
  readonly model: string
  /** Of members, 1 for all. */
  readonly share: number
  readonly reason: string | undefined
  /** Where the running Marquee is; undefined: as the environment says. */
  readonly url: string | undefined
}

const usage = 'npm run model:publish -- --model FILE [--share 0.05] [--reason TEXT] [--url URL]'

/** Reads the command line of `npm run model:publish`; the file is taken from `folder`. Throws a remedy for anything it does not know. */
export function readPublishOptions(args: readonly string[], folder: string): PublishOptions {
  const { model, share = '1', reason, url } = parsed(args)
  if (model === undefined || model === '') throw new Remedy(`Cannot publish: needs --model FILE. Use: ${usage}`)
  const part = Number(share)
  if (share.trim() === '' || !(part > 0 && part <= 1))
    throw new Remedy(`Cannot give the model the share '${share}': needs more than 0, and 1 for all members. Use: ${usage}`)
  return { model: resolve(folder, model), share: part, reason, url }
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  return readArguments(args, { options: { model: option, share: option, reason: option, url: option } }, usage).values
}
