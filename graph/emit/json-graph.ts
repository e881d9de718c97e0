import { Failure, nullValue } from '../failure.ts'
import { Fragment } from '../fragments/fragment-store.ts'
import { isSimpleLeaf, leafValue } from '../model/leaf-value.ts'
import type { EntityType, Field, Model, ObjectType } from '../model/model.ts'
import type { Plan } from '../plan/plan.ts'
import { BadArgument, type Target, Wish } from '../plan/wish.ts'
import { type Cell, Entry } from '../run/entry.ts'
import { calledValue, type ListView, listView, loadedValue } from '../run/field-value.ts'
import { entityOf, type Operation } from '../run/operation.ts'
import type { JsonWriter } from './json-writer.ts'
import { byKey } from './key-order.ts'
import { type Answer, type ArgumentKeys, atomText, type Layout, type Member, makeLayout } from './layout.ts'
import { quote } from './quote.ts'
import { indexedReference, referenceText } from './reference-text.ts'

/** What a key holds that the graph does not have. */
const missing = '{"$type":"atom"}'

/**
 * Writes what an operation came to as JSON Graph. Every entity is written once, however many references lead to it.
 * Text is built by hand: most of a graph's text is the same for every value, and copying it is cheaper than walking objects for it.
 */
export class JsonGraphEmitter {
  readonly #operation: Operation
  readonly #model: Model
  readonly #writer: JsonWriter
  readonly #layouts = new Map<Wish, Layout>()
  /** True once an error has been written: such an answer is not to be kept. */
  failed = false

  constructor(model: Model, operation: Operation, writer: JsonWriter) {
    this.#model = model
    this.#operation = operation
    this.#writer = writer
  }

  /** Writes the whole graph. `extra` writes root members besides. Keys: integers ascending, then by code unit. */
  write(plan: Plan, extra: ReadonlyMap<string, () => void> = new Map()): void {
    const roots = new Map<string, () => void>(extra)
    for (const member of this.#layout(plan.query).members) roots.set(member.name, () => this.#member(this.#operation.root, member))
    for (const [collection, type] of this.#model.collections) {
      const missingKeys = plan.collections.get(type)?.missing ?? noKeys
      const entries = this.#wanted(type)
      const taken = this.#operation.sharing?.ofType(type)?.taken ?? noFragments
      if (entries.length + missingKeys.size + taken.length > 0)
        roots.set(collection, () => this.#collection(type, entries, missingKeys, taken))
    }
    let before = '{'
    for (const [name, content] of [...roots].sort(([a], [b]) => byKey(a, b))) {
      this.#writer.write(`${before}${quote(name)}:`)
      content()
      before = ','
    }
    this.#writer.write(before === '{' ? '{}' : '}')
  }

  /** Writes a value that stands in no operation: a scalar, null, a reference or an error. */
  value(field: Field, value: unknown): void {
    this.#single(field, value, undefined)
  }

  #error({ code, message }: Failure): string {
    this.failed = true
    return `{"$type":"error","value":{"code":${quote(code)},"message":${quote(message)}}}`
  }

  #leaf(field: Field, value: unknown): string {
    const { open, close } = atomText(field)
    const json = leafJson(field, value)
    return json instanceof Failure ? this.#error(json) : json === 'null' && field.expires === undefined ? json : open + json + close
  }

  #wanted(type: EntityType): readonly Entry[] {
    const entries: Entry[] = []
    for (const entry of this.#operation.entries(type)) if (entry.wanted !== undefined) entries.push(entry)
    return entries
  }

  #collection(type: EntityType, entries: readonly Entry[], missingKeys: ReadonlySet<string>, taken: readonly Fragment[]): void {
    let before = ''
    const put = (node: Entry | Fragment | undefined, key?: string) => {
      if (node instanceof Fragment) this.#writer.writeBytes(before === '' ? node.bytes.subarray(1) : node.bytes)
      else if (node === undefined) this.#writer.write(`${before}${quote(String(key))}:${missing}`)
      else this.#shared(node, before, `${quote(String(node.id))}:`)
      before = ','
    }
    this.#writer.write('{')
    const nodes: readonly (Entry | Fragment)[] = taken.length === 0 ? entries : entries.length === 0 ? taken : [...entries, ...taken]
    if (type.entity.idKind === 'Int' && missingKeys.size === 0 && nodes.every(({ id }) => (id as number) >= 0)) {
      for (const node of inOrder(nodes)) put(node)
    } else {
      const byName = new Map<string, Entry | Fragment | undefined>(nodes.map((node) => [String(node.id), node]))
      for (const key of missingKeys) byName.set(key, undefined)
      for (const [key, node] of [...byName].sort(([a], [b]) => byKey(a, b))) put(node, key)
    }
    this.#writer.write('}')
  }

  /** Writes an entity below its key, and keeps what was written as a fragment where it may be shared and nothing in it has failed. */
  #shared(entry: Entry, before: string, key: string): void {
    const shelf = entry.wanted && this.#operation.sharing?.shelf(entry.wanted)
    const writer = this.#writer
    const id = entry.id as string | number
    if (!shelf?.admits(id)) {
      writer.write(before + key)
      this.#entity(entry)
      return
    }
    const failed = this.failed
    this.failed = false
    writer.write(before)
    const bytes = writer.copyOf(() => {
      writer.write(key)
      this.#entity(entry)
    })
    if (bytes !== undefined && !this.failed && entry.existence !== null) shelf.put(id, bytes)
    this.failed ||= failed
  }

  #entity(entry: Entry): void {
    if (entry.denied !== undefined) this.#writer.write(this.#error(entry.denied))
    else if (entry.existence === null) this.#writer.write('null')
    else if (entry.wanted === undefined) this.#writer.write(missing)
    else this.#object(entry, this.#layout(entry.wanted.wish))
  }

  #layout(wish: Wish): Layout {
    let layout = this.#layouts.get(wish)
    if (layout === undefined) this.#layouts.set(wish, (layout = makeLayout(wish)))
    return layout
  }

  #object(entry: Entry, { members }: Layout): void {
    let text = ''
    const record = (entry.type.entity === undefined ? entry.id : entry.record) as Record<string, unknown> | undefined
    for (const member of members) {
      if (member.kind === 'leaf') {
        const { field, open, close, key } = member
        const value = record?.[field.name]
        const json = leafJson(field, value === undefined || field.name === 'id' ? loadedValue(entry, field) : value)
        if (json instanceof Failure) text += key + this.#error(json)
        else if (json === 'null' && field.expires === undefined) text += `${key}null`
        else text += key + open + json + close
      } else {
        this.#writer.write(text + member.key)
        text = ''
        this.#member(entry, member)
      }
    }
    this.#writer.write(members.length === 0 ? '{}' : `${text}}`)
  }

  #member(entry: Entry, member: Member): void {
    switch (member.kind) {
      case 'typename':
        return this.#writer.write(quote(entry.type.name))
      case 'missing':
        return this.#writer.write(missing)
      case 'leaf':
        return this.#writer.write(this.#leaf(member.field, loadedValue(entry, member.field)))
      case 'field':
        return this.#value(entry, member)
      case 'arguments':
        return this.#arguments(entry, member.keys)
    }
  }

  #arguments(entry: Entry, keys: ArgumentKeys): void {
    let before = '{'
    for (const { key, below } of keys) {
      this.#writer.write(`${before}${quote(key)}:`)
      if ('wish' in below) this.#value(entry, below)
      else this.#arguments(entry, below)
      before = ','
    }
    this.#writer.write('}')
  }

  #value(entry: Entry, answer: Answer): void {
    const { wish } = answer
    const { field, args } = wish
    if (args instanceof BadArgument) return this.#writer.write(this.#error(new Failure('BAD_ARGUMENT', args.message)))
    const called = field.lengthOf ?? field
    const cell = called.source === 'function' ? entry.cells?.[this.#operation.compiler.slot(entry.type, called, wish.argsKey)] : undefined
    if (field.lengthOf !== undefined) return this.#writer.write(this.#length(field, listView(entry, called, cell)))
    if (field.list === 'paged' || field.list === 'indexed') return this.#list(entry, answer, cell)
    this.#single(field, field.source === 'load' ? loadedValue(entry, field) : calledValue(cell), wish.child)
  }

  #single(field: Field, value: unknown, child: Target | undefined): void {
    const writer = this.#writer
    if (field.type.kind === 'leaf') return writer.write(this.#leaf(field, value))
    if (value === null) return writer.write(field.nonNull ? this.#error(nullValue) : nullText(field))
    if (value instanceof Failure) return writer.write(this.#error(value))
    if (field.type.kind === 'object' && field.type.entity === undefined) return this.#inPlace(field.type, value, child)
    const entity = entityOf(field, value)
    if (entity instanceof Failure) return writer.write(this.#error(entity))
    writer.write(`${referenceText(field, entity.type)}${typeof entity.id === 'number' ? entity.id : quote(entity.id)}]}`)
  }

  #inPlace(type: ObjectType, value: unknown, child: Target | undefined): void {
    if (typeof value === 'object' && child instanceof Wish)
      this.#object(this.#operation.find(type, value) ?? new Entry(type, value, true), this.#layout(child))
    else this.#writer.write(this.#error(new Failure('BAD_VALUE', 'The value is no object')))
  }

  #length(field: Field, list: ListView | Failure | null): string {
    if (list instanceof Failure) return this.#error(list)
    if (list === null) return nullText(field)
    // A bare number, whatever the list holds.
    return scalarText(field, String(list.length))
  }

  #list(entry: Entry, { wish, segments }: Answer, cell: Cell | undefined): void {
    const { field } = wish
    const list = listView(entry, field, cell)
    const writer = this.#writer
    if (list === null) return writer.write(field.nonNull ? this.#error(nullValue) : nullText(field))
    const item = field.item ?? field
    const { type } = item
    const isInt = type.kind === 'object' && type.entity?.idKind === 'Int'
    let first = true
    for (const { from, to, child } of segments) {
      const isLong = to - from >= longList
      for (let index = from; index <= to; index++) {
        const value = list instanceof Failure ? list : index < list.length ? list.at(index) : undefined
        if (isLong && isInt && typeof value === 'number' && (value | 0) === value && value >= 0) {
          writer.writeAround(indexedReference(item, type as EntityType, index, first), value, closeBracket, closeBrace)
        } else {
          writer.write(`${first ? '{"' : ',"'}${index}":`)
          if (value === undefined) writer.write(missing)
          else this.#single(item, value, child)
        }
        first = false
      }
    }
    const names = wish.wantsLength ? [...wish.unknown, 'length'] : [...wish.unknown]
    for (const name of names.sort()) {
      writer.write(`${first ? '{' : ','}${quote(name)}:${name === 'length' ? this.#length(field, list) : missing}`)
      first = false
    }
    writer.write(first ? '{}' : '}')
  }
}

/** From so many references on, writing bytes is cheaper than joining text. */
const longList = 8
const closeBracket = ']'.charCodeAt(0)
const closeBrace = '}'.charCodeAt(0)
const noKeys: ReadonlySet<string> = new Set()
const noFragments: readonly Fragment[] = []

/** Nodes by ascending id, each once. Ids that lie close together are put at their places, which needs no comparing. */
function inOrder<node extends { readonly id: unknown }>(nodes: readonly node[]): readonly node[] {
  let last = 0
  for (const { id } of nodes) if ((id as number) > last) last = id as number
  if (last > nodes.length * sparse) return sortedOnce(nodes)
  const places: (node | undefined)[] = new Array(last + 1).fill(undefined)
  for (const node of nodes) places[node.id as number] = node
  return places.filter((node) => node !== undefined)
}

function sortedOnce<node extends { readonly id: unknown }>(nodes: readonly node[]): readonly node[] {
  const sorted = [...nodes].sort((a, b) => (a.id as number) - (b.id as number))
  return sorted.filter((node, index) => node.id !== sorted[index - 1]?.id)
}

const sparse = 64

/** A scalar's JSON, with the life of its field where that has one. */
function scalarText({ expires }: Field, json: string): string {
  return expires === undefined ? json : `{"$expires":${expires},"$type":"atom","value":${json}}`
}

/** Null where a value might be, which is as good for as long. */
function nullText(field: Field): string {
  return scalarText(field, 'null')
}

/** A leaf as JSON, checked against the schema. */
function leafJson(field: Field, value: unknown): string | Failure {
  if (isSimpleLeaf(field, value)) return typeof value === 'string' ? quote(value) : String(value)
  const written = leafValue(field, value)
  return written instanceof Failure ? written : JSON.stringify(written)
}
