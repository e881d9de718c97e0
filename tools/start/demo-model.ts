import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { demoRatings } from '../model/demo-ratings.ts'
import { sharedCopy } from '../model/shared-copy.ts'
import type { RunStage } from '../model/stages.ts'
import { trainModel } from '../model/train-model.ts'
import { quickEffort } from '../model/training-effort.ts'
import { createWorkerPool, type WorkerPool } from '../model/worker-pool.ts'
import { writeWhole } from '../model/write-whole.ts'

/** A thousand members say enough for a demo, and can be drawn and learnt from within seconds. */
const casts = 20
const seed = 1
const threads = 2

/** What the model follows from: the code that trains it, and that which draws the catalog and the members. */
const sources = [
  'models/{*,page/*}.ts',
  'tools/model/*.ts',
  'origin-mocks/{catalog,members}/seed/*.ts',
  'origin-mocks/catalog/*.ts',
  'tools/start/demo-model.ts',
]
const films = 'node_modules/vega-datasets/data/movies.json'

/** Where a demo model is kept for the next start, whatever state that is over; trained once for the same code. */
export function demoModelFile(root: string): string {
  // The effort as it is in memory: files may change while a program runs that has read them.
  const hash = createHash('sha256').update(JSON.stringify([process.versions.v8, casts, seed, quickEffort]))
  for (const file of [
    ...globSync(sources, { cwd: root })
      .filter((name) => !name.endsWith('.test.ts'))
      .sort(),
    films,
  ])
    hash.update(`${file}\n`).update(readFileSync(join(root, file)))
  return join(root, '.wrangler/models', `demo-${hash.digest('hex').slice(0, 16)}.bin`)
}

/** The model of the demo's catalog, as it is kept or trained anew: `trained` is told that it has to be. A disk that cannot be written costs the next start time. */
export async function demoModel(root: string, trained: () => void): Promise<Uint8Array> {
  const file = demoModelFile(root)
  if (existsSync(file)) return new Uint8Array(readFileSync(file))
  trained()
  const pool = createWorkerPool(threads)
  try {
    const model = await trainDemoModel(pool)
    mkdirSync(dirname(file), { recursive: true })
    writeWhole(file, model)
    for (const old of globSync(join(dirname(file), 'demo-*.bin'))) if (old !== file) rmSync(old, { force: true })
    return model
  } finally {
    await pool.close()
  }
}

/** Trains it: fewer members than `npm run model:train -- --demo` has, and with less effort. */
export async function trainDemoModel(pool: WorkerPool): Promise<Uint8Array> {
  const run: RunStage = (_stage, module, work, args) => pool.call(module, work, args)
  const ratings = await pool.call(new URL('../model/demo-ratings.ts', import.meta.url), demoRatings, [casts])
  return trainModel(sharedCopy(ratings), seed, run, quickEffort)
}
