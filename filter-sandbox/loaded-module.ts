import { type FilterDefinition, validateFilterDefinition } from '../filter-sdk/definition-rules.ts'
import { filterLimits } from '../filter-sdk/filter-limits.ts'
import { FilterProblem, listOf } from '../filter-sdk/problem.ts'
import { plainCopy } from './plain-data.ts'

/** A filter as it was when its module came up: what it says of itself is read once, and it cannot say otherwise later. */
export interface LoadedModule {
  readonly definition: FilterDefinition
  readonly fixtures: readonly unknown[]
  readonly owner: object
  readonly shouldFilter: ((input: object) => unknown) | undefined
  readonly apply: (input: object) => unknown
}

/** Reads the exports of a filter's module, while the filter spends its steps. Throws a `FilterProblem` where its default export is no filter. */
export function readModule(exports: { readonly default?: unknown; readonly fixtures?: unknown }): LoadedModule {
  const owner = exports.default
  if (typeof owner !== 'object' || owner === null) throw new FilterProblem('', 'the default export must be defineFilter({ … })')
  const { apply, shouldFilter, ...said } = owner as Readonly<Record<string, unknown>>
  if (!isFunction(apply)) throw new FilterProblem('apply', 'must be a function')
  if (shouldFilter !== undefined && !isFunction(shouldFilter)) throw new FilterProblem('shouldFilter', 'must be a function')
  const fixtures = exports.fixtures === undefined ? [] : listOf(exports.fixtures, 'fixtures', filterLimits.maxFixtures)
  return {
    definition: validateFilterDefinition(plainCopy(said, '')),
    fixtures: fixtures.map((fixture, at) => plainCopy(fixture, `fixtures.${at}`)),
    owner,
    shouldFilter,
    apply,
  }
}

const isFunction = (value: unknown): value is (input: object) => unknown => typeof value === 'function'
