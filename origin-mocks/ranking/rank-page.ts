import type { History } from '../../contracts/members.ts'
import { billboardRow, pinTitles, placePinnedRows, type TitlePin, titlePins } from '../../contracts/page-rules.ts'
import type { ExploredSlot, PageDemand, PageRule, RankedPage } from '../../contracts/ranking.ts'
import { choosePage } from '../../models/page/choose-page.ts'
import { type Taste, tasteOf } from '../../models/page/coverage.ts'
import type { ChosenRow, RowOffer } from '../../models/page/row-offer.ts'
import { boostScores } from './boost-scores.ts'
import { bestFirst, type Columns } from './columns.ts'
import { excludeTitles } from './exclude-titles.ts'
import { type DrawnSlot, explorePage } from './explore-page.ts'
import type { FillRows } from './fill-rows.ts'
import { likesInHistory } from './likes-in-history.ts'
import { offerRows, type PageOffer } from './offer-rows.ts'
import type { Shelf } from './row-titles.ts'
import { plainOrder } from './score-order.ts'
import type { Scorer, Scores } from './scorer.ts'
import { tellRules } from './tell-rules.ts'

/** What a page was made of on the way, for whoever wants to be told; the ordinary page has nobody to tell. Titles are positions. */
export interface PageTold {
  /** Before and after the rules. */
  readonly scored: Scores
  readonly scores: Scores
  readonly offers: readonly (RowOffer & { readonly key: string })[]
  /** What each offer would have added, by place, as the rows were chosen. */
  readonly gains: readonly Float64Array[]
  readonly chosen: readonly ChosenRow[]
  /** As they are shown. */
  readonly rows: readonly { readonly key: string; readonly titles: readonly number[] }[]
}

/** How a page is made; the page is the same. */
export interface PageMaking {
  /** Fills rows as far as is needed; without it they are whole. */
  readonly fillRows?: FillRows | undefined
  readonly tell?: (told: PageTold) => void
}

/**
 * The whole page: candidates, filter, order in the row, choice of rows, what operators pin, what is tried. Depends on nothing but its
 * arguments.
 */
export function rankPage(columns: Columns, scorer: Scorer, demand: PageDemand, { fillRows, tell }: PageMaking = {}): RankedPage {
  const { history, rules = [], explore = null } = demand
  const scored = scorer.scores(history)
  const { scores, moved } = boostScores(columns, scored, rules)
  const allowed = markAllowed(columns, history)
  const leftOut = excludeTitles(columns, allowed, rules)
  const shelf = createShelf(columns, scores, allowed, demand, scores.score === scored.score)

  const taste = history === null ? undefined : tasteIn(columns, scored.liked ?? likesInHistory(columns, history))
  const gains: Float64Array[] = []
  const arranged = placePinnedRows(withTitles(offerRows(shelf, demand, fillRows), demand), rules)
  const options = { maxRows: demand.maxRows, maxTitles: demand.maxTitles, minTitles: demand.minTitles, taste }
  const chosen = choosePage(arranged.rows, scores.chance, options, tell && ((told) => void gains.push(told)))
  const byKey = new Map(arranged.rows.map((offer) => [offer.key, offer]))
  const rows = chosen.map(({ row, titles }) => {
    const { key, dedupe } = arranged.rows[row] as PageOffer
    return { key, dedupe, titles: listOf(titles) }
  })

  const pins = pinnedPositions(shelf, rules)
  const placed = pinTitles(rows, pins, demand.maxTitles, (key, isShown) => byKey.get(key)?.find((position) => !isShown(position)))
  const onTop = pins.find((pin) => pin.row === billboardRow)
  const isFree = ({ key }: { readonly key: string }) => byKey.get(key)?.fixed === false && !given(demand, key)
  const explorable = () => rows.map((row) => ({ ...row, isFree: isFree(row), pinned: columnsOf(row, placed) }))
  const drawn = explore === null ? [] : explorePage(explorable(), scores.chance, explore)

  tell?.({ scored, scores, offers: arranged.rows, gains, chosen, rows })

  const idOf = (position: number) => columns.ids[position] ?? 0
  const applied = tellRules(rules, {
    ...{ leftOut, moved, placedRows: arranged.placed },
    placedTitles: onTop === undefined ? placed : [...placed, onTop],
  })
  return {
    model: scorer.name,
    rows: rows.map(({ key, titles }) => ({ key, titles: titles.map(idOf) })),
    billboard: onTop === undefined ? billboard(shelf) : idOf(onTop.title),
    ...(drawn.length === 0 ? {} : { explored: drawn.map((slot) => exploredSlot(slot, idOf)) }),
    ...(applied === undefined ? {} : { applied }),
  }
}

/** By hand: an iterator over 1,600 titles shows in the time of a page. */
function listOf(titles: Int32Array): number[] {
  const list: number[] = []
  for (let place = 0; place < titles.length; place++) list.push(titles[place] as number)
  return list
}

/** What genres the page should be made of; undefined for a profile that likes nothing yet. */
function tasteIn(columns: Columns, liked: Uint32Array): Taste | undefined {
  const { genreStarts: start, genres: groups, genreNumbers } = columns
  return tasteOf(liked, { start, groups, count: genreNumbers.size })
}

/** The offers that may become rows. A row that a rule pins needs no more than a fixed one does. */
function withTitles<offer extends { readonly key: string; readonly fixed: boolean; readonly titles: Int32Array }>(
  offers: readonly offer[],
  { minTitles, rules = [] }: PageDemand,
): offer[] {
  const pinned = new Set(rules.flatMap((rule) => ('pin' in rule && rule.pin.title === undefined ? [rule.pin.row] : [])))
  return offers.filter((offer) => offer.titles.length >= (offer.fixed || pinned.has(offer.key) ? 1 : Math.max(1, minTitles)))
}

const given = ({ rows }: PageDemand, key: string) => rows.some((row) => row.key === key && row.order === 'given')

/** The pins of titles that may be shown, by position. */
function pinnedPositions({ columns, allowed }: Shelf, rules: readonly PageRule[]): TitlePin[] {
  return titlePins(rules).flatMap((pin) => {
    const position = columns.positions.get(pin.title)
    return position === undefined || allowed[position] === 0 ? [] : [{ ...pin, title: position }]
  })
}

const columnsOf = (row: { readonly key: string; readonly titles: readonly number[] }, pins: Iterable<TitlePin>): ReadonlySet<number> =>
  new Set([...pins].flatMap((pin) => (pin.row === row.key ? [row.titles.indexOf(pin.title)] : [])))

function exploredSlot({ row, column, candidates, chosen }: DrawnSlot, idOf: (position: number) => number): ExploredSlot {
  return {
    ...{ row, column, chosen: idOf(chosen) },
    candidates: candidates.map(({ position, propensity }) => ({ title: idOf(position), propensity })),
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

/** The best that rows are filled from at first: so many times what a page shows, so large a part of the catalog, since rows grow with it, and so many. */
const [bestShare, catalogShare, leastBest] = [4.5, 0.36, 1000]

function createShelf(
  columns: Columns,
  { score, order = plainOrder(score) }: Scores,
  allowed: Uint8Array,
  demand: PageDemand,
  byChance: boolean,
): Shelf {
  const wanted = Math.ceil(Math.max(leastBest, bestShare * demand.maxRows * demand.maxTitles, catalogShare * columns.count))
  let all: Int32Array | undefined
  return {
    ...{ columns, allowed, byChance },
    ...seenBy(columns, demand.history),
    best: order.best(wanted),
    sorted: (positions) => order.sorted(positions),
    byScore: () => (all ??= bestFirst(score)),
  }
}

const markAllowed = (columns: Columns, history: History | null): Uint8Array =>
  history?.kind === 'child' ? columns.childSafe.slice() : new Uint8Array(columns.count).fill(1)

const mayShow = (columns: Columns, history: History | null, position: number) =>
  history?.kind !== 'child' || columns.childSafe[position] === 1

/** The best film the profile has not seen; the best of all when it has seen everything. */
function billboard({ columns, allowed, seen, best, byScore }: Shelf): number | null {
  const isNew = (position: number) => allowed[position] === 1 && seen[position] === 0
  const found = best.find(isNew) ?? byScore().find(isNew) ?? byScore().find((position) => allowed[position] === 1)
  return found === undefined ? null : (columns.ids[found] ?? null)
}

/** What the profile has watched or rated, as a shelf has it. */
function seenBy(columns: Columns, history: History | null): Pick<Shelf, 'seen' | 'seenFilms'> {
  const seen = new Uint8Array(columns.count)
  const films: number[] = []
  const mark = ({ title }: { readonly title: number }) => {
    const position = columns.positions.get(title)
    if (position === undefined || seen[position] === 1) return
    seen[position] = 1
    films.push(position)
  }
  history?.ratings.forEach(mark)
  history?.viewings.forEach(mark)
  return { seen, seenFilms: Int32Array.from(films).sort() }
}
