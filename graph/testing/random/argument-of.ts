import {
  coerceInputLiteral,
  coerceInputValue,
  type GraphQLArgument,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql'
import { Failure } from '../../index.ts'
import { canonicalJson } from '../../model/canonical-json.ts'

const misfit = new Failure('BAD_ARGUMENT', 'It does not fit')

/** An argument read from its key by rule 5, by graphql-js as far as it goes; undefined where it is not given. */
export function argumentOf(argument: GraphQLArgument, key: string): unknown {
  if (key === '~') return defaultOf(argument) ?? (isNonNullType(argument.type) ? misfit : undefined)
  const value = read(argument, key)
  const coerced = value instanceof Failure ? undefined : coerceInputValue(value, argument.type)
  return coerced === undefined ? misfit : plain(coerced)
}

/** The default of an argument; undefined where it has none. */
export function defaultOf({ astNode, type }: GraphQLArgument): unknown {
  return astNode?.defaultValue && plain(coerceInputLiteral(astNode.defaultValue, type))
}

function read({ type: written }: GraphQLArgument, key: string): unknown {
  const type = getNullableType(written)
  if (isListType(type) || isInputObjectType(type)) {
    try {
      const value: unknown = JSON.parse(key)
      return canonicalJson(value) === key ? value : misfit
    } catch {
      return misfit
    }
  }
  if (isEnumType(type)) return key
  if (type.name === 'Boolean') return key === 'true' || (key === 'false' ? false : misfit)
  if (type.name === 'Int' || type.name === 'Float') return /^-?\d+(?:\.\d+)?$/.test(key) ? Number(key) : misfit
  return key
}

/** graphql-js makes objects without a prototype; resolvers are given plain ones. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
