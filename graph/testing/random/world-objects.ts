import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  getNullableType,
  isListType,
  isObjectType,
} from 'graphql'
import { Failure, type Id, Reference } from '../../index.ts'
import { defaultOf } from './argument-of.ts'
import type { World } from './random-world.ts'
import {
  type AnyField,
  isAlone,
  isEntity,
  isLeaf,
  isList,
  isPaged,
  isPersonal,
  keyArguments,
  listOfLength,
  namedType,
} from './schema-facts.ts'

/** An entity as graphql-js is handed it. */
interface Known {
  readonly __typename: string
  readonly id: Id
}

/** Resolves every field of a world for graphql-js, one at a time and by no code of the engine. */
export function resolverOf(world: World): GraphQLFieldResolver<unknown, unknown> {
  const { data } = world

  function raw(type: GraphQLObjectType, source: unknown, field: AnyField, args: Readonly<Record<string, unknown>>): unknown {
    const given = argumentsOf(field, args)
    if (type.name === 'Query' && field.name.length === 1) return given.id
    if (type.name === 'Query') return data.value('Query', '', field, given)
    if (!isEntity(type)) {
      const object = source as Readonly<Record<string, unknown>>
      return isAlone(type, field) ? data.value(type.name, String(object.$key), field, given) : object[field.name]
    }
    const { id } = source as Known
    if (field.name === 'id') return id
    const fails = data.status(type.name, id) === 'failing' && !isAlone(type, field) && data.failsIn(type) === isPersonal(type, field)
    return fails ? new Failure('BROKEN', 'It fails to load') : data.value(type.name, String(id), field, given)
  }

  function single(field: AnyField, value: unknown): unknown {
    if (value instanceof Failure) return errorOf(value)
    if (value === null || value === undefined || isLeaf(field) || value === 'no list') return leafItems(value)
    const named = namedType(field)
    if (isObjectType(named) && !isEntity(named)) return value
    const { type, id } = value instanceof Reference ? value : { type: named.name, id: value as Id }
    const status = data.status(type, id)
    if (status === 'forbidden') return errorOf(new Failure('FORBIDDEN', 'Not yours'))
    return status === 'missing' ? null : { __typename: type, id }
  }

  const resolve: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
    const type = info.parentType
    const field = type.getFields()[info.fieldName]
    if (field === undefined || type.name.startsWith('__')) return defaultFieldResolver(source, args, context, info)
    const list = listOfLength(type, field)
    if (list !== undefined) {
      const value = raw(type, source, list, args)
      return value instanceof Failure ? errorOf(value) : ((value as readonly unknown[] | null)?.length ?? 0)
    }
    const value = raw(type, source, field, args)
    if (!isList(field) || !Array.isArray(value)) return isPaged(field) && value === null ? [] : single(field, value)
    const { offset, limit } = { offset: args.offset ?? 0, limit: args.limit ?? 3 } as { offset: number; limit: number }
    return (isPaged(field) ? value.slice(offset, offset + limit) : value).map((item) => single(field, item))
  }

  return (source, args, context, info) => {
    const value = resolve(source, args, context, info)
    if (value instanceof Error) throw value
    return value
  }
}

function leafItems(value: unknown): unknown {
  return Array.isArray(value) ? value.map((item) => (item instanceof Failure ? errorOf(item) : item)) : value
}

const errorOf = ({ code, message }: Failure) => new GraphQLError(message, { extensions: { code } })

/** Null counts as the default where there is one: see differences.md. */
function argumentsOf(field: AnyField, args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  for (const argument of keyArguments(field)) {
    const value = args[argument.name] ?? defaultOf(argument) ?? args[argument.name]
    if (value === undefined) continue
    given[argument.name] =
      value === null || typeof value !== 'object' || isListType(getNullableType(argument.type)) ? value : withText(value)
  }
  return given
}

function withText(filter: object): unknown {
  const { text, ...rest } = filter as { readonly text?: string | null }
  return { ...rest, text: text ?? 't' }
}
