import { recommend } from './model/recommend.ts'
import { readRecommendOptions } from './model/recommend-options.ts'

/** `npm run model:recommend -- --train FILE --histories FILE --out FILE`: recommends to members who were never seen. Ends with 2 where it cannot. */
const screen = {
  live: process.stdout.isTTY === true,
  write: (text: string) => void process.stdout.write(text),
  now: () => performance.now(),
}
try {
  // npm runs this in the root, wherever it was called.
  await recommend(readRecommendOptions(process.argv.slice(3), process.env.INIT_CWD ?? process.cwd()), screen)
} catch (error) {
  console.error(error instanceof Error && error.name === 'Remedy' ? error.message : error)
  process.exitCode = 2
}
