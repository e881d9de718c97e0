import { resolve } from 'node:path'
import { readArguments } from '../start/read-arguments.ts'
import { Remedy } from '../start/remedy.ts'

/** What `npm run model:page` was asked to do. */
export interface SavePageOptions {
  readonly profile: number
  readonly device: string
  /** Why somebody looks; stands in the audit log. */
  readonly reason: string | undefined
  readonly out: string
  /** Undefined: as the environment says. */
  readonly url: string | undefined
}

const usage = 'npm run model:page -- --profile 7 --out page.html [--device tv] [--reason TEXT] [--url http://127.0.0.1:8787]'

/** Reads the command line of `npm run model:page`; the file is taken from `folder`. Throws a remedy for anything it does not know. */
export function readSavePageOptions(args: readonly string[], folder: string): SavePageOptions {
  const { profile = '', device = 'tv', out = '', reason, url } = parsed(args)
  if (!/^[1-9]\d{0,9}$/.test(profile)) throw new Remedy(`Cannot show the page of '${profile}': needs --profile NUMBER. Use: ${usage}`)
  if (!/^[a-z0-9-]{1,32}$/.test(device))
    throw new Remedy(`Cannot show a page on '${device}': needs a class of device, as tv. Use: ${usage}`)
  if (out === '') throw new Remedy(`Cannot write the page: needs --out FILE. Use: ${usage}`)
  return { profile: Number(profile), device, reason, out: resolve(folder, out), url }
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  return readArguments(args, { options: { profile: option, device: option, out: option, reason: option, url: option } }, usage).values
}
