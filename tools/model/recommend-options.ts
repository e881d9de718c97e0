import { resolve } from 'node:path'
import { readArguments } from '../start/read-arguments.ts'
import { Remedy } from '../start/remedy.ts'
import { seedOf } from './train-options.ts'

/** What may rank the catalog. A predicted rating is not among them: it would rank by what few have seen and those loved. */
export const rankers = ['marquee', 'ease', 'ials', 'popularity'] as const
export type Ranker = (typeof rankers)[number]

/** What `npm run model:recommend` was asked to do. */
export interface RecommendOptions {
  readonly train: string
  readonly histories: string
  readonly out: string
  readonly k: number
  readonly model: Ranker
  readonly seed: number
}

const usage = `npm run model:recommend -- --train FILE --histories FILE --out FILE [--k 100] [--model ${rankers.join('|')}] [--seed N]`

/** Reads the command line of `npm run model:recommend`; files are taken from `folder`. Throws a remedy for anything it does not know. */
export function readRecommendOptions(args: readonly string[], folder: string): RecommendOptions {
  const values = parsed(args)
  const file = (name: 'train' | 'histories' | 'out') => {
    const given = values[name]
    if (given === undefined || given === '') throw new Remedy(`Cannot recommend: needs --${name} FILE. Use: ${usage}`)
    return resolve(folder, given)
  }
  const model = rankers.find((name) => name === (values.model ?? 'marquee'))
  if (model === undefined) throw new Remedy(`Cannot recommend by '${values.model}': needs one of ${rankers.join(', ')}`)
  return {
    train: file('train'),
    histories: file('histories'),
    out: file('out'),
    k: countOf(values.k ?? '100'),
    model,
    seed: seedOf(values.seed ?? '1'),
  }
}

function countOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Remedy(`Cannot recommend '${text}' items: needs a whole number from 1`)
  return Number(text)
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  return readArguments(args, { options: { train: option, histories: option, out: option, k: option, model: option, seed: option } }, usage)
    .values
}
