import type { History } from '../../contracts/members.ts'
import type { Columns } from './columns.ts'
import { foldIn } from './fold-in.ts'
import { memberScoreBy, visitorScoreBy } from './score.ts'

/** What content says of each film of the catalog to somebody with this history, exactly; null is a visitor. */
export function contentScores(columns: Columns, history: History | null): Float32Array {
  const scoreOf = history === null ? visitorScoreBy(columns) : memberScoreBy(columns, foldIn(columns, history))
  const scores = new Float32Array(columns.count)
  for (let position = 0; position < columns.count; position++) scores[position] = scoreOf(position)
  return scores
}
