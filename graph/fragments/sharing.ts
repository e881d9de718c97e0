import type { ObjectType } from '../model/model.ts'
import type { Selection } from '../plan/selection.ts'
import type { Fragment, FragmentStore, Shelf } from './fragment-store.ts'

let operations = 0

/**
 * The fragments that one operation may use and make. What it takes, it holds on to: the store may drop a fragment at any time.
 */
export class Sharing {
  readonly now: number
  readonly #shelfOf: (selection: Selection) => OpenShelf | undefined
  readonly #shelves = new Map<Selection, OpenShelf | undefined>()
  readonly #taken = new Map<ObjectType, Fragment[]>()
  readonly #byId = new Map<ObjectType, Map<unknown, Fragment>>()
  readonly #operation = ++operations

  constructor(store: FragmentStore, shelfOf: (selection: Selection, store: FragmentStore) => OpenShelf | undefined) {
    this.now = store.now()
    this.#shelfOf = (selection) => shelfOf(selection, store)
  }

  /** Where fragments of this selection are; undefined where it may not be shared. */
  shelf(selection: Selection): OpenShelf | undefined {
    if (this.#shelves.has(selection)) return this.#shelves.get(selection)
    const open = this.#shelfOf(selection)
    this.#shelves.set(selection, open)
    return open
  }

  /** Takes the fragment of an entity, if there is one. */
  take(type: ObjectType, { shelf }: OpenShelf, id: string | number): Fragment | undefined {
    const fragment = shelf.find(id, this.now)
    if (fragment === undefined || fragment.takenBy === this.#operation) return fragment
    // Another operation may come in between and take it too; then it stands here twice, which whoever reads must bear.
    fragment.takenBy = this.#operation
    const taken = this.#taken.get(type)
    if (taken === undefined) this.#taken.set(type, [fragment])
    else taken.push(fragment)
    return fragment
  }

  /** All that was taken of a type, in no order, some perhaps twice. */
  allTaken(type: ObjectType): readonly Fragment[] {
    return this.#taken.get(type) ?? []
  }

  /** What was taken of an entity. Of a type that is wanted in several ways nothing can be told apart, and nothing is taken. */
  taken(type: ObjectType, id: unknown): Fragment | undefined {
    let byId = this.#byId.get(type)
    if (byId === undefined) {
      const taken = this.#taken.get(type)
      if (taken === undefined) return undefined
      this.#byId.set(type, (byId = new Map(taken.map((fragment) => [fragment.id, fragment]))))
    }
    return byId.get(id)
  }
}

export interface OpenShelf {
  readonly shelf: Shelf
  /** Milliseconds that a fragment made now may live. */
  readonly lifeMs: number
}
