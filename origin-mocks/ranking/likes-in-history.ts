import type { History } from '../../contracts/members.ts'
import { pickWeight } from '../../contracts/pick-weight.ts'
import { likedFrom } from '../../models/match.ts'
import type { Columns } from './columns.ts'
import { usualStars } from './usual-stars.ts'
import { watchedFraction } from './watched-fraction.ts'

/** Who goes on so far with a film likes it: nobody says so, but most who do not have stopped by then. */
const likedFraction = 0.5

/**
 * The positions of what a profile likes, ascending, none twice: rated four stars or more than it usually gives, watched to a good part, listed, or
 * picked while little else is known. A rating speaks before all else, so what was rated badly is no like, however long it was watched. How long ago does not count: the models
 * learnt from likes without a time.
 */
export function likesInHistory(columns: Columns, history: History): Uint32Array {
  const rated = new Set<number>()
  const liked = new Set<number>()
  const note = (title: number) => {
    const position = columns.positions.get(title)
    if (position !== undefined) liked.add(position)
  }
  for (const { title } of history.ratings) rated.add(title)
  const usual = usualStars(history)
  for (const { title, stars } of history.ratings) if (stars >= likedFrom || stars > usual) note(title)
  for (const viewing of history.viewings)
    if (!rated.has(viewing.title) && watchedFraction(columns, viewing) >= likedFraction) note(viewing.title)
  for (const title of history.myList) if (!rated.has(title)) note(title)
  for (const { title } of pickWeight(history) > 0 ? (history.picks ?? []) : []) if (!rated.has(title)) note(title)
  return Uint32Array.from(liked).sort()
}
