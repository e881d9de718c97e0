import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  isUnionType,
} from 'graphql'
import { Failure, type Id, Reference } from '../../index.ts'
import { canonicalJson } from '../../model/canonical-json.ts'
import { hash } from './choices.ts'
import { type AnyField, hasIntId, isAlone, isEntity, isPersonal, namedType } from './schema-facts.ts'

/** An id that exists, one that does not, one whose load fails, one that this viewer may not have. */
export type Status = 'there' | 'missing' | 'failing' | 'forbidden'

const intIds = [0, 1, 2, 3, 4, 5]
const textIds = ['a', 'b', 'é"', '5', 'é z', 'z']
const broken = new Failure('BROKEN', 'It is broken')

/** What is where: all of it follows from the seed. Values are as resolvers return them: failures, nulls and wrong types among them. */
export class WorldData {
  readonly #schema: GraphQLSchema
  readonly #seed: number

  constructor(schema: GraphQLSchema, seed: number) {
    this.#schema = schema
    this.#seed = seed
  }

  /** Ids that references lead to. Not all of them exist. */
  ids(type: GraphQLObjectType): readonly Id[] {
    return hasIntId(type) ? intIds : textIds
  }

  status(typeName: string, id: Id): Status {
    const type = this.#schema.getType(typeName) as GraphQLObjectType
    if (!this.ids(type).includes(id)) return 'missing'
    const roll = hash(`${this.#seed} status ${typeName} ${id}`) % 100
    if (roll < 15) return 'missing'
    if (roll < 25) return 'failing'
    return roll < 35 && this.hasForbidden(typeName) ? 'forbidden' : 'there'
  }

  hasForbidden(typeName: string): boolean {
    return hash(`${this.#seed} permit ${typeName}`) % 4 === 0
  }

  /** Which load fails for an id that fails: the one that says whether it exists. True: `loadPersonal`. */
  failsIn(type: GraphQLObjectType): boolean {
    return !Object.values(type.getFields()).some((field) => field.name !== 'id' && !isAlone(type, field) && !isPersonal(type, field))
  }

  /** `key` tells the owner apart from others of its type. */
  value(owner: string, key: string, field: AnyField, args: Readonly<Record<string, unknown>>): unknown {
    const where = `${this.#seed} ${owner} ${key} ${field.name} ${canonicalJson(args)}`
    const type = getNullableType(field.type)
    if (!isListType(type)) return this.#single(namedType(field), where)
    const roll = hash(where) % 100
    if (roll < 6) return broken
    if (roll < 10) return null
    if (roll < 12 && !field.args.some(({ name }) => name === 'offset')) return 'no list'
    const length = hash(`${where} length`) % 5
    return Array.from({ length }, (_, index) => this.#single(namedType(field), `${where} ${index}`))
  }

  #single(type: GraphQLNamedType, where: string): unknown {
    const roll = hash(where) % 100
    if (roll < 5) return broken
    if (roll < 12) return null
    const pick = hash(`${where} pick`)
    if (isInterfaceType(type) || isUnionType(type)) {
      const members = this.#schema.getPossibleTypes(type)
      const member = members[pick % Math.max(members.length, 1)]
      return member === undefined ? null : new Reference(member.name, this.#id(member, where))
    }
    if (!isObjectType(type)) return leaf(type.name, roll < 16, pick)
    return isEntity(type) ? this.#id(type, where) : this.#object(type, where)
  }

  #id(type: GraphQLObjectType, where: string): Id {
    const ids = this.ids(type)
    return ids[hash(`${where} id`) % ids.length] as Id
  }

  #object(type: GraphQLObjectType, where: string): Readonly<Record<string, unknown>> {
    const fields = Object.values(type.getFields()).filter((field) => !isAlone(type, field))
    return { $key: where, ...Object.fromEntries(fields.map((field) => [field.name, this.value(type.name, where, field, {})])) }
  }
}

/** A leaf of the type, or `wrong`: one that both the engine and graphql-js refuse. */
function leaf(type: string, wrong: boolean, pick: number): unknown {
  switch (type) {
    case 'Int':
      return wrong ? 'long ago' : (pick % 2_000_000) - 1_000_000
    case 'Float':
      return wrong ? 'much' : (pick % 1_000) / 8
    case 'String':
      return wrong ? {} : ['plain', '“curly”', '\u2028 "\\\n', '😂', ''][pick % 5]
    case 'Boolean':
      return wrong ? 'yes' : pick % 2 === 0
    case 'ID':
      return wrong ? {} : pick % 3 === 0 ? pick % 1_000 : `id ${pick % 10}`
    case 'Colour':
      return wrong ? 'PINK' : ['RED', 'GREEN', 'BLUE'][pick % 3]
    default:
      return [{ deep: [1, { of: 'it' }] }, 'text', 7, [null], { $type: 'ref' }][pick % 5]
  }
}
