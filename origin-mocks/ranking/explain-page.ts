import type { History } from '../../contracts/members.ts'
import { type ExplainedGenre, type ExplainedStage, type ExplainedTitle, toldTitles } from '../../contracts/page-weighing.ts'
import type { ExplainedPage, PageDemand, RankedPage } from '../../contracts/ranking.ts'
import { type Looks, usualLooks } from '../../models/page/looks.ts'
import type { Columns } from './columns.ts'
import { type PageTold, rankPage } from './rank-page.ts'
import type { Scorer } from './scorer.ts'

/** The page that `rankPage` makes of this demand, and what it was told of on the way. */
export function explainPage(columns: Columns, scorer: Scorer, demand: PageDemand): ExplainedPage {
  const heard: PageTold[] = []
  const page = rankPage(columns, scorer, demand, { tell: (told) => heard.push(told) })
  const told = heard[0] as PageTold
  const looks = usualLooks(demand.maxRows, demand.maxTitles)
  const positions = toldPositions(columns, told, page)
  const parts = scorer.signals?.(demand.history, positions) ?? []
  return {
    page,
    looks: { rows: [...looks.rows], columns: [...looks.columns] },
    offers: told.offers.map(({ key, fixed, dedupe, titles }) => ({ key, fixed, dedupe, titles: titles.length })),
    stages: stagesOf(columns, told, looks),
    signals: parts.map(({ signal }) => signal),
    titles: positions.map(
      (position, place): ExplainedTitle => ({
        title: columns.ids[position] ?? 0,
        score: told.scored.score[position] ?? 0,
        ruled: (told.scores.score[position] ?? 0) - (told.scored.score[position] ?? 0),
        chance: told.scores.chance[position] ?? 0,
        signals: parts.map(({ values }) => values[place] ?? 0),
      }),
    ),
    genres: genreShares(columns, told, looks, demand.history),
  }
}

/** Those that are seen first in each row, the one on top, and what competed for slots that were tried; ascending. */
function toldPositions(columns: Columns, { rows }: PageTold, { billboard, explored = [] }: RankedPage): number[] {
  const first = rows.flatMap(({ titles }) => titles.slice(0, toldTitles))
  const others = [...(billboard === null ? [] : [billboard]), ...explored.flatMap(({ candidates }) => candidates.map(({ title }) => title))]
  return [...new Set([...first, ...others.flatMap((title) => columns.positions.get(title) ?? [])])].sort((one, other) => one - other)
}

function stagesOf(columns: Columns, { gains, chosen, rows, scores }: PageTold, looks: Looks): ExplainedStage[] {
  const shown = new Set<number>()
  const genres = new Set<number>()
  let watched = 0
  return rows.map(({ key, titles }, place) => {
    for (const [column, position] of titles.entries()) {
      if (shown.has(position)) continue
      shown.add(position)
      watched += (looks.rows[place] ?? 0) * (looks.columns[column] ?? 0) * (scores.chance[position] ?? 0)
      for (const genre of genresOf(columns, position)) genres.add(genre)
    }
    return {
      key,
      gain: chosen[place]?.gain ?? 0,
      gains: [...(gains[place] ?? [])].map((gain) => (Number.isFinite(gain) ? gain : null)),
      ...{ watched, titles: shown.size, genres: genres.size },
    }
  })
}

function genreShares(columns: Columns, { rows, scores }: PageTold, looks: Looks, history: History | null): ExplainedGenre[] {
  const page = new Map<number, number>()
  for (const [place, { titles }] of rows.entries())
    for (const [column, position] of titles.entries())
      page.set(
        position,
        (page.get(position) ?? 0) + (looks.rows[place] ?? 0) * (looks.columns[column] ?? 0) * (scores.chance[position] ?? 0),
      )
  const known = [...(history?.ratings ?? []), ...(history?.viewings ?? []), ...(history?.picks ?? [])]
  const left = new Map(known.flatMap(({ title }) => columns.positions.get(title) ?? []).map((position) => [position, 1]))
  const all = new Map(Array.from({ length: columns.count }, (_, position) => [position, 1]))
  const [ofPage, ofHistory, ofCatalog] = [page, left, all].map((weights) => sharesOf(columns, weights)) as [Share, Share, Share]
  return [...columns.genreNumbers]
    .map(([name, genre]) => ({
      name,
      page: ofPage?.[genre] ?? 0,
      history: ofHistory === null ? null : (ofHistory[genre] ?? 0),
      catalog: ofCatalog?.[genre] ?? 0,
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** Null where there is nothing to share. */
type Share = Float64Array | null

function sharesOf(columns: Columns, weights: ReadonlyMap<number, number>): Share {
  const shares = new Float64Array(columns.byGenre.length)
  let total = 0
  for (const [position, weight] of weights) {
    const genres = genresOf(columns, position)
    for (const genre of genres) shares[genre] = (shares[genre] ?? 0) + weight / genres.length
    if (genres.length > 0) total += weight
  }
  return total === 0 ? null : shares.map((share) => share / total)
}

const genresOf = (columns: Columns, position: number): Int16Array =>
  columns.genres.subarray(columns.genreStarts[position] ?? 0, columns.genreStarts[position + 1] ?? 0)
