import { join } from 'node:path'
import type { Check } from './check.ts'
import { problemsOf, runCommand } from './run-command.ts'

/** Lint and format, by the one formatter. `npx biome check --write` mends most of it. */
export const style: Check = {
  name: 'lint and format',
  run: async (root) => {
    const args = [
      join(root, 'node_modules/@biomejs/biome/bin/biome'),
      'check',
      '--error-on-warnings',
      '--max-diagnostics=30',
      '--reporter=summary',
    ]
    return problemsOf(await runCommand(process.execPath, args, root))
  },
}
