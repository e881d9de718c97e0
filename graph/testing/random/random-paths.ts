import {
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql'
import type { Choices } from './choices.ts'
import { type AnyField, collectionOf, isEntity, isLeaf, isList, isPaged, isReference, keyArguments, namedType } from './schema-facts.ts'
import type { WorldData } from './world-data.ts'

type Path = readonly unknown[]

/** One to four path sets over a schema: mixed key sets, through references and beyond ends, keys that are not there. */
export function randomPaths(schema: GraphQLSchema, data: WorldData, choices: Choices): readonly Path[] {
  const maker = new PathMaker(schema, data, choices)
  const paths = Array.from({ length: 1 + choices.below(4) }, () => maker.path())
  // A path set that comes twice.
  if (choices.chance(15)) paths.push(paths[0] as Path)
  return paths
}

class PathMaker {
  readonly #schema: GraphQLSchema
  readonly #data: WorldData
  readonly #choices: Choices

  constructor(schema: GraphQLSchema, data: WorldData, choices: Choices) {
    this.#schema = schema
    this.#data = data
    this.#choices = choices
  }

  path(): Path {
    const query = this.#schema.getQueryType() as GraphQLObjectType
    const choices = this.#choices
    const entities = Object.values(this.#schema.getTypeMap()).filter((type) => isObjectType(type) && isEntity(type)) as GraphQLObjectType[]
    if (choices.chance(5)) return [choices.of(['nosuch', 'f99']), ...this.#tail()]
    if (!choices.chance(65)) return this.#fields(query, 4)
    const type = choices.of(entities)
    return [collectionOf(type), this.#ids(type), ...this.#fields(type, 3)]
  }

  /** Keys below an object, down to a value. */
  #fields(type: GraphQLObjectType, depth: number): Path {
    const choices = this.#choices
    const fields = Object.values(type.getFields())
    const flat = fields.filter((field) => keyArguments(field).length === 0 && !isList(field) && (isLeaf(field) || isReference(field)))
    const names = [
      ...flat.map(({ name }) => name),
      ...fields.filter((field) => isLeaf(field) && isAtom(field)).map(({ name }) => name),
      '__typename',
    ]
    if (depth <= 0 || choices.chance(40)) {
      if (choices.chance(10)) names.push('nosuch', 'f99')
      return [this.#set(choices.some(names, 4)), ...this.#tail()]
    }
    return this.#field(choices.of(fields), depth)
  }

  #field(field: AnyField, depth: number): Path {
    const choices = this.#choices
    const head = [field.name, ...keyArguments(field).map(({ type }) => this.#set(choices.some(argumentKeys(type), 2)))]
    const goesOn = isReference(field) ? !choices.chance(20) : !isLeaf(field)
    const ends = isLeaf(field) && (!isList(field) || isAtom(field))
    if (ends) return [...head, ...this.#tail()]
    if (isList(field)) {
      if (choices.chance(12)) return [...head, choices.of(['length', ['length', 'last'], [0, 'length']].slice(0, goesOn ? 2 : 3))]
      head.push(this.#indices())
    }
    return goesOn ? [...head, ...this.#below(namedType(field), depth - 1)] : head
  }

  #below(type: GraphQLNamedType, depth: number): Path {
    if (isObjectType(type)) return this.#fields(type, depth)
    const members = this.#schema.getPossibleTypes(type as Parameters<GraphQLSchema['getPossibleTypes']>[0])
    // Below an interface or a union the keys of one member are asked of all: those another has with arguments would not fit.
    const names = members.flatMap((member) => Object.values(member.getFields()))
    const fits = names.filter((field) => names.every((other) => other.name !== field.name || isFlat(other))).map(({ name }) => name)
    return [this.#set(this.#choices.some(['__typename', 'nosuch', ...fits], 3)), ...this.#tail()]
  }

  /** Keys after a value, which are never read. */
  #tail(): Path {
    return this.#choices.chance(6) ? [this.#choices.of<unknown>(['x', { to: 2 }, 0, ['a', 1]])] : []
  }

  #ids(type: GraphQLObjectType): unknown {
    const choices = this.#choices
    const ids = this.#data.ids(type)
    if (choices.chance(20))
      return choices.of([{ to: 2 }, { from: 1, length: 3 }, { from: 4, to: 7 }, [{ from: 1, to: 2 }, 5], [5, { to: 1 }]])
    return this.#set(choices.some<unknown>([...ids, ...ids, 9, '3', '07', 1.5, -1, true, 'nobody'], 4))
  }

  #indices(): unknown {
    const choices = this.#choices
    if (choices.chance(35))
      return choices.of<unknown>([
        { to: 1 },
        { to: 3 },
        { from: 2, length: 2 },
        [0, { from: 2, to: 3 }],
        [{ to: 0 }, { from: 3, to: 9 }],
        { from: 1, to: 0 },
        [],
      ])
    return this.#set(choices.some<unknown>([0, 1, 2, 3, 5, '1'], 3))
  }

  /** As clients write it: one key alone or within an array. */
  #set(keys: readonly unknown[]): unknown {
    return keys.length === 1 && !this.#choices.chance(20) ? keys[0] : keys
  }
}

const isAtom = (field: AnyField) => isList(field) && !isPaged(field) && keyArguments(field).length === 0
const isFlat = (field: AnyField) =>
  keyArguments(field).length === 0 && (isReference(field) ? !isList(field) : isLeaf(field) && (!isList(field) || isAtom(field)))

/** Keys for an argument; now and then one that does not fit. */
function argumentKeys(type: GraphQLInputType): readonly unknown[] {
  const bare = getNullableType(type)
  if (isListType(bare)) return ['[1,2]', '[]', '~', '[1, 2]', 'x']
  if (isInputObjectType(bare))
    return ['{}', '{"text":"t"}', '~', '{"colour":"RED","years":[1]}', '{"years":[1],"colour":"RED"}', '{"no":1}']
  if (isEnumType(bare)) return ['RED', 'BLUE', '~', 'PINK']
  switch (bare.name) {
    case 'Int':
      return [3, 7, '~', '7', -4, 1.5, 'x']
    case 'Float':
      return [1.5, 2, '~', '-0.25', 'x']
    case 'Boolean':
      return [true, 'false', '~', 'x']
    default:
      return ['text', 7, '~', 'RED', 'é']
  }
}
