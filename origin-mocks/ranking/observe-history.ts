import type { History } from '../../contracts/members.ts'
import { pickWeight } from '../../contracts/pick-weight.ts'
import type { Columns } from './columns.ts'
import { usualStars } from './usual-stars.ts'
import { watchedFraction } from './watched-fraction.ts'

/** What a profile thought of one film: stars above or below what it usually gives, and how much that counts, 0 to 1. */
export interface Opinion {
  readonly position: number
  readonly value: number
  readonly weight: number
}

/** Having watched a film without rating it counts as a star above the mean, at most half as much as a rating. */
const viewingStars = 1
const viewingWeight = 0.5

/** A film that was picked to begin with is one the profile would rate well. */
const pickStars = 1.5

/** An opinion counts half as much for every 45 days it is older than the newest, but never less than a quarter. */
const halfLifeMs = 45 * 24 * 60 * 60 * 1000
const leastRecency = 0.25

/**
 * The opinions in a history, one for each film that the catalog knows; a rating speaks before a viewing, and both before a pick. Age
 * counts from the newest event, not from the clock, so that one history always gives one page.
 */
export function observeHistory(columns: Columns, history: History): Opinion[] {
  let newest = 0
  for (const rating of history.ratings) newest = Math.max(newest, rating.at)
  for (const viewing of history.viewings) newest = Math.max(newest, viewing.at)
  const recency = (at: number) => leastRecency + (1 - leastRecency) * 2 ** (-(newest - at) / halfLifeMs)
  const usual = usualStars(history)

  const opinions = new Map<number, Opinion>()
  for (const rating of history.ratings) {
    const position = columns.positions.get(rating.title)
    if (position === undefined || opinions.has(position)) continue
    opinions.set(position, { position, value: rating.stars - usual, weight: recency(rating.at) })
  }
  for (const viewing of history.viewings) {
    const position = columns.positions.get(viewing.title)
    if (position === undefined || opinions.has(position)) continue
    const weight = viewingWeight * watchedFraction(columns, viewing) * recency(viewing.at)
    opinions.set(position, { position, value: viewingStars, weight })
  }
  const weight = pickWeight(history)
  for (const pick of weight > 0 ? (history.picks ?? []) : []) {
    const position = columns.positions.get(pick.title)
    if (position !== undefined && !opinions.has(position)) opinions.set(position, { position, value: pickStars, weight })
  }
  return [...opinions.values()]
}
