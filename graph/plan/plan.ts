import type { EntityType, Model } from '../model/model.ts'
import { mergeRanges, type Range } from './key-set.ts'
import { Wish } from './wish.ts'

/** All that one operation wants: of `Query`, and of entities that the device named by id. */
export interface Plan {
  readonly query: Wish
  readonly collections: ReadonlyMap<EntityType, CollectionWish>
}

export interface CollectionWish {
  readonly branches: IdBranch[]
  /** Keys that are no id of this kind. */
  readonly missing: Set<string>
}

/** Some entities of a collection, and what is wanted of each. */
export interface IdBranch {
  ranges: readonly Range[]
  names: readonly string[]
  readonly wish: Wish
}

export class PlanBuilder implements Plan {
  readonly query: Wish
  readonly collections = new Map<EntityType, CollectionWish>()
  readonly #branches = new Map<string, IdBranch>()

  constructor(model: Model) {
    this.query = new Wish(model.query)
  }

  collection(type: EntityType): CollectionWish {
    let wish = this.collections.get(type)
    if (wish === undefined) this.collections.set(type, (wish = { branches: [], missing: new Set() }))
    return wish
  }

  /** The wish for these ids, there from now on. */
  entities(type: EntityType, ranges: readonly Range[], names: readonly string[]): Wish {
    const key = JSON.stringify([type.name, ranges, names])
    let branch = this.#branches.get(key)
    if (branch === undefined) {
      branch = { ranges: mergeRanges(ranges), names, wish: new Wish(type) }
      this.#branches.set(key, branch)
      this.collection(type).branches.push(branch)
    }
    return branch.wish
  }
}
