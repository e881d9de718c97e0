import type { ModelBucket } from '../models/model-bucket.ts'

/** A bucket in memory, with what R2 promises: an object is there whole or not at all, and a condition is looked at when it is written. */
export interface MemoryBucket extends ModelBucket {
  readonly objects: Map<string, { readonly bytes: Uint8Array; readonly etag: string; readonly uploaded: Date }>
  /** How often each key was read. */
  readonly reads: Map<string, number>
}

export function createMemoryBucket(): MemoryBucket {
  const objects: MemoryBucket['objects'] = new Map()
  const reads = new Map<string, number>()
  let written = 0
  return {
    objects,
    reads,
    async get(key) {
      reads.set(key, (reads.get(key) ?? 0) + 1)
      const object = objects.get(key)
      return object === undefined ? null : { etag: object.etag, arrayBuffer: async () => object.bytes.slice().buffer }
    },
    head: async (key) => objects.get(key) ?? null,
    async put(key, value, options) {
      const condition = options?.onlyIf
      const there = objects.get(key)
      if (condition !== undefined && ('etagMatches' in condition ? there?.etag !== condition.etagMatches : there !== undefined)) return null
      const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value.slice()
      const etag = `etag-${++written}`
      objects.set(key, { bytes, etag, uploaded: new Date(written) })
      return { etag }
    },
    async list({ prefix, limit }) {
      const found = [...objects].filter(([key]) => key.startsWith(prefix)).sort(([one], [other]) => (one < other ? -1 : 1))
      return { objects: found.slice(0, limit).map(([key, { bytes, uploaded }]) => ({ key, size: bytes.length, uploaded })) }
    },
  }
}
