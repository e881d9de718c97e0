import { badValue, Failure, nullValue } from '../failure.ts'
import type { Field, LeafType } from './model.ts'

/** Whether a value is a text or an integer where the schema says so, which nearly all leaves are: it stands in an answer as it is. */
export function isSimpleLeaf({ list, type }: Field, value: unknown): value is string | number {
  if (list !== 'none') return false
  const { leaf } = type as LeafType
  return typeof value === 'string' ? leaf === 'String' : typeof value === 'number' && leaf === 'Int' && (value | 0) === value
}

/** Checks a leaf against the schema and gives it as it is written; null where it is null, a failure where it is wrong or promised. */
export function leafValue(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return field.nonNull ? nullValue : null
  const type = field.type as LeafType
  if (field.list === 'none') return scalarValue(type, value)
  if (value instanceof Failure) return value
  if (!Array.isArray(value)) return badValue
  let items: unknown[] | undefined
  for (const [index, item] of value.entries()) {
    const written = item === null || item === undefined ? (field.itemNonNull ? nullValue : null) : scalarValue(type, item)
    if (written instanceof Failure) return written
    if (written !== item) (items ??= [...value])[index] = written
  }
  return items ?? value
}

function scalarValue(type: LeafType, value: unknown): unknown {
  if (value instanceof Failure) return value
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
