import { relative } from 'node:path'
import { workerConfigs } from '../start/worker-configs.ts'
import { projectRoot } from '../wrangler.ts'

/** The file that wrangler writes: the edge worker's bindings, each service typed by the class behind it. */
export const workerTypesFile = 'worker-configuration.d.ts'

/** The arguments that write it, and with `--check` compare. Nobody's `.dev.vars` counts: secrets differ from machine to machine. */
export function workerTypesArgs(): readonly string[] {
  const configs = ['wrangler.toml', ...workerConfigs().map(({ config }) => relative(projectRoot, config))]
  return [
    'types',
    workerTypesFile,
    ...configs.flatMap((config) => ['-c', config]),
    ...['--include-runtime=false', '--strict-vars=false', '--env-file=/dev/null'],
  ]
}
