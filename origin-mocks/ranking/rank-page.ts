import type { History } from '../../contracts/members.ts'
import type { PageDemand, RankedPage } from '../../contracts/ranking.ts'
import { choosePage } from '../../models/page/choose-page.ts'
import { bestFirst, type Columns } from './columns.ts'
import { rowTitles, type Shelf } from './row-titles.ts'
import type { Scorer } from './scorer.ts'

/** The whole page: candidates, filter, order in the row, choice of rows. Depends on nothing but its arguments. */
export function rankPage(columns: Columns, scorer: Scorer, demand: PageDemand): RankedPage {
  const { history } = demand
  const { score, chance } = scorer.scores(history)
  const shelf: Shelf = {
    columns,
    allowed: markAllowed(columns, history, score),
    seen: markSeen(columns, history),
    byScore: bestFirst(score),
  }
  const offers = demand.rows.map((row) => ({ key: row.key, fixed: row.fixed, dedupe: row.dedupe, titles: rowTitles(shelf, row) }))
  const rows = choosePage(offers, chance, demand)
  return {
    model: scorer.name,
    rows: rows.map(({ row, titles }) => ({
      key: offers[row]?.key ?? '',
      titles: Array.from(titles, (position) => columns.ids[position] ?? 0),
    })),
    billboard: billboard(shelf),
  }
}

/** How well each title fits; null where there is no such title, 0 where a child may not see it. */
export function matchTitles(columns: Columns, scorer: Scorer, history: History, titles: readonly number[]): (number | null)[] {
  const known = titles.flatMap((title) => columns.positions.get(title) ?? [])
  const match = new Map(Array.from(scorer.match(history, known), (value, place) => [known[place], value]))
  return titles.map((title) => {
    const position = columns.positions.get(title)
    if (position === undefined) return null
    return mayShow(columns, history, position) ? (match.get(position) ?? null) : 0
  })
}

function markAllowed(columns: Columns, history: History | null, score: Float32Array): Uint8Array {
  return Uint8Array.from(score, (value, position) => Number(value > Number.NEGATIVE_INFINITY && mayShow(columns, history, position)))
}

const mayShow = (columns: Columns, history: History | null, position: number) =>
  history?.kind !== 'child' || columns.childSafe[position] === 1

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
