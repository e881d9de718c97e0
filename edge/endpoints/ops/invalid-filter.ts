import type { FilterDiagnostic } from '../../../filter-sdk/checked-filter.ts'
import { EdgeRefusal } from '../../protocol/refusal.ts'

const mostTold = 20

/** The refusal of a filter's source, with the place of the first thing that is wrong, and all of them. */
export function invalidFilter(problems: readonly FilterDiagnostic[]): EdgeRefusal {
  const { line, column, message } = problems[0] ?? { line: 1, column: 1, message: 'it is not as it should be' }
  return new EdgeRefusal('FILTER_INVALID', `Cannot publish this filter: ${message}`, {
    line,
    column,
    problems: problems.slice(0, mostTold),
  })
}
