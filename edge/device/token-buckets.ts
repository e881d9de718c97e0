import type { Rate } from '../config/rates.ts'

export interface TokenBuckets {
  /** Takes one at `now` (milliseconds); 0 where there was one, else the milliseconds until there is. */
  take(key: string, now: number): number
}

/** Sums of fractions come out a little over or under. */
const aMicrosecond = 0.001

/**
 * A bucket for each key, in memory bounded by `maxKeys`. By the generic cell rate algorithm (ITU-T I.371, annex A), which keeps one number for a
 * key: when its bucket will be full again. Keys themselves are not kept: `hash` makes numbers of them, and two that come to one share a bucket.
 * What has not been seen while `maxKeys / 2` others were is forgotten, as if its bucket were full.
 */
export function createTokenBuckets({ perSecond, burst }: Rate, maxKeys: number, hash: (key: string) => number): TokenBuckets {
  const interval = 1_000 / perSecond
  const tolerance = interval * (burst - 1)
  let young = new Map<number, number>()
  let old = new Map<number, number>()
  return {
    take(key, now) {
      const bucket = hash(key)
      const fullAt = Math.max(now, young.get(bucket) ?? old.get(bucket) ?? now)
      if (fullAt - now > tolerance + aMicrosecond) return fullAt - now - tolerance
      if (young.size >= maxKeys / 2 && !young.has(bucket)) {
        old = young
        young = new Map()
      }
      young.set(bucket, fullAt + interval)
      return 0
    },
  }
}
