import { buildSchema, type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isListType, isObjectType } from 'graphql'
import { Columns, type Demand, Failure, type Id, type ListDemand, type Resolver, type Resolvers, Unchecked } from '../../index.ts'
import { hash } from './choices.ts'
import { isAlone, isEntity, isPaged, isPersonal, namedType } from './schema-facts.ts'
import { WorldData } from './world-data.ts'

type AnyField = GraphQLField<unknown, unknown>

/** Data for a schema, the same for the same seed, and resolvers over it that log their calls. */
export interface World {
  readonly schema: GraphQLSchema
  readonly data: WorldData
  readonly resolvers: Resolvers<object, object>
  /** `A.load 1,2 name`; of a function its field and the number of demands. */
  readonly calls: string[]
}

/** The world of a schema made by `randomSchema`. `seed` decides what is there, what is null, what fails, and how resolvers answer. */
export function createWorld(sdl: string, seed: number): World {
  const schema = buildSchema(sdl)
  const data = new WorldData(schema, seed)
  const calls: string[] = []
  const types: Record<string, Resolver<object, object>> = {}
  const isLate = hash(`${seed} late`) % 2 === 0
  const answer = <value>(value: value): value | Promise<value> => (isLate ? Promise.resolve(value) : value)
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !type.name.startsWith('__')) types[type.name] = resolverOf(type)
  }

  function resolverOf(type: GraphQLObjectType): Resolver<object, object> {
    const functions: Record<string, (demands: readonly Demand[]) => unknown> = {}
    const fields = Object.values(type.getFields())
    for (const field of fields) {
      if (isAlone(type, field)) functions[field.name] = (demands) => called(type, field, demands)
    }
    if (!isEntity(type)) return { fields: functions as NonNullable<Resolver<object, object>['fields']> }
    const loads = (personal: boolean) => (ids: readonly Id[], names: readonly string[]) => answer(loaded(type, personal, ids, names))
    const isLoaded = (personal: boolean) =>
      fields.some((field) => field.name !== 'id' && !isAlone(type, field) && isPersonal(type, field) === personal)
    return {
      ...(data.hasForbidden(type.name)
        ? { permit: (id: Id) => (data.status(type.name, id) === 'forbidden' ? new Failure('FORBIDDEN', 'Not yours') : undefined) }
        : {}),
      ...(isLoaded(false) ? { load: loads(false) } : {}),
      ...(isLoaded(true) ? { loadPersonal: loads(true) } : {}),
      ...(hash(`${seed} batch ${type.name}`) % 4 === 0 ? { maxBatch: 2 } : {}),
      fields: functions as NonNullable<Resolver<object, object>['fields']>,
    }
  }

  function loaded(type: GraphQLObjectType, personal: boolean, ids: readonly Id[], names: readonly string[]) {
    calls.push(`${type.name}.${personal ? 'loadPersonal' : 'load'} ${ids} ${names}`)
    const rows = ids.map((id) => {
      const status = data.status(type.name, id)
      if (status === 'missing') return null
      if (status === 'failing' && data.failsIn(type) === personal) return new Failure('BROKEN', `${type.name} ${id} is broken`)
      return Object.fromEntries(names.map((name) => [name, data.value(type.name, String(id), fieldOf(type, name), {})]))
    })
    const asColumns = hash(`${seed} columns ${type.name}`) % 3 === 0 && !rows.some((row) => row instanceof Failure)
    if (!asColumns) return rows
    const missing = rows.map((row) => row === null)
    return new Columns(
      Object.fromEntries(names.map((name) => [name, rows.map((row) => (row as Record<string, unknown> | null)?.[name])])),
      missing,
    )
  }

  function called(type: GraphQLObjectType, field: AnyField, demands: readonly Demand[]) {
    calls.push(`${type.name}.${field.name} ${demands.length}`)
    return answer(
      demands.map((demand) => {
        const value = cameTo(type, field, demand)
        if (!isPaged(field) || !Array.isArray(value)) return isPaged(field) && value === null ? { length: 0, slices: [] } : value
        const { ranges } = demand as ListDemand
        return {
          length: value.length,
          slices: ranges.map(({ offset, limit }) => ({ offset, values: value.slice(offset, offset + limit) })),
        }
      }),
    )
  }

  function cameTo(type: GraphQLObjectType, field: AnyField, { id, args }: Demand): unknown {
    if (type.name === 'Query' && field.name.length === 1) return byId(field, args.id as Id)
    const key = isEntity(type) ? String(id) : type.name === 'Query' ? '' : String((id as { $key: string }).$key)
    // Asked of an entity that is not there, an honest resolver has nothing.
    if (isEntity(type) && data.status(type.name, id as Id) === 'missing') return isListType(field.type) || isPaged(field) ? [] : null
    return data.value(type.name, key, field, args)
  }

  /** Nobody has vouched for an id that comes as an argument. Of what fails to load it is believed: see differences.md. */
  function byId(field: AnyField, id: Id): unknown {
    return data.status(namedType(field).name, id) === 'failing' ? id : new Unchecked(id)
  }

  return { schema, data, resolvers: { types }, calls }
}

function fieldOf(type: GraphQLObjectType, name: string): AnyField {
  const field = type.getFields()[name]
  if (field === undefined) throw new TypeError(`${type.name}.${name} was loaded and is not in the schema`)
  return field
}
