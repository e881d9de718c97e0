import type { FieldFunction, MutationFunction, Resolver } from '../resolver.ts'

/** The schema as the engine uses it: checked once, at start, and never changed. */
export interface Model {
  readonly query: ObjectType
  /** Entity types by the root key they live under. */
  readonly collections: ReadonlyMap<string, EntityType>
  readonly types: ReadonlyMap<string, Type>
  readonly mutations: ReadonlyMap<string, Mutation>
  /** Input objects by name; scalars and enums are among `types`. */
  readonly inputs: ReadonlyMap<string, InputType>
}

export type Type = LeafType | ObjectType | AbstractType

export type LeafKind = 'Int' | 'Float' | 'String' | 'Boolean' | 'ID' | 'enum' | 'custom'

export interface LeafType {
  readonly kind: 'leaf'
  readonly name: string
  readonly leaf: LeafKind
  /** The names of an enum. */
  readonly values: ReadonlySet<string>
}

export interface ObjectType {
  readonly kind: 'object'
  readonly name: string
  readonly fields: ReadonlyMap<string, Field>
  /** Present where the type lives once, by its id. */
  readonly entity: { readonly collection: string; readonly idKind: 'Int' | 'ID' } | undefined
  // biome-ignore lint/suspicious/noExplicitAny: the engine hands contexts through and never looks into them
  readonly resolver: Resolver<any, any>
  /** Names of the type itself and of the interfaces and unions it belongs to. */
  readonly satisfies: ReadonlySet<string>
}

export type EntityType = ObjectType & { readonly entity: { readonly collection: string; readonly idKind: 'Int' | 'ID' } }

/** An interface or a union: its members are entities. */
export interface AbstractType {
  readonly kind: 'abstract'
  readonly name: string
  readonly members: readonly EntityType[]
}

/**
 * How a field holds several values: not at all; as one atom (scalars); as an index with `length` (`indexed`);
 * or as an index of which any range can be asked for (`paged`).
 */
export type ListShape = 'none' | 'atom' | 'indexed' | 'paged'

/** Where a value comes from: the type's `load` or `loadPersonal`, a function of its own, or the length of the list it is the twin of. */
export type FieldSource = 'load' | 'function' | 'length'

export interface Field {
  readonly name: string
  readonly owner: string
  readonly type: Type
  readonly list: ListShape
  /** The field itself is promised. */
  readonly nonNull: boolean
  /** Each item of the list is promised. */
  readonly itemNonNull: boolean
  /** Arguments that are keys in a path; `offset` and `limit` of a paged list are not among them. */
  readonly args: readonly Argument[]
  /** Paging defaults in GraphQL. */
  readonly offset: number
  readonly limit: number
  readonly source: FieldSource
  /** The function of its own, where it has one. */
  // biome-ignore lint/suspicious/noExplicitAny: the engine hands contexts through and never looks into them
  readonly function: FieldFunction<any> | undefined
  /** The list whose length this field is. */
  readonly lengthOf: Field | undefined
  readonly personal: boolean
  /** Seconds an answer may be kept, and by whom; undefined: not at all. */
  readonly cache: { readonly maxAge: number; readonly scope: 'PUBLIC' | 'PRIVATE' } | undefined
  /** `$expires` of its values: negative milliseconds, relative to receipt. */
  readonly expires: number | undefined
  /** Of a list that is indexed: one item of it, as a field. */
  readonly item: Field | undefined
  /** Items an indexed list can hold, by `@listSize`. */
  readonly maxItems: number
  readonly settable: { readonly min: number; readonly max: number } | undefined
}

/** The type of an argument, as the schema writes it. */
export type InputType =
  | { readonly kind: 'leaf'; readonly leaf: LeafType }
  | { readonly kind: 'list'; readonly item: InputType }
  | { readonly kind: 'nonNull'; readonly inner: InputType }
  | { readonly kind: 'object'; readonly name: string; readonly fields: ReadonlyMap<string, Argument>; readonly oneOf: boolean }

export interface Argument {
  readonly name: string
  readonly type: InputType
  /** Undefined: none. Null is a default like any other. */
  readonly defaultValue: unknown
}

export interface Mutation {
  readonly name: string
  readonly args: readonly Argument[]
  /** What it returns, described as a field. */
  readonly field: Field
  readonly function: MutationFunction<unknown>
}
