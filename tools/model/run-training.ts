import { createHash } from 'node:crypto'
import type { Ratings } from '../../models/ratings.ts'
import { Remedy } from '../start/remedy.ts'
import { openCheckpoints } from './checkpoints.ts'
import { demoCasts, demoRatings } from './demo-ratings.ts'
import { findRatings } from './find-ratings.ts'
import { peakMegabytes } from './peak-megabytes.ts'
import { createBars, type Screen } from './progress-bars.ts'
import { readRatings } from './read-ratings.ts'
import { sharedCopy } from './shared-copy.ts'
import { createStages } from './stages.ts'
import { checkTrainable, trainModel } from './train-model.ts'
import type { RatingSource, TrainOptions } from './train-options.ts'
import { trainingKey } from './training-key.ts'
import { createWorkerPool, type WorkerPool } from './worker-pool.ts'
import { refusePlace, writeWhole } from './write-whole.ts'

/** More would not be faster: there are two long stages at a time at most. */
const threads = 2

/** What a training needs around it. */
export interface TrainingWorld {
  /** The checkout whose code trains. */
  readonly root: string
  readonly screen: Screen
}

/**
 * Trains a model from ratings to its file. What is done is kept beside the file until all is; the same call goes on from there, to the same bytes.
 * Throws a remedy for ratings that cannot be trained on, and for a disk that cannot be written.
 */
export async function runTraining(options: TrainOptions, { root, screen }: TrainingWorld): Promise<void> {
  const { out, seed } = options
  const startedAt = screen.now()
  const partial = `${out}.partial`
  refusePlace(out)
  const pool = createWorkerPool(threads)
  try {
    const ratings = await ratingsOf(options.source, pool)
    checkTrainable(ratings)
    screen.write(`${counted(ratings)}\n`)
    const checkpoints = openCheckpoints(partial, trainingKey(ratings, seed, root))
    const run = createStages({ pool, bars: createBars(screen), checkpoints })
    const model = await keeping(partial, async () => {
      const bytes = await trainModel(sharedCopy(ratings), seed, run)
      writeWhole(out, bytes)
      return bytes
    })
    checkpoints.clear()
    const name = createHash('sha256').update(model).digest('hex').slice(0, 12)
    const seconds = ((screen.now() - startedAt) / 1000).toFixed(0)
    screen.write(`${out}: model ${name}, ${model.length.toLocaleString('en')} bytes, in ${seconds} s with ${peakMegabytes()} MB\n`)
  } finally {
    await pool.close()
  }
}

async function ratingsOf(source: RatingSource, pool: WorkerPool): Promise<Ratings> {
  switch (source.kind) {
    case 'file':
      return readRatings(source.file)
    case 'movielens':
      return readRatings(findRatings(source.folder))
    case 'demo':
      return pool.call(new URL('./demo-ratings.ts', import.meta.url), demoRatings, [demoCasts])
  }
}

/** Does something, and says where what is done so far is kept should the disk refuse. */
async function keeping<result>(partial: string, work: () => Promise<result>): Promise<result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Remedy)) throw error
    throw new Remedy(`${error.message}. What is trained so far stays in ${partial}: the same command goes on from there`)
  }
}

function counted({ users, items, item, time }: Ratings): string {
  const known = time === null ? 0 : time.reduce((sum, at) => sum + Number(at > 0), 0)
  const timed = known === 0 ? 'none' : known === item.length ? 'all' : known.toLocaleString('en')
  return `${item.length.toLocaleString('en')} ratings of ${items.length.toLocaleString('en')} titles by ${users.length.toLocaleString('en')} members, ${timed} with a time`
}
