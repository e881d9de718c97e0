import { badValue, Failure, failureOf } from '../failure.ts'
import type { EntityType, Field, ObjectType } from '../model/model.ts'
import type { Range } from '../plan/key-set.ts'
import type { Plan } from '../plan/plan.ts'
import type { CallStep, Selected, Selection, SelectionCompiler, Step } from '../plan/selection.ts'
import { Reference, Unchecked } from '../resolver.ts'
import { whenReady } from './batch.ts'
import type { CancelSignal } from './cancel-signal.ts'
import { type Contexts, Dispatcher } from './dispatcher.ts'
import { Entry, type LoadKind } from './entry.ts'

/**
 * One run of a plan: fills entries with all that is wanted, a step starting as soon as its ids are known. An entity is one entry over the
 * whole operation, however often and in whatever way it is reached.
 */
export class Operation {
  readonly compiler: SelectionCompiler
  readonly root: Entry
  readonly #tables = new Map<ObjectType, Map<unknown, Entry>>()
  readonly #dispatcher: Dispatcher
  readonly #contexts: Contexts
  /** Fields that are about to be set and must not be read. */
  readonly #held: ReadonlySet<Field>

  constructor(compiler: SelectionCompiler, query: ObjectType, contexts: Contexts, showBugs: boolean, held: ReadonlySet<Field> = new Set()) {
    this.compiler = compiler
    this.#contexts = contexts
    this.#held = held
    this.#dispatcher = new Dispatcher(contexts, (thrown) => failureOf(thrown, showBugs))
    this.root = new Entry(query, undefined, true)
  }

  /** Runs until everything is there, or until the signal says that what is there must do. */
  async run(plan: Plan, signal: CancelSignal | undefined): Promise<void> {
    this.visit(this.compiler.compile(plan.query), [this.root])
    for (const [type, { branches }] of plan.collections) {
      for (const { ranges, names, wish } of branches) this.visit(this.compiler.compile(wish), this.#named(type, ranges, names))
    }
    await this.#dispatcher.settled(signal)
  }

  /** Goes on from ids that a mutation has come to. */
  async runFrom(selected: Selected, values: readonly unknown[], field: Field, signal: CancelSignal | undefined): Promise<void> {
    this.#follow(selected, values, field)
    await this.#dispatcher.settled(signal)
  }

  /** Believes an id without a load. */
  vouch(type: EntityType, id: string | number): void {
    this.#entry(type, id, true)
  }

  /** The entities of one type that were reached, in the order they were reached in. */
  entries(type: ObjectType): Iterable<Entry> {
    return this.#tables.get(type)?.values() ?? []
  }

  find(type: ObjectType, id: unknown): Entry | undefined {
    return this.#tables.get(type)?.get(id)
  }

  #named(type: EntityType, ranges: readonly Range[], names: readonly string[]): Entry[] {
    const isInt = type.entity.idKind === 'Int'
    const entries: Entry[] = []
    for (const { from, to } of ranges) for (let id = from; id <= to; id++) entries.push(this.#entry(type, isInt ? id : String(id), false))
    for (const name of names) entries.push(this.#entry(type, isInt ? Number(name) : name, false))
    return entries
  }

  #entry(type: ObjectType, id: unknown, trusted: boolean): Entry {
    let table = this.#tables.get(type)
    if (table === undefined) this.#tables.set(type, (table = new Map()))
    let entry = table.get(id)
    if (entry === undefined) table.set(id, (entry = new Entry(type, id, trusted)))
    else entry.trusted ||= trusted
    return entry
  }

  /** Starts all that a selection wants of these entries and that nobody has asked of them before. */
  visit(selection: Selection, column: readonly Entry[]): void {
    const { type } = selection
    const entries: Entry[] = []
    for (const entry of column) {
      if (entry.wanted === undefined) {
        if (type.resolver.permit !== undefined) entry.denied = type.resolver.permit(entry.id as string | number, this.#contexts.personal)
        entry.wanted = selection
      } else {
        const union = this.compiler.union(entry.wanted, selection)
        if (union === entry.wanted) continue
        entry.wanted = union
      }
      if (entry.denied === undefined) entries.push(entry)
    }
    if (entries.length === 0) return
    if (type.entity !== undefined) this.#load(selection, entries)
    else this.#walk(selection.steps, entries)
    for (const call of selection.calls) this.#call(call, entries)
  }

  #load(selection: Selection, entries: readonly Entry[]): void {
    for (const kind of loadKinds) {
      const fields = this.#held.size === 0 ? selection[kind] : selection[kind].filter((name) => !this.#holds(selection.type, name))
      const proves = kind === existenceLoad(selection.type)
      const column = fields.length > 0 || !proves ? entries : entries.filter((entry) => !entry.trusted && entry.existence === undefined)
      if (column.length === 0 || (fields.length === 0 && !proves)) continue
      this.#dispatcher.load(selection.type, kind, fields, column)
      const steps = selection.steps.filter((step) => step.field.personal === (kind === 'personal'))
      if (steps.length > 0) whenReady(column, (entry) => entry.batch[kind], (ready) => this.#walk(steps, ready))
    }
  }

  #holds(type: ObjectType, name: string): boolean {
    const field = type.fields.get(name)
    return field !== undefined && this.#held.has(field)
  }

  /** Goes on along loaded fields. */
  #walk(steps: readonly Step[], entries: readonly Entry[]): void {
    for (const step of steps) {
      const values = entries.map((entry) => (entry.type.entity === undefined ? entry.id : entry.record) as Record<string, unknown> | undefined)
      if (step.child !== undefined) this.#follow(step.child, values.map((record) => record?.[step.field.name]), step.field)
      for (const { ranges, child } of step.branches) {
        this.#follow(child, values.flatMap((record) => at(record?.[step.field.name], ranges)), step.field)
      }
    }
  }

  #call(call: CallStep, entries: readonly Entry[]): void {
    this.#dispatcher.call(call, entries)
    if (call.child === undefined && call.branches.length === 0) return
    whenReady(
      entries,
      (entry) => entry.cells[call.slot]?.batch,
      (ready) => {
        if (call.child !== undefined) this.#follow(call.child, ready.map((entry) => entry.cells[call.slot]?.value), call.field)
        for (const { ranges, child } of call.branches) {
          this.#follow(child, ready.flatMap((entry) => listed(entry, call, ranges)), call.field)
        }
      },
    )
  }

  /** Visits the objects that values stand for. A value of the wrong kind leads nowhere: it becomes an error where it is emitted. */
  #follow(selected: Selected, values: readonly unknown[], field: Field): void {
    if (field.type.kind === 'object' && field.type.entity === undefined) {
      const selection = selected.get(field.type)
      const column = values.filter((value) => typeof value === 'object' && value !== null && !(value instanceof Failure))
      if (selection !== undefined && column.length > 0) this.visit(selection, column.map((object) => this.#entry(selection.type, object, true)))
      return
    }
    const columns = new Map<Selection, Entry[]>()
    for (const value of values) {
      if (value === null || value === undefined) continue
      const entity = entityOf(field, value)
      if (entity instanceof Failure) continue
      const selection = selected.get(entity.type)
      if (selection === undefined) continue
      const entry = this.#entry(entity.type, entity.id, entity.trusted)
      const column = columns.get(selection)
      if (column === undefined) columns.set(selection, [entry])
      else column.push(entry)
    }
    for (const [selection, column] of columns) this.visit(selection, column)
  }
}

const loadKinds: readonly LoadKind[] = ['plain', 'personal']

/** Which load tells whether an id exists. */
function existenceLoad(type: ObjectType): LoadKind | undefined {
  return type.resolver.load !== undefined ? 'plain' : type.resolver.loadPersonal !== undefined ? 'personal' : undefined
}

/** Reads an entity out of a value: its type, its id, and whether a resolver vouches for it; or a failure for what is no id. */
export function entityOf(field: Field, value: unknown): { type: EntityType; id: string | number; trusted: boolean } | Failure {
  if (value instanceof Failure) return value
  const trusted = !(value instanceof Unchecked)
  const plain = value instanceof Unchecked ? value.id : value
  let type = field.type
  let id: unknown = plain
  if (plain instanceof Reference) {
    const { type: name } = plain
    const member = type.kind === 'abstract' ? type.members.find((one) => one.name === name) : type.name === name ? type : undefined
    if (member === undefined) return badValue
    type = member
    id = plain.id
  }
  if (type.kind !== 'object' || type.entity === undefined) return badValue
  if (type.entity.idKind === 'Int' ? !Number.isInteger(id) : typeof id !== 'string') {
    if (type.entity.idKind === 'Int' || !Number.isInteger(id)) return badValue
    id = String(id)
  }
  return { type: type as EntityType, id: id as string | number, trusted }
}

/** The items of an indexed list within these ranges. */
function at(value: unknown, ranges: readonly Range[]): unknown[] {
  if (!Array.isArray(value)) return []
  return ranges.flatMap(({ from, to }) => value.slice(from, to + 1))
}

/** The items of a paged list within these ranges, as far as they have come. */
function listed(entry: Entry, call: CallStep, ranges: readonly Range[]): unknown[] {
  const cell = entry.cells[call.slot]
  if (call.field.list !== 'paged') return at(cell?.value, ranges)
  const items: unknown[] = []
  if (cell?.items === undefined || cell.length === undefined) return items
  for (const { from, to } of ranges) for (let index = from; index <= to && index < cell.length; index++) items.push(cell.items.get(index))
  return items
}

