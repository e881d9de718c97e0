import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import type { FieldError } from './ask-graphql.ts'
import { bareValue, type Envelope, errorOf, type GraphNode, isSentinel, nodeAt, referenceOf } from './falcor-wire.ts'

type Position = readonly (string | number)[]
interface Reading {
  readonly data: Record<string, unknown> | null
  readonly errors: readonly FieldError[]
}

const pageDefaults = { offset: 0, limit: 10 }

/**
 * Reads a JSON Graph as a GraphQL document asks for it: the rules of the schema that make keys of fields and arguments, an argument that is not
 * given being `~`. Takes literal arguments, and no fragments. Throws where the graph has no answer for a field.
 */
export function readGraph(schema: GraphQLSchema, query: string, graph: Envelope['jsonGraph']): Reading {
  const operation = parse(query).definitions[0] as OperationDefinitionNode
  const type = schema.getQueryType()
  if (operation.operation !== 'query' || !type) throw new TypeError('Cannot read a mutation: read the entity that it returns')
  const reader = new Reader(graph)
  return { data: reader.fields(type, operation.selectionSet, graph, []), errors: reader.errors }
}

/** Reads what a call answered with: the entity at `path`, as the only field of a mutation selects it. */
export function readReturned(schema: GraphQLSchema, mutation: string, graph: Envelope['jsonGraph'], path: Position): Reading {
  const operation = parse(mutation).definitions[0] as OperationDefinitionNode
  const field = operation.selectionSet.selections[0] as FieldNode
  const type = getNamedType(schema.getMutationType()?.getFields()[field.name.value]?.type)
  const name = field.alias?.value ?? field.name.value
  const reader = new Reader(graph)
  const data = { [name]: reader.object(type as GraphQLObjectType, field.selectionSet as SelectionSetNode, nodeAt(graph, path), [name]) }
  return { data, errors: reader.errors }
}

class Reader {
  readonly errors: FieldError[] = []
  readonly #graph: Envelope['jsonGraph']

  constructor(graph: Envelope['jsonGraph']) {
    this.#graph = graph
  }

  fields(type: GraphQLObjectType, { selections }: SelectionSetNode, node: GraphNode, at: Position): Record<string, unknown> {
    const data: Record<string, unknown> = {}
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) throw new TypeError('Cannot read a fragment')
      const name = selection.alias?.value ?? selection.name.value
      data[name] = this.#field(type, selection, node, [...at, name])
    }
    return data
  }

  object(type: GraphQLObjectType, selection: SelectionSetNode, node: GraphNode, at: Position): unknown {
    const target = referenceOf(node)
    const found = target === undefined ? node : nodeAt(this.#graph, target)
    if (this.#isOver(found, at)) return null
    return this.fields(type, selection, found, at)
  }

  #field(type: GraphQLObjectType, selection: FieldNode, node: GraphNode, at: Position): unknown {
    const name = selection.name.value
    if (name === '__typename') return bareValue(child(node, '__typename', at))
    const field = type.getFields()[name]
    if (field === undefined) throw new TypeError(`Cannot read '${name}': ${type.name} has no such field`)
    const given = new Map(selection.arguments?.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]))
    const twin = name.endsWith('Length') ? type.getFields()[name.slice(0, -'Length'.length)] : undefined
    let value = this.#entity(node, name, getNamedType(field.type)) ?? child(node, twin?.name ?? name, at)
    for (const argument of field.args) {
      if (argument.name in pageDefaults || this.#isOver(value, at)) continue
      value = child(value, String(given.get(argument.name) ?? '~'), at)
    }
    if (this.#isOver(value, at)) return null
    if (twin !== undefined) return bareValue(child(value, 'length', at))
    const inner = isNonNullType(field.type) ? field.type.ofType : field.type
    const named = getNamedType(field.type)
    if (isLeafType(named)) return bareValue(value) ?? null
    const { selectionSet } = selection
    if (selectionSet === undefined) throw new TypeError(`Cannot read '${name}': it needs a selection`)
    if (!isListType(inner)) return this.object(named as GraphQLObjectType, selectionSet, value, at)
    const { offset, limit } = { ...pageDefaults, ...Object.fromEntries([...given].filter(([, one]) => one !== null)) }
    const items: unknown[] = []
    for (let index = Number(offset); index < Number(offset) + Number(limit); index++) {
      const item = child(value, String(index), at)
      // At or beyond the length: a key that is known to have no value.
      if (isSentinel(item, 'atom') && !('value' in item)) break
      items.push(this.object(named as GraphQLObjectType, selectionSet, item, [...at, items.length]))
    }
    return items
  }

  /** The collection that `title(id: 7)` leads into, where the paths began there rather than at the root field. */
  #entity(node: GraphNode, field: string, type: GraphQLNamedType): GraphNode {
    if (node !== this.#graph || field in this.#graph) return undefined
    const directive = type.astNode?.directives?.find(({ name }) => name.value === 'entity')
    const collection = directive?.arguments?.[0]?.value
    return collection === undefined ? undefined : this.#graph[String(valueFromASTUntyped(collection))]
  }

  /** Whether nothing follows: an error, which is noted once, or null. */
  #isOver(node: GraphNode, at: Position): boolean {
    const error = errorOf(node)
    if (error !== undefined && !this.errors.some(({ path }) => path.join() === at.join())) this.errors.push({ path: at, code: error.code })
    return error !== undefined || bareValue(node) === null
  }
}

function child(node: GraphNode, key: string, at: Position): GraphNode {
  const found = typeof node === 'object' && node !== null && !Array.isArray(node) ? (node as Record<string, GraphNode>)[key] : undefined
  if (found === undefined) throw new Error(`The graph does not answer '${key}' for ${at.join('.') || 'the root'}`)
  return found
}
