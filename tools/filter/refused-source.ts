import type { FilterDiagnostic } from '../../filter-sdk/checked-filter.ts'
import type { FilterFile } from './read-filter-file.ts'
import { showProblems } from './show-problems.ts'

/** What is wrong with a file, each thing where it stands. */
export function refusedSource({ shown, source }: FilterFile, problems: readonly FilterDiagnostic[]): string {
  const things = problems.length === 1 ? 'One thing is' : `${problems.length} things are`
  return `✗ ${things} wrong with ${shown}\n\n${showProblems(shown, source, problems)}`
}
