import { sandboxModules } from './sandbox-modules.ts'
import { sha256Of } from './sha256-of.ts'

/** A filter as the compiler left it. The hash is of its JavaScript, or of whatever else gives the same JavaScript each time. */
export interface CompiledFilter {
  readonly name: string
  readonly sha256: string
  readonly javascript: string
}

/** The platform's limits on one call, which hold where it enforces them; `wrangler dev` does not. */
export const sandboxLimits = { cpuMs: 50, subRequests: 0 } as const

/** All that a sandbox of these filters is made of: no network, no binding but their names. Nothing of the host is in it. */
export function sandboxCode(filters: readonly CompiledFilter[]): WorkerLoaderWorkerCode {
  return {
    compatibilityDate: '2026-10-01',
    compatibilityFlags: ['no_nodejs_compat', 'no_nodejs_compat_v2', 'disallow_eval_during_startup'],
    mainModule: 'sandbox.js',
    modules: Object.fromEntries(
      [...Object.entries(sandboxModules), ...filters.map(({ name, javascript }) => [`filter.${name}.js`, javascript] as const)].map(
        ([path, js]) => [path, { js }],
      ),
    ),
    env: { FILTERS: filters.map(({ name }) => name) },
    globalOutbound: null,
    limits: sandboxLimits,
  }
}

/** The id under which a sandbox is loaded: the hash of all that is in it, this release's own modules included. */
export async function sandboxId(filters: readonly CompiledFilter[]): Promise<string> {
  const content = JSON.stringify([sandboxModules, filters.map(({ name, sha256 }) => [name, sha256])])
  return `filters@${await sha256Of(content)}`
}
