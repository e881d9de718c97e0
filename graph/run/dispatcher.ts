import { badAnswer, Failure } from '../failure.ts'
import type { Field, ObjectType } from '../model/model.ts'
import { mergeRanges, type Range, subtractRanges } from '../plan/key-set.ts'
import type { CallStep } from '../plan/selection.ts'
import { Columns, type Demand, type Id, type List, type Loaded, type Row } from '../resolver.ts'
import { Batch } from './batch.ts'
import type { CancelSignal } from './cancel-signal.ts'
import { type Asked, Cell, type Entry, existenceLoad, type LoadKind } from './entry.ts'
import { LeafColumn } from './leaf-column.ts'

/** What resolvers are given: `open` for what is the same for everybody, `personal` for what is not. */
export interface Contexts {
  readonly open: unknown
  readonly personal: unknown
}

interface OpenLoad {
  readonly batch: Batch
  readonly type: ObjectType
  readonly kind: LoadKind
  readonly entries: Entry[]
  readonly fields: Set<string>
}

interface OpenCall {
  readonly batch: Batch
  readonly field: Field
  readonly demands: Map<Cell, { readonly id: unknown; readonly args: Demand['args']; ranges: readonly Range[] }>
}

/**
 * Gathers what steps demand within a turn and calls each resolver once for all of it: one load per type and kind, one call per field.
 * A turn is over when nobody has demanded anything for some microtasks: resolvers that answer from memory do so within a few of each other.
 */
export class Dispatcher {
  readonly #contexts: Contexts
  readonly #failureOf: (thrown: unknown) => Failure
  readonly #loads: { readonly plain: Map<ObjectType, OpenLoad | LeafColumn>; readonly personal: Map<ObjectType, OpenLoad> } = {
    plain: new Map(),
    personal: new Map(),
  }
  readonly #calls = new Map<Field, OpenCall>()
  #demands = 0
  #gathering = false
  #inFlight = 0
  #stopped = false
  #settle: (() => void) | undefined

  constructor(contexts: Contexts, failureOf: (thrown: unknown) => Failure) {
    this.#contexts = contexts
    this.#failureOf = failureOf
  }

  /** Loads these fields of these entries, as far as nobody has asked for them; `fields` empty asks whether they exist. */
  load(type: ObjectType, kind: LoadKind, fields: readonly string[], entries: readonly Entry[]): void {
    let open = this.#loads[kind].get(type) as OpenLoad | undefined
    let shared: Asked | undefined
    let added: readonly string[] | undefined
    for (const entry of entries) {
      const had = entry[kind]
      if (had?.fields === fields) continue
      const wanted = had === undefined ? fields : fields.filter((field) => !had.fields.includes(field))
      if (had !== undefined && wanted.length === 0) continue
      if (open === undefined) this.#loads[kind].set(type, (open = { batch: new Batch(), type, kind, entries: [], fields: new Set() }))
      if (wanted !== added) for (const field of (added = wanted)) open.fields.add(field)
      if (had === undefined) {
        entry[kind] = shared ??= { fields, batch: open.batch }
        open.entries.push(entry)
        continue
      }
      entry[kind] = { fields: [...had.fields, ...wanted], batch: open.batch }
      if (had.batch === open.batch) continue
      open.entries.push(entry)
      if (!had.batch.done) open.batch.after.add(had.batch)
    }
    if (added !== undefined) this.#gather()
  }

  /** Loads what a column wants, together with what it wants later in this turn. A type with a column has no entries. */
  loadColumn(column: LeafColumn): void {
    this.#loads.plain.set(column.type, column)
    this.#gather()
  }

  /** Calls a field's function for these entries, as far as nobody has. */
  call(call: CallStep, entries: readonly Entry[]): void {
    const { field, slot } = call
    let open = this.#calls.get(field)
    for (const entry of entries) {
      const cells = (entry.cells ??= [])
      let cell = cells[slot]
      if (cell === undefined) cells[slot] = cell = new Cell()
      else if (field.list !== 'paged') continue
      const ranges = field.list === 'paged' ? subtractRanges(call.ranges, cell.asked) : call.ranges
      if (cell.batch !== undefined && ranges.length === 0) continue
      if (open === undefined) this.#calls.set(field, (open = { batch: new Batch(), field, demands: new Map() }))
      if (cell.batch !== undefined && cell.batch !== open.batch && !cell.batch.done) open.batch.after.add(cell.batch)
      cell.batch = open.batch
      cell.asked = cell.asked.length === 0 ? ranges : mergeRanges([...cell.asked, ...ranges])
      const demand = open.demands.get(cell)
      if (demand === undefined) open.demands.set(cell, { id: entry.id, args: call.args, ranges })
      else demand.ranges = mergeRanges([...demand.ranges, ...ranges])
    }
    if (open !== undefined) this.#gather()
  }

  /** Resolves when nothing is left to wait for, or when the signal cuts it short. */
  settled(signal: CancelSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const stop = () => {
        this.#stopped = true
        signal?.removeEventListener('abort', stop)
        resolve()
      }
      this.#settle = stop
      signal?.addEventListener('abort', stop)
      if (signal?.aborted === true || (this.#inFlight === 0 && !this.#gathering)) stop()
    })
  }

  #gather(): void {
    this.#demands++
    if (this.#gathering) return
    this.#gathering = true
    void this.#turnWhenQuiet()
  }

  /** Waits a microtask, and further ones until nobody has demanded anything for a while. */
  async #turnWhenQuiet(): Promise<void> {
    let quiet = 0
    do {
      const seen = this.#demands
      await undefined
      quiet = this.#demands === seen ? quiet + 1 : 0
    } while (quiet < this.#patience)
    this.#turn()
  }

  /** While answers are under way, another step may be a few microtasks behind this one; while none are, nobody is. */
  get #patience(): number {
    return this.#inFlight > 0 ? quietMicrotasks : 1
  }

  #turn(): void {
    this.#gathering = false
    if (this.#stopped) return
    const loads = [...this.#loads.plain.values(), ...this.#loads.personal.values()]
    const calls = [...this.#calls.values()]
    this.#loads.plain.clear()
    this.#loads.personal.clear()
    this.#calls.clear()
    for (const load of loads) {
      if (load instanceof LeafColumn) this.#sendColumn(load)
      else this.#sendLoad(load)
    }
    for (const call of calls) this.#sendCall(call)
    this.#maybeSettle()
  }

  #maybeSettle(): void {
    if (this.#inFlight === 0 && !this.#gathering) this.#settle?.()
  }

  #sendLoad({ batch, type, kind, entries, fields }: OpenLoad): void {
    // While this load was gathered, another may have found that some of its ids do not exist.
    const all = entries.some(isMissing) ? entries.filter((entry) => !isMissing(entry)) : entries
    if (all.length === 0) return batch.finish()
    const names = [...fields].sort()
    askAll(all, kind, names)
    const most = type.resolver.maxBatch ?? all.length
    const proves = kind === existenceLoad(type)
    let open = Math.ceil(all.length / most)
    for (let start = 0; start < all.length; start += most) {
      const chunk = most >= all.length ? all : all.slice(start, start + most)
      const ids = chunk.map((entry) => entry.id as Id)
      this.send(
        () =>
          kind === 'plain'
            ? type.resolver.load?.(ids, names, this.#contexts.open)
            : type.resolver.loadPersonal?.(ids, names, this.#contexts.personal),
        (answer) => {
          const rows = rowsOf(answer as Loaded | Failure | undefined, chunk.length)
          for (let index = 0; index < chunk.length; index++)
            takeRow(chunk[index] as Entry, rows instanceof Failure ? rows : rows[index], names, proves)
          if (--open === 0) batch.finish()
        },
      )
    }
  }

  #sendColumn(column: LeafColumn): void {
    const { type, fields, rows } = column
    const ids = column.take()
    const most = type.resolver.maxBatch ?? ids.length
    for (let start = 0; start < ids.length; start += most) {
      const chunk = most >= ids.length ? ids : ids.slice(start, start + most)
      this.send(
        () => type.resolver.load?.(chunk, fields, this.#contexts.open),
        (answer) => {
          const came = rowsOf(answer as Loaded | Failure | undefined, chunk.length)
          for (let index = 0; index < chunk.length; index++)
            rows.set(chunk[index] as Id, came instanceof Failure ? came : rowOf(came[index]))
        },
      )
    }
  }

  #sendCall({ batch, field, demands }: OpenCall): void {
    const cells = [...demands.keys()]
    const wishes = [...demands.values()].map(({ id, args, ranges }) =>
      field.list === 'paged' ? { id, args, ranges: ranges.map(({ from, to }) => ({ offset: from, limit: to - from + 1 })) } : { id, args },
    )
    const resolve = field.function
    this.send(
      () => resolve?.(wishes, field.personal ? this.#contexts.personal : this.#contexts.open),
      (answer) => {
        const fits = Array.isArray(answer) && answer.length === cells.length
        for (const [index, cell] of cells.entries())
          takeAnswer(cell, field, answer instanceof Failure ? answer : fits ? answer[index] : badAnswer)
        batch.finish()
      },
    )
  }

  /** Asks a resolver, or something else that is waited for, and hands on what it comes to; whatever it throws comes as a failure. */
  send(resolve: () => unknown, take: (answer: unknown) => void): void {
    let answer: unknown
    try {
      answer = resolve()
    } catch (thrown) {
      answer = this.#failureOf(thrown)
    }
    if (!isThenable(answer)) return take(answer)
    this.#inFlight++
    const arrive = (value: unknown) => {
      this.#inFlight--
      if (this.#stopped) return
      take(value)
      this.#maybeSettle()
    }
    answer.then(arrive, (thrown) => arrive(this.#failureOf(thrown)))
  }
}

function isMissing({ existence }: Entry): boolean {
  return existence === null
}

/** All fields of a load are asked of all its entries, whichever of them wanted them. */
function askAll(entries: readonly Entry[], kind: LoadKind, names: readonly string[]): void {
  let before: Asked | undefined
  let after: Asked | undefined
  for (const entry of entries) {
    const had = entry[kind]
    if (had !== before && had !== undefined) {
      after = names.every((name) => had.fields.includes(name)) ? had : { fields: [...new Set([...had.fields, ...names])], batch: had.batch }
    }
    before = had
    entry[kind] = after
  }
}

/** As many as a resolver of a few awaits takes that has nothing to wait for. */
const quietMicrotasks = 16

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}

function rowsOf(answer: Loaded | Failure | undefined, count: number): readonly unknown[] | Failure {
  if (answer instanceof Failure) return answer
  if (answer instanceof Columns) return rowsOfColumns(answer, count)
  return Array.isArray(answer) && answer.length === count ? answer : badAnswer
}

function rowsOfColumns({ columns, missing }: Columns, count: number): readonly unknown[] | Failure {
  const names = Object.keys(columns ?? {})
  if (names.some((name) => !Array.isArray(columns[name]) || columns[name].length !== count)) return badAnswer
  return Array.from({ length: count }, (_, index) =>
    missing?.[index] === true ? null : Object.fromEntries(names.map((name) => [name, columns[name]?.[index]])),
  )
}

/** One row of a load: an object, null or a failure. */
function rowOf(answer: unknown): unknown {
  return answer === null || answer instanceof Failure || (typeof answer === 'object' && !Array.isArray(answer)) ? answer : badAnswer
}

/** `proves`: what comes of this load says whether the entity exists. */
function takeRow(entry: Entry, answer: unknown, fields: readonly string[], proves: boolean): void {
  const row = rowOf(answer)
  if (proves) entry.existence = row === null ? null : row instanceof Failure ? (entry.existence ?? row) : true
  if (row === null) return
  const record = row instanceof Failure ? failed(row, fields) : (row as Row)
  entry.record = entry.record === undefined ? record : { ...entry.record, ...record }
}

function failed(failure: Failure, fields: readonly string[]): Record<string, Failure> {
  return Object.fromEntries(fields.map((field) => [field, failure]))
}

function takeAnswer(cell: Cell, field: Field, answer: unknown): void {
  if (field.list !== 'paged' || answer instanceof Failure) {
    cell.value = answer ?? null
    return
  }
  if (!isList(answer)) {
    cell.value = badAnswer
    return
  }
  cell.length = answer.length
  cell.slices = cell.slices.length === 0 ? answer.slices : [...cell.slices, ...answer.slices]
}

function isList(answer: unknown): answer is List {
  if (typeof answer !== 'object' || answer === null) return false
  const { length, slices } = answer as { readonly length?: unknown; readonly slices?: unknown }
  return isIndex(length) && Array.isArray(slices) && slices.every((slice) => isIndex(slice?.offset) && Array.isArray(slice.values))
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
