import type { CacheStore } from './public-answers.ts'

/** A place in the Cache API for one JSON value, which all isolates of a location read until its life is over. What cannot be read is not there. */
export function createSnapshotBoard<value>(store: CacheStore | undefined, name: string, lifeSeconds: number) {
  const url = `https://kept.marquee.internal/snapshots/${name}`
  const headers = { 'cache-control': `max-age=${lifeSeconds}` }
  return {
    async read(): Promise<value | undefined> {
      const kept = await store?.match(url)
      return kept === undefined ? undefined : ((await kept.json()) as value)
    },
    async write(snapshot: value): Promise<void> {
      await store?.put(url, new Response(JSON.stringify(snapshot), { headers }))
    },
  }
}
