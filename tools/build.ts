import { join } from 'node:path'
import type { BuildFailure } from 'esbuild'
import { bundleEdge } from './build/edge-bundle.ts'
import { failedBuild, saidBy } from './build/failed-build.ts'
import { writeFolder } from './build/write-folder.ts'
import { projectRoot } from './wrangler.ts'

/** What wrangler runs before it starts or deploys the edge worker and after each change, as `[build]` in `wrangler.toml` says. */
const command = process.env.WRANGLER_COMMAND
const folder = join(projectRoot, 'dist/edge')
try {
  writeFolder(folder, await bundleEdge(projectRoot, { minify: command === 'deploy' }))
} catch (error) {
  const problem = await saidBy(error as BuildFailure)
  // wrangler dev would hold all requests back and hide the reason in a dump of the process.
  if (command === 'dev') writeFolder(folder, [failedBuild(problem)])
  else {
    console.error(problem)
    process.exitCode = 1
  }
}
