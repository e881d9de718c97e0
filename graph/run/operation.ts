import { badValue, Failure, failureOf } from '../failure.ts'
import type { OpenShelf, Sharing } from '../fragments/sharing.ts'
import type { EntityType, Field, ObjectType } from '../model/model.ts'
import type { Range } from '../plan/key-set.ts'
import type { Plan } from '../plan/plan.ts'
import type { CallStep, Selected, Selection, SelectionCompiler, Step } from '../plan/selection.ts'
import { Reference, Unchecked } from '../resolver.ts'
import { whenReady } from './batch.ts'
import type { CancelSignal } from './cancel-signal.ts'
import { type Contexts, Dispatcher } from './dispatcher.ts'
import { Entry, existenceLoad, type LoadKind, type Slice } from './entry.ts'
import { LeafColumn } from './leaf-column.ts'

export interface OperationOptions {
  readonly held?: ReadonlySet<Field>
  readonly sharing?: Sharing | undefined
  /** Whether columns of leaves may do without entries. All selections must be compiled before the first runs. */
  readonly columns?: boolean
}

/**
 * One run of a plan: fills entries with all that is wanted, a step starting as soon as its ids are known. An entity is one entry over the
 * whole operation, however often and in whatever way it is reached.
 */
export class Operation {
  readonly compiler: SelectionCompiler
  readonly root: Entry
  /** Fragments of public data, where they may be used. */
  readonly sharing: Sharing | undefined
  readonly #tables = new Map<ObjectType, Map<unknown, Entry>>()
  readonly #dispatcher: Dispatcher
  readonly #contexts: Contexts
  readonly #failureOf: (thrown: unknown) => Failure
  /** Fields that are about to be set and must not be read. */
  readonly #held: ReadonlySet<Field>
  /** Columns of leaves by type; undefined where nobody asks for them. */
  readonly #columns: Map<ObjectType, LeafColumn> | undefined

  constructor(
    compiler: SelectionCompiler,
    query: ObjectType,
    contexts: Contexts,
    showBugs: boolean,
    { held = noFields, sharing, columns = false }: OperationOptions = {},
  ) {
    this.compiler = compiler
    this.sharing = sharing
    this.#contexts = contexts
    this.#held = held
    this.#columns = columns ? new Map() : undefined
    this.#failureOf = (thrown) => failureOf(thrown, showBugs)
    this.#dispatcher = new Dispatcher(contexts, this.#failureOf)
    this.root = new Entry(query, undefined, true)
  }

  /** Runs until everything is there, or until the signal says that what is there must do. */
  async run(plan: Plan, signal: CancelSignal | undefined): Promise<void> {
    this.want(plan)
    await this.#dispatcher.settled(signal)
  }

  /** Waits for something besides resolvers. `take` gets what it comes to in time and may start more; what it throws comes as a failure. */
  waitFor(question: () => unknown, take: (answer: unknown) => void): void {
    this.#dispatcher.send(question, take)
  }

  /** Starts all that a plan wants and that nobody has asked for. */
  want(plan: Plan): void {
    const query = this.compiler.compile(plan.query)
    const named = [...plan.collections].flatMap(([type, { branches }]) =>
      branches.map((branch) => ({ ...branch, type, selection: this.compiler.compile(branch.wish) })),
    )
    this.visit(query, [this.root])
    for (const { type, ranges, names, selection } of named) this.visit(selection, this.#named(type, ranges, names, selection))
  }

  /** Goes on from ids that a mutation has come to. */
  async runFrom(selected: Selected, values: readonly unknown[], field: Field, signal: CancelSignal | undefined): Promise<void> {
    const children = new Children(this, field, selected)
    for (const value of values) children.add(value)
    children.visit()
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

  /** The column for a selection that is all that is wanted of its type and wants leaves alone; undefined where entries are needed. */
  columnFor(selection: Selection): LeafColumn | undefined {
    if (this.#columns === undefined || !selection.leavesOnly) return undefined
    let column = this.#columns.get(selection.type)
    if (column !== undefined || !this.compiler.isOnly(selection) || this.sharing?.shelf(selection) !== undefined) return column
    this.#columns.set(selection.type, (column = new LeafColumn(selection)))
    return column
  }

  /** The column of a type, where it has one. */
  column(type: ObjectType): LeafColumn | undefined {
    return this.#columns?.get(type)
  }

  /** Loads what has come to be wanted of a column. */
  loadColumn(column: LeafColumn): void {
    if (column.wanted.length > 0) this.#dispatcher.loadColumn(column)
  }

  #named(type: EntityType, ranges: readonly Range[], names: readonly string[], selection: Selection): Entry[] {
    const isInt = type.entity.idKind === 'Int'
    const shelf = this.sharing?.shelf(selection)
    const entries: Entry[] = []
    const add = (id: string | number) => {
      if (shelf === undefined || shelf.take(id) === undefined) entries.push(this.#entry(type, id, false))
    }
    for (const { from, to } of ranges) for (let id = from; id <= to; id++) add(isInt ? id : String(id))
    for (const name of names) add(isInt ? Number(name) : name)
    return entries
  }

  #entry(type: ObjectType, id: unknown, trusted: boolean): Entry {
    const table = this.table(type)
    let entry = table.get(id)
    if (entry === undefined) table.set(id, (entry = new Entry(type, id, trusted)))
    else entry.trusted ||= trusted
    return entry
  }

  /** Starts all that a selection wants of these entries and that nobody has asked of them before; and of `fresh` ones, as `start` does. */
  visit(selection: Selection, column: readonly Entry[], fresh: Entry[] = []): void {
    const entries = fresh
    for (const entry of column) {
      if (entry.wanted === undefined) {
        entry.denied = this.#denial(entry)
        entry.wanted = selection
      } else {
        const union = this.compiler.union(entry.wanted, selection)
        if (union === entry.wanted) continue
        entry.wanted = union
      }
      if (entry.denied === undefined && entry.existence !== null) entries.push(entry)
    }
    if (entries.length > 0) this.start(selection, entries)
  }

  /** Starts all that a selection wants of entries of which nothing was asked before and which nobody may refuse. */
  start(selection: Selection, entries: readonly Entry[]): void {
    const { type } = selection
    if (type.entity !== undefined) this.#load(selection, entries)
    else this.#walk(selection.steps, entries)
    for (const call of selection.calls) this.#call(call, entries)
  }

  /** What the type refuses this viewer. A `permit` that throws permits nothing. */
  #denial({ type, id }: Entry): Failure | undefined {
    try {
      return type.resolver.permit?.(id as string | number, this.#contexts.personal)
    } catch (thrown) {
      return this.#failureOf(thrown)
    }
  }

  #load(selection: Selection, entries: readonly Entry[]): void {
    for (const kind of loadKinds) {
      const fields = this.#held.size === 0 ? selection[kind] : selection[kind].filter((name) => !this.#holds(selection.type, name))
      const proves = kind === existenceLoad(selection.type)
      const column = fields.length > 0 || !proves ? entries : entries.filter((entry) => !entry.trusted && entry.existence === undefined)
      if (column.length === 0 || (fields.length === 0 && !proves)) continue
      this.#dispatcher.load(selection.type, kind, fields, column)
      const steps = selection.steps.filter((step) => step.field.personal === (kind === 'personal'))
      if (steps.length > 0)
        whenReady(
          column,
          (entry) => entry[kind]?.batch,
          (ready) => this.#walk(steps, ready),
        )
    }
  }

  #holds(type: ObjectType, name: string): boolean {
    const field = type.fields.get(name)
    return field !== undefined && this.#held.has(field)
  }

  /** Goes on along loaded fields. */
  #walk(steps: readonly Step[], entries: readonly Entry[]): void {
    for (const step of steps) {
      const { name } = step.field
      this.#lead(step, (child, branch) => {
        for (const entry of entries) {
          const record = (entry.type.entity === undefined ? entry.id : entry.record) as Record<string, unknown> | undefined
          if (branch === undefined) child.add(record?.[name])
          else child.addAt(record?.[name], branch)
        }
      })
    }
  }

  #call(call: CallStep, entries: readonly Entry[]): void {
    this.#dispatcher.call(call, entries)
    if (call.child === undefined && call.branches.length === 0) return
    const { slot, field } = call
    const goOn = (ready: readonly Entry[]) =>
      this.#lead(call, (child, branch) => {
        for (const entry of ready) {
          const cell = entry.cells?.[slot]
          if (branch === undefined) child.add(cell?.value)
          else if (field.list !== 'paged') child.addAt(cell?.value, branch)
          else if (cell?.length !== undefined) for (const slice of cell.slices) child.addSlice(slice, branch)
        }
      })
    whenReady(entries, (entry) => entry.cells?.[slot]?.batch, goOn)
  }

  /** Visits what a step leads to: `fill` adds the values of its one object, or of the indices of a branch. */
  #lead({ field, child, branches }: Step, fill: (children: Children, branch: readonly Range[] | undefined) => void): void {
    if (child !== undefined) {
      const children = new Children(this, field, child)
      fill(children, undefined)
      children.visit()
    }
    for (const { ranges, child: selected } of branches) {
      const children = new Children(this, field, selected)
      fill(children, ranges)
      children.visit()
    }
  }

  /** The entries of a type by id. */
  table(type: ObjectType): Map<unknown, Entry> {
    let table = this.#tables.get(type)
    if (table === undefined) this.#tables.set(type, (table = new Map()))
    return table
  }
}

/** The column of one step: values in, entries to be visited out. A value of the wrong kind leads nowhere; it is an error where it is emitted. */
class Children {
  readonly #operation: Operation
  readonly #field: Field
  readonly #selected: Selected
  readonly #columns = new Map<Selection, Entry[]>()
  // Of a field that holds one type of entity, which is nearly all of them.
  readonly #selection: Selection | undefined
  readonly #table: Map<unknown, Entry> | undefined
  readonly #isInt: boolean
  readonly #shelf: OpenShelf | undefined
  readonly #leaves: LeafColumn | undefined
  /** Entries that were not there, and others. */
  readonly #fresh: Entry[] = []
  readonly #column: Entry[] = []

  constructor(operation: Operation, field: Field, selected: Selected) {
    this.#operation = operation
    this.#field = field
    this.#selected = selected
    const { type } = field
    this.#selection = type.kind === 'object' ? selected.get(type) : undefined
    this.#table = type.kind === 'object' ? operation.table(type) : undefined
    this.#isInt = type.kind === 'object' && type.entity?.idKind === 'Int'
    this.#shelf = this.#selection && operation.sharing?.shelf(this.#selection)
    this.#leaves = this.#selection && operation.columnFor(this.#selection)
  }

  add(value: unknown): void {
    if (value === null || value === undefined) return
    const selection = this.#selection
    const table = this.#table
    if (
      selection === undefined ||
      table === undefined ||
      typeof value !== (this.#isInt ? 'number' : 'string') ||
      (this.#isInt && !Number.isInteger(value))
    ) {
      this.#addOther(value)
      return
    }
    if (this.#leaves !== undefined) {
      this.#leaves.add(value as string | number)
      return
    }
    if (this.#shelf?.take(value as string | number) !== undefined) return
    let entry = table.get(value)
    if (entry === undefined) {
      table.set(value, (entry = new Entry(selection.type, value, true)))
      if (selection.type.resolver.permit === undefined) {
        entry.wanted = selection
        this.#fresh.push(entry)
        return
      }
    } else {
      entry.trusted = true
      if (entry.wanted === selection) return
    }
    this.#column.push(entry)
  }

  /** The items of an indexed list within these ranges. */
  addAt(value: unknown, ranges: readonly Range[]): void {
    if (Array.isArray(value)) this.addSlice({ offset: 0, values: value }, ranges)
  }

  /** The items of a slice within these ranges. */
  addSlice({ offset, values }: Slice, ranges: readonly Range[]): void {
    for (const { from, to } of ranges) {
      const last = Math.min(to - offset, values.length - 1)
      for (let index = Math.max(from - offset, 0); index <= last; index++) this.add(values[index])
    }
  }

  visit(): void {
    if (this.#leaves !== undefined) this.#operation.loadColumn(this.#leaves)
    else if (this.#selection !== undefined) {
      // Together: in two columns each would go on by itself.
      this.#operation.visit(this.#selection, this.#column, this.#fresh)
    }
    for (const [selection, column] of this.#columns) this.#operation.visit(selection, column)
  }

  /** Objects in place, references of interfaces and unions, ids that nobody vouches for. */
  #addOther(value: unknown): void {
    const { type } = this.#field
    if (type.kind === 'object' && type.entity === undefined) {
      if (typeof value === 'object' && !(value instanceof Failure)) this.#push(type, value, true)
      return
    }
    const entity = entityOf(this.#field, value)
    if (!(entity instanceof Failure)) this.#push(entity.type, entity.id, entity.trusted)
  }

  #push(type: ObjectType, id: unknown, trusted: boolean): void {
    const selection = this.#selected.get(type)
    if (selection === undefined) return
    const leaves = this.#operation.columnFor(selection)
    if (leaves !== undefined) {
      if (trusted) leaves.add(id as string | number)
      else leaves.doubt(id as string | number)
      this.#operation.loadColumn(leaves)
      return
    }
    const table = this.#operation.table(type)
    let entry = table.get(id)
    if (entry === undefined) table.set(id, (entry = new Entry(type, id, trusted)))
    else entry.trusted ||= trusted
    const column = this.#columns.get(selection)
    if (column === undefined) this.#columns.set(selection, [entry])
    else column.push(entry)
  }
}

const noFields: ReadonlySet<Field> = new Set()
const loadKinds: readonly LoadKind[] = ['plain', 'personal']

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
