import type { CacheStore } from './public-answers.ts'
import type { Purge, PurgeBoard } from './purges.ts'

const board = 'https://kept.marquee.internal/purges'

/** A board in the Cache API: all isolates of a location read what one of them wrote. Two that write at once may lose one's last purge. */
export function createLocationBoard(store: CacheStore, longestLifeMs: number): PurgeBoard {
  const headers = { 'cache-control': `max-age=${Math.ceil(longestLifeMs / 1_000)}` }
  return {
    async read() {
      const kept = await store.match(board)
      return kept === undefined ? [] : ((await kept.json()) as readonly Purge[])
    },
    write: (purges) => store.put(board, new Response(JSON.stringify(purges), { headers })),
  }
}
