import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql/language'
import { mutate } from './call.ts'
import { GraphQLEmitter, type GraphQLErrorEntry } from './emit/graphql.ts'
import { fragmentJson, longJson, shortJson } from './emit/graphql-json.ts'
import type { JsonBody } from './emit/json-writer.ts'
import { Failure } from './failure.ts'
import { shareShapes } from './fragments/share-shapes.ts'
import { throwIfGone } from './get.ts'
import { BadInput } from './model/input.ts'
import { type CachePolicy, notCached } from './plan/cache-policy.ts'
import { fieldsOfPlan, fieldsOfTarget } from './plan/fields-of-plan.ts'
import { type DocumentPlan, planDocument } from './plan/plan-document.ts'
import { printPlan } from './plan/print-plan.ts'
import { coerceVariables } from './plan/variables.ts'
import type { GraphEnvironment, GraphRequest } from './request.ts'
import { entitiesOf } from './run/entities-of.ts'
import { Operation } from './run/operation.ts'

export interface GraphQLOperation {
  readonly document: DocumentNode
  readonly operationName?: string | undefined
  readonly variables?: Readonly<Record<string, unknown>> | undefined
}

/** `result` without `data` is a request error: nothing has run. */
export interface GraphQLAnswer {
  readonly result: { readonly data?: unknown; readonly errors?: readonly GraphQLErrorEntry[] }
  /** The result as JSON. */
  readonly body: JsonBody
  readonly cache: CachePolicy
  /** The ids of the entities in it by collection; only what a cache may keep tells them. */
  entities?(): ReadonlyMap<string, readonly (string | number)[]>
  /** Every field that was asked, as `Title.name`; a refusal has asked none. */
  fields?(): ReadonlySet<string>
  /** What was planned, in lines for people to read: nobody's ids, no texts of the device's. A mutation's own effect is not in it. */
  plan?(): readonly string[]
}

/** Executes a validated document through the engine. Only introspection fields go to `request.introspect`. */
export async function execute(environment: GraphEnvironment, input: GraphQLOperation, request: GraphRequest): Promise<GraphQLAnswer> {
  const { model, limits, documents } = environment
  const operation = chooseOperation(input)
  if (typeof operation === 'string') return requestError('OPERATION_UNKNOWN', operation)
  if (operation.operation === 'subscription') return requestError('OPERATION_UNKNOWN', 'Subscriptions are not served')
  const variables = coerceVariables(model, operation, input.variables ?? {}, limits)
  if (variables instanceof BadInput) return requestError('BAD_VARIABLE', variables.message)

  const plan = documents.get(input.document, operation.name?.value, variables, () =>
    planDocument(model, input.document, operation, variables, limits),
  )
  return operation.operation === 'mutation'
    ? executeMutations(environment, plan, request)
    : executeQuery(environment, plan, input, variables, request)
}

async function executeQuery(
  environment: GraphEnvironment,
  plan: DocumentPlan,
  input: GraphQLOperation,
  variables: Readonly<Record<string, unknown>>,
  request: GraphRequest,
): Promise<GraphQLAnswer> {
  const { model, fragments } = environment
  const sharing = shareShapes(fragments, request.audience, plan)
  const operation = new Operation(plan.compiler, model.query, request.contexts(), request.showBugs, { sharing, columns: true })
  const [introspected] = await Promise.all([introspect(plan, input.document, variables, request), operation.run(plan.plan, request.signal)])
  throwIfGone(request)
  const emitter = new GraphQLEmitter(operation)
  const data = emitter.root(plan.shape, operation.root, ({ name }) => introspected.data[name])
  const errors = [...introspected.errors, ...emitter.errors]
  const result = errors.length > 0 ? { data, errors } : { data }
  const policy = errors.length > 0 ? notCached : plan.policy
  return new Answer(environment, plan, result, policy, operation)
}

/** Mutations run one after the other, each seeing what the one before has done (GraphQL spec, 6.2.2). */
async function executeMutations(environment: GraphEnvironment, plan: DocumentPlan, request: GraphRequest): Promise<GraphQLAnswer> {
  const { model } = environment
  const data: Record<string, unknown> = plan.shape.bare ? Object.create(null) : {}
  const errors: GraphQLErrorEntry[] = []
  const steps = new Map(plan.mutations.map((step) => [step.name, step]))
  for (const member of plan.shape.members) {
    const step = steps.get(member.name)
    if (step === undefined) {
      data[member.name] = 'Mutation'
      continue
    }
    const { mutation, args, target } = step
    const mutated = args instanceof BadInput ? new Failure('BAD_ARGUMENT', args.message) : await mutate(mutation, args, request)
    throwIfGone(request)
    const value = mutated instanceof Failure ? mutated : mutated.value
    const operation = new Operation(plan.compiler, model.query, request.contexts(), request.showBugs)
    const selected = target && plan.compiler.selected(target)
    if (selected !== undefined) await operation.runFrom(selected, [value], mutation.field, request.signal)
    throwIfGone(request)
    const emitter = new GraphQLEmitter(operation)
    const written = emitter.value(member, mutation.field, value)
    errors.push(...emitter.errors)
    data[member.name] = written
    if (written === null && mutation.field.nonNull) return new Answer(environment, plan, { data: null, errors })
  }
  return new Answer(environment, plan, errors.length > 0 ? { data, errors } : { data })
}

async function introspect(
  { introspection, operation }: DocumentPlan,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  request: GraphRequest,
): Promise<{ data: Record<string, unknown>; errors: readonly GraphQLErrorEntry[] }> {
  if (introspection.length === 0) return { data: {}, errors: [] }
  if (request.introspect === undefined) {
    const path = [responseName(introspection[0] as FieldNode)]
    return { data: {}, errors: [{ message: 'Introspection is not allowed here', path, extensions: { code: 'INTROSPECTION_REFUSED' } }] }
  }
  const only: OperationDefinitionNode = { ...operation, selectionSet: { kind: 'SelectionSet', selections: introspection } }
  const definitions = [only, ...document.definitions.filter((definition) => definition.kind === 'FragmentDefinition')]
  const answer = (await request.introspect({ kind: 'Document', definitions }, variables)) as {
    data?: Record<string, unknown> | null
    errors?: readonly GraphQLErrorEntry[]
  }
  return { data: answer.data ?? {}, errors: answer.errors ?? [] }
}

function responseName(node: FieldNode): string {
  return node.alias?.value ?? node.name.value
}

/** GetOperation (GraphQL spec, 6.1). */
function chooseOperation({ document, operationName }: GraphQLOperation): OperationDefinitionNode | string {
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition')
  if (operationName === undefined || operationName === null) {
    const [only, second] = operations
    if (only === undefined) return 'The document has no operation'
    return second === undefined ? only : 'The document has several operations: need operationName'
  }
  return operations.find((operation) => operation.name?.value === operationName) ?? 'The document has no operation of that name'
}

function requestError(code: string, message: string): GraphQLAnswer {
  const result = { errors: [{ message, extensions: { code } }] }
  return { result, body: shortJson(result), cache: notCached }
}

/** Whoever wants bytes does not need the objects, and the other way round. */
class Answer implements GraphQLAnswer {
  readonly result: GraphQLAnswer['result']
  readonly cache: CachePolicy
  readonly #environment: GraphEnvironment
  readonly #plan: DocumentPlan
  readonly #operation: Operation | undefined

  constructor(
    environment: GraphEnvironment,
    plan: DocumentPlan,
    result: GraphQLAnswer['result'],
    cache: CachePolicy = notCached,
    operation?: Operation,
  ) {
    this.#environment = environment
    this.#plan = plan
    this.#operation = operation
    this.result = result
    this.cache = cache
  }

  get body(): JsonBody {
    const { shape, leaves } = this.#plan
    if (this.#operation?.sharing !== undefined) return fragmentJson(this.result, shape)
    return this.#operation === undefined || leaves <= fewLeaves ? shortJson(this.result) : longJson(this.result, shape)
  }

  entities(): ReadonlyMap<string, readonly (string | number)[]> {
    return this.#operation === undefined ? new Map() : entitiesOf(this.#environment.model, this.#operation)
  }

  fields(): ReadonlySet<string> {
    return fieldsAsked(this.#plan)
  }

  plan(): readonly string[] {
    return printPlan(this.#plan.plan, 'discreet')
  }
}

/** An answer of so few leaves is one short string. */
const fewLeaves = 600

/** Once for a plan: the same document is asked again and again. */
const asked = new WeakMap<DocumentPlan, ReadonlySet<string>>()

function fieldsAsked(plan: DocumentPlan): ReadonlySet<string> {
  let fields = asked.get(plan)
  if (fields === undefined) {
    const ofMutations = plan.mutations.flatMap(({ mutation, target }) => [`Mutation.${mutation.name}`, ...fieldsOfTarget(target)])
    asked.set(plan, (fields = new Set([...fieldsOfPlan(plan.plan), ...ofMutations])))
  }
  return fields
}
