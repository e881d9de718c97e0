import { createLocationBoard } from './location-board.ts'
import { type CacheStore, createPublicAnswers, type PublicAnswers } from './public-answers.ts'
import { createPurges, type Purges } from './purges.ts'

export interface EdgeCacheOptions {
  /** The Cache API; undefined where there is none, and nothing is kept beyond the isolate. */
  readonly store: CacheStore | undefined
  /** Lets go of what the isolate keeps of a tag. */
  readonly dropTag: (tag: string) => void
  /** The longest that anything public is kept, and how soon another isolate's purge is heard of, in milliseconds. */
  readonly longestLifeMs: number
  readonly purgeRefreshMs: number
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** All that the edge keeps of public answers, and what drops it. */
export interface EdgeCache {
  readonly purges: Purges
  readonly publicAnswers: PublicAnswers | undefined
}

/** Puts the cache of a location together: answers in the Cache API, and purges that reach them and what isolates keep themselves. */
export function createEdgeCache({ store, dropTag, longestLifeMs, purgeRefreshMs, now }: EdgeCacheOptions): EdgeCache {
  const nowhere = { read: async () => [], write: async () => {} }
  const board = store === undefined ? nowhere : createLocationBoard(store, longestLifeMs)
  const purges = createPurges({ board, now, longestLifeMs, refreshMs: purgeRefreshMs, onPurge: dropTag })
  return { purges, publicAnswers: store && createPublicAnswers(store, purges, longestLifeMs, now) }
}
