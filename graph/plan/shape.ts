import type { FieldNode } from 'graphql/language'
import type { Field, ObjectType } from '../model/model.ts'

/** How a GraphQL answer looks: the names of the response in the document's order, and where each value is found. */
export interface Shape {
  readonly type: ObjectType
  readonly members: readonly ShapeMember[]
  /** A response name would be special on an ordinary object. */
  readonly bare: boolean
  /** The names of its members, where each is a loaded leaf under its own name: a record may look like that already. */
  readonly plainNames: readonly string[] | undefined
  /** A list of objects is somewhere in it. */
  readonly holdsLists: boolean
}

export interface ShapeMember {
  readonly name: string
  /** Undefined: `__typename`. */
  readonly field: Field | undefined
  /** A leaf that stands in the record. */
  readonly isLoadedLeaf: boolean
  /** Where the answer of a function stands in an entry. */
  readonly slot: number
  /** The window of a paged list. */
  readonly offset: number
  readonly limit: number
  /** An argument that does not fit: the field fails with this message. */
  readonly badArgument: string | undefined
  /** By concrete type, where the value is an object. */
  readonly child: Shapes | undefined
  /** The one shape its objects have, where they are of one type. */
  readonly only: Shape | undefined
  readonly node: FieldNode
}

export type Shapes = ReadonlyMap<ObjectType, Shape>
