import type { Pairs } from './pairs.ts'
import { createRandom, shuffledRange } from './random.ts'
import { RatingCollector, type Ratings } from './ratings.ts'

/** Ratings without some, and those: what they were is for judging alone. */
export interface HoldOut {
  readonly rest: Ratings
  /** By number of `rest`; -1 for a member or an item that has no other rating. */
  readonly pairs: Pairs
  readonly value: Float32Array
  /** 0 where it is not known. */
  readonly time: Float64Array
}

/** Takes a share of the ratings out, drawn by seed. At least one rating stays. */
export function holdOut(ratings: Ratings, share: number, seed: number): HoldOut {
  const { users, items, start, item, value, time } = ratings
  const count = Math.min(Math.floor(item.length * share), Math.max(0, item.length - 1))
  const isOut = new Uint8Array(item.length)
  for (const at of shuffledRange(item.length, createRandom(seed, 'hold-out')).subarray(0, count)) isOut[at] = 1
  const rest = new RatingCollector()
  const out: { readonly user: number; readonly at: number }[] = []
  for (let user = 0; user < users.length; user++) {
    for (let at = start[user] as number; at < (start[user + 1] as number); at++) {
      if (isOut[at] === 1) out.push({ user, at })
      else rest.add(users[user] as string, items[item[at] as number] as string, value[at] as number, time?.[at] ?? 0)
    }
  }
  const kept = rest.finish()
  const [userNumbers, itemNumbers] = [numbersOf(kept.users), numbersOf(kept.items)]
  return {
    rest: kept,
    pairs: {
      user: Int32Array.from(out, ({ user }) => userNumbers.get(users[user] as string) ?? -1),
      item: Int32Array.from(out, ({ at }) => itemNumbers.get(items[item[at] as number] as string) ?? -1),
    },
    value: Float32Array.from(out, ({ at }) => value[at] as number),
    time: Float64Array.from(out, ({ at }) => time?.[at] ?? 0),
  }
}

const numbersOf = (ids: readonly string[]) => new Map(ids.map((id, number) => [id, number]))
