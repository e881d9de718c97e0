import type { FieldNode } from 'graphql/language'
import { Failure, late, nullValue } from '../failure.ts'
import { leafValue } from '../model/leaf-value.ts'
import type { Field } from '../model/model.ts'
import type { Shape, ShapeMember, Shapes } from '../plan/shape.ts'
import { Entry } from '../run/entry.ts'
import { calledValue, type ListView, listView, loadedValue } from '../run/field-value.ts'
import type { LeafColumn } from '../run/leaf-column.ts'
import { entityOf, type Operation } from '../run/operation.ts'
import { encodeUtf8 } from '../text-encoding.ts'
import { asItStands, leafObjects } from './leaf-objects.ts'

/** One entry of `errors` (GraphQL spec, 7.1.2). */
export interface GraphQLErrorEntry {
  readonly message: string
  readonly locations?: readonly { readonly line: number; readonly column: number }[]
  readonly path?: readonly (string | number)[]
  readonly extensions: { readonly code: string }
}

/** Where in the answer we are; a list from the inside out, so that no path is built that no error needs. */
interface Place {
  readonly before: Place | undefined
  readonly key: string | number
}

/** A promised value failed: the nearest object that may be null becomes null (GraphQL spec, 6.4.4). */
const nulled = Symbol('nulled')

/** Writes what an operation came to in the shape of a GraphQL document. */
export class GraphQLEmitter {
  readonly #operation: Operation
  readonly #columns = new Map<Shape, ReadonlyMap<unknown, unknown>>()
  readonly errors: GraphQLErrorEntry[] = []

  constructor(operation: Operation) {
    this.#operation = operation
  }

  /** The members of the root, or null where a promised one failed. `other` answers what no resolver does. */
  root(shape: Shape, entry: Entry, other: (member: ShapeMember) => unknown): unknown {
    const data = this.#object(shape, entry, undefined, undefined, other)
    return data === nulled ? null : data
  }

  /** One value under its response name; `nulled` is given as null. */
  value(member: ShapeMember, field: Field, value: unknown): unknown {
    const written = this.#single(member, field, value, { before: undefined, key: member.name })
    return written === nulled ? null : written
  }

  /** One object; an error in it stands at every place it is wanted at, so only one without is written once for all. */
  #shared(shape: Shape, entry: Entry, before: Place | undefined, key: string | number): unknown {
    if (entry.shape === shape) return entry.shaped
    const errors = this.errors.length
    const object = asItStands(shape, entry.record, entry.id) ?? this.#object(shape, entry, before, key)
    if (this.errors.length === errors) {
      entry.shape = shape
      entry.shaped = this.#keep(entry, object)
      return entry.shaped
    }
    return object
  }

  /** Keeps an object as a fragment, where it may be shared: the fragment then stands in its place. */
  #keep({ id, wanted }: Entry, object: unknown): unknown {
    const shelf = wanted && this.#operation.sharing?.shelf(wanted)
    if (!shelf?.admits(id as string | number)) return object
    return shelf.put(id as string | number, encodeUtf8(`,${JSON.stringify(object)}`))
  }

  /** `before` and `key` say where it stands; they become a place only where one is needed. No key: the root. */
  #object(
    shape: Shape,
    entry: Entry,
    before: Place | undefined,
    key: string | number | undefined,
    other?: (member: ShapeMember) => unknown,
  ): unknown {
    let place: Place | undefined
    const out: Record<string, unknown> = shape.bare ? Object.create(null) : {}
    const record = entry.type.entity === undefined ? (entry.id as Record<string, unknown> | undefined) : entry.record
    for (const member of shape.members) {
      const { field, name } = member
      if (field !== undefined && member.isLoadedLeaf) {
        const value = record?.[field.name]
        const written = leafValue(field, value === undefined || field.name === 'id' ? loadedValue(entry, field) : value)
        if (!(written instanceof Failure)) {
          out[name] = written
          continue
        }
      }
      if (field === undefined) {
        out[name] = member.node.name.value === '__typename' ? shape.type.name : (other?.(member) ?? null)
        continue
      }
      if (place === undefined && key !== undefined) place = { before, key }
      const value = this.#member(member, field, entry, { before: place, key: name })
      if (value === nulled) {
        if (field.nonNull) return nulled
        out[name] = null
      } else out[name] = value
    }
    return out
  }

  #member(member: ShapeMember, field: Field, entry: Entry, place: Place): unknown {
    if (member.badArgument !== undefined)
      return this.#fail(new Failure('BAD_ARGUMENT', member.badArgument), member.node, place, field.nonNull)
    const called = field.lengthOf ?? field
    const cell = called.source === 'function' ? entry.cells?.[member.slot] : undefined
    if (field.lengthOf !== undefined) {
      const list = listView(entry, called, cell)
      return list instanceof Failure ? this.#fail(list, member.node, place, field.nonNull) : (list?.length ?? null)
    }
    if (field.list === 'paged' || field.list === 'indexed') return this.#list(member, field, listView(entry, field, cell), place)
    return this.#single(member, field, field.source === 'load' ? loadedValue(entry, field) : calledValue(cell), place)
  }

  #list(member: ShapeMember, field: Field, list: ListView | Failure | null, place: Place): unknown {
    if (list instanceof Failure) return this.#fail(list, member.node, place, field.nonNull)
    if (list === null) return field.nonNull ? this.#fail(nullValue, member.node, place, true) : null
    const items: unknown[] = []
    const end = Math.min(list.length, member.offset + member.limit)
    const item = field.item ?? field
    const { type } = item
    const shape = type.kind === 'object' && type.entity !== undefined ? member.child?.get(type) : undefined
    const table = type.kind === 'object' ? this.#operation.table(type) : undefined
    const shelf = shape && this.#operation.sharing?.ofType(shape.type)
    const column = shape && this.#operation.column(shape.type)
    const written = column && this.#column(column, shape)
    for (let index = member.offset; index < end; index++) {
      const id = list.at(index)
      const leaves = written?.get(id)
      if (leaves !== undefined) {
        items.push(leaves)
        continue
      }
      const fragment = shelf?.get(id)
      if (fragment !== undefined) {
        items.push(fragment)
        continue
      }
      const entry = shape && table?.get(id)
      if (shape !== undefined && entry !== undefined && entry.denied === undefined && entry.existence !== null) {
        const object = this.#shared(shape, entry, place, index - member.offset)
        items.push(object === nulled ? null : object)
        continue
      }
      const value = this.#single(member, item, id, { before: place, key: index - member.offset })
      if (value === nulled && item.nonNull) return nulled
      items.push(value === nulled ? null : value)
    }
    return items
  }

  /** All that can be written of a column in one shape without a word about errors, by id. */
  #column(column: LeafColumn, shape: Shape): ReadonlyMap<unknown, unknown> {
    let written = this.#columns.get(shape)
    if (written === undefined) this.#columns.set(shape, (written = leafObjects(column, shape)))
    return written
  }

  #single(member: ShapeMember, field: Field, value: unknown, place: Place): unknown {
    if (field.type.kind === 'leaf') {
      const written = leafValue(field, value)
      if (!(written instanceof Failure)) return written
      if (field.list === 'atom' && Array.isArray(value)) return this.#items(member, field, value, place)
      return this.#fail(written, member.node, place, field.nonNull)
    }
    if (value instanceof Failure) return this.#fail(value, member.node, place, field.nonNull)
    if (value === null || value === undefined) return field.nonNull ? this.#fail(nullValue, member.node, place, true) : null
    const shapes: Shapes = member.child ?? new Map()
    if (field.type.kind === 'object' && field.type.entity === undefined) {
      const shape = shapes.get(field.type)
      if (typeof value !== 'object' || shape === undefined)
        return this.#fail(new Failure('BAD_VALUE', 'The value is no object'), member.node, place, field.nonNull)
      return this.#object(shape, this.#operation.find(field.type, value) ?? new Entry(field.type, value, true), place.before, place.key)
    }
    const entity = entityOf(field, value)
    if (entity instanceof Failure) return this.#fail(entity, member.node, place, field.nonNull)
    const shape = shapes.get(entity.type)
    const fragment = this.#operation.sharing?.ofType(entity.type)?.get(entity.id)
    if (fragment !== undefined) return fragment
    const entry = this.#operation.column(entity.type)?.entry(entity.id) ?? this.#operation.find(entity.type, entity.id)
    if (shape === undefined || entry === undefined) return this.#fail(late, member.node, place, field.nonNull)
    if (entry.denied !== undefined) return this.#fail(entry.denied, member.node, place, field.nonNull)
    return entry.existence === null ? null : this.#shared(shape, entry, place.before, place.key)
  }

  /** A list of scalars in which something has failed: in JSON Graph it is one value, in GraphQL each item stands for itself. */
  #items(member: ShapeMember, field: Field, values: readonly unknown[], place: Place): unknown {
    const item: Field = { ...field, list: 'none', nonNull: field.itemNonNull }
    const items: unknown[] = []
    for (const [index, value] of values.entries()) {
      const written = this.#single(member, item, value, { before: place, key: index })
      if (written === nulled) return field.nonNull ? nulled : null
      items.push(written)
    }
    return items
  }

  #fail(failure: Failure, node: FieldNode, place: Place, nonNull: boolean): null | typeof nulled {
    const path: (string | number)[] = []
    for (let at: Place | undefined = place; at !== undefined; at = at.before) path.unshift(at.key)
    const { loc } = node
    const locations = loc === undefined ? {} : { locations: [locationOf(loc.source, loc.start)] }
    this.errors.push({ message: failure.message, ...locations, path, extensions: { code: failure.code } })
    return nonNull ? nulled : null
  }
}

/** Where in the document's text something begins, both counted from 1. */
function locationOf({ body }: { readonly body: string }, start: number): { line: number; column: number } {
  const lines = body.slice(0, start).split(/\r\n|[\n\r]/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
