import { Failure } from '../failure.ts'
import { isSimpleLeaf, leafValue } from '../model/leaf-value.ts'
import type { Field } from '../model/model.ts'
import type { Shape } from '../plan/shape.ts'
import type { LeafColumn } from '../run/leaf-column.ts'

type Row = Readonly<Record<string, unknown>>

/** The objects of a column in one shape, by id; without those that are not there, or in which something has failed. */
export function leafObjects({ rows }: LeafColumn, shape: Shape): ReadonlyMap<unknown, unknown> {
  if (allStand(rows, shape)) return rows
  const objects = new Map<unknown, unknown>()
  for (const [id, row] of rows) {
    if (!isRow(row)) continue
    const object = asItStands(shape, row, id) ?? leafObject(shape, row, id)
    if (object !== undefined) objects.set(id, object)
  }
  return objects
}

const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null && !(row instanceof Failure)

function allStand(rows: LeafColumn['rows'], shape: Shape): boolean {
  for (const [id, row] of rows) if (!isRow(row) || asItStands(shape, row, id) === undefined) return false
  return true
}

function leafObject({ type, members, bare }: Shape, row: Row, id: unknown): Row | undefined {
  const object: Record<string, unknown> = bare ? Object.create(null) : {}
  for (const { name, field } of members) {
    const value = field === undefined ? type.name : leafValue(field, field.name === 'id' ? id : row[field.name])
    if (value instanceof Failure) return undefined
    object[name] = value
  }
  return object
}

/** The record itself, where it has the members of the answer and no others, in their order, and all are of the types the schema says. */
export function asItStands(
  { plainNames, members }: Shape,
  record: Readonly<Record<string, unknown>> | undefined,
  id: unknown,
): Readonly<Record<string, unknown>> | undefined {
  if (plainNames === undefined || record === undefined) return undefined
  const maker = record.constructor
  if (maker !== Object && maker !== undefined) return undefined
  let count = 0
  // In one pass: V8 reads the properties of an object that it is walking along without looking them up.
  for (const name in record) {
    const field = name === plainNames[count] ? members[count]?.field : undefined
    const value = record[name]
    if (field === undefined || !(isSimpleLeaf(field, value) || isLeaf(field, value)) || (name === 'id' && value !== id)) return undefined
    count++
  }
  return count === plainNames.length ? record : undefined
}

/** Whether a value can stand in an answer as it is. */
function isLeaf(field: Field, value: unknown): boolean {
  if (isSimpleLeaf(field, value)) return true
  return value !== undefined && !(value instanceof Failure) && leafValue(field, value) === value
}
