import { type CheckedAction, validateActions } from '../filter-sdk/action-rules.ts'
import { type FilterDefinition, validateFilterDefinition } from '../filter-sdk/definition-rules.ts'
import { filterLimits } from '../filter-sdk/filter-limits.ts'
import { FilterProblem, listOf, recordOf } from '../filter-sdk/problem.ts'
import { JsonProblem, mapJson } from './json-map.ts'
import { ruleLimits } from './rule-limits.ts'

/** A filter that is declared: for requests that `when` and `expression` fit, these actions. */
export interface Rule {
  readonly definition: FilterDefinition
  /** In CEL; undefined where `when` says it all. */
  readonly expression: string | undefined
  readonly actions: readonly CheckedAction[]
  /** Not yet read. */
  readonly fixtures: readonly unknown[]
}

const members = ['stage', 'failMode', 'before', 'after', 'when', 'expression', 'actions', 'fixtures']

/** Reads a rule in JSON: all of it but the meaning of its expression. Throws a `FilterProblem` that says which value is wrong. */
export function readRule(source: string): Rule {
  if (source.length > ruleLimits.maxSourceLength)
    throw new JsonProblem(0, `may be at most ${ruleLimits.maxSourceLength} long, is ${source.length}`)
  mapJson(source)
  const { expression, actions, fixtures = [], ...definition } = recordOf(JSON.parse(source), '', members)
  const checked = validateFilterDefinition(definition)
  if (expression !== undefined && typeof expression !== 'string') throw new FilterProblem('expression', 'must be a string')
  if (actions === undefined) throw new FilterProblem('actions', 'must be said: what is done with the requests it is for')
  return {
    definition: checked,
    expression,
    actions: validateActions(checked.stage, actions),
    fixtures: listOf(fixtures, 'fixtures', filterLimits.maxFixtures),
  }
}
