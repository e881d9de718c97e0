import type { History } from '../../contracts/members.ts'
import { pickWeight } from '../../contracts/pick-weight.ts'
import type { Columns } from './columns.ts'
import { usualStars } from './usual-stars.ts'
import { watchedFraction } from './watched-fraction.ts'

/** Stars for films of a catalog, by position. */
export interface Stars {
  readonly positions: readonly number[]
  readonly values: readonly number[]
}

/** What having watched a film to its end, or having chosen it, says: half a star more than the profile usually gives. */
const unratedStars = 0.5

/**
 * What a profile gave, or would have: its ratings, and for what it watched or picked without rating it a little more than its usual. So a profile
 * that never rates is told a match of its own too. One for each film that the catalog knows; a rating speaks first, then a viewing.
 */
export function starsInHistory(columns: Columns, history: History): Stars {
  const usual = usualStars(history)
  const stars = new Map<number, number>()
  const note = (title: number, value: number) => {
    const position = columns.positions.get(title)
    if (position !== undefined && !stars.has(position)) stars.set(position, value)
  }
  for (const rating of history.ratings) note(rating.title, rating.stars)
  for (const viewing of history.viewings) note(viewing.title, usual + unratedStars * watchedFraction(columns, viewing))
  for (const { title } of pickWeight(history) > 0 ? (history.picks ?? []) : []) note(title, usual + unratedStars)
  return { positions: [...stars.keys()], values: [...stars.values()] }
}
