import { basename, resolve } from 'node:path'
import { mae, rmse } from '../../models/metrics.ts'
import { pairsOf } from '../../models/pairs.ts'
import { readArguments } from '../start/read-arguments.ts'
import { Remedy } from '../start/remedy.ts'
import { peakMegabytes } from './peak-megabytes.ts'
import { createBars, type Screen } from './progress-bars.ts'
import { type Rater, ratePairs, raters } from './rate-pairs.ts'
import { readRatingEvents, readRatings } from './read-ratings.ts'
import { ratingReportOf } from './report/rating-report.ts'
import { renderReport } from './report/render-report.ts'
import { createStages } from './stages.ts'
import { seedOf } from './train-options.ts'
import { createWorkerPool } from './worker-pool.ts'
import { refusePlace, writeWhole } from './write-whole.ts'

/** What `npm run model:evaluate -- --train FILE --test FILE` was asked to do. */
export interface RatingsEvaluation {
  readonly train: string
  readonly test: string
  readonly seed: number
  /** Whether models are told when the ratings of the test were given. */
  readonly times: boolean
  /** Where a page about it goes; undefined: nowhere. */
  readonly report?: string | undefined
}

/** The raters of the line of JSON; the table above it has all. */
const told = ['bias', 'cinematch', 'svdpp', 'rbm', 'blend', 'served'] as const satisfies readonly Rater[]

/** Errors and CPU seconds, by rater. */
export type RatingsResult = Readonly<Record<'rmse' | 'mae' | 'trainCpuS', Readonly<Record<(typeof told)[number], number>>>>

const threads = 2
const usage = 'npm run model:evaluate -- --train FILE --test FILE [--seed N] [--times] [--report FILE.html]'

/** Reads the command line of an evaluation of predicted ratings; files are taken from `folder`. Throws a remedy for anything it does not know. */
export function readRatingsEvaluation(args: readonly string[], folder: string): RatingsEvaluation {
  const values = parsed(args)
  const file = (name: 'train' | 'test') => {
    const given = values[name]
    if (given === undefined || given === '') throw new Remedy(`Cannot evaluate: needs --${name} FILE. Use: ${usage}`)
    return resolve(folder, given)
  }
  const report = values.report === undefined ? undefined : resolve(folder, values.report)
  return { train: file('train'), test: file('test'), seed: seedOf(values.seed ?? '1'), times: values.times === true, report }
}

/**
 * Trains on one file and compares what is predicted with what stands in another, which is read once and for nothing else: models are asked for its pairs
 * alone; with `times` they know when each was rated, which nobody knows of a rating to come. Ends with one line of JSON.
 */
export async function runRatingsEvaluation(
  { train, test, seed, times, report }: RatingsEvaluation,
  screen: Screen,
): Promise<RatingsResult> {
  if (report !== undefined) refusePlace(report)
  const asked = await readTest(test)
  const ratings = await readRatings(train)
  const pool = createWorkerPool(threads)
  try {
    const run = createStages({ pool, bars: createBars(screen), checkpoints: null })
    const untimed = pairsOf(ratings, asked.users, asked.items)
    const pairs = times ? { ...untimed, time: Float64Array.from(asked.times) } : untimed
    const rated = await ratePairs(ratings, pairs, seed, run)
    const { predictions, trainCpuS } = rated
    if (report !== undefined) {
      const heading = `Predicted ratings of ${basename(test)}, trained on ${basename(train)}`
      const page = renderReport({ heading, seed, ratings: ratingReportOf(ratings, pairs, Float32Array.from(asked.values), rated) })
      writeWhole(report, new TextEncoder().encode(page))
    }
    const rows = raters.map((rater) => ({
      ...{ rater, rmse: rmse(predictions[rater], asked.values), mae: mae(predictions[rater], asked.values), cpuS: trainCpuS[rater] },
    }))
    for (const { rater, rmse, mae, cpuS } of rows)
      screen.write(`${rater.padEnd(12)} RMSE ${rmse.toFixed(4)}  MAE ${mae.toFixed(4)}  ${cpuS.toFixed(1)} s of CPU\n`)
    const picked = (figure: 'rmse' | 'mae' | 'cpuS', digits: number) =>
      Object.fromEntries(
        told.map((name) => [name, Number((rows.find(({ rater }) => rater === name)?.[figure] ?? Number.NaN).toFixed(digits))]),
      ) as Record<(typeof told)[number], number>
    const result = { rmse: picked('rmse', 5), mae: picked('mae', 5), trainCpuS: picked('cpuS', 2) }
    screen.write(`${(screen.now() / 1000).toFixed(0)} s, ${peakMegabytes()} MB\n${JSON.stringify(result)}\n`)
    return result
  } finally {
    await pool.close()
  }
}

interface Asked {
  readonly users: string[]
  readonly items: string[]
  readonly values: number[]
  /** 0 where it is not known. */
  readonly times: number[]
}

/** The ratings of a file as they stand there, one after the other. Throws a remedy for what is no file of ratings. */
async function readTest(file: string): Promise<Asked> {
  const [users, items, values, times]: [string[], string[], number[], number[]] = [[], [], [], []]
  await readRatingEvents(file, (user, item, value, time) => {
    users.push(user)
    items.push(item)
    values.push(value)
    times.push(time)
  })
  if (values.length === 0) throw new Remedy(`Cannot evaluate on '${file}': needs at least one rating, found an empty file`)
  return { users, items, values, times }
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  return readArguments(args, { options: { train: option, test: option, seed: option, report: option, times: { type: 'boolean' } } }, usage)
    .values
}
