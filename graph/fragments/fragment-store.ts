import { decodeUtf8 } from '../text-encoding.ts'

/** One entity in one selection, as UTF-8 that can be copied into an answer. */
export class Fragment {
  readonly id: string | number
  readonly bytes: Uint8Array
  /** Epoch milliseconds. */
  readonly expiresAt: number
  readonly shelf: Shelf
  /** Taken since the store last came by: it gets a second chance. */
  used = false
  /** The operation that took it last. */
  takenBy = 0

  constructor(shelf: Shelf, id: string | number, bytes: Uint8Array, expiresAt: number) {
    this.shelf = shelf
    this.id = id
    this.bytes = bytes
    this.expiresAt = expiresAt
  }

  /** Where a fragment stands among objects, it is written as what it was made of. A fragment begins with a comma. */
  toJSON(): unknown {
    return JSON.parse(decodeUtf8(this.bytes.subarray(1)))
  }
}

/**
 * Fragments of public data, kept in isolate memory and bounded in bytes. What is taken out is chosen by the clock algorithm (Corbató, 'A
 * Paging Experiment with the Multics System', 1968); what comes in must have been wanted twice, so that passing requests leave nothing.
 */
export class FragmentStore {
  readonly #shelves = new Map<string, Shelf>()
  readonly #maxBytes: number
  readonly now: () => number
  #ring: (Fragment | undefined)[] = []
  #hand = 0
  /** Places in the ring that hold nothing that is kept. */
  #gone = 0
  #bytes = 0
  #evicted = 0

  constructor(options: { readonly maxBytes: number; readonly now: () => number }) {
    this.#maxBytes = options.maxBytes
    this.now = options.now
  }

  /** The fragments of one selection for one audience. */
  shelf(key: string): Shelf {
    let shelf = this.#shelves.get(key)
    if (shelf === undefined) {
      if (this.#shelves.size >= maxShelves) this.#clear()
      this.#shelves.set(key, (shelf = new Shelf(this)))
    }
    return shelf
  }

  get stats(): { readonly bytes: number; readonly evicted: number; readonly shelves: number } {
    return { bytes: this.#bytes, evicted: this.#evicted, shelves: this.#shelves.size }
  }

  /** Called by shelves. */
  keep(fragment: Fragment, replaced: Fragment | undefined): void {
    if (replaced !== undefined) {
      this.#bytes -= cost(replaced)
      this.#gone++
    }
    this.#bytes += cost(fragment)
    this.#ring.push(fragment)
    if (this.#gone > this.#ring.length / 2) this.#compact()
    while (this.#bytes > this.#maxBytes && this.#ring.length > 0) this.#step()
  }

  /** Closes the gaps that replaced and dropped fragments leave. */
  #compact(): void {
    this.#ring = this.#ring.filter((fragment) => fragment?.shelf.holds(fragment))
    this.#hand = 0
    this.#gone = 0
  }

  /** So many selections are wanted by nobody but somebody who wants to fill the memory. */
  #clear(): void {
    this.#shelves.clear()
    this.#ring = []
    this.#hand = 0
    this.#gone = 0
    this.#bytes = 0
  }

  /** One step of the hand: what was used stays for another round, what was not goes. */
  #step(): void {
    if (this.#hand >= this.#ring.length) {
      this.#compact()
    }
    const fragment = this.#ring[this.#hand]
    if (fragment === undefined || !fragment.shelf.holds(fragment)) this.#ring[this.#hand] = undefined
    else if (fragment.used) fragment.used = false
    else {
      fragment.shelf.drop(fragment)
      this.#ring[this.#hand] = undefined
      this.#bytes -= cost(fragment)
      this.#evicted++
    }
    this.#hand++
  }
}

const maxShelves = 1_000
/** Small ids stand in an array, which is ten times faster to look into than a map. */
const maxIndex = 65_536
/** What an entry costs besides its bytes, roughly. */
const overhead = 160

function cost(fragment: Fragment): number {
  return fragment.bytes.length + overhead
}

/** The fragments of one selection, by id. */
export class Shelf {
  readonly #store: FragmentStore
  readonly #byIndex: (Fragment | undefined)[] = []
  readonly #byId = new Map<string | number, Fragment>()
  readonly #wanted = new Set<string | number>()

  constructor(store: FragmentStore) {
    this.#store = store
  }

  /** The fragment of an entity, if it is there and alive at `now`. */
  find(id: string | number, now: number): Fragment | undefined {
    const kept = this.#at(id)
    if (kept === undefined || kept.expiresAt <= now) return undefined
    kept.used = true
    return kept
  }

  /** Whether a fragment made now would be kept: the second time it is wanted. */
  admits(id: string | number): boolean {
    if (this.#wanted.delete(id)) return true
    if (this.#wanted.size >= maxIndex) this.#wanted.clear()
    this.#wanted.add(id)
    return false
  }

  put(id: string | number, bytes: Uint8Array, expiresAt: number): Fragment {
    const replaced = this.#at(id)
    const fragment = new Fragment(this, id, bytes, expiresAt)
    if (isIndex(id)) this.#byIndex[id] = fragment
    else this.#byId.set(id, fragment)
    this.#store.keep(fragment, replaced)
    return fragment
  }

  /** The fragment of an entity, alive or not. */
  peek(id: unknown): Fragment | undefined {
    return typeof id === 'number' || typeof id === 'string' ? this.#at(id) : undefined
  }

  holds(fragment: Fragment): boolean {
    return this.#at(fragment.id) === fragment
  }

  drop({ id }: Fragment): void {
    if (isIndex(id)) this.#byIndex[id] = undefined
    else this.#byId.delete(id)
  }

  #at(id: string | number): Fragment | undefined {
    return isIndex(id) ? this.#byIndex[id] : this.#byId.get(id)
  }
}

function isIndex(id: string | number): id is number {
  return typeof id === 'number' && id >= 0 && id < maxIndex
}
