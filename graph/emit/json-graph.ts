import { Failure, nullValue } from '../failure.ts'
import { byCodeUnit } from '../model/canonical-json.ts'
import type { EntityType, Field, Model, ObjectType } from '../model/model.ts'
import type { Plan } from '../plan/plan.ts'
import { BadArgument, type FieldWish, type Target, Wish } from '../plan/wish.ts'
import { Entry } from '../run/entry.ts'
import { entityOf, type Operation } from '../run/operation.ts'
import { calledValue, type ListView, listView, loadedValue } from '../run/field-value.ts'
import { leafValue } from '../model/leaf-value.ts'

/** A branch or a value of the graph, ready for `JSON.stringify`. */
export type GraphNode = unknown

interface Branch {
  [key: string]: GraphNode
}

/** What a key holds that the graph does not have. */
const missing = Object.freeze({ $type: 'atom' })

/** Writes what an operation came to as JSON Graph. Every entity is written once, however many references lead to it. */
export class JsonGraphEmitter {
  readonly #operation: Operation
  readonly #model: Model
  /** True once an error has been written: such an answer is not to be kept. */
  failed = false

  constructor(model: Model, operation: Operation) {
    this.#model = model
    this.#operation = operation
  }

  /** The whole graph. Keys: integers ascending, then by code unit. */
  graph(plan: Plan): Branch {
    const roots = new Map<string, GraphNode>()
    for (const [key, node] of this.#members(this.#operation.root, plan.query)) roots.set(key, node)
    for (const [collection, type] of this.#model.collections) {
      const branch = this.#collection(type, plan.collections.get(type)?.missing)
      if (branch !== undefined) roots.set(collection, branch)
    }
    return sorted(roots)
  }

  /** An error at the place of a value. */
  error(failure: Failure): GraphNode {
    this.failed = true
    return { $type: 'error', value: { code: failure.code, message: failure.message } }
  }

  #collection(type: EntityType, missingKeys: ReadonlySet<string> = new Set()): Branch | undefined {
    const nodes = new Map<string, GraphNode>()
    const inOrder = type.entity.idKind === 'Int'
    const branch: Branch = Object.create(null)
    let empty = true
    for (const entry of this.#operation.entries(type)) {
      if (entry.wanted === undefined) continue
      const node = this.#entity(entry)
      empty = false
      if (inOrder && (entry.id as number) >= 0) branch[entry.id as number] = node
      else nodes.set(String(entry.id), node)
    }
    for (const key of missingKeys) nodes.set(key, missing)
    if (nodes.size > 0) return sorted(nodes, branch)
    return empty ? undefined : branch
  }

  #entity(entry: Entry): GraphNode {
    if (entry.denied !== undefined) return this.error(entry.denied)
    if (entry.existence === null) return null
    return entry.wanted === undefined ? missing : this.#object(entry, entry.wanted.wish)
  }

  #object(entry: Entry, wish: Wish): Branch {
    const branch: Branch = {}
    for (const [key, node] of this.#members(entry, wish)) branch[key] = node
    return branch
  }

  /** The members of an object in their order. */
  *#members(entry: Entry, wish: Wish): Generator<[string, GraphNode]> {
    for (const { key, variants } of layoutOf(wish)) {
      if (variants !== undefined) yield [key, this.#field(entry, variants)]
      else yield [key, key === '__typename' ? entry.type.name : missing]
    }
  }

  #field(entry: Entry, variants: readonly FieldWish[]): GraphNode {
    const [first] = variants
    if (first === undefined) return missing
    if (first.field.args.length === 0) return this.#value(entry, first)
    const branch: Branch = Object.create(null)
    for (const wish of variants) this.#atKeys(branch, entry, wish)
    return branch
  }

  /** Writes an answer below the keys of its arguments. */
  #atKeys(branch: Branch, entry: Entry, wish: FieldWish): void {
    let parent = branch
    for (const [index, key] of wish.keys.entries()) {
      const name = String(key)
      if (wish.args instanceof BadArgument && wish.args.at === index) {
        parent[name] = this.error(new Failure('BAD_ARGUMENT', wish.args.message))
        return
      }
      if (index === wish.keys.length - 1) parent[name] = this.#value(entry, wish)
      else {
        parent[name] ??= Object.create(null)
        parent = parent[name] as Branch
      }
    }
  }

  #value(entry: Entry, wish: FieldWish): GraphNode {
    const { field } = wish
    const called = field.lengthOf ?? field
    const cell = called.source === 'function' ? entry.cells[this.#operation.compiler.slot(entry.type, called, wish.argsKey)] : undefined
    if (field.lengthOf !== undefined) return this.#length(field, listView(entry, called, cell))
    if (field.list === 'paged' || field.list === 'indexed') return this.#list(wish, listView(entry, field, cell))
    return this.#single(field, field.source === 'load' ? loadedValue(entry, field) : calledValue(cell), wish.child)
  }

  #single(field: Field, value: unknown, child: Target | undefined): GraphNode {
    if (field.type.kind === 'leaf') {
      const written = leafValue(field, value)
      return written instanceof Failure ? this.error(written) : atom(written, field.expires)
    }
    if (value === null) return field.nonNull ? this.error(nullValue) : atom(null, field.expires)
    if (value instanceof Failure) return this.error(value)
    if (field.type.kind === 'object' && field.type.entity === undefined) return this.#inPlace(field.type, value, child)
    const entity = entityOf(field, value)
    if (entity instanceof Failure) return this.error(entity)
    return reference(entity.type.entity.collection, entity.id, field.expires)
  }

  #inPlace(type: ObjectType, value: unknown, child: Target | undefined): GraphNode {
    if (typeof value !== 'object' || !(child instanceof Wish)) return this.error(new Failure('BAD_VALUE', 'The value is no object'))
    return this.#object(this.#operation.find(type, value) ?? new Entry(type, value, true), child)
  }

  #length(field: Field, list: ListView | Failure | null): GraphNode {
    if (list instanceof Failure) return this.error(list)
    return atom(list === null ? null : list.length, field.expires)
  }

  #list(wish: FieldWish, list: ListView | Failure | null): GraphNode {
    const { field } = wish
    if (list === null) return field.nonNull ? this.error(nullValue) : atom(null, field.expires)
    const branch: Branch = Object.create(null)
    for (const { ranges, child } of wish.branches) {
      for (const { from, to } of ranges) for (let index = from; index <= to; index++) branch[index] = this.#item(field, list, index, child, branch[index])
    }
    const names = [...wish.unknown, ...(wish.wantsLength ? ['length'] : [])].sort(byCodeUnit)
    for (const name of names) branch[name] = name === 'length' ? this.#length(field, list) : missing
    return branch
  }

  #item(field: Field, list: ListView | Failure, index: number, child: Target | undefined, before: GraphNode): GraphNode {
    if (list instanceof Failure) return this.error(list)
    if (index >= list.length) return missing
    const node = this.#single(field.item ?? field, list.at(index), child)
    // Two branches may want different members of one object in place.
    return isBranch(before) && isBranch(node) && !('$type' in node) ? mergeBranches(before, node) : node
  }
}

/** A value as it stands in the graph: bare where nothing more is to be said about it. */
function atom(value: unknown, expires: number | undefined): GraphNode {
  if (expires !== undefined) return { $expires: expires, $type: 'atom', value }
  return typeof value === 'object' && value !== null ? { $type: 'atom', value } : value
}

function reference(collection: string, id: string | number, expires: number | undefined): GraphNode {
  const value = [collection, id]
  return expires === undefined ? { $type: 'ref', value } : { $expires: expires, $type: 'ref', value }
}

interface Member {
  readonly key: string
  /** Of a field; undefined for `__typename` and for what the type does not have. */
  readonly variants: readonly FieldWish[] | undefined
}

const layouts = new WeakMap<Wish, readonly Member[]>()

/** The members that a wish asks for, in the order they are written in. */
function layoutOf(wish: Wish): readonly Member[] {
  let layout = layouts.get(wish)
  if (layout === undefined) {
    const members: Member[] = [...wish.unknown].map((key) => ({ key, variants: undefined }))
    if (wish.typename) members.push({ key: '__typename', variants: undefined })
    for (const [key, variants] of wish.fields) members.push({ key, variants: [...variants.values()].sort(byKeys) })
    layouts.set(wish, (layout = members.sort((a, b) => byCodeUnit(a.key, b.key))))
  }
  return layout
}

function byKeys(a: FieldWish, b: FieldWish): number {
  for (const [index, key] of a.keys.entries()) {
    const order = byCodeUnit(String(key), String(b.keys[index]))
    if (order !== 0) return order
  }
  return 0
}

function sorted(nodes: ReadonlyMap<string, GraphNode>, into: Branch = Object.create(null)): Branch {
  // Integer keys come first whichever way they are put in.
  for (const [key, node] of [...nodes].sort(([a], [b]) => byCodeUnit(a, b))) into[key] = node
  return into
}

function isBranch(node: GraphNode): node is Branch {
  return typeof node === 'object' && node !== null
}

function mergeBranches(a: Branch, b: Branch): Branch {
  const nodes = new Map(Object.entries(a))
  for (const [key, node] of Object.entries(b)) {
    const before = nodes.get(key)
    nodes.set(key, isBranch(before) && isBranch(node) && !('$type' in node) ? mergeBranches(before, node) : node)
  }
  return sorted(nodes)
}
