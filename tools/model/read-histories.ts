import { likedFrom } from '../../models/match.ts'
import { Remedy } from '../start/remedy.ts'
import { readRatingEvents } from './read-ratings.ts'

/** What a member rated, by numbers of items that were known in training; ascending. */
export interface History {
  readonly user: string
  readonly liked: Uint32Array
  /** Liked or not: what is not recommended again. */
  readonly seen: Uint32Array
}

/** All histories of a file, and how many of its ratings are of items that were not known. */
export interface Histories {
  readonly members: readonly History[]
  readonly unknown: number
}

/**
 * Reads ratings of members, in the order of their first lines. A later rating of the same item replaces an earlier one; an item that is not among
 * `items` is left out, and a member stays even if nothing is left. Throws a remedy for what `readRatings` refuses.
 */
export async function readHistories(file: string, items: readonly string[]): Promise<Histories> {
  const numbers = new Map(items.map((id, number) => [id, number]))
  const members = new Map<string, Map<number, Rated>>()
  let unknown = 0
  await readRatingEvents(file, (user, item, value, time) => {
    const rated = members.get(user) ?? new Map<number, Rated>()
    members.set(user, rated)
    const number = numbers.get(item)
    if (number === undefined) unknown++
    else if (!((rated.get(number)?.time ?? 0) > time)) rated.set(number, { value, time })
  })
  if (members.size === 0) throw new Remedy(`Cannot read histories from '${file}': needs one rating at least, found an empty file`)
  return { members: Array.from(members, ([user, rated]) => historyOf(user, rated)), unknown }
}

interface Rated {
  readonly value: number
  readonly time: number
}

function historyOf(user: string, rated: ReadonlyMap<number, Rated>): History {
  const seen = Uint32Array.from(rated.keys()).sort()
  return { user, liked: seen.filter((number) => (rated.get(number)?.value ?? 0) >= likedFrom), seen }
}
