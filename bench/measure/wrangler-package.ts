import { createRequire } from 'node:module'

const requireOfWrangler = createRequire(createRequire(import.meta.url).resolve('wrangler/package.json'))

/** What a package exports that wrangler brings along: the same bundler and the same workerd as everywhere else in the project. */
export function wranglerPackage(name: 'esbuild' | 'workerd'): unknown {
  return requireOfWrangler(name)
}
