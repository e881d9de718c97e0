import type { History } from '../../contracts/members.ts'
import type { Explore, PageDemand, RowCandidate } from '../../contracts/ranking.ts'
import type { RowKind } from '../../contracts/row-kind.ts'
import { checkPageRules } from './check-page-rules.ts'
import { refusal } from './refusal.ts'

const maxCandidates = 200
const maxTitlesNamed = 10_000
const maxEvents = 100_000
const maxGenres = 10
const maxTextLength = 1_000
const keyPattern = /^[a-z0-9-]{1,64}$/
const kinds: Record<RowKind, true> = {
  CONTINUE_WATCHING: true,
  MY_LIST: true,
  TOP_PICKS: true,
  BECAUSE_YOU_WATCHED: true,
  GENRE: true,
  GENRE_PAIR: true,
  GENRE_DECADE: true,
  DECADE: true,
  NEW: true,
  ACCLAIMED: true,
  POPULAR: true,
  POPULAR_IN_COUNTRY: true,
  WATCH_AGAIN: true,
}
const orders: Record<RowCandidate['order'], true> = { given: true, score: true, quality: true, popularity: true, newest: true }

/** Throws a TypeError that names what is wrong with a demand for a page. */
export function checkPageDemand(demand: PageDemand): void {
  if (typeof demand !== 'object' || demand === null) throw refusal('demand', 'an object', demand)
  if (demand.history !== null) checkHistory(demand.history)
  if (!Array.isArray(demand.rows) || demand.rows.length > maxCandidates) throw refusal('rows', `at most ${maxCandidates} rows`, demand.rows)
  checkCount('maxRows', demand.maxRows, 1, 200)
  checkCount('maxTitles', demand.maxTitles, 1, 500)
  checkCount('minTitles', demand.minTitles, 0, 500)
  if (demand.rules !== undefined) checkPageRules(demand.rules)
  if (demand.explore !== undefined && demand.explore !== null) checkExplore(demand.explore)
  if (demand.member !== undefined && demand.member !== null) checkText('member', demand.member)
  const keys = new Set<string>()
  for (const row of demand.rows) {
    if (typeof row !== 'object' || row === null) throw refusal('row', 'an object', row)
    if (typeof row.key !== 'string' || !keyPattern.test(row.key)) throw refusal('key', 'letters, digits and dashes', row.key)
    if (keys.has(row.key)) throw refusal('key', 'a key of its own for each row', row.key)
    keys.add(row.key)
    checkRow(row)
  }
}

/** Throws a TypeError that names what is wrong with a history. */
export function checkHistory(history: History): void {
  if (typeof history !== 'object' || history === null) throw refusal('history', 'an object', history)
  if (history.kind !== 'adult' && history.kind !== 'child') throw refusal('kind', 'adult or child', history.kind)
  for (const events of [history.ratings, history.viewings, history.myList]) {
    if (!Array.isArray(events) || events.length > maxEvents) throw refusal('history', `lists of at most ${maxEvents} events`, events)
  }
  for (const { title, stars, at } of history.ratings) {
    if (!Number.isInteger(title) || !(stars >= 0 && stars <= 5) || !Number.isFinite(at))
      throw refusal('rating', 'title, stars and time', title)
  }
  for (const { title, positionSeconds, at } of history.viewings) {
    if (!Number.isInteger(title) || !(positionSeconds >= 0) || !Number.isFinite(at))
      throw refusal('viewing', 'title, position and time', title)
  }
  if (history.picks === undefined) return
  if (!Array.isArray(history.picks) || history.picks.length > maxEvents) throw refusal('picks', 'a list of picks', history.picks)
  for (const { title, at } of history.picks)
    if (!Number.isInteger(title) || !Number.isFinite(at)) throw refusal('pick', 'title and time', title)
}

/** Throws a TypeError unless these are ids of titles. */
export function checkTitles(titles: readonly number[]): void {
  if (!Array.isArray(titles) || titles.length > maxTitlesNamed) throw refusal('titles', `at most ${maxTitlesNamed} ids`, titles)
  for (const title of titles) if (!Number.isInteger(title)) throw refusal('title', 'an integer', title)
}

function checkRow(row: RowCandidate): void {
  const { where } = row
  if (!Object.hasOwn(kinds, row.kind)) throw refusal('row kind', 'a known one', row.kind)
  if (!Object.hasOwn(orders, row.order)) throw refusal('order', 'a known one', row.order)
  if (typeof row.fixed !== 'boolean' || typeof row.dedupe !== 'boolean') throw refusal('row', 'fixed and dedupe as booleans', row.key)
  if (typeof where !== 'object' || where === null) throw refusal('where', 'an object', where)
  if (where.titles !== undefined) checkTitles(where.titles)
  else if (row.order === 'given') throw refusal('order', 'titles to keep the order of', row.key)
  if (where.genre !== undefined && typeof where.genre !== 'string') throw refusal('genre', 'text', where.genre)
  if (where.genres !== undefined) checkGenres(where.genres)
  if (where.decade !== undefined && !(Number.isInteger(where.decade) && where.decade % 10 === 0)) {
    throw refusal('decade', 'the first of ten years', where.decade)
  }
  if (where.since !== undefined && !Number.isInteger(where.since)) throw refusal('since', 'a year', where.since)
  if (where.like !== undefined && !Number.isInteger(where.like)) throw refusal('like', 'an id', where.like)
  if (where.unseen !== undefined && typeof where.unseen !== 'boolean') throw refusal('unseen', 'a boolean', where.unseen)
  if (where.seen !== undefined && typeof where.seen !== 'boolean') throw refusal('seen', 'a boolean', where.seen)
}

function checkGenres(genres: readonly string[]): void {
  if (!Array.isArray(genres) || genres.length === 0 || genres.length > maxGenres)
    throw refusal('genres', `1 to ${maxGenres} genres`, genres)
  for (const genre of genres) if (typeof genre !== 'string') throw refusal('genre', 'text', genre)
}

function checkExplore({ share, seed }: Explore): void {
  if (!(share >= 0 && share <= 1)) throw refusal('share', '0 to 1', share)
  checkText('seed', seed)
}

function checkText(name: string, value: string): void {
  if (typeof value !== 'string' || value.length > maxTextLength) throw refusal(name, `text of at most ${maxTextLength} characters`, value)
}

function checkCount(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) throw refusal(name, `${least} to ${most}`, value)
}
