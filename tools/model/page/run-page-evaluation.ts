import { basename, resolve } from 'node:path'
import { readArguments } from '../../start/read-arguments.ts'
import { Remedy } from '../../start/remedy.ts'
import { peakMegabytes } from '../peak-megabytes.ts'
import { createBars, type Screen } from '../progress-bars.ts'
import { readRatings } from '../read-ratings.ts'
import { pageReportOf } from '../report/page-report.ts'
import { renderReport } from '../report/render-report.ts'
import { createStages } from '../stages.ts'
import { seedOf } from '../train-options.ts'
import { createWorkerPool } from '../worker-pool.ts'
import { refusePlace, writeWhole } from '../write-whole.ts'
import { evaluatePages, type JudgedPages, type PageResult } from './evaluate-pages.ts'
import { findTitles, readTitles } from './read-titles.ts'

/** What `npm run model:evaluate -- --page FILE` was asked to do. */
export interface PageEvaluation {
  readonly file: string
  /** Where the genres stand; undefined: beside the ratings. */
  readonly titles?: string | undefined
  readonly seed: number
  /** Where a page about it goes; undefined: nowhere. */
  readonly report?: string | undefined
}

const threads = 2
const usage = 'npm run model:evaluate -- --page FILE [--titles FILE] [--seed N] [--report FILE.html]'

/** Reads the command line of an evaluation of pages; files are taken from `folder`. Throws a remedy for anything it does not know. */
export function readPageEvaluation(args: readonly string[], folder: string): PageEvaluation {
  const { page, titles, seed, report } = parsed(args)
  if (page === undefined || page === '') throw new Remedy(`Cannot evaluate: needs --page FILE. Use: ${usage}`)
  const place = (file: string | undefined) => (file === undefined ? undefined : resolve(folder, file))
  return { file: resolve(folder, page), titles: place(titles), seed: seedOf(seed ?? '1'), report: place(report) }
}

/** Evaluates the pages of all builders on the ratings of a file, and ends with one line of JSON. */
export async function runPageEvaluation({ file, titles, seed, report }: PageEvaluation, screen: Screen): Promise<PageResult> {
  if (report !== undefined) refusePlace(report)
  const ratings = await readRatings(file)
  const facts = await readTitles(titles ?? findTitles(file))
  const pool = createWorkerPool(threads)
  try {
    const run = createStages({ pool, bars: createBars(screen), checkpoints: null })
    const said: string[] = []
    const tell = (judged: JudgedPages) => {
      if (report === undefined) return
      const heading = `Pages for members who were never seen: ${basename(file)}`
      writeWhole(report, new TextEncoder().encode(renderReport({ heading, seed, pages: pageReportOf(judged) })))
    }
    const result = await evaluatePages(ratings, facts, seed, run, (line) => void said.push(line), tell)
    const seconds = (screen.now() / 1000).toFixed(0)
    screen.write(`${[...said, `${seconds} s, ${peakMegabytes()} MB`, JSON.stringify(result)].join('\n')}\n`)
    return result
  } finally {
    await pool.close()
  }
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  return readArguments(args, { options: { page: option, titles: option, seed: option, report: option } }, usage).values
}
