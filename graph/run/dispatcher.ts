import { badAnswer, Failure } from '../failure.ts'
import type { Field, ObjectType } from '../model/model.ts'
import { mergeRanges, type Range, subtractRanges } from '../plan/key-set.ts'
import type { CallStep } from '../plan/selection.ts'
import { Columns, type Demand, type Id, type Loaded, type Row } from '../resolver.ts'
import { Batch } from './batch.ts'
import type { CancelSignal } from './cancel-signal.ts'
import { Cell, type Entry, type LoadKind } from './entry.ts'

/** What resolvers are given: `open` for what is the same for everybody, `personal` for what is not. */
export interface Contexts {
  readonly open: unknown
  readonly personal: unknown
}

interface OpenLoad {
  readonly batch: Batch
  readonly type: ObjectType
  readonly kind: LoadKind
  readonly entries: Set<Entry>
  readonly fields: Set<string>
}

interface OpenCall {
  readonly batch: Batch
  readonly field: Field
  readonly demands: Map<Cell, { readonly id: unknown; readonly args: Demand['args']; ranges: readonly Range[] }>
}

/**
 * Gathers what steps demand within a turn and calls each resolver once for all of it: one load per type and kind, one call per field.
 * A turn is over when a microtask has passed in which nobody demanded anything.
 */
export class Dispatcher {
  readonly #contexts: Contexts
  readonly #failureOf: (thrown: unknown) => Failure
  readonly #loads = new Map<string, OpenLoad>()
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
    const key = `${kind} ${type.name}`
    let open = this.#loads.get(key)
    for (const entry of entries) {
      const asked = entry.asked[kind]
      if (asked !== undefined && fields.every((field) => asked.has(field))) continue
      if (open === undefined) this.#loads.set(key, (open = { batch: new Batch(), type, kind, entries: new Set(), fields: new Set() }))
      if (asked === undefined) entry.asked[kind] = setOf(fields)
      else entry.asked[kind] = new Set([...asked, ...fields])
      const before = entry.batch[kind]
      if (before !== undefined && before !== open.batch && !before.done) open.batch.after.add(before)
      entry.batch[kind] = open.batch
      open.entries.add(entry)
    }
    if (open !== undefined) {
      for (const field of fields) open.fields.add(field)
      this.#gather()
    }
  }

  /** Calls a field's function for these entries, as far as nobody has. */
  call(call: CallStep, entries: readonly Entry[]): void {
    const { field, slot } = call
    let open = this.#calls.get(field)
    for (const entry of entries) {
      let cell = entry.cells[slot]
      if (cell === undefined) entry.cells[slot] = cell = new Cell()
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
    const seen = this.#demands
    Promise.resolve(seen).then((before) => this.#turn(before))
  }

  #turn(seen: number): void {
    if (this.#demands !== seen) {
      Promise.resolve(this.#demands).then((before) => this.#turn(before))
      return
    }
    this.#gathering = false
    if (this.#stopped) return
    const loads = [...this.#loads.values()]
    const calls = [...this.#calls.values()]
    this.#loads.clear()
    this.#calls.clear()
    for (const load of loads) this.#sendLoad(load)
    for (const call of calls) this.#sendCall(call)
    this.#maybeSettle()
  }

  #maybeSettle(): void {
    if (this.#inFlight === 0 && !this.#gathering) this.#settle?.()
  }

  #sendLoad({ batch, type, kind, entries, fields }: OpenLoad): void {
    const names = [...fields].sort()
    const all = [...entries]
    const most = type.resolver.maxBatch ?? all.length
    let open = 0
    for (let start = 0; start < all.length; start += most) {
      const chunk = most >= all.length ? all : all.slice(start, start + most)
      open++
      const ids = chunk.map((entry) => entry.id as Id)
      this.#send(
        () => (kind === 'plain' ? type.resolver.load?.(ids, names, this.#contexts.open) : type.resolver.loadPersonal?.(ids, names, this.#contexts.personal)),
        (answer) => {
          const rows = rowsOf(answer as Loaded | Failure | undefined, chunk.length)
          for (const [index, entry] of chunk.entries()) takeRow(entry, rows instanceof Failure ? rows : rows[index], names)
          if (--open === 0) batch.finish()
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
    this.#send(
      () => resolve?.(wishes, field.personal ? this.#contexts.personal : this.#contexts.open),
      (answer) => {
        const fits = Array.isArray(answer) && answer.length === cells.length
        for (const [index, cell] of cells.entries()) takeAnswer(cell, field, answer instanceof Failure ? answer : fits ? answer[index] : badAnswer)
        batch.finish()
      },
    )
  }

  /** Calls a resolver and hands on what it comes to; whatever it throws comes as a failure. */
  #send(resolve: () => unknown, take: (answer: unknown) => void): void {
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

const sets = new WeakMap<readonly string[], ReadonlySet<string>>()

/** One set for the fields of one selection, which thousands of entries share. */
function setOf(fields: readonly string[]): ReadonlySet<string> {
  let set = sets.get(fields)
  if (set === undefined) sets.set(fields, (set = new Set(fields)))
  return set
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}

function rowsOf(answer: Loaded | Failure | undefined, count: number): readonly unknown[] | Failure {
  if (answer instanceof Failure) return answer
  if (answer instanceof Columns) return rowsOfColumns(answer, count)
  return Array.isArray(answer) && answer.length === count ? answer : badAnswer
}

function rowsOfColumns({ columns, missing }: Columns, count: number): readonly unknown[] | Failure {
  const names = Object.keys(columns)
  if (names.some((name) => columns[name]?.length !== count)) return badAnswer
  return Array.from({ length: count }, (_, index) =>
    missing?.[index] === true ? null : Object.fromEntries(names.map((name) => [name, columns[name]?.[index]])),
  )
}

function takeRow(entry: Entry, row: unknown, fields: readonly string[]): void {
  if (row === null) {
    entry.existence = null
    return
  }
  const record = row instanceof Failure ? failed(row, fields) : typeof row === 'object' && row !== undefined ? (row as Row) : failed(badAnswer, fields)
  if (row instanceof Failure) entry.existence ??= row
  else entry.existence = true
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
  const list = answer as { length?: unknown; slices?: unknown } | null | undefined
  if (list === null || typeof list !== 'object' || !Number.isInteger(list.length) || !Array.isArray(list.slices)) {
    cell.value = badAnswer
    return
  }
  cell.length = list.length as number
  cell.items ??= new Map()
  for (const slice of list.slices as { offset: number; values: readonly unknown[] }[]) {
    for (let index = 0; index < slice.values.length; index++) cell.items.set(slice.offset + index, slice.values[index])
  }
}
