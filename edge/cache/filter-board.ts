import type { CacheStore } from './public-answers.ts'

const shelf = 'https://kept.marquee.internal/filters/'

/**
 * A place in the Cache API for which set is live, and for the sets by their version, which never change. Holds JSON; `head` lives for as long as
 * anybody may believe it, a set for an hour.
 */
export function createFilterBoard<head, set extends { readonly version: number }>(store: CacheStore | undefined, headSeconds: number) {
  const read = async (name: string) => {
    const kept = await store?.match(shelf + name)
    return kept === undefined ? undefined : ((await kept.json()) as unknown)
  }
  const put = async (name: string, value: unknown, seconds: number) =>
    store?.put(shelf + name, new Response(JSON.stringify(value), { headers: { 'cache-control': `max-age=${seconds}` } }))
  return {
    readHead: async () => (await read('head')) as head | undefined,
    readSet: async (version: number) => (await read(`v${version}`)) as set | undefined,
    async write(head: head, set: set | null): Promise<void> {
      if (set !== null) await put(`v${set.version}`, set, 3_600)
      await put('head', head, headSeconds)
    },
  }
}
