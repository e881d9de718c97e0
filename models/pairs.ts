import type { Ratings } from './ratings.ts'

/** Who might rate what, by number; -1 for a member or an item without a rating. */
export interface Pairs {
  readonly user: Int32Array
  readonly item: Int32Array
  /** When each is to be rated, in seconds since 1970, 0 where that is not known. Without times no model minds when anything was rated. */
  readonly time?: Float64Array
}

/** The numbers that pairs of ids have among some ratings. */
export function pairsOf(ratings: Ratings, users: readonly string[], items: readonly string[]): Pairs {
  return { user: numbered(users, ratings.users), item: numbered(items, ratings.items) }
}

function numbered(ids: readonly string[], known: readonly string[]): Int32Array {
  const numbers = new Map(known.map((id, number) => [id, number]))
  return Int32Array.from(ids, (id) => numbers.get(id) ?? -1)
}

/** How many ratings each member has. */
export function countsOf({ users, start }: Ratings): Uint32Array {
  return Uint32Array.from(users, (_, user) => (start[user + 1] as number) - (start[user] as number))
}
