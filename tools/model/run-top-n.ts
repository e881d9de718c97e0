import { basename, resolve } from 'node:path'
import { readArguments } from '../start/read-arguments.ts'
import { Remedy } from '../start/remedy.ts'
import { evaluateTopN, type JudgedTopN, type TopNResult } from './evaluate-top-n.ts'
import { peakMegabytes } from './peak-megabytes.ts'
import { createBars, type Screen } from './progress-bars.ts'
import { readRatings } from './read-ratings.ts'
import { renderReport } from './report/render-report.ts'
import { topNReportOf } from './report/top-n-report.ts'
import { createStages } from './stages.ts'
import { seedOf } from './train-options.ts'
import { gridsDefault, type TopNGrids } from './tune-top-n.ts'
import { createWorkerPool } from './worker-pool.ts'
import { refusePlace, writeWhole } from './write-whole.ts'

/** What `npm run model:evaluate -- --top-n FILE` was asked to do. */
export interface TopNOptions {
  readonly file: string
  readonly seed: number
  /** Where a page about it goes; undefined: nowhere. */
  readonly report?: string | undefined
}

/** Two trials at a time: each holds 12 bytes for each pair of items. */
const threads = 2
const usage = 'npm run model:evaluate -- --top-n FILE [--seed N] [--report FILE.html]'

/** Reads the command line of an evaluation of lists; files are taken from `folder`. Throws a remedy for anything it does not know. */
export function readTopNOptions(args: readonly string[], folder: string): TopNOptions {
  const { 'top-n': file, seed, report } = parsed(args)
  if (file === undefined || file === '') throw new Remedy(`Cannot evaluate: needs --top-n FILE. Use: ${usage}`)
  return { file: resolve(folder, file), seed: seedOf(seed ?? '1'), report: report === undefined ? undefined : resolve(folder, report) }
}

/** Evaluates the lists of all rankings on the ratings of a file, and ends with one line of JSON. */
export async function runTopN({ file, seed, report }: TopNOptions, screen: Screen, grids: TopNGrids = gridsDefault): Promise<TopNResult> {
  if (report !== undefined) refusePlace(report)
  const ratings = await readRatings(file)
  const pool = createWorkerPool(threads)
  try {
    const run = createStages({ pool, bars: createBars(screen), checkpoints: null })
    const chosen: string[] = []
    const tell = (told: JudgedTopN) => {
      if (report === undefined) return
      const page = renderReport({ heading: `Lists for members who were never seen: ${basename(file)}`, seed, topN: topNReportOf(told) })
      writeWhole(report, new TextEncoder().encode(page))
    }
    const result = await evaluateTopN(ratings, seed, run, (line) => void chosen.push(line), grids, tell)
    const seconds = (screen.now() / 1000).toFixed(0)
    screen.write(`${[...chosen, `${seconds} s, ${peakMegabytes()} MB`, JSON.stringify(result)].join('\n')}\n`)
    return result
  } finally {
    await pool.close()
  }
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  return readArguments(args, { options: { 'top-n': option, seed: option, report: option } }, usage).values
}
