import type { Purges } from './purges.ts'

/** A whole answer that is the same for everybody. */
export interface PublicAnswer {
  readonly body: Uint8Array<ArrayBuffer>
  readonly contentType: string
  /** Quoted, as in the header. */
  readonly etag: string
  /** Seconds from `storedAt`. */
  readonly maxAge: number
  readonly tags: readonly string[]
  /** When it was begun to be made, in epoch milliseconds: what is purged meanwhile counts. */
  readonly madeAt: number
}

/** Keeps public answers where all isolates of a location find them. */
export interface PublicAnswers {
  /** What is kept under a key, alive and not purged. */
  find(key: string): Promise<PublicAnswer | undefined>
  keep(key: string, answer: PublicAnswer): Promise<void>
}

/** The part of the platform's Cache API that is used. */
export interface CacheStore {
  match(url: string): Promise<Response | undefined>
  put(url: string, response: Response): Promise<void>
}

/** Nobody can ask for such an address: what stands under it is the edge's own. */
const shelf = 'https://kept.marquee.internal/'

/**
 * Keeps answers in the Cache API of the location, at most `longestLifeMs`, after which purges are forgotten. `now` in epoch milliseconds. What it
 * cannot read counts as not there.
 */
export function createPublicAnswers(store: CacheStore, purges: Purges, longestLifeMs: number, now: () => number): PublicAnswers {
  return {
    async find(key) {
      const kept = await store.match(shelf + key).catch(() => undefined)
      if (kept === undefined) return undefined
      const head = headOf(kept)
      if (
        head === undefined ||
        head.madeAt + Math.min(head.maxAge * 1_000, longestLifeMs) <= now() ||
        purges.since(head.tags, head.madeAt)
      ) {
        await kept.body?.cancel()
        return undefined
      }
      const body = await kept.arrayBuffer().catch(() => undefined)
      return body && { ...head, body: new Uint8Array(body) }
    },
    async keep(key, { body, ...head }) {
      const headers = { 'cache-control': `max-age=${head.maxAge}`, 'x-kept': encodeURIComponent(JSON.stringify(head)) }
      await store.put(shelf + key, new Response(body, { headers }))
    },
  }
}

function headOf(kept: Response): Omit<PublicAnswer, 'body'> | undefined {
  try {
    const head = JSON.parse(decodeURIComponent(kept.headers.get('x-kept') ?? '')) as Omit<PublicAnswer, 'body'>
    return Array.isArray(head.tags) && typeof head.etag === 'string' && head.maxAge > 0 && head.madeAt > 0 ? head : undefined
  } catch {
    return undefined
  }
}
