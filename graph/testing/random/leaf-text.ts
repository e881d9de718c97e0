import { type GraphQLList, type GraphQLOutputType, getNamedType, getNullableType, isListType, isNonNullType } from 'graphql'
import { Failure } from '../../index.ts'
import { type AnyField, isPaged } from './schema-facts.ts'
import { errorOf, nullOf } from './sentinels.ts'

const noValue = new Failure('NULL_VALUE', 'No value where the schema promises one')
const badValue = new Failure('BAD_VALUE', 'The value is not of the type that the schema says')

/** A leaf as it stands in a graph; of a paged list one item. Wrong values are those of `WorldData` alone. */
export function leafText(field: AnyField, value: unknown, expires: number | undefined): unknown {
  let type: GraphQLOutputType = field.type
  if (isPaged(field)) type = (getNullableType(type) as GraphQLList<GraphQLOutputType>).ofType
  const written = checked(type, value)
  if (written instanceof Failure) return errorOf(written)
  if (written === null) return nullOf(expires)
  const structured = isListType(getNullableType(type)) || getNamedType(type).name === 'Json'
  if (expires !== undefined) return { $expires: expires, $type: 'atom', value: written }
  return structured ? { $type: 'atom', value: written } : written
}

function checked(type: GraphQLOutputType, value: unknown): unknown {
  if (value instanceof Failure) return value
  if (value === null || value === undefined) return isNonNullType(type) ? noValue : null
  const bare = getNullableType(type)
  if (!isListType(bare)) return scalar(getNamedType(type).name, value)
  if (!Array.isArray(value)) return badValue
  const items = value.map((item) => checked(bare.ofType as GraphQLOutputType, item))
  return items.find((item) => item instanceof Failure) ?? items
}

function scalar(name: string, value: unknown): unknown {
  const fits =
    name === 'Json' ||
    (name === 'Colour'
      ? value !== 'PINK'
      : name === 'ID'
        ? typeof value !== 'object'
        : typeof value === typeNames[name as keyof typeof typeNames])
  if (!fits) return badValue
  return name === 'ID' ? String(value) : value
}

const typeNames = { Int: 'number', Float: 'number', String: 'string', Boolean: 'boolean' } as const
