import type { ObjectType } from '../model/model.ts'
import type { Selection } from '../plan/selection.ts'
import type { Fragment, FragmentStore, Shelf } from './fragment-store.ts'

/** Where fragments of a selection are kept, and how long in milliseconds one made now may live. */
export interface Shelving {
  readonly shelf: Shelf
  readonly lifeMs: number
}

let operations = 0

/** The fragments that one operation may use and make: of each type those of one selection, where that is all that is wanted of it. */
export class Sharing {
  readonly #shelve: (selection: Selection) => Shelving | undefined
  readonly #store: FragmentStore
  readonly #now: number
  readonly #open = new Map<Selection, OpenShelf | undefined>()
  readonly #byType = new Map<ObjectType, OpenShelf>()
  readonly #operation = ++operations

  /** `shelve` says where fragments of a selection are, or that it may not be shared. */
  constructor(store: FragmentStore, shelve: (selection: Selection) => Shelving | undefined) {
    this.#store = store
    this.#now = store.now()
    this.#shelve = shelve
  }

  /** The shelf of a selection; undefined where it may not be shared. */
  shelf(selection: Selection): OpenShelf | undefined {
    if (this.#open.has(selection)) return this.#open.get(selection)
    const shelving = this.#shelve(selection)
    const open = shelving && new OpenShelf(shelving, this.#store, this.#operation, this.#now)
    this.#open.set(selection, open)
    if (open !== undefined) this.#byType.set(selection.type, open)
    return open
  }

  /** The shelf that was opened for a type. */
  ofType(type: ObjectType): OpenShelf | undefined {
    return this.#byType.get(type)
  }
}

/** A shelf as one operation sees it. What the operation takes it holds on to, since the store may drop a fragment at any time. */
export class OpenShelf {
  /** In no order; some stand here twice where operations overlap. */
  readonly taken: Fragment[] = []
  readonly #shelf: Shelf
  readonly #store: FragmentStore
  readonly #operation: number
  readonly #now: number
  readonly #expiresAt: number
  #byId: Map<unknown, Fragment> | undefined

  constructor({ shelf, lifeMs }: Shelving, store: FragmentStore, operation: number, now: number) {
    this.#shelf = shelf
    this.#store = store
    this.#operation = operation
    this.#now = now
    this.#expiresAt = now + lifeMs
  }

  /** Takes the fragment of an entity, if there is one. */
  take(id: string | number): Fragment | undefined {
    const fragment = this.#shelf.find(id, this.#now)
    if (fragment === undefined || fragment.takenBy === this.#operation) return fragment
    fragment.takenBy = this.#operation
    this.taken.push(fragment)
    return fragment
  }

  /** What was taken of an entity. */
  get(id: unknown): Fragment | undefined {
    if (this.taken.length === 0) return undefined
    const there = this.#shelf.peek(id)
    if (there?.takenBy === this.#operation) return there
    // Dropped or taken by another operation since, or never taken.
    this.#byId ??= new Map(this.taken.map((fragment) => [fragment.id, fragment]))
    return this.#byId.get(id)
  }

  /** Whether a fragment made now would be kept. */
  admits(id: string | number): boolean {
    return this.#store.purgedAt < this.#now && this.#shelf.admits(id)
  }

  put(id: string | number, bytes: Uint8Array): Fragment {
    return this.#shelf.put(id, bytes, this.#expiresAt)
  }
}
