/** Cloudflare takes 16 KB of tags with an answer; what is longer is cut to its collections. */
const maxTagBytes = 8_192

/**
 * The tags of a public answer: of each entity in it `COLLECTION-ID` (the id percent-encoded), and each collection by its own name, so that a
 * changed film or all films can be purged. Where entities would be too many for the header, the collections stand alone.
 */
export function cacheTagsOf(entities: ReadonlyMap<string, readonly (string | number)[]>): readonly string[] {
  const collections = [...entities.keys()]
  const tags = [...collections]
  let bytes = tags.join().length
  for (const [collection, ids] of entities) {
    for (const id of ids) {
      const tag = `${collection}-${encodeURIComponent(id)}`
      bytes += tag.length + 1
      if (bytes > maxTagBytes) return collections
      tags.push(tag)
    }
  }
  return tags
}

/** What a tag stands for; undefined where it is no tag of ours. `*` is everything. */
export function readCacheTag(tag: string): { readonly collection?: string; readonly id?: string } | undefined {
  if (tag === '*') return {}
  const [, collection, id] = /^([A-Za-z][A-Za-z0-9_]*)(?:-([^,\s]+))?$/.exec(tag) ?? []
  if (collection === undefined) return undefined
  if (id === undefined) return { collection }
  try {
    return { collection, id: decodeURIComponent(id) }
  } catch {
    return undefined
  }
}
