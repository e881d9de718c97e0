import type { DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from 'graphql/language'
import { checkLimit, type GraphLimits } from '../limits.ts'
import { constantOf } from '../model/constant.ts'
import { BadInput, coerceArgument } from '../model/input.ts'
import type { Field, Model, Mutation, ObjectType } from '../model/model.ts'
import { Refusal } from '../refusal.ts'
import { type CachePolicy, notCached, policyOf } from './cache-policy.ts'
import { saturatingAdd, saturatingMultiply } from './path-set.ts'
import { type Plan, PlanBuilder } from './plan.ts'
import { SelectionCompiler } from './selection.ts'
import type { Shape, ShapeMember, Shapes } from './shape.ts'
import { AbstractWish, type Target, Wish } from './wish.ts'

/** A GraphQL operation with its variables filled in: the same plan as for path sets, and the shape of the answer. */
export interface DocumentPlan {
  readonly compiler: SelectionCompiler
  /** Of a query. */
  readonly plan: Plan
  readonly shape: Shape
  /** Root fields in the document's order: a mutation, or the name of an introspection field. */
  readonly mutations: readonly MutationPlan[]
  readonly introspection: readonly FieldNode[]
  /** Every shape an entity is written in, and the wish it grew from. */
  readonly entityShapes: readonly { readonly wish: Wish; readonly shape: Shape }[]
  readonly operation: OperationDefinitionNode
  /** How many leaves the answer holds at most. */
  readonly leaves: number
  readonly policy: CachePolicy
}

export interface MutationPlan {
  readonly name: string
  readonly mutation: Mutation
  readonly args: Readonly<Record<string, unknown>> | BadInput
  readonly target: Target | undefined
  readonly member: ShapeMember
}

/** Plans an operation. Throws a Refusal over a limit: the leaves are counted as they are planned, each list at its `limit`. */
export function planDocument(
  model: Model,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: GraphLimits,
): DocumentPlan {
  return new DocumentPlanner(model, document, variables, limits).plan(operation)
}

class DocumentPlanner {
  readonly #model: Model
  readonly #fragments = new Map<string, FragmentDefinitionNode>()
  readonly #variables: Readonly<Record<string, unknown>>
  readonly #limits: GraphLimits
  readonly #compiler = new SelectionCompiler()
  readonly #entityShapes: { readonly wish: Wish; readonly shape: Shape }[] = []
  #leaves = 0

  constructor(model: Model, document: DocumentNode, variables: Readonly<Record<string, unknown>>, limits: GraphLimits) {
    this.#model = model
    this.#variables = variables
    this.#limits = limits
    for (const definition of document.definitions) {
      if (definition.kind === 'FragmentDefinition') this.#fragments.set(definition.name.value, definition)
    }
  }

  plan(operation: OperationDefinitionNode): DocumentPlan {
    const plan = new PlanBuilder(this.#model)
    if (operation.operation === 'mutation') return this.#mutations(operation, plan)
    const introspection: FieldNode[] = []
    const shape = this.#object(plan.query, [operation.selectionSet], 1, introspection)
    const policy = introspection.length > 0 ? notCached : policyOf(plan)
    return {
      compiler: this.#compiler,
      plan,
      shape,
      mutations: [],
      introspection,
      entityShapes: this.#entityShapes,
      operation,
      leaves: this.#leaves,
      policy,
    }
  }

  #mutations(operation: OperationDefinitionNode, plan: Plan): DocumentPlan {
    const type: ObjectType = { ...this.#model.query, name: 'Mutation', satisfies: new Set(['Mutation']) }
    const mutations: MutationPlan[] = []
    const members: ShapeMember[] = []
    for (const [name, nodes] of this.#collect(type, [operation.selectionSet])) {
      const [node] = nodes
      if (node === undefined) continue
      const mutation = this.#model.mutations.get(node.name.value)
      if (mutation === undefined) {
        members.push(member(name, undefined, node))
        continue
      }
      const args = this.#arguments(mutation.args, node)
      const holder = new Wish(type).field(mutation.field, [], {})
      const one = this.#value(name, mutation.field, 0, nodes, 1, () => holder.target())
      members.push(one)
      mutations.push({ name, mutation, args, target: holder.child, member: one })
    }
    const shape = shapeOf(type, members)
    return {
      compiler: this.#compiler,
      plan,
      shape,
      mutations,
      introspection: [],
      entityShapes: [],
      operation,
      leaves: this.#leaves,
      policy: notCached,
    }
  }

  /** Plans the fields of one object and grows its wish. `times` is how many such objects there may be. */
  #object(wish: Wish, sets: readonly SelectionSetNode[], times: number, introspection?: FieldNode[]): Shape {
    const members: ShapeMember[] = []
    for (const [name, nodes] of this.#collect(wish.type, sets)) {
      const [node] = nodes
      if (node === undefined) continue
      const field = wish.type.fields.get(node.name.value)
      if (field === undefined) {
        if (node.name.value !== '__typename') introspection?.push(...nodes)
        else this.#count(times)
        members.push(member(name, undefined, node))
        continue
      }
      members.push(this.#field(wish, name, field, nodes, node, times))
    }
    // An object of which nothing is wanted still has to be written, and a document could multiply it.
    if (members.length === 0) this.#count(times)
    return shapeOf(wish.type, members)
  }

  #field(wish: Wish, name: string, field: Field, nodes: readonly FieldNode[], node: FieldNode, times: number): ShapeMember {
    const args = this.#arguments(field.args, node)
    if (args instanceof BadInput) {
      this.#count(times)
      return { ...member(name, field, node), badArgument: args.message }
    }
    // Null and nothing given are two arguments.
    const keys = field.args.map((argument) => JSON.stringify(args[argument.name]) ?? '~')
    const wanted = wish.field(field, keys, args)
    const called = field.lengthOf ?? field
    const slot = called.source === 'function' ? this.#compiler.slot(wish.type, called, wanted.argsKey) : -1
    if (field.list === 'none' || field.list === 'atom') return this.#value(name, field, slot, nodes, times, () => wanted.target())
    const { offset, limit } = field.list === 'paged' ? this.#window(field, node) : { offset: 0, limit: field.maxItems }
    const branch = wanted.branch(limit === 0 ? [] : [{ from: offset, to: offset + limit - 1 }])
    const one = this.#value(name, field, slot, nodes, saturatingMultiply(times, limit), () => branch.target())
    return { ...one, offset, limit }
  }

  #value(name: string, field: Field, slot: number, nodes: readonly FieldNode[], times: number, target: () => Target): ShapeMember {
    const [node] = nodes as readonly [FieldNode]
    const base = { ...member(name, field, node), slot }
    if (field.type.kind === 'leaf') {
      this.#count(times)
      return base
    }
    const sets = nodes.flatMap((one) => (one.selectionSet === undefined ? [] : [one.selectionSet]))
    const child = this.#target(target(), sets, times)
    return { ...base, child, only: child.size === 1 ? [...child.values()][0] : undefined }
  }

  #target(target: Target, sets: readonly SelectionSetNode[], times: number): Shapes {
    const wishes = target instanceof AbstractWish ? [...target.members.values()] : [target]
    const shapes = new Map(wishes.map((wish) => [wish.type, this.#object(wish, sets, times)]))
    for (const wish of wishes) {
      const shape = wish.type.entity && shapes.get(wish.type)
      if (shape !== undefined) this.#entityShapes.push({ wish, shape })
    }
    return shapes
  }

  /** Spends the budget before the work. */
  #count(times: number): void {
    this.#leaves = saturatingAdd(this.#leaves, times)
    checkLimit(this.#limits, 'pathCount', this.#leaves)
  }

  #window(field: Field, node: FieldNode): { offset: number; limit: number } {
    const read = (name: string, otherwise: number) => {
      const literal = node.arguments?.find((argument) => argument.name.value === name)
      const value = (literal && constantOf(literal.value, this.#variables)) ?? otherwise
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
        throw new Refusal('BAD_ARGUMENT', `Cannot page ${field.name}: ${name} is 0 or more`)
      }
      return value
    }
    const offset = read('offset', field.offset)
    const limit = read('limit', field.limit)
    checkLimit(this.#limits, 'rangeWidth', limit)
    return { offset, limit }
  }

  #arguments(args: Field['args'], node: FieldNode): Record<string, unknown> | BadInput {
    const values: Record<string, unknown> = {}
    for (const argument of args) {
      const literal = node.arguments?.find((one) => one.name.value === argument.name)
      const value = coerceArgument(argument, literal && constantOf(literal.value, this.#variables))
      if (value instanceof BadInput) return value
      if (value !== undefined) values[argument.name] = value
    }
    return values
  }

  /** The fields that apply to a type, by response name (GraphQL spec, 6.3.2 CollectFields). */
  #collect(type: ObjectType, sets: readonly SelectionSetNode[]): Map<string, FieldNode[]> {
    const fields = new Map<string, FieldNode[]>()
    const visited = new Set<string>()
    const walk = (set: SelectionSetNode) => {
      for (const node of set.selections) {
        if (!this.#included(node)) continue
        if (node.kind === 'Field') {
          const name = node.alias?.value ?? node.name.value
          const nodes = fields.get(name)
          if (nodes === undefined) fields.set(name, [node])
          else nodes.push(node)
        } else if (node.kind === 'InlineFragment') {
          if (node.typeCondition === undefined || type.satisfies.has(node.typeCondition.name.value)) walk(node.selectionSet)
        } else {
          const fragment = this.#fragments.get(node.name.value)
          if (fragment === undefined || visited.has(node.name.value)) continue
          visited.add(node.name.value)
          if (type.satisfies.has(fragment.typeCondition.name.value)) walk(fragment.selectionSet)
        }
      }
    }
    for (const set of sets) walk(set)
    return fields
  }

  #included(node: SelectionSetNode['selections'][number]): boolean {
    for (const directive of node.directives ?? []) {
      const name = directive.name.value
      if (name !== 'skip' && name !== 'include') continue
      const condition = directive.arguments?.find((argument) => argument.name.value === 'if')
      const value = condition && constantOf(condition.value, this.#variables)
      if (value === (name === 'skip')) return false
    }
    return true
  }
}

function shapeOf(type: ObjectType, members: readonly ShapeMember[]): Shape {
  const holdsList = ({ field, child }: ShapeMember) =>
    child !== undefined && (field?.list !== 'none' || [...child.values()].some((shape) => shape.holdsLists))
  const isPlain = members.every(({ name, field, isLoadedLeaf }) => isLoadedLeaf && name === field?.name)
  return {
    type,
    members,
    bare: members.some((one) => one.name === '__proto__'),
    plainNames: isPlain ? members.map(({ name }) => name) : undefined,
    holdsLists: members.some(holdsList),
  }
}

function member(name: string, field: Field | undefined, node: FieldNode): ShapeMember {
  const isLoadedLeaf = field?.source === 'load' && field.type.kind === 'leaf'
  return { name, field, isLoadedLeaf, slot: -1, offset: 0, limit: 0, badArgument: undefined, child: undefined, only: undefined, node }
}
