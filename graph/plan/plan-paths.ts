import { argumentOfKey, BadInput } from '../model/input.ts'
import type { EntityType, Field, Model } from '../model/model.ts'
import { Refusal } from '../refusal.ts'
import { badPath, type KeySet, keysOf } from './key-set.ts'
import type { PathSet } from './path-set.ts'
import { countPaths } from './path-set.ts'
import { type Plan, PlanBuilder } from './plan.ts'
import { BadArgument, type FieldWish, type Target, Wish } from './wish.ts'

/**
 * Merges path sets into one plan over the schema. Throws a Refusal for a reserved key (`RESERVED_KEY`) and for a path that ends on a
 * branch (`PATH_INCOMPLETE`); both before anything runs.
 */
export function planPaths(model: Model, sets: readonly PathSet[]): Plan {
  const plan = new PlanBuilder(model)
  for (const [index, set] of sets.entries()) {
    if (countPaths(set) === 0) checkNames(set, 0, index)
    else new PathPlanner(model, plan, set, index).plan()
  }
  return plan
}

class PathPlanner {
  readonly #model: Model
  readonly #plan: PlanBuilder
  readonly #path: PathSet
  readonly #index: number

  constructor(model: Model, plan: PlanBuilder, path: PathSet, index: number) {
    this.#model = model
    this.#plan = plan
    this.#path = path
    this.#index = index
  }

  plan(): void {
    const roots = this.#names(0)
    for (const key of keysOf(roots)) {
      const collection = this.#model.collections.get(key)
      if (collection === undefined) this.#key(this.#plan.query, key, 0)
      else this.#collection(collection)
    }
  }

  #collection(type: EntityType): void {
    if (this.#path.length < 3) throw this.#incomplete()
    const keys = this.#names(1)
    const ids = idsOf(type, keys)
    const { missing } = this.#plan.collection(type)
    for (const key of ids.missing) missing.add(key)
    if (ids.ranges.length + ids.names.length > 0) this.#object(this.#plan.entities(type, ids.ranges, ids.names), 2)
    else checkNames(this.#path, 2, this.#index)
  }

  /** The keys at `depth` are names of fields of what `target` wants. */
  #object(target: Target, depth: number): void {
    const keys = this.#names(depth)
    const wishes = target instanceof Wish ? [target] : target.members.values()
    for (const wish of wishes) for (const key of keysOf(keys)) this.#key(wish, key, depth)
  }

  #key(wish: Wish, key: string, depth: number): void {
    const field = wish.type.fields.get(key)
    if (field !== undefined) return this.#field(wish, field, [], {}, depth + 1)
    if (key === '__typename') wish.typename = true
    else wish.unknown.add(key)
    checkNames(this.#path, depth + 1, this.#index)
  }

  /** The keys from `depth` on are arguments until all are given. */
  #field(wish: Wish, field: Field, keys: readonly (string | null)[], args: Record<string, unknown>, depth: number): void {
    const argument = field.args[keys.length]
    if (argument === undefined) return this.#value(wish.field(field, keys, args), depth)
    const set = this.#at(depth)
    checkArgumentKeys(set, [this.#index, depth])
    const each = (key: string | null) => {
      const value = argumentOfKey(argument, key)
      const next = [...keys, key]
      if (value instanceof BadInput) {
        wish.field(field, next, new BadArgument(keys.length, value))
        const fieldsFrom = depth + field.args.length - keys.length
        for (let at = depth + 1; at < fieldsFrom && at < this.#path.length; at++) checkArgumentKeys(this.#at(at), [this.#index, at])
        checkNames(this.#path, fieldsFrom, this.#index)
      } else this.#field(wish, field, next, value === undefined ? args : { ...args, [argument.name]: value }, depth + 1)
    }
    for (const key of keysOf(set)) each(key)
    if (set.hasNull) each(null)
  }

  #value(wish: FieldWish, depth: number): void {
    const { field } = wish
    const isLeaf = field.type.kind === 'leaf'
    if (isLeaf && field.list !== 'paged') return checkNames(this.#path, depth, this.#index)
    const isReference = field.type.kind === 'abstract' || (field.type.kind === 'object' && field.type.entity !== undefined)
    const ends = depth === this.#path.length
    if (field.list === 'none') {
      if (!ends) return this.#object(wish.target(), depth)
      if (!isReference) throw this.#incomplete()
      return
    }
    const keys = this.#names(depth)
    for (const name of keys.names) {
      if (name === 'length') wish.wantsLength = true
      else wish.unknown.add(name)
    }
    if (keys.ranges.length === 0) return checkNames(this.#path, depth + 1, this.#index)
    const branch = wish.branch(keys.ranges)
    if (isLeaf) checkNames(this.#path, depth + 1, this.#index)
    else if (depth + 1 < this.#path.length) this.#object(branch.target(), depth + 1)
    else if (!isReference) throw this.#incomplete()
  }

  #at(depth: number): KeySet {
    const keys = this.#path[depth]
    if (keys === undefined) throw this.#incomplete()
    return keys
  }

  #names(depth: number): KeySet {
    const keys = this.#at(depth)
    checkNameKeys(keys, [this.#index, depth])
    return keys
  }

  #incomplete(): Refusal {
    return new Refusal('PATH_INCOMPLETE', 'Cannot answer a path that ends on a branch: need the name of a value below it', {
      position: [this.#index],
    })
  }
}

/** What follows a leaf or an unknown key is never read, but must not hold a reserved key either. */
export function checkNames(path: PathSet, from: number, index: number): void {
  for (let depth = from; depth < path.length; depth++) {
    const keys = path[depth]
    if (keys !== undefined) checkNameKeys(keys, [index, depth])
  }
}

const reservedNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export function isReservedName(key: string): boolean {
  return reservedNames.has(key) || key.startsWith('$')
}

function checkNameKeys(keys: KeySet, position: readonly number[]): void {
  if (keys.hasNull) throw badPath('null stands only for the default of an argument', position)
  for (const name of keys.names) if (isReservedName(name)) throw reserved(position)
}

function checkArgumentKeys(keys: KeySet, position: readonly number[]): void {
  for (const name of keys.names) if (name === '__proto__' || name.startsWith('$')) throw reserved(position)
}

function reserved(position: readonly number[]): Refusal {
  return new Refusal('RESERVED_KEY', 'Cannot use a reserved key', { position })
}

const canonicalInt = /^-[1-9]\d{0,9}$/
const maxInt = 2_147_483_647

/** Which keys of a set can be ids of this type. */
function idsOf(type: EntityType, keys: KeySet): { ranges: KeySet['ranges']; names: readonly string[]; missing: readonly string[] } {
  if (type.entity.idKind === 'ID') return { ranges: keys.ranges, names: keys.names, missing: [] }
  const isInt = (name: string) => canonicalInt.test(name) && Number(name) >= -maxInt - 1
  const within = keys.ranges.filter((range) => range.to <= maxInt)
  const beyond = keys.ranges.filter((range) => range.to > maxInt)
  return {
    ranges: within,
    names: keys.names.filter(isInt),
    missing: [...keys.names.filter((name) => !isInt(name)), ...keysOf({ ranges: beyond, names: [], hasNull: false, size: 0 })],
  }
}
