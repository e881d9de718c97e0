import { decodeUtf8 } from '../text-encoding.ts'
import { SeenOnce } from './seen-once.ts'

/** One entity in one selection, as UTF-8 that can be copied into an answer. */
export class Fragment {
  readonly shelf: Shelf
  readonly id: string | number
  /** Begins with a comma. */
  readonly bytes: Uint8Array
  /** Epoch milliseconds. */
  readonly expiresAt: number
  /** Taken since the hand last came by: it gets a second chance. */
  used = false
  /** Its place in the ring; -1 where it is not kept. */
  place = -1
  /** The operation that took it last. */
  takenBy = 0

  constructor(shelf: Shelf, id: string | number, bytes: Uint8Array, expiresAt: number) {
    this.shelf = shelf
    this.id = id
    this.bytes = bytes
    this.expiresAt = expiresAt
  }

  /** Where a fragment stands among objects, it is written as what it was made of. */
  toJSON(): unknown {
    return JSON.parse(decodeUtf8(this.bytes.subarray(1)))
  }
}

/**
 * Fragments of public data, kept in isolate memory and bounded in bytes. What goes is chosen by the clock algorithm (Corbató, 'A Paging
 * Experiment with the Multics System', 1968); what comes must have been wanted twice, so that passing requests leave nothing.
 */
export class FragmentStore {
  readonly now: () => number
  /** What was wanted once. */
  readonly seenOnce = new SeenOnce()
  /** Of the last purge, in epoch milliseconds. */
  purgedAt = Number.NEGATIVE_INFINITY
  readonly #maxBytes: number
  readonly #shelves = new Map<string, Shelf>()
  readonly #ring: (Fragment | undefined)[] = []
  readonly #free: number[] = []
  #hand = 0
  #bytes = 0
  #evicted = 0

  constructor(options: { readonly maxBytes: number; readonly now: () => number }) {
    this.#maxBytes = options.maxBytes
    this.now = options.now
  }

  /** The fragments of one selection for one audience. A shelf takes no room until something stands on it. */
  shelf(collection: string, key: string): Shelf {
    return this.#shelves.get(key) ?? new Shelf(this, collection, key)
  }

  /**
   * Lets go of all that is kept of one entity by the text of its id, of a whole collection, or of everything. Nor is anything kept of what
   * was begun before: it may hold what was so then.
   */
  purge(collection?: string, id?: string): void {
    this.purgedAt = this.now()
    for (const shelf of [...this.#shelves.values()]) {
      if (collection !== undefined && shelf.collection !== collection) continue
      for (const fragment of id === undefined ? shelf.fragments() : [shelf.peek(id), shelf.peek(Number(id))])
        if (fragment !== undefined) this.#evict(fragment)
    }
  }

  get stats(): { readonly bytes: number; readonly evicted: number; readonly shelves: number } {
    return { bytes: this.#bytes, evicted: this.#evicted, shelves: this.#shelves.size }
  }

  /** Whether a shelf may hold something from now on. Called by shelves. */
  open(shelf: Shelf): boolean {
    if (this.#shelves.get(shelf.key) === shelf) return true
    if (this.#shelves.size >= maxShelves || this.#shelves.has(shelf.key)) return false
    this.#shelves.set(shelf.key, shelf)
    return true
  }

  /** Gives up a shelf on which nothing stands any more. Called by shelves. */
  close(shelf: Shelf): void {
    this.#shelves.delete(shelf.key)
  }

  /** Takes a fragment into account, `more` bytes beside its own, and lets others go until all is within bounds. Called by shelves. */
  keep(fragment: Fragment, replaced: Fragment | undefined, more: number): void {
    this.#bytes += cost(fragment) + more
    if (replaced !== undefined) this.#bytes -= cost(replaced)
    fragment.place = replaced?.place ?? this.#free.pop() ?? this.#ring.length
    this.#ring[fragment.place] = fragment
    let chances = maxChances
    for (let steps = 2 * this.#ring.length; this.#bytes > this.#maxBytes && steps > 0; steps--) {
      const other = this.#ring[this.#hand]
      if (other !== undefined && other !== fragment) {
        if (other.used && chances-- > 0) other.used = false
        else this.#evict(other)
      }
      this.#hand = this.#hand + 1 >= this.#ring.length ? 0 : this.#hand + 1
    }
  }

  #evict(fragment: Fragment): void {
    this.#ring[fragment.place] = undefined
    this.#free.push(fragment.place)
    this.#bytes -= cost(fragment) + fragment.shelf.drop(fragment)
    this.#evicted++
  }
}

const maxShelves = 1_000
/** How many second chances one newcomer waits for: a bound on what keeping one can cost. */
const maxChances = 64
/** Small ids stand in an array, which is ten times faster to look into than a map. */
const maxIndex = 65_536
const bytesPerIndex = 8
/** What a fragment takes in V8 besides its bytes: its object, the typed array over its memory, its places (measured: about 400). */
const overhead = 400

function cost(fragment: Fragment): number {
  return fragment.bytes.length + overhead
}

/** The fragments of one selection, by id. */
export class Shelf {
  readonly collection: string
  readonly key: string
  readonly #store: FragmentStore
  readonly #hash: number
  readonly #byIndex: (Fragment | undefined)[] = []
  readonly #byId = new Map<string | number, Fragment>()
  #count = 0

  constructor(store: FragmentStore, collection: string, key: string) {
    this.#store = store
    this.collection = collection
    this.key = key
    this.#hash = store.seenOnce.hash(key)
  }

  /** The fragment of an entity, if it is there and alive at `now`. */
  find(id: string | number, now: number): Fragment | undefined {
    const fragment = this.#at(id)
    if (fragment === undefined || fragment.expiresAt <= now) return undefined
    fragment.used = true
    return fragment
  }

  /** The fragment of an entity, alive or not. */
  peek(id: unknown): Fragment | undefined {
    return typeof id === 'number' || typeof id === 'string' ? this.#at(id) : undefined
  }

  /** All that stands here. */
  fragments(): readonly Fragment[] {
    return [...this.#byIndex.filter((fragment) => fragment !== undefined), ...this.#byId.values()]
  }

  /** Whether a fragment made now would be kept: the second time it is wanted. */
  admits(id: string | number): boolean {
    return this.#store.seenOnce.again(this.#hash, id)
  }

  /** Makes a fragment, and keeps it where there is room for its shelf. */
  put(id: string | number, bytes: Uint8Array, expiresAt: number): Fragment {
    const fragment = new Fragment(this, id, bytes, expiresAt)
    if (!this.#store.open(this)) return fragment
    const replaced = this.#at(id)
    if (replaced === undefined) this.#count++
    let more = 0
    if (isIndex(id)) {
      more = Math.max(0, id + 1 - this.#byIndex.length) * bytesPerIndex
      this.#byIndex[id] = fragment
    } else this.#byId.set(id, fragment)
    this.#store.keep(fragment, replaced, more)
    return fragment
  }

  /** Lets a fragment go. Returns the bytes that are free besides: those of the index, once nothing stands on the shelf. */
  drop({ id }: Fragment): number {
    if (isIndex(id)) this.#byIndex[id] = undefined
    else this.#byId.delete(id)
    if (--this.#count > 0) return 0
    const freed = this.#byIndex.length * bytesPerIndex
    this.#byIndex.length = 0
    this.#store.close(this)
    return freed
  }

  #at(id: string | number): Fragment | undefined {
    return isIndex(id) ? this.#byIndex[id] : this.#byId.get(id)
  }
}

function isIndex(id: string | number): id is number {
  return typeof id === 'number' && id >= 0 && id < maxIndex
}
