/**
 * Remembers what came once, in memory of fixed size: buckets of hashes in which the newest drives the oldest out. It may forget,
 * and once in four thousand million it may mistake one thing for another; neither does harm where the second coming only decides
 * whether to keep a copy.
 */
export class SeenOnce {
  readonly #table = new Uint32Array(ways * buckets)

  /** FNV-1a of a text (Fowler, Noll, Vo), 32 bits. */
  hash(text: string): number {
    let hash = 0x811c9dc5
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    return hash >>> 0
  }

  /** Whether this came before; if so it is forgotten, else remembered. */
  again(shelf: number, id: string | number): boolean {
    const own = typeof id === 'number' ? Math.imul(id + 1, 0x9e3779b1) : this.hash(id)
    const mixed = Math.imul(shelf ^ own ^ (own >>> 15), 0x85ebca6b)
    const hash = (mixed ^ (mixed >>> 13)) >>> 0 || 1
    // Things that fall together share a bucket, so that two of them do not drive each other out for ever.
    const bucket = (hash % buckets) * ways
    for (let place = bucket; place < bucket + ways; place++) {
      if (this.#table[place] !== hash) continue
      this.#table[place] = 0
      return true
    }
    this.#table.copyWithin(bucket + 1, bucket, bucket + ways - 1)
    this.#table[bucket] = hash
    return false
  }
}

const ways = 4
const buckets = 16_384
