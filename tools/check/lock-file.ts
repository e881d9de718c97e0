import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './check.ts'

interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

/**
 * What is wrong with a lock file: more than one build of workerd, the address of a registry, or a package whose builds for other
 * platforms were not to be had: with such a file `npm ci` fails.
 */
export function lockProblems(lock: Lock): string[] {
  const problems: string[] = []
  const builds = Object.entries(lock.packages).filter(([path]) => /(?:^|\/)node_modules\/workerd$/.test(path))
  if (builds.length !== 1)
    problems.push(
      `package-lock.json holds ${builds.length} builds of workerd, not one: ${builds.map(([path, { version }]) => `${path} ${version}`).join(', ')}`,
    )
  const resolved = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined && entry.link !== true)
  if (resolved.length > 0)
    problems.push(
      `package-lock.json names a registry for ${resolved.length} packages, ${resolved[0]?.[0]} first: npm install --omit-lockfile-registry-resolved`,
    )
  for (const [path, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
    const absent = Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in lock.packages || `${path}/node_modules/${name}` in lock.packages),
    )
    if (absent.length > 0)
      problems.push(
        `package-lock.json lacks ${absent.length} optional packages of ${path || 'the project'}, ${absent[0]} first: choose another version`,
      )
  }
  return problems
}

/** Tests and `npm start` run one build of workerd, and the lock file works with any registry. */
export const lockFile: Check = {
  name: 'one workerd, no registry in the lock file',
  run: (root) => lockProblems(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))),
}
