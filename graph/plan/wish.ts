import { canonicalJson } from '../model/canonical-json.ts'
import type { BadInput } from '../model/input.ts'
import type { AbstractType, Field, ObjectType } from '../model/model.ts'
import { mergeRanges, type Range } from './key-set.ts'

/**
 * What is wanted of one object type, whichever language asked: the tree that both planners grow and that `selection.ts` compiles.
 * Growing the same wish twice leaves one.
 */
export class Wish {
  readonly type: ObjectType
  /** By field, then by the keys of the arguments. */
  readonly fields = new Map<string, Map<string, FieldWish>>()
  /** Keys that the type does not have. */
  readonly unknown = new Set<string>()
  typename = false

  constructor(type: ObjectType) {
    this.type = type
  }

  /** The wish for this field with these arguments, there from now on. `keys` are the arguments as the device sent them. */
  field(field: Field, keys: readonly (string | null)[], args: Readonly<Record<string, unknown>> | BadArgument): FieldWish {
    let variants = this.fields.get(field.name)
    if (variants === undefined) this.fields.set(field.name, (variants = new Map()))
    const key = keys.length === 0 ? '' : JSON.stringify(keys)
    let wish = variants.get(key)
    if (wish === undefined) variants.set(key, (wish = new FieldWish(field, keys, args)))
    return wish
  }
}

/** An argument that does not fit, at its place among the keys. */
export class BadArgument {
  readonly at: number
  readonly message: string

  constructor(at: number, input: BadInput) {
    this.at = at
    this.message = input.message
  }
}

/** What is wanted of a field that holds one object or none. */
export type Target = Wish | AbstractWish

export class AbstractWish {
  readonly type: AbstractType
  readonly members: ReadonlyMap<ObjectType, Wish>

  constructor(type: AbstractType) {
    this.type = type
    this.members = new Map(type.members.map((member) => [member, new Wish(member)]))
  }
}

export class FieldWish {
  readonly field: Field
  readonly keys: readonly (string | null)[]
  readonly args: Readonly<Record<string, unknown>> | BadArgument
  /** Equal for equal arguments, however they were written. */
  readonly argsKey: string
  /** Of one object; undefined where only the reference is wanted, or the field is no object. */
  child: Target | undefined
  /** Of a list. */
  wantsLength = false
  readonly unknown = new Set<string>()
  readonly branches: Branch[] = []

  constructor(field: Field, keys: readonly (string | null)[], args: Readonly<Record<string, unknown>> | BadArgument) {
    this.field = field
    this.keys = keys
    this.args = args
    this.argsKey = keys.length === 0 || args instanceof BadArgument ? '' : canonicalJson(args)
  }

  /** The target of the field's one object, there from now on. */
  target(): Target {
    this.child ??= targetOf(this.field)
    return this.child
  }

  /** The branch for these indices, there from now on. */
  branch(ranges: readonly Range[]): Branch {
    const key = rangesKey(ranges)
    let branch = this.branches.find((one) => one.key === key)
    if (branch === undefined) this.branches.push((branch = new Branch(this.field, ranges, key)))
    return branch
  }

  /** All indices that any branch wants. */
  get ranges(): readonly Range[] {
    return this.branches.length === 1 && this.branches[0] !== undefined
      ? this.branches[0].ranges
      : mergeRanges(this.branches.flatMap((branch) => branch.ranges))
  }
}

/** Some indices of a list, and what is wanted of the items there. */
export class Branch {
  readonly ranges: readonly Range[]
  readonly key: string
  readonly #field: Field
  child: Target | undefined

  constructor(field: Field, ranges: readonly Range[], key: string) {
    this.#field = field
    this.ranges = ranges
    this.key = key
  }

  target(): Target {
    this.child ??= targetOf(this.#field)
    return this.child
  }
}

function targetOf(field: Field): Target {
  if (field.type.kind === 'object') return new Wish(field.type)
  if (field.type.kind === 'abstract') return new AbstractWish(field.type)
  throw new TypeError(`${field.owner}.${field.name} holds no object`)
}

export function rangesKey(ranges: readonly Range[]): string {
  return ranges.map(({ from, to }) => `${from}-${to}`).join()
}

/** Grows `into` by all that `from` wants. */
export function mergeWish(into: Wish, from: Wish): void {
  into.typename ||= from.typename
  for (const key of from.unknown) into.unknown.add(key)
  for (const variants of from.fields.values()) {
    for (const wish of variants.values()) {
      const target = into.field(wish.field, wish.keys, wish.args)
      target.wantsLength ||= wish.wantsLength
      for (const key of wish.unknown) target.unknown.add(key)
      if (wish.child !== undefined) mergeTarget(target.target(), wish.child)
      for (const branch of wish.branches) {
        const twin = target.branch(branch.ranges)
        if (branch.child !== undefined) mergeTarget(twin.target(), branch.child)
      }
    }
  }
}

/** Grows `into` by all that `from` wants. */
export function mergeTarget(into: Target, from: Target): void {
  for (const wish of wishesOf(from)) {
    const twin = into instanceof Wish ? into : into.members.get(wish.type)
    if (twin !== undefined) mergeWish(twin, wish)
  }
}

export function wishesOf(target: Target): Iterable<Wish> {
  return target instanceof Wish ? [target] : target.members.values()
}
