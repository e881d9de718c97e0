import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './check.ts'
import { problemsOf, runCommand } from './run-command.ts'

/** Every `tsconfig*.json` but the base compiles: one for each layer, and one for the tests, which may see more. */
export function typeChecks(root: string): readonly Check[] {
  const configs = globSync(
    [
      'tsconfig.*.json',
      '{contracts,graph,resolvers,edge,models,tools,conformance,bench,e2e}/**/tsconfig.json',
      '{origin-mocks,apps,clients}/*/tsconfig.json',
      '{filters,filter-*}/tsconfig.json',
    ],
    {
      cwd: root,
      exclude: (name) => name.includes('node_modules'),
    },
  )
  return configs
    .filter((config) => config !== 'tsconfig.base.json')
    .sort()
    .map((config) => ({
      name: `types: ${config.replace(/\/tsconfig\.json$/, '').replace(/^tsconfig\.(.*)\.json$/, '$1')}`,
      run: async () => problemsOf(await runCommand(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], root)),
    }))
}
