import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'

const foreign = new Set(['node_modules', '.git', '.wrangler', 'dist'])

/** The files of the checkout that are ours, by path from the root: no dependencies, no state, no build. */
export function projectFiles(root: string, pattern = '**/*'): readonly string[] {
  return globSync([pattern, `.ci/${pattern}`], { cwd: root, exclude: (path) => path.split(/[/\\]/).some((part) => foreign.has(part)) })
    .filter((file) => statSync(join(root, file)).isFile())
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
}
