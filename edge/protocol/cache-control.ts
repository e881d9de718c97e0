import type { CachePolicy } from '../../graph/index.ts'

/** The headers that tell caches about an answer of the graph. What is incomplete is kept by nobody. */
export function cacheHeaders(cache: CachePolicy, complete: boolean): Record<string, string> {
  if (!complete || cache.maxAge <= 0) return { 'cache-control': 'private, no-store' }
  const age = `max-age=${Math.floor(cache.maxAge)}`
  return cache.scope === 'PUBLIC' ? { 'cache-control': `public, ${age}` } : { 'cache-control': `private, ${age}`, vary: 'authorization' }
}
