import { excluderOf } from '../../contracts/page-rules.ts'
import type { PageRule } from '../../contracts/ranking.ts'
import type { Columns } from './columns.ts'

/** Takes the mark from films that rules exclude. Also how many films each rule took it from, by its id. */
export function excludeTitles(columns: Columns, allowed: Uint8Array, rules: readonly PageRule[]): ReadonlyMap<string, number> {
  const leftOut = new Map<string, number>()
  for (const rule of rules) if ('exclude' in rule) leftOut.set(rule.id, 0)
  if (leftOut.size === 0) return leftOut
  const excluder = excluderOf(rules)
  const genreNames = [...columns.genreNumbers.keys()]
  for (let position = 0; position < columns.count; position++) {
    if (allowed[position] === 0) continue
    const genres = Array.from(
      columns.genres.subarray(columns.genreStarts[position] ?? 0, columns.genreStarts[position + 1] ?? 0),
      (number) => genreNames[number] ?? '',
    )
    const rule = excluder(columns.ids[position] ?? 0, genres)
    if (rule === undefined) continue
    allowed[position] = 0
    leftOut.set(rule, (leftOut.get(rule) ?? 0) + 1)
  }
  return leftOut
}
