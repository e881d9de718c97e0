import { badAnswer, badValue, Failure, late } from '../failure.ts'
import type { Field } from '../model/model.ts'
import type { Cell, Entry } from './entry.ts'

/** What came for a field that is loaded: its raw value, null, or a failure. `late` where it has not come. */
export function loadedValue(entry: Entry, field: Field): unknown {
  if (entry.type.entity === undefined) return (entry.id as Record<string, unknown> | undefined)?.[field.name] ?? null
  if (field.name === 'id') return entry.trusted || entry.existence === true ? entry.id : (entry.existence ?? late)
  const value = entry.record?.[field.name]
  if (value !== undefined) return value
  return entry[field.personal ? 'personal' : 'plain']?.batch.done === true ? null : late
}

/** What came for a field with a function of its own. */
export function calledValue(cell: Cell | undefined): unknown {
  if (cell === undefined) return late
  if (cell.value !== undefined) return cell.value
  return cell.batch?.done === true ? null : late
}

/** A list as it came: how long it is, and what stands at an index. */
export interface ListView {
  readonly length: number
  at(index: number): unknown
}

/** The list of a paged or indexed field; null or a failure where there is none. */
export function listView(entry: Entry, field: Field, cell: Cell | undefined): ListView | Failure | null {
  if (field.list === 'paged') {
    const { length, value: failure, batch } = cell ?? {}
    if (cell === undefined || length === undefined) return failure instanceof Failure ? failure : late
    const absent = failure instanceof Failure ? failure : batch?.done === true ? badAnswer : late
    const [slice, second] = cell.slices
    if (slice !== undefined && second === undefined) {
      const { offset, values } = slice
      return { length, at: (index) => (index >= offset && index - offset < values.length ? (values[index - offset] ?? null) : absent) }
    }
    return {
      length,
      at(index) {
        const item = cell.at(index)
        return item === undefined ? absent : item
      },
    }
  }
  const value = field.source === 'load' ? loadedValue(entry, field) : calledValue(cell)
  if (value === null || value instanceof Failure) return value
  return Array.isArray(value) ? { length: value.length, at: (index) => value[index] ?? null } : badValue
}
