import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../wrangler.ts'

/** The configurations of all workers that the edge calls over RPC, by folder name: the origins, and the compiler of filters. */
export function workerConfigs(): readonly { readonly name: string; readonly config: string }[] {
  const origins = readdirSync(join(projectRoot, 'origin-mocks'))
    .sort()
    .map((name) => ({ name, config: join(projectRoot, 'origin-mocks', name, 'wrangler.toml') }))
    .filter(({ config }) => existsSync(config))
  return [...origins, { name: 'filter-compiler', config: join(projectRoot, 'filter-compiler/wrangler.toml') }]
}
