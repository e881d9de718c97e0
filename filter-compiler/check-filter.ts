import { createLoadedFilters, type Loader } from '../filter-sandbox/loaded-filters.ts'
import { sha256Of } from '../filter-sandbox/sha256-of.ts'
import { maxErrorLength } from '../filter-sandbox/stage-call.ts'
import type { CheckedFilter, FilterLanguage } from '../filter-sdk/checked-filter.ts'
import { type CompiledSource, compileFilter } from './compile-filter.ts'
import { runFixtures } from './run-fixtures.ts'

/** Compiles a filter, brings it up in a sandbox of its own, reads what it says of itself and runs its fixtures. */
export async function checkFilter(loader: Loader, source: string, language: FilterLanguage): Promise<CheckedFilter> {
  const compiled = shallowEnough(source, language)
  if (!compiled.ok) return compiled
  const { javascript, locate } = compiled
  const sha256 = await sha256Of(javascript)
  const loaded = await createLoadedFilters(loader, [{ name: 'filter', sha256, javascript }])
  const described = await loaded.describe().then(
    ([only]) => only,
    (refusal: unknown) => refusedByEngine(compiled, refusal),
  )
  if (described === undefined) throw new TypeError('the sandbox forgot its filter')
  if ('ok' in described) return described
  if ('error' in described) {
    const { path, message } = described.error
    return { ok: false, problems: [path === undefined ? { line: 1, column: 1, message } : locate(path, message)] }
  }
  const failed = await runFixtures(loaded, described)
  if (failed.length > 0) return { ok: false, problems: failed.map(({ path, message }) => locate(path, message)) }
  return { ok: true, javascript, sha256, definition: described.definition, fixtures: described.fixtures.length }
}

/** A module that the engine does not take, or that a limit of the platform met, fails the sandbox as a whole. The place is as workerd tells it. */
function refusedByEngine({ locateEmitted }: CompiledSource & { readonly ok: true }, refusal: unknown): CheckedFilter {
  const told = refusal instanceof Error ? refusal.message : String(refusal)
  const message = /SyntaxError: .*/.exec(told)?.[0] ?? `the sandbox did not come up: ${told.slice(0, maxErrorLength)}`
  const [, line, column] = /\bfilter\.filter\.js:(\d+):(\d+)/.exec(told) ?? []
  const problem =
    line === undefined ? { line: 1, column: 1, message } : locateEmitted({ line: Number(line) - 1, column: Number(column) }, message)
  return { ok: false, problems: [problem] }
}

/** The compiler goes down a source by calling itself: one that is nested too deeply is a problem of its author's. */
function shallowEnough(source: string, language: FilterLanguage): CompiledSource {
  try {
    return compileFilter(source, language)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { ok: false, problems: [{ line: 1, column: 1, message: 'The source is nested too deeply' }] }
  }
}
