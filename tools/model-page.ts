import { opsAddress } from './filter/ops-address.ts'
import { savePage } from './model/save-page.ts'
import { readSavePageOptions } from './model/save-page-options.ts'
import { projectRoot } from './wrangler.ts'

/** `npm run model:page -- --profile 7 --device tv --out page.html`: a member's page as it was built, in a file. Ends with 2 where it cannot. */
try {
  // npm runs this in the root, wherever it was called.
  const options = readSavePageOptions(process.argv.slice(3), process.env.INIT_CWD ?? process.cwd())
  console.log(await savePage(options, opsAddress(options.url, process.env, projectRoot), fetch))
} catch (error) {
  console.error(error instanceof Error && error.name === 'Remedy' ? error.message : error)
  process.exitCode = 2
}
