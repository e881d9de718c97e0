import type { Viewing } from '../../contracts/members.ts'
import type { Columns } from './columns.ts'

const assumedRuntimeSeconds = 110 * 60

/** How much of a film was watched, 0 to 1; 0 of one that the catalog does not know. */
export function watchedFraction(columns: Columns, { title, positionSeconds }: Pick<Viewing, 'title' | 'positionSeconds'>): number {
  const position = columns.positions.get(title)
  if (position === undefined) return 0
  return Math.min(1, positionSeconds / (columns.runtimeSeconds[position] || assumedRuntimeSeconds))
}
