import type {
  ConstDirectiveNode,
  DefinitionNode,
  DocumentNode,
  FieldDefinitionNode,
  InputObjectTypeDefinitionNode,
  InputValueDefinitionNode,
  ObjectTypeDefinitionNode,
  TypeNode,
} from 'graphql/language'
import type { MutationFunction, Resolver, Resolvers } from '../resolver.ts'
import { canonicalJson } from './canonical-json.ts'
import { constantOf } from './constant.ts'
import { BadInput, coerceArgument } from './input.ts'
import type {
  AbstractType,
  Argument,
  EntityType,
  Field,
  InputType,
  LeafKind,
  LeafType,
  ListShape,
  Model,
  Mutation,
  ObjectType,
  Type,
} from './model.ts'

/** A schema that does not follow the rules, or resolvers that do not fit it. The message says where. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
}

const scalars = ['Int', 'Float', 'String', 'Boolean', 'ID'] as const

/** Compiles a parsed schema and resolvers into the model. Throws a SchemaError where one breaks a rule. */
export function compileModel(schema: DocumentNode, resolvers: Resolvers<never, never>): Model {
  return new Compiler(schema.definitions, resolvers).model()
}

class Compiler {
  readonly #objects = new Map<string, ObjectTypeDefinitionNode>()
  readonly #inputs = new Map<string, InputObjectTypeDefinitionNode>()
  readonly #types = new Map<string, Type>()
  readonly #satisfies = new Map<string, Set<string>>()
  readonly #resolvers: Resolvers<never, never>
  /** Input objects that are being compiled: one that holds itself, however far down, would never end. */
  readonly #open = new Set<string>()

  constructor(definitions: readonly DefinitionNode[], resolvers: Resolvers<never, never>) {
    this.#resolvers = resolvers
    for (const name of scalars) this.#types.set(name, leaf(name, name))
    const unions: { name: string; members: readonly string[] }[] = []
    const interfaces: string[] = []
    for (const definition of definitions) {
      if (definition.kind === 'ScalarTypeDefinition') this.#types.set(definition.name.value, leaf(definition.name.value, 'custom'))
      else if (definition.kind === 'EnumTypeDefinition')
        this.#types.set(
          definition.name.value,
          leaf(
            definition.name.value,
            'enum',
            definition.values?.map((value) => value.name.value),
          ),
        )
      else if (definition.kind === 'InputObjectTypeDefinition') this.#inputs.set(definition.name.value, definition)
      else if (definition.kind === 'InterfaceTypeDefinition') interfaces.push(definition.name.value)
      else if (definition.kind === 'UnionTypeDefinition')
        unions.push({ name: definition.name.value, members: definition.types?.map((type) => type.name.value) ?? [] })
      else if (definition.kind === 'ObjectTypeDefinition') this.#objects.set(definition.name.value, definition)
    }
    for (const [name, object] of this.#objects) {
      if (name === 'Mutation') continue
      this.#satisfies.set(name, new Set([name, ...(object.interfaces?.map((one) => one.name.value) ?? [])]))
      this.#types.set(name, this.#emptyObject(object))
    }
    for (const name of interfaces)
      unions.push({ name, members: [...this.#objects.keys()].filter((one) => this.#satisfies.get(one)?.has(name)) })
    for (const { name, members } of unions) this.#types.set(name, this.#abstract(name, members))
  }

  model(): Model {
    for (const name of Object.keys(this.#resolvers.types)) {
      if (this.#types.get(name)?.kind !== 'object') throw new SchemaError(`resolver '${name}' is for no object type of the schema`)
    }
    const collections = new Map<string, EntityType>()
    for (const type of this.#types.values()) {
      if (type.kind !== 'object') continue
      this.#fillFields(type)
      if (isEntity(type)) {
        const { collection } = type.entity
        if (collections.has(collection)) throw new SchemaError(`collection '${collection}' is declared twice`)
        collections.set(collection, type)
      }
    }
    const query = this.#types.get('Query')
    if (query?.kind !== 'object') throw new SchemaError('the schema has no type Query')
    const mutations = this.#mutations()
    for (const name of [...collections.keys(), ...mutations.keys()]) {
      if (query.fields.has(name) || (collections.has(name) && mutations.has(name)))
        throw new SchemaError(`two root keys are named '${name}'`)
    }
    const inputs = new Map([...this.#inputs.keys()].map((name) => [name, this.#namedInput(name, name)]))
    return { query, collections, types: this.#types, mutations, inputs }
  }

  #emptyObject(node: ObjectTypeDefinitionNode): ObjectType {
    const name = node.name.value
    const entity = directive(node.directives, 'entity')
    const idField = node.fields?.find((field) => field.name.value === 'id')
    const idKind = idField === undefined ? undefined : namedType(idField.type)
    if (entity !== undefined && idKind !== 'Int' && idKind !== 'ID')
      throw new SchemaError(`entity ${name} has no field id of type Int! or ID!`)
    return {
      kind: 'object',
      name,
      fields: new Map(),
      entity: entity === undefined ? undefined : { collection: String(entity.collection), idKind: idKind as 'Int' | 'ID' },
      resolver: (this.#resolvers.types[name] ?? {}) as Resolver<unknown, unknown>,
      satisfies: this.#satisfies.get(name) ?? new Set([name]),
    }
  }

  #abstract(name: string, memberNames: readonly string[]): AbstractType {
    const members = memberNames.map((member) => {
      const type = this.#types.get(member)
      if (type?.kind !== 'object' || !isEntity(type))
        throw new SchemaError(`${member} of ${name} is no entity: members of interfaces and unions live once`)
      this.#satisfies.get(member)?.add(name)
      return type
    })
    return { kind: 'abstract', name, members }
  }

  #fillFields(type: ObjectType): void {
    const node = this.#objects.get(type.name)
    const fields = type.fields as Map<string, Field>
    const typeCache = directive(node?.directives, 'cache')
    const typePersonal = directive(node?.directives, 'personal') !== undefined
    for (const fieldNode of node?.fields ?? []) {
      const field = this.#field(type.name, fieldNode, type, typeCache, typePersonal)
      fields.set(field.name, field)
    }
    for (const field of fields.values()) this.#linkLength(type, field, fields)
    if (type.entity !== undefined && type.resolver.load === undefined && type.resolver.loadPersonal === undefined) {
      throw new SchemaError(`entity ${type.name} has no load: nobody could say whether an id exists`)
    }
    const { maxBatch } = type.resolver
    if (maxBatch !== undefined && !(Number.isInteger(maxBatch) && maxBatch > 0))
      throw new SchemaError(`maxBatch of ${type.name} must be 1 or more`)
    for (const name of Object.keys(type.resolver.fields ?? {})) {
      if (!fields.has(name)) throw new SchemaError(`resolver ${type.name}.${name} is for no field of the schema`)
    }
  }

  /** `titlesLength` is the twin of the paged list `titles` with the same other arguments. */
  #linkLength(type: ObjectType, field: Field, fields: Map<string, Field>): void {
    const list = field.name.endsWith('Length') ? fields.get(field.name.slice(0, -'Length'.length)) : undefined
    if (list?.list !== 'paged' || field.source === 'function') {
      if (field.source === 'load') this.#checkLoad(type, field)
      return
    }
    if (canonicalJson(field.args) !== canonicalJson(list.args))
      throw new SchemaError(`${type.name}.${field.name} must take the same arguments as ${list.name}`)
    fields.set(field.name, {
      ...field,
      source: 'length',
      lengthOf: list,
      personal: list.personal,
      cache: list.cache,
      expires: list.expires,
    })
  }

  #checkLoad(type: ObjectType, field: Field): void {
    const { resolver, entity } = type
    if (field.args.length > 0) throw new SchemaError(`${type.name}.${field.name} has arguments and needs a function in its resolver`)
    if ((entity === undefined && type.name !== 'Query') || field.name === 'id') return
    if (type.name === 'Query') throw new SchemaError(`Query.${field.name} has no function in its resolver`)
    if ((field.personal ? resolver.loadPersonal : resolver.load) === undefined) {
      throw new SchemaError(
        `${type.name}.${field.name} has no resolver: need ${field.personal ? 'loadPersonal' : 'load'} or a function of its own`,
      )
    }
  }

  #field(
    owner: string,
    node: FieldDefinitionNode,
    type: ObjectType | undefined,
    typeCache: Values | undefined,
    typePersonal: boolean,
  ): Field {
    const name = node.name.value
    const where = `${owner}.${name}`
    const { inner, list, nonNull, itemNonNull } = unwrap(node.type, where)
    const target = this.#types.get(inner)
    if (target === undefined) throw new SchemaError(`${where} is of an unknown type ${inner}`)
    const paging = node.arguments?.filter((argument) => isPaging(argument.name.value)) ?? []
    const paged = list && paging.length === 2
    const args = (node.arguments ?? [])
      .filter((argument) => !(paged && isPaging(argument.name.value)))
      .map((one) => this.#argument(one, where))
    const maxItems = directive(node.directives, 'listSize')?.max
    const shape: ListShape = !list ? 'none' : paged ? 'paged' : target.kind === 'leaf' ? 'atom' : 'indexed'
    if (shape === 'indexed' && maxItems === undefined)
      throw new SchemaError(`${where} is a list of objects: need offset and limit, or @listSize(max:)`)
    const isRef = target.kind === 'abstract' || (target.kind === 'object' && target.entity !== undefined)
    if (isRef && (list ? itemNonNull : nonNull))
      throw new SchemaError(`${where} returns an entity and must be nullable there, so that one failure never takes a page`)
    const functions = type?.resolver.fields
    const own = functions !== undefined && Object.hasOwn(functions, name) ? functions[name] : undefined
    if ((args.length > 0 || shape === 'paged') && own === undefined && type !== undefined && !name.endsWith('Length'))
      throw new SchemaError(`${where} has arguments or pages and needs a function in its resolver`)
    const personal = typePersonal || directive(node.directives, 'personal') !== undefined
    const cache = cacheOf(directive(node.directives, 'cache') ?? (directive(node.directives, 'personal') ? undefined : typeCache), personal)
    const settable = directive(node.directives, 'settable')
    if (
      settable !== undefined &&
      (type?.entity === undefined || type.resolver.set === undefined || own !== undefined || target.kind !== 'leaf')
    ) {
      throw new SchemaError(`${where} is settable and must be a loaded leaf of an entity whose resolver has set`)
    }
    const field: Field = {
      name,
      owner,
      type: target,
      list: shape,
      nonNull,
      itemNonNull,
      args,
      offset: pagingDefault(paging, 'offset', 0),
      limit: pagingDefault(paging, 'limit', 10),
      source: own === undefined ? 'load' : 'function',
      function: own,
      lengthOf: undefined,
      personal,
      cache,
      expires: cache === undefined ? undefined : -1000 * cache.maxAge,
      item: undefined,
      maxItems: typeof maxItems === 'number' ? maxItems : 1,
      settable: settable === undefined ? undefined : { min: Number(settable.min ?? -Infinity), max: Number(settable.max ?? Infinity) },
    }
    return shape === 'paged' || shape === 'indexed' ? { ...field, item: { ...field, list: 'none', nonNull: itemNonNull } } : field
  }

  #mutations(): Map<string, Mutation> {
    const mutations = new Map<string, Mutation>()
    for (const node of this.#objects.get('Mutation')?.fields ?? []) {
      const name = node.name.value
      const args = (node.arguments ?? []).map((one) => this.#argument(one, `Mutation.${name}`))
      const field = this.#field('Mutation', { ...node, arguments: [] }, undefined, undefined, true)
      if (field.list !== 'none') throw new SchemaError(`Mutation.${name} returns a list`)
      if (field.type.kind === 'object' && field.type.entity === undefined)
        throw new SchemaError(`Mutation.${name} returns an object that is no entity`)
      const own = this.#resolvers.mutations?.[name] as MutationFunction<unknown> | undefined
      if (own === undefined) throw new SchemaError(`Mutation.${name} has no function`)
      mutations.set(name, { name, args, field, function: own })
    }
    for (const name of Object.keys(this.#resolvers.mutations ?? {})) {
      if (!mutations.has(name)) throw new SchemaError(`mutation '${name}' is not in the schema`)
    }
    return mutations
  }

  #argument(node: InputValueDefinitionNode, where: string): Argument {
    const name = node.name.value
    const type = this.#inputType(node.type, where)
    const bare: Argument = { name, type, defaultValue: undefined }
    if (node.defaultValue === undefined) return bare
    const defaultValue = coerceArgument(bare, constantOf(node.defaultValue))
    if (defaultValue instanceof BadInput) throw new SchemaError(`default of ${where}(${name}:) does not fit: ${defaultValue.message}`)
    return { ...bare, defaultValue }
  }

  #inputType(node: TypeNode, where: string): InputType {
    if (node.kind === 'NonNullType') return { kind: 'nonNull', inner: this.#inputType(node.type, where) }
    if (node.kind === 'ListType') return { kind: 'list', item: this.#inputType(node.type, where) }
    return this.#namedInput(node.name.value, where)
  }

  #namedInput(name: string, where: string): InputType {
    const type = this.#types.get(name)
    if (type?.kind === 'leaf') return { kind: 'leaf', leaf: type }
    const input = this.#inputs.get(name)
    if (input === undefined) throw new SchemaError(`${where} takes an argument of unknown type ${name}`)
    const fields = new Map<string, Argument>()
    const oneOf = directive(input.directives, 'oneOf') !== undefined
    if (this.#open.has(name)) throw new SchemaError(`input ${name} holds itself`)
    this.#open.add(name)
    for (const field of input.fields ?? []) fields.set(field.name.value, this.#argument(field, name))
    this.#open.delete(name)
    return { kind: 'object', name, fields, oneOf }
  }
}

type Values = Readonly<Record<string, unknown>>

function leaf(name: string, kind: LeafKind, values: readonly string[] = []): LeafType {
  return { kind: 'leaf', name, leaf: kind, values: new Set(values) }
}

function isEntity(type: ObjectType): type is EntityType {
  return type.entity !== undefined
}

function isPaging(name: string): boolean {
  return name === 'offset' || name === 'limit'
}

function directive(directives: readonly ConstDirectiveNode[] | undefined, name: string): Values | undefined {
  const found = directives?.find((one) => one.name.value === name)
  return found && Object.fromEntries((found.arguments ?? []).map((argument) => [argument.name.value, constantOf(argument.value)]))
}

/** Personal answers may be kept by the device that asked, never by a shared cache. */
function cacheOf(values: Values | undefined, personal: boolean): Field['cache'] {
  if (values === undefined || typeof values.maxAge !== 'number' || values.maxAge <= 0) return undefined
  return { maxAge: values.maxAge, scope: values.scope === 'PUBLIC' && !personal ? 'PUBLIC' : 'PRIVATE' }
}

function pagingDefault(paging: readonly InputValueDefinitionNode[], name: string, otherwise: number): number {
  const value = paging.find((argument) => argument.name.value === name)?.defaultValue
  return value === undefined ? otherwise : Number(constantOf(value))
}

function namedType(node: TypeNode): string {
  return node.kind === 'NamedType' ? node.name.value : namedType(node.type)
}

function unwrap(node: TypeNode, where: string): { inner: string; list: boolean; nonNull: boolean; itemNonNull: boolean } {
  const nonNull = node.kind === 'NonNullType'
  const outer = node.kind === 'NonNullType' ? node.type : node
  if (outer.kind === 'NamedType') return { inner: outer.name.value, list: false, nonNull, itemNonNull: false }
  const itemNonNull = outer.type.kind === 'NonNullType'
  const item = outer.type.kind === 'NonNullType' ? outer.type.type : outer.type
  if (item.kind === 'ListType') throw new SchemaError(`${where} is a list of lists`)
  return { inner: item.name.value, list: true, nonNull, itemNonNull }
}
