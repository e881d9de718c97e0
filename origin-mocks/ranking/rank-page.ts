import type { History } from '../../contracts/members.ts'
import type { PageDemand, RankedPage } from '../../contracts/ranking.ts'
import { chooseRows } from './choose-rows.ts'
import { bestFirst, type Columns } from './columns.ts'
import { foldIn } from './fold-in.ts'
import { toMatch } from './match.ts'
import { rowTitles, type Shelf } from './row-titles.ts'
import { likings, memberScores, probability, visitorScores } from './score.ts'

/** Names the scorer and the data it works on. */
export function modelName(columns: Columns): string {
  return `affinity-1.${columns.version}`
}

/** The whole page: candidates, filter, order in the row, choice of rows. Depends on nothing but its arguments. */
export function rankPage(columns: Columns, demand: PageDemand): RankedPage {
  const { history } = demand
  const scores = history === null ? visitorScores(columns) : memberScores(columns, likings(columns, foldIn(columns, history)))
  const shelf: Shelf = {
    columns,
    allowed: history?.kind === 'child' ? columns.childSafe : new Uint8Array(columns.count).fill(1),
    seen: markSeen(columns, history),
    byScore: bestFirst(scores),
  }
  const offers = demand.rows.map((row) => ({ key: row.key, fixed: row.fixed, dedupe: row.dedupe, titles: rowTitles(shelf, row) }))
  const rows = chooseRows(offers, scores.map(probability), demand)
  return {
    model: modelName(columns),
    rows: rows.map(({ key, titles }) => ({ key, titles: titles.map((position) => columns.ids[position] ?? 0) })),
    billboard: billboard(shelf),
  }
}

/** How well each title fits; null where there is no such title, 0 where a child may not see it. */
export function matchTitles(columns: Columns, history: History, titles: readonly number[]): (number | null)[] {
  const liking = likings(columns, foldIn(columns, history))
  return titles.map((title) => {
    const position = columns.positions.get(title)
    if (position === undefined) return null
    return history.kind === 'child' && columns.childSafe[position] === 0 ? 0 : toMatch(liking[position] ?? 0)
  })
}

/** The best film the profile has not seen; the best of all when it has seen everything. */
function billboard({ columns, allowed, seen, byScore }: Shelf): number | null {
  const best =
    byScore.find((position) => allowed[position] === 1 && seen[position] === 0) ?? byScore.find((position) => allowed[position] === 1)
  return best === undefined ? null : (columns.ids[best] ?? null)
}

function markSeen(columns: Columns, history: History | null): Uint8Array {
  const seen = new Uint8Array(columns.count)
  for (const { title } of [...(history?.ratings ?? []), ...(history?.viewings ?? [])]) {
    const position = columns.positions.get(title)
    if (position !== undefined) seen[position] = 1
  }
  return seen
}
