import { resolve } from 'node:path'
import { pairsOf } from '../../models/pairs.ts'
import { readArguments } from '../start/read-arguments.ts'
import { Remedy } from '../start/remedy.ts'
import { createBars, type Screen } from './progress-bars.ts'
import { ratePairs, ratePairsAtEdge } from './rate-pairs.ts'
import { readPairs } from './read-pairs.ts'
import { readRatings } from './read-ratings.ts'
import { createStages } from './stages.ts'
import { seedOf } from './train-options.ts'
import { createWorkerPool } from './worker-pool.ts'
import { refusePlace, writeWhole } from './write-whole.ts'

/** What `npm run model:predict` was asked to do. */
export interface PredictOptions {
  readonly train: string
  readonly pairs: string
  readonly out: string
  readonly seed: number
  /** As the edge computes it: points in eight bits, histories folded in, no member trained. */
  readonly served: boolean
}

const threads = 2
const usage = 'npm run model:predict -- --train FILE --pairs FILE --out FILE [--seed N] [--served]'

/** Reads the command line of `npm run model:predict`; files are taken from `folder`. Throws a remedy for anything it does not know. */
export function readPredictOptions(args: readonly string[], folder: string): PredictOptions {
  const values = parsed(args)
  const file = (name: 'train' | 'pairs' | 'out') => {
    const given = values[name]
    if (given === undefined || given === '') throw new Remedy(`Cannot predict: needs --${name} FILE. Use: ${usage}`)
    return resolve(folder, given)
  }
  return { train: file('train'), pairs: file('pairs'), out: file('out'), seed: seedOf(values.seed ?? '1'), served: values.served === true }
}

/**
 * Trains on the ratings of a file and writes the predicted rating of each pair of another, one a line, in their order. Throws a remedy for files that
 * cannot be read or written. Members and items that nobody rated are told by what is known of the rest.
 */
export async function runPredict({ train, pairs: pairsFile, out, seed, served }: PredictOptions, screen: Screen): Promise<void> {
  refusePlace(out)
  const { users, items } = await readPairs(pairsFile)
  const ratings = await readRatings(train)
  const pairs = pairsOf(ratings, users, items)
  const pool = createWorkerPool(threads)
  try {
    const run = createStages({ pool, bars: createBars(screen), checkpoints: null })
    const predictions = served
      ? await ratePairsAtEdge(ratings, pairs, seed, run)
      : (await ratePairs(ratings, pairs, seed, run)).predictions.blend
    writeWhole(out, new TextEncoder().encode(Array.from(predictions, (rating) => `${rating.toFixed(decimals)}\n`).join('')))
    const unknown = pairs.user.reduce((count, user, pair) => count + Number(user < 0 || (pairs.item[pair] as number) < 0), 0)
    screen.write(
      `${out}: ${predictions.length} predictions${unknown > 0 ? `, ${unknown} of them of members or items without a rating` : ''}\n`,
    )
  } finally {
    await pool.close()
  }
}

const decimals = 4

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  return readArguments(args, { options: { train: option, pairs: option, out: option, seed: option, served: { type: 'boolean' } } }, usage)
    .values
}
