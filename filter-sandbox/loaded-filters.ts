import { type FilterDefinition, filterName, validateFilterDefinition } from '../filter-sdk/definition-rules.ts'
import { filterLimits } from '../filter-sdk/filter-limits.ts'
import { FilterProblem, listOf, recordOf } from '../filter-sdk/problem.ts'
import { type CompiledFilter, sandboxCode, sandboxId } from './sandbox-code.ts'
import { errorOf, type FilterError, parsedAnswer, readVerdicts, type StageCall, type StageVerdict, type WrittenCall } from './stage-call.ts'

/** What a loader of workers must be able to do. */
export type Loader = Pick<WorkerLoader, 'get'>

/** A filter as its own module says it is, checked; or why it did not come up. */
export type DescribedFilter =
  | { readonly name: string; readonly definition: FilterDefinition; readonly fixtures: readonly unknown[] }
  | { readonly name: string; readonly error: FilterError }

/** A whole set of filters in one sandbox. */
export interface LoadedFilters {
  /** The hash of the whole: the same id is always the same code. */
  readonly id: string
  /**
   * One call for all filters that a request meets in one stage. Rejects where the sandbox itself fails (it ran into a limit of the platform, or what
   * it answered does not hold): then nobody knows which filter did it.
   */
  run(call: StageCall): Promise<readonly StageVerdict[]>
  /** Loads the sandbox, if it is not yet, and says what each filter is. */
  describe(): Promise<readonly DescribedFilter[]>
}

interface Sandbox {
  run(call: WrittenCall): Promise<unknown>
  describe(nothing: null): Promise<unknown>
}

/**
 * Makes one sandbox of a set of filters. Nothing loads before the first call; `describe` proves a set before it is swapped in. Isolate scope: holds
 * text alone, and takes what belongs to a request from the loader anew each time. Throws a `FilterProblem` for a name that is none, and two of one name.
 */
export async function createLoadedFilters(loader: Loader, filters: readonly CompiledFilter[]): Promise<LoadedFilters> {
  if (filters.length > filterLimits.maxFilters)
    throw new FilterProblem('', `at most ${filterLimits.maxFilters} filters are published at a time`)
  const names = filters.map(({ name }) => filterName(name, 'name'))
  if (new Set(names).size !== names.length) throw new FilterProblem('', 'two filters of one name')
  const positions = new Map(names.map((name, position) => [name, position]))
  const id = await sandboxId(filters)
  const code = () => sandboxCode(filters)
  const sandbox = () => loader.get(id, code).getEntrypoint() as unknown as Sandbox
  return {
    id,
    run(call) {
      const { stage, filters, input, now, seed } = call
      const called = filters.map((name) => positions.get(name) ?? -1)
      return sandbox()
        .run({ stage, called, input, now, seed })
        .then((answer) => readVerdicts(answer, call))
    },
    describe: async () => readDescriptions(await sandbox().describe(null), names),
  }
}

function readDescriptions(answer: unknown, names: readonly string[]): readonly DescribedFilter[] {
  const descriptions = listOf(parsedAnswer(answer), 'filters', names.length)
  return names.map((name, at) => {
    const path = `filters.${at}`
    const described = recordOf(descriptions[at], path, ['name', 'definition', 'fixtures', 'error'])
    if (described.name !== name) throw new FilterProblem(`${path}.name`, 'is not the filter that was loaded')
    if (described.error !== undefined) return { name, error: errorOf(described.error, `${path}.error`) }
    const fixtures = listOf(described.fixtures, `${path}.fixtures`, filterLimits.maxFixtures)
    return { name, definition: validateFilterDefinition(described.definition), fixtures }
  })
}
