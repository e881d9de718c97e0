import { readPageEvaluation, runPageEvaluation } from './model/page/run-page-evaluation.ts'
import { readRatingsEvaluation, runRatingsEvaluation } from './model/run-ratings-evaluation.ts'
import { readTopNOptions, runTopN } from './model/run-top-n.ts'
import { projectRoot } from './wrangler.ts'

/**
 * `npm run model:evaluate -- --train FILE --test FILE`: how far predicted ratings are off; `-- --top-n FILE`: how good lists are for members who were
 * never seen; `-- --page FILE`: how good their pages are. Ends with 2 where it cannot tell.
 */
const startedAt = performance.now()
const screen = {
  live: process.stdout.isTTY === true,
  write: (text: string) => void process.stdout.write(text),
  now: () => performance.now() - startedAt,
}
try {
  // npm runs this in the root, wherever it was called.
  const [args, folder] = [process.argv.slice(3), process.env.INIT_CWD ?? projectRoot]
  const asks = (option: string) => args.some((arg) => arg === option || arg.startsWith(`${option}=`))
  if (asks('--page')) await runPageEvaluation(readPageEvaluation(args, folder), screen)
  else if (asks('--top-n')) await runTopN(readTopNOptions(args, folder), screen)
  else await runRatingsEvaluation(readRatingsEvaluation(args, folder), screen)
} catch (error) {
  console.error(error instanceof Error && error.name === 'Remedy' ? error.message : error)
  process.exitCode = 2
}
