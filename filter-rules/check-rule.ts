import type { FilterDiagnostic } from '../filter-sdk/checked-filter.ts'
import type { FilterDefinition } from '../filter-sdk/definition-rules.ts'
import { FilterProblem } from '../filter-sdk/problem.ts'
import { compileReadRule } from './compile-rule.ts'
import { ExpressionProblem } from './expression-problem.ts'
import { JsonProblem, lineAndColumn, mapJson, placeInString, placeOf } from './json-map.ts'
import { readRule } from './read-rule.ts'
import { failedFixtures } from './rule-fixtures.ts'

/** A rule that may be published, or what is wrong with it. */
export type CheckedRule =
  | {
      readonly ok: true
      readonly definition: FilterDefinition
      /** How many fixtures it passed. */
      readonly fixtures: number
    }
  | { readonly ok: false; readonly problems: readonly FilterDiagnostic[] }

/** Reads and compiles a rule, and runs its fixtures. Problems point into the JSON, those of the expression to the character. */
export function checkRule(source: string): CheckedRule {
  try {
    const rule = readRule(source)
    const failed = failedFixtures(compileReadRule(rule), rule.fixtures)
    if (failed.length > 0) return { ok: false, problems: failed.map((problem) => diagnosticOf(source, problem)) }
    return { ok: true, definition: rule.definition, fixtures: rule.fixtures.length }
  } catch (problem) {
    if (problem instanceof FilterProblem) return { ok: false, problems: [diagnosticOf(source, problem)] }
    throw problem
  }
}

function diagnosticOf(source: string, problem: FilterProblem): FilterDiagnostic {
  return { ...lineAndColumn(source, offsetOf(source, problem)), message: problem.message }
}

function offsetOf(source: string, problem: FilterProblem): number {
  if (problem instanceof JsonProblem) return problem.offset
  const place = placeOf(mapJson(source), problem.path)
  return problem instanceof ExpressionProblem ? placeInString(source, place, problem.offset) : place
}
