import type { Ratings } from '../../../models/ratings.ts'
import type { StrongSplit, UnseenMember } from '../../../models/strong-split.ts'

/** Gives what a member's history holds, the latest first; where times are not known or equal, what was rated highest, then by number. */
export function latestLikesOf({ items }: StrongSplit, ratings: Ratings): (member: UnseenMember) => readonly number[] {
  const rows = new Map(ratings.users.map((user, row) => [user, row]))
  return ({ id, history, stars }) => {
    const times = timesOf(ratings, rows.get(id))
    const likes = Array.from(history, (liked, place) => ({ liked, at: times.get(items[liked] ?? '') ?? 0, stars: stars[place] as number }))
    return likes.sort((one, other) => other.at - one.at || other.stars - one.stars || one.liked - other.liked).map(({ liked }) => liked)
  }
}

function timesOf({ items, start, item, time }: Ratings, row: number | undefined): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  if (time === null || row === undefined) return times
  for (let at = start[row] as number; at < (start[row + 1] as number); at++)
    times.set(items[item[at] as number] as string, time[at] as number)
  return times
}
