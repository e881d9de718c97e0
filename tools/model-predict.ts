import { readPredictOptions, runPredict } from './model/run-predict.ts'
import { projectRoot } from './wrangler.ts'

/** `npm run model:predict -- --train FILE --pairs FILE --out FILE`: what members would give. Ends with 2 where it cannot tell. */
const screen = {
  live: process.stdout.isTTY === true,
  write: (text: string) => void process.stdout.write(text),
  now: () => performance.now(),
}
try {
  // npm runs this in the root, wherever it was called.
  await runPredict(readPredictOptions(process.argv.slice(3), process.env.INIT_CWD ?? projectRoot), screen)
} catch (error) {
  console.error(error instanceof Error && error.name === 'Remedy' ? error.message : error)
  process.exitCode = 2
}
