import type { Failure } from './failure.ts'

/** An entity's id: a number for an `Int` id, a string for an `ID`. */
export type Id = number | string

/** The fields of one entity, by name; a value may be a failure. */
export type Row = Readonly<Record<string, unknown>>

/** What a load comes to: for each id, in that order, its fields, null where no such entity exists, or a failure. Or the same as columns. */
export type Loaded = readonly (Row | null | Failure)[] | Columns

/** Values field by field instead of row by row, each column in the order of the ids. */
export class Columns {
  readonly columns: Readonly<Record<string, readonly unknown[]>>
  /** True where no such entity exists. */
  readonly missing: readonly boolean[] | undefined

  constructor(columns: Readonly<Record<string, readonly unknown[]>>, missing?: readonly boolean[]) {
    this.columns = columns
    this.missing = missing
  }
}

/** Where an interface or union is returned: which entity it is. */
export class Reference {
  readonly type: string
  readonly id: Id

  constructor(type: string, id: Id) {
    this.type = type
    this.id = id
  }
}

/** An id that nobody has vouched for, as one a device sent: it is loaded before it is believed. */
export class Unchecked {
  readonly id: Id

  constructor(id: Id) {
    this.id = id
  }
}

/** One wish for a field that has a function of its own. `id` is the entity's id; of an object that is no entity, the object itself. */
export interface Demand {
  readonly id: unknown
  readonly args: Readonly<Record<string, unknown>>
}

/** One wish for a list with `offset` and `limit`: each range is wanted, and the length always. */
export interface ListDemand extends Demand {
  readonly ranges: readonly { readonly offset: number; readonly limit: number }[]
}

/** Parts of a list. `values[0]` of a slice stands at its `offset`; slices may hold more than was asked for. */
export interface List {
  readonly length: number
  readonly slices: readonly { readonly offset: number; readonly values: readonly unknown[] }[]
}

/** A list of which everything is at hand. */
export function wholeList(values: readonly unknown[]): List {
  return { length: values.length, slices: [{ offset: 0, values }] }
}

/** For each demand, in that order: a value, null or a failure; for a list with `offset` and `limit` a `List`. */
export type FieldFunction<context> = (
  // biome-ignore lint/suspicious/noExplicitAny: a function for a list takes ListDemand, any other Demand
  demands: readonly any[],
  context: context,
) => readonly unknown[] | Promise<readonly unknown[]>

/** Something besides the answer that a write has changed, so that clients ask again. */
export type Change =
  /** A field of `Query`, or a whole collection. */
  | { readonly root: string }
  | {
      readonly type: string
      readonly ids: readonly Id[] | { readonly from: number; readonly to: number }
      readonly fields: readonly string[]
    }

/** What a mutation comes to: an id, a scalar, null or a failure, and what else has changed. */
export interface Mutated {
  readonly value: unknown
  readonly changed?: readonly Change[]
}

export type MutationFunction<context> = (
  // biome-ignore lint/suspicious/noExplicitAny: the arguments are checked against the schema before the call
  args: any,
  context: context,
) => Mutated | Failure | Promise<Mutated | Failure>

/** For each wish, in that order, the value as it now is, or a failure. */
export interface Settled {
  readonly values: readonly unknown[]
  readonly changed?: readonly Change[]
}

/**
 * The batched functions of one type. Each is called with all that is wanted at the time and returns one answer for each wish, in that order.
 * `open` is the context without the viewer, `personal` the one that knows who asks.
 */
export interface Resolver<open, personal> {
  /** Refuses an id to this viewer, whichever way it was reached. Cheap: called for each entity, before anything is loaded. */
  permit?(id: Id, context: personal): Failure | undefined
  /** Plain fields. `fields` empty asks only whether the ids exist. */
  load?(ids: readonly Id[], fields: readonly string[], context: open): Loaded | Promise<Loaded>
  /** Fields marked `@personal`. */
  loadPersonal?(ids: readonly Id[], fields: readonly string[], context: personal): Loaded | Promise<Loaded>
  /** Fields marked `@settable`. */
  set?(
    wishes: readonly { readonly id: Id; readonly field: string; readonly value: unknown }[],
    context: personal,
  ): Settled | Promise<Settled>
  /** Fields with arguments or paging, and any that is better asked alone. A `@personal` one gets the personal context. */
  // biome-ignore lint/suspicious/noExplicitAny: which of the two contexts it gets is said in the schema
  readonly fields?: Readonly<Record<string, FieldFunction<any>>>
  /** Ids per call of `load` and `loadPersonal` at most; more are asked for in several calls at once. */
  readonly maxBatch?: number
}

/** One resolver for each object type, `Query` among them, and one function for each mutation. */
export interface Resolvers<open, personal> {
  readonly types: Readonly<Record<string, Resolver<open, personal>>>
  readonly mutations?: Readonly<Record<string, MutationFunction<personal>>>
}
