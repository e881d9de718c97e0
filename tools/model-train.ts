import { runTraining } from './model/run-training.ts'
import { readTrainOptions } from './model/train-options.ts'
import { projectRoot } from './wrangler.ts'

/** `npm run model:train -- --ratings FILE --out FILE`: trains a model. Ends with 2 where there was nothing to train, with 130 when it is interrupted. */
const screen = {
  live: process.stdout.isTTY === true,
  write: (text: string) => void process.stdout.write(text),
  now: () => performance.now(),
}
const interrupt = () => {
  console.error('\nInterrupted: the same command goes on from here')
  process.exit(130)
}
process.once('SIGINT', interrupt)
try {
  // npm runs this in the root, wherever it was called.
  await runTraining(readTrainOptions(process.argv.slice(3), process.env.INIT_CWD ?? process.cwd()), { root: projectRoot, screen })
} catch (error) {
  console.error(error instanceof Error && error.name === 'Remedy' ? error.message : error)
  process.exitCode = 2
} finally {
  process.off('SIGINT', interrupt)
}
