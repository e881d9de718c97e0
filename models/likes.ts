import { likedFrom } from './match.ts'
import type { Ratings } from './ratings.ts'

/** Who liked what, by row of member: `item[start[m]..start[m + 1]]` ascend. How much something was liked is not told. */
export interface Likes {
  /** How many items there are, liked or not. */
  readonly items: number
  /** One more than there are members. */
  readonly start: Uint32Array
  readonly item: Uint32Array
}

/** What was rated `least` stars or more; members and items keep their numbers, even who and what is left without a like. */
export function likesFrom(ratings: Ratings, least = likedFrom): Likes {
  const { users, items, start, item, value } = ratings
  const liked = new Uint32Array(users.length + 1)
  const kept = new Uint32Array(item.length)
  let count = 0
  for (let user = 0; user < users.length; user++) {
    for (let at = start[user] as number; at < (start[user + 1] as number); at++)
      if ((value[at] as number) >= least) kept[count++] = item[at] as number
    liked[user + 1] = count
  }
  return { items: items.length, start: liked, item: kept.slice(0, count) }
}

/** The likes of members whose rows are given: numbers of items below `items`, ascending, none twice. */
export function likesOfRows(rows: readonly Uint32Array[], items: number): Likes {
  const start = new Uint32Array(rows.length + 1)
  for (const [member, row] of rows.entries()) start[member + 1] = (start[member] as number) + row.length
  const item = new Uint32Array(start[rows.length] as number)
  for (const [member, row] of rows.entries()) item.set(row, start[member])
  return { items, start, item }
}

/** How many members there are, those without a like included. */
export const membersOf = ({ start }: Likes) => start.length - 1

/** What one member likes: a view, not a copy. */
export const likedBy = ({ start, item }: Likes, member: number) => item.subarray(start[member], start[member + 1])

/** The same likes by row of item: members stand for items. */
export function turned(likes: Likes): Likes {
  const members = membersOf(likes)
  const start = new Uint32Array(likes.items + 1)
  for (const item of likes.item) start[item + 1] = (start[item + 1] as number) + 1
  for (let item = 0; item < likes.items; item++) start[item + 1] = (start[item + 1] as number) + (start[item] as number)
  const place = start.slice()
  const fans = new Uint32Array(likes.item.length)
  for (let member = 0; member < members; member++) {
    for (const item of likedBy(likes, member)) {
      const to = place[item] as number
      fans[to] = member
      place[item] = to + 1
    }
  }
  return { items: members, start, item: fans }
}
