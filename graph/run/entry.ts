import type { Failure } from '../failure.ts'
import type { ObjectType } from '../model/model.ts'
import type { Range } from '../plan/key-set.ts'
import type { Selection } from '../plan/selection.ts'
import type { Batch } from './batch.ts'

/** The two loads of a type: plain fields, and those marked `@personal`. */
export type LoadKind = 'plain' | 'personal'

/** Which load tells whether an id exists; the other only has fields of its own. */
export function existenceLoad({ resolver }: ObjectType): LoadKind | undefined {
  return resolver.load !== undefined ? 'plain' : resolver.loadPersonal !== undefined ? 'personal' : undefined
}

/** Fields asked of a load so far, and the batch that the last of them are in. One serves all entries that are asked the same. */
export interface Asked {
  readonly fields: readonly string[]
  readonly batch: Batch
}

/** What one operation knows of one object: an entity by its id, or an object in place. */
export class Entry {
  readonly type: ObjectType
  /** An entity's id; an object in place stands here itself. */
  readonly id: unknown
  /** All that is wanted of it; undefined until it is visited. */
  wanted: Selection | undefined = undefined
  /** A resolver handed it out: it needs no load to be believed. */
  trusted: boolean
  /** The viewer may not have it. */
  denied: Failure | undefined = undefined
  /** What loads came to: fields by name, some of which may be failures. */
  record: Readonly<Record<string, unknown>> | undefined = undefined
  /** Whether it exists: null when not, a failure when that could not be found out, undefined when not known. */
  existence: true | null | Failure | undefined = undefined
  plain: Asked | undefined = undefined
  personal: Asked | undefined = undefined
  /** What a GraphQL answer last wrote of it, and in which shape: the same object serves every place that wants it so. */
  shape: unknown = undefined
  shaped: unknown = undefined
  /** Answers of fields with a function of their own, by slot. */
  cells: (Cell | undefined)[] | undefined = undefined

  constructor(type: ObjectType, id: unknown, trusted: boolean) {
    this.type = type
    this.id = id
    this.trusted = trusted
  }
}

/** The answer of one field with one set of arguments. */
export class Cell {
  /** Undefined: not there yet. Of a paged list only a failure stands here. */
  value: unknown = undefined
  batch: Batch | undefined = undefined
  /** Of a paged list: undefined until known. */
  length: number | undefined = undefined
  slices: readonly Slice[] = []
  asked: readonly Range[] = []

  /** The item of a paged list at an index; undefined where no slice holds it. */
  at(index: number): unknown {
    for (const { offset, values } of this.slices) {
      const at = index - offset
      if (at >= 0 && at < values.length) return values[at] ?? null
    }
    return undefined
  }
}

export interface Slice {
  readonly offset: number
  readonly values: readonly unknown[]
}
