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
  const marks = new Uint8Array(columns.count)
  const liked: number[] = []
  const like = (position: number | undefined) => {
    if (position === undefined || marks[position] === likedMark) return
    marks[position] = likedMark
    liked.push(position)
  }
  const unrated = (title: number) => {
    const position = columns.positions.get(title)
    return position !== undefined && marks[position] === 0 ? position : undefined
  }
  const usual = usualStars(history)
  for (const { title, stars } of history.ratings) {
    const position = columns.positions.get(title)
    if (stars >= likedFrom || stars > usual) like(position)
    else if (position !== undefined) marks[position] ||= ratedMark
  }
  for (const viewing of history.viewings) if (watchedFraction(columns, viewing) >= likedFraction) like(unrated(viewing.title))
  for (const title of history.myList) like(unrated(title))
  for (const { title } of pickWeight(history) > 0 ? (history.picks ?? []) : []) like(unrated(title))
  return Uint32Array.from(liked).sort()
}

const [ratedMark, likedMark] = [1, 2]
