import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isUnionType,
} from 'graphql'
import { type Choices, hash } from './choices.ts'
import { type AnyField, isEntity, isLeaf } from './schema-facts.ts'

export interface RandomQuery {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** A document that is valid for a schema: aliases, arguments, variables, GraphQL fragments, conditions. */
export function randomQuery(schema: GraphQLSchema, choices: Choices): RandomQuery {
  return new QueryMaker(schema, choices).query()
}

class QueryMaker {
  readonly #schema: GraphQLSchema
  readonly #choices: Choices
  readonly #declared: { readonly name: string; readonly type: string; readonly value: unknown }[] = []
  readonly #fragments: string[] = []

  constructor(schema: GraphQLSchema, choices: Choices) {
    this.#schema = schema
    this.#choices = choices
  }

  query(): RandomQuery {
    const body = this.#set(this.#schema.getQueryType() as GraphQLNamedType, 4, '')
    const head = this.#declared.length === 0 ? '' : `query (${this.#declared.map(({ name, type }) => `$${name}: ${type}`).join(', ')}) `
    return {
      text: [`${head}${body}`, ...this.#fragments].join('\n'),
      variables: Object.fromEntries(this.#declared.map(({ name, value }) => [name, value])),
    }
  }

  /** Below a type condition names are told apart by the type: fields of members differ. */
  #set(type: GraphQLNamedType, depth: number, prefix: string): string {
    const choices = this.#choices
    const fields =
      isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()).filter((one) => depth > 1 || isLeaf(one)) : []
    const parts: string[] = []
    for (let left = 1 + choices.below(4); left > 0; left--) {
      const conditions = this.#conditions(type)
      if (depth > 1 && conditions.length > 0 && choices.chance(25)) parts.push(this.#fragment(choices.of(conditions), depth))
      else if (fields.length === 0 || choices.chance(10)) parts.push('__typename')
      else parts.push(this.#field(choices.of(fields), depth, prefix))
    }
    // A loaded field of every entity: of one that does not exist, what needs no load is answered, too.
    const members = isObjectType(type) ? [] : this.#schema.getPossibleTypes(type as Parameters<GraphQLSchema['getPossibleTypes']>[0])
    if (isEntity(type)) parts.push(`${prefix}name: name`)
    else for (const member of members) parts.push(`... on ${member.name} { ${member.name}_name: name }`)
    return `{ ${parts.join(' ')} }`
  }

  #conditions(type: GraphQLNamedType): readonly GraphQLNamedType[] {
    const members = isObjectType(type) ? [type] : this.#schema.getPossibleTypes(type as Parameters<GraphQLSchema['getPossibleTypes']>[0])
    return [...members, ...members.flatMap((member) => member.getInterfaces()), ...(isUnionType(type) ? [type] : [])]
  }

  #fragment(on: GraphQLNamedType, depth: number): string {
    const directive = this.#condition()
    const set = this.#set(on, depth - 1, `${on.name}_`)
    if (this.#choices.chance(50)) return `... on ${on.name}${directive} ${set}`
    const name = `F${this.#fragments.length}`
    this.#fragments.push(`fragment ${name} on ${on.name} ${set}`)
    return `...${name}${directive}`
  }

  #field(field: AnyField, depth: number, prefix: string): string {
    const given = field.args.flatMap((argument) => this.#argument(argument))
    const args = given.map(({ name, text }) => `${name}: ${text}`).join(', ')
    const aliased = this.#choices.chance(20)
    // Equal names have equal arguments, so that fields merge.
    const alias =
      args === '' && prefix === '' && !aliased ? '' : `${prefix}${field.name}${aliased ? '_' : ''}${args === '' ? '' : hash(args)}: `
    const target = field.type.toString().replaceAll(/[[\]!]/g, '')
    const set = isLeaf(field) ? '' : ` ${this.#set(this.#schema.getType(target) as GraphQLNamedType, depth - 1, '')}`
    return `${alias}${field.name}${args === '' ? '' : `(${args})`}${this.#condition()}${set}`
  }

  #argument(argument: GraphQLArgument): readonly { name: string; text: string }[] {
    const choices = this.#choices
    const isRequired = String(argument.type).endsWith('!') && argument.default === undefined
    if (!isRequired && choices.chance(40)) return []
    const value = choices.of(argumentValues(argument, isRequired))
    return [{ name: argument.name, text: choices.chance(40) ? this.#variable(String(argument.type), value) : literal(value) }]
  }

  #condition(): string {
    const choices = this.#choices
    if (!choices.chance(12)) return ''
    const holds = choices.chance(50)
    return ` @${choices.of(['skip', 'include'])}(if: ${choices.chance(50) ? this.#variable('Boolean!', holds) : holds})`
  }

  #variable(type: string, value: unknown): string {
    const name = `v${this.#declared.length}`
    this.#declared.push({ name, type, value: JSON.parse(JSON.stringify(value)) })
    return `$${name}`
  }
}

class EnumName {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  toJSON(): string {
    return this.name
  }
}

function argumentValues(argument: GraphQLArgument, isRequired: boolean): readonly unknown[] {
  const type = getNullableType(argument.type)
  const values = ((): readonly unknown[] => {
    if (argument.name === 'offset') return [0, 1, 2, 5]
    if (argument.name === 'limit') return [3, 0, 1, 2, 500]
    if (isListType(type)) return [[1, 2], [], 7]
    if (isInputObjectType(type)) return [{}, { text: 't' }, { text: null }, { years: [1], colour: new EnumName('RED') }, { years: null }]
    if (isEnumType(type)) return [new EnumName('RED'), new EnumName('BLUE')]
    if (argument.name === 'id') return type.name === 'Int' ? [0, 1, 2, 3, 4, 5, 9, -1] : ['a', 'b', 'é"', '5', 5, 'z', 'nobody']
    switch (type.name) {
      case 'Int':
        return [3, 7, -4]
      case 'Float':
        return [1.5, 2, -0.25]
      case 'Boolean':
        return [true, false]
      default:
        return ['text', '__proto__', '', '😂"']
    }
  })()
  return isRequired ? values : [...values, null]
}

function literal(value: unknown): string {
  if (value instanceof EnumName) return value.name
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, one]) => `${name}: ${literal(one)}`)
      .join(', ')} }`
  return JSON.stringify(value)
}
