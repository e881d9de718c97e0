import { resolve } from 'node:path'
import { readArguments } from '../start/read-arguments.ts'
import { Remedy } from '../start/remedy.ts'

/** Where the ratings come from that a model is trained on. */
export type RatingSource =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'movielens'; readonly folder: string }
  | { readonly kind: 'demo' }

/** What `npm run model:train` was asked to do. */
export interface TrainOptions {
  readonly source: RatingSource
  readonly out: string
  readonly seed: number
}

const usage = 'npm run model:train -- (--ratings FILE | --movielens DIR | --demo) --out FILE [--seed N]'

/** Reads the command line of `npm run model:train`; files are taken from `folder`. Throws a remedy for anything it does not know. */
export function readTrainOptions(args: readonly string[], folder: string): TrainOptions {
  const { ratings, movielens, demo, out, seed = '1' } = parsed(args)
  if ([ratings, movielens, demo].filter((source) => source !== undefined).length !== 1)
    throw new Remedy(`Cannot train: needs one of --ratings, --movielens and --demo. Use: ${usage}`)
  if (out === undefined || out === '') throw new Remedy(`Cannot train: needs --out FILE, where the model goes. Use: ${usage}`)
  return {
    source:
      ratings !== undefined
        ? { kind: 'file', file: resolve(folder, ratings) }
        : movielens !== undefined
          ? { kind: 'movielens', folder: resolve(folder, movielens) }
          : { kind: 'demo' },
    out: resolve(folder, out),
    seed: seedOf(seed),
  }
}

/** A seed: any whole number of 32 bits without a sign. Throws a remedy for anything else. */
export function seedOf(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) >= 2 ** 32)
    throw new Remedy(`Cannot take '${text}' for a seed: needs a whole number from 0 to ${2 ** 32 - 1}`)
  return Number(text)
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  return readArguments(
    args,
    { options: { ratings: option, movielens: option, demo: { type: 'boolean' }, out: option, seed: option } },
    usage,
  ).values
}
