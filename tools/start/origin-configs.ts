import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../wrangler.ts'

/** The configurations of all origins, by folder name. */
export function originConfigs(): readonly { readonly name: string; readonly config: string }[] {
  const folder = join(projectRoot, 'origin-mocks')
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, config: join(folder, name, 'wrangler.toml') }))
    .filter(({ config }) => existsSync(config))
}
