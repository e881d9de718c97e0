import { billboardRow, excluderOf, pinTitles, placePinnedRows, titlePins } from '../../contracts/page-rules.ts'
import type { PageDemand, RankedPage, RowCandidate } from '../../contracts/ranking.ts'
import type { FeatureIndex } from './feature-index.ts'

/**
 * The page when the ranker does not answer: rows in the order of the candidates, films by popularity and quality. What rules exclude and pin
 * holds here too; a boost does not.
 */
export function defaultPage(index: FeatureIndex | null, demand: PageDemand): RankedPage {
  if (index === null) return { model: 'default', rows: givenRows(demand), billboard: null }
  const { history } = demand
  const seen = new Set([...(history?.ratings ?? []), ...(history?.viewings ?? [])].map((event) => event.title))
  const { rules = [] } = demand
  const excludes = excluderOf(rules)
  const isAllowed = (position: number) =>
    (history?.kind !== 'child' || index.childSafe[position] === true) &&
    excludes(index.features.ids[position] ?? 0, index.features.genres[position] ?? []) === undefined
  const shown = new Set<number>()
  const rows: { key: string; fixed: boolean; dedupe: boolean; titles: number[] }[] = []
  const pinned = new Set(rules.flatMap((rule) => ('pin' in rule && rule.pin.title === undefined ? [rule.pin.row] : [])))
  // Those that rules pin are filled first, so that there is room for them.
  for (const row of demand.rows.toSorted((a, b) => Number(pinned.has(b.key)) - Number(pinned.has(a.key)))) {
    if (rows.length === demand.maxRows) break
    const titles: number[] = []
    for (const position of positionsOf(index, row)) {
      if (titles.length === demand.maxTitles) break
      const id = index.features.ids[position] ?? 0
      if (!isAllowed(position) || !fits(index, row, position)) continue
      if ((row.where.unseen === true && seen.has(id)) || (row.where.seen === true && !seen.has(id)) || (row.dedupe && shown.has(id)))
        continue
      titles.push(id)
    }
    if (titles.length < (row.fixed || pinned.has(row.key) ? 1 : Math.max(1, demand.minTitles))) continue
    for (const title of titles) shown.add(title)
    rows.push({ key: row.key, fixed: row.fixed, dedupe: row.dedupe, titles })
  }
  const placed = [...placePinnedRows(rows, rules).rows]
  const mayPin = (position: number | undefined) => position !== undefined && isAllowed(position)
  const pins = titlePins(rules).filter(({ title }) => mayPin(index.positions.get(title)))
  pinTitles(placed, pins, demand.maxTitles, () => undefined)
  const onTop = pins.find(({ row }) => row === billboardRow)?.title
  const top = index.orders.score.find((position) => isAllowed(position) && !seen.has(index.features.ids[position] ?? 0))
  return {
    model: 'default',
    rows: placed.map(({ key, titles }) => ({ key, titles })),
    billboard: onTop ?? (top === undefined ? null : (index.features.ids[top] ?? null)),
  }
}

/** Without the catalog nothing is known of any film, so a child gets none, and others what they put there themselves. */
function givenRows({ history, rows, maxRows, maxTitles }: PageDemand): RankedPage['rows'] {
  if (history === null || history.kind === 'child') return []
  return rows
    .filter((row: RowCandidate) => row.order === 'given' && (row.where.titles?.length ?? 0) > 0)
    .slice(0, maxRows)
    .map((row) => ({ key: row.key, titles: [...new Set(row.where.titles)].slice(0, maxTitles) }))
}

function positionsOf(index: FeatureIndex, row: RowCandidate): readonly number[] {
  const given = () => [...new Set(row.where.titles)].flatMap((id) => index.positions.get(id) ?? [])
  if (row.order === 'given') return given()
  const order = index.orders[row.order]
  if (row.where.titles === undefined) return order
  const named = new Set(given())
  return order.filter((position) => named.has(position))
}

function fits({ features, positions }: FeatureIndex, { where }: RowCandidate, position: number): boolean {
  if (where.genre !== undefined && !features.genres[position]?.includes(where.genre)) return false
  if (where.genres !== undefined && !where.genres.every((genre) => features.genres[position]?.includes(genre))) return false
  if (where.decade !== undefined && !inDecade(features.years[position] ?? 0, where.decade)) return false
  if (where.since !== undefined && (features.years[position] ?? 0) < where.since) return false
  if (where.like === undefined) return true
  const like = positions.get(where.like)
  if (like === undefined || like === position) return false
  const director = features.directors[like] ?? null
  if (director !== null && features.directors[position] === director) return true
  const genres = features.genres[like] ?? []
  return genres.length > 0 && genres.every((genre) => features.genres[position]?.includes(genre))
}

const inDecade = (year: number, decade: number) => year >= decade && year < decade + 10
