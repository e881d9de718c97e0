import { badValue, Failure, nullValue } from '../failure.ts'
import type { Field, LeafType } from './model.ts'

/** Checks a leaf against the schema and gives it as it is written; null where it is null, a failure where it is wrong or promised. */
export function leafValue(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return field.nonNull ? nullValue : null
  if (value instanceof Failure) return value
  const type = field.type as LeafType
  if (field.list === 'none') return scalarValue(type, value)
  if (!Array.isArray(value)) return badValue
  for (const [index, item] of value.entries()) {
    if (item === null || item === undefined) {
      if (field.itemNonNull) return nullValue
      continue
    }
    const written = scalarValue(type, item)
    if (written instanceof Failure) return written
    if (written !== item) return value.map((one, at) => (at < index || one === null ? one : scalarValue(type, one)))
  }
  return value
}

function scalarValue(type: LeafType, value: unknown): unknown {
  switch (type.leaf) {
    case 'String':
      return typeof value === 'string' ? value : badValue
    case 'Int':
      return typeof value === 'number' && Number.isInteger(value) && value <= 2_147_483_647 && value >= -2_147_483_648 ? value : badValue
    case 'Float':
      return typeof value === 'number' && Number.isFinite(value) ? value : badValue
    case 'Boolean':
      return typeof value === 'boolean' ? value : badValue
    case 'ID':
      return typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : badValue
    case 'enum':
      return typeof value === 'string' && type.values.has(value) ? value : badValue
    case 'custom':
      return value
  }
}
