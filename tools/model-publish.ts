import { opsAddress } from './filter/ops-address.ts'
import { publishFile } from './model/publish-model.ts'
import { readPublishOptions } from './model/publish-options.ts'
import { projectRoot } from './wrangler.ts'

/** `npm run model:publish -- --model FILE [--share 0.05]`: has a running Marquee rank by a model. Ends with 2 where it does not. */
try {
  // npm runs this in the root, wherever it was called.
  const options = readPublishOptions(process.argv.slice(3), process.env.INIT_CWD ?? process.cwd())
  console.log(await publishFile(options, opsAddress(options.url, process.env, projectRoot), fetch))
} catch (error) {
  console.error(error instanceof Error && error.name === 'Remedy' ? error.message : error)
  process.exitCode = 2
}
