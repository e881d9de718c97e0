import { type Likes, likesOfRows } from './likes.ts'
import { likedFrom } from './match.ts'
import { createRandom, shuffle, shuffledRange } from './random.ts'
import { RatingCollector, type Ratings } from './ratings.ts'

/** A member of whom nothing was learnt: what a ranker is shown, and what it has to find. Numbers of items ascend. */
export interface UnseenMember {
  readonly id: string
  readonly history: Uint32Array
  readonly held: Uint32Array
  /** How high what is in the history was rated. */
  readonly stars: Float32Array
}

/** Members to learn from, and others to be judged by. */
export interface StrongSplit {
  /** The items that training members like, in the order of the ratings; there are no others. */
  readonly items: readonly string[]
  readonly train: Likes
  readonly trainMembers: readonly string[]
  readonly validation: readonly UnseenMember[]
  readonly test: readonly UnseenMember[]
}

/** How many members are judged, and who may be. */
export interface SplitOptions {
  readonly seed: number
  readonly test: number
  readonly validation: number
  readonly leastLikes: number
}

/** As MovieLens 1M is split; its size is its own. */
export const splitDefaults = { test: 1000, validation: 500, leastLikes: 5 } as const

/** One in so many likes of an unseen member is held out. */
const heldShare = 5

/**
 * Splits members by strong generalisation (Liang et al., "Variational autoencoders for collaborative filtering", 2018, section 4.2): ratings of 4
 * and more are likes; of members with `leastLikes` some are drawn for validation and test, 80 % of whose likes are their history. Their likes of
 * items that no training member likes are dropped. Throws a RangeError where fewer than half of the members are left to learn from.
 */
export function splitStrongly(ratings: Ratings, { seed, test, validation, leastLikes }: SplitOptions): StrongSplit {
  const random = createRandom(seed, 'strong-split')
  const likes = ratings.users.map((_, user) => likesOf(ratings, user))
  const fit = ratings.users.map((_, user) => user).filter((user) => (likes[user]?.length ?? 0) >= leastLikes)
  if (fit.length < 2 * (test + validation))
    throw new RangeError(
      `Cannot split members: needs ${2 * (test + validation)} with ${leastLikes} ratings of ${likedFrom} or more, found ${fit.length}`,
    )
  const drawn = Array.from(shuffledRange(fit.length, random), (place) => fit[place] as number)
  const learning = drawn.slice(test + validation).sort((one, other) => one - other)
  const numbers = numbered(
    learning.map((user) => likes[user] as Uint32Array),
    ratings,
  )
  const known = (user: number) => (likes[user] as Uint32Array).filter((at) => numbers.has(ratings.item[at] as number))
  const itemsAt = (at: Uint32Array) => at.map((place) => numbers.get(ratings.item[place] as number) as number)
  const unseen = (user: number): UnseenMember => {
    const at = shuffle(known(user), random)
    const count = Math.max(1, Math.floor(at.length / heldShare))
    const history = at.slice(count).sort()
    return {
      id: ratings.users[user] as string,
      held: itemsAt(at.slice(0, count).sort()),
      history: itemsAt(history),
      stars: Float32Array.from(history, (place) => ratings.value[place] as number),
    }
  }
  return {
    items: [...numbers.keys()].map((item) => ratings.items[item] as string),
    train: likesOfRows(
      learning.map((user) => itemsAt(likes[user] as Uint32Array)),
      numbers.size,
    ),
    trainMembers: learning.map((user) => ratings.users[user] as string),
    test: drawn.slice(0, test).map(unseen),
    validation: drawn.slice(test, test + validation).map(unseen),
  }
}

/** All ratings of the training members, high and low, of the items of the split; both keep the numbers that they have there. */
export function trainingRatings({ users, items, start, item, value, time }: Ratings, split: StrongSplit): Ratings {
  const [members, known] = [new Set(split.trainMembers), new Set(split.items)]
  const collector = new RatingCollector()
  for (const [row, user] of users.entries()) {
    if (!members.has(user)) continue
    for (let at = start[row] as number; at < (start[row + 1] as number); at++) {
      const id = items[item[at] as number] as string
      if (known.has(id)) collector.add(user, id, value[at] as number, time?.[at] ?? 0)
    }
  }
  return collector.finish()
}

/** Where the likes of a member stand among the ratings. */
function likesOf({ start, value }: Ratings, user: number): Uint32Array {
  const [from, to] = [start[user] as number, start[user + 1] as number]
  return Uint32Array.from({ length: to - from }, (_, place) => from + place).filter((at) => (value[at] as number) >= likedFrom)
}

/** New numbers, without a gap, for the items that stand in some rows. */
function numbered(rows: readonly Uint32Array[], { items, item }: Ratings): ReadonlyMap<number, number> {
  const liked = new Uint8Array(items.length)
  for (const row of rows) for (const at of row) liked[item[at] as number] = 1
  const numbers = new Map<number, number>()
  for (let number = 0; number < items.length; number++) if (liked[number] === 1) numbers.set(number, numbers.size)
  return numbers
}
