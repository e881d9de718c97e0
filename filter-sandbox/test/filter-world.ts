import { env } from 'cloudflare:workers'
import type { FilterCompilerService, FilterLanguage } from '../../filter-sdk/checked-filter.ts'
import { createLoadedFilters, type LoadedFilters } from '../loaded-filters.ts'
import type { CompiledFilter } from '../sandbox-code.ts'
import type { StageCall, StageInput } from '../stage-call.ts'

interface FilterBindings {
  readonly LOADER: WorkerLoader
  readonly COMPILER: FilterCompilerService
}

/** What the tests of filters are bound to. */
export const bindings = env as unknown as FilterBindings

export const device = { id: 'tv-1', class: 'tv', model: 'X200', profile: 7, country: 'NL' }
export const input: StageInput = { request: { method: 'GET', url: '/graphql?a=1', headers: { 'x-lab': 'on' } }, device }

/** A filter that fails open, by the body of its `apply`. `top` stands before it, `more` among its properties. */
export function filterOf(apply: string, { top = '', more = '', stage = 'inbound' } = {}): string {
  return `import { defineFilter } from 'marquee:filter'
${top}
export default defineFilter({ stage: '${stage}', failMode: 'open', ${more} apply({ request, device, response }) { ${apply} } })
`
}

/** A filter's JavaScript by the compiler. Throws where the compiler refuses it. */
export async function compiled(name: string, source: string, language: FilterLanguage = 'javascript'): Promise<CompiledFilter> {
  const checked = await bindings.COMPILER.compile(source, language)
  if (!checked.ok) throw new TypeError(checked.problems.map(({ message }) => message).join('; '))
  return { name, sha256: checked.sha256, javascript: checked.javascript }
}

/** The JavaScript as it stands, past the compiler, for what the compiler refuses: the sandbox must hold by itself. */
export const uncompiled = (name: string, javascript: string): CompiledFilter => ({ name, sha256: javascript, javascript })

export const loadedOf = (...filters: readonly CompiledFilter[]): Promise<LoadedFilters> => createLoadedFilters(bindings.LOADER, filters)

export const callOf = (filters: readonly string[], overrides: Partial<StageCall> = {}): StageCall => ({
  stage: 'inbound',
  filters,
  input,
  now: 1_700_000_000_000,
  seed: 42,
  ...overrides,
})
