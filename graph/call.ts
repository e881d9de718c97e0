import { writeEnvelope } from './emit/envelope.ts'
import { invalidatedPaths } from './emit/invalidated.ts'
import { JsonGraphEmitter } from './emit/json-graph.ts'
import { JsonWriter } from './emit/json-writer.ts'
import { badAnswer, Failure, failureOf } from './failure.ts'
import { throwIfGone } from './get.ts'
import { checkLimit, type GraphLimits } from './limits.ts'
import { BadInput, coerceArgument } from './model/input.ts'
import type { EntityType, Mutation } from './model/model.ts'
import { calledMount, callMount } from './mount/call-mount.ts'
import { MountRun } from './mount/mount-run.ts'
import { splitMounted } from './mount/split-mounted.ts'
import { notCached } from './plan/cache-policy.ts'
import { fieldsOfPlan } from './plan/fields-of-plan.ts'
import { badPath, parseKeySet } from './plan/key-set.ts'
import { countPaths, type PathSet, parsePathSets, printPathSets } from './plan/path-set.ts'
import { checkNames, isReservedName, planPaths } from './plan/plan-paths.ts'
import { printPlan } from './plan/print-plan.ts'
import { SelectionCompiler } from './plan/selection.ts'
import { checkValueDepth } from './plan/value-depth.ts'
import { Refusal } from './refusal.ts'
import type { CallInput, GraphEnvironment, GraphRequest, JsonGraphAnswer } from './request.ts'
import type { Mutated } from './resolver.ts'
import { beforeDeadline } from './run/before-deadline.ts'
import { entityOf, Operation } from './run/operation.ts'

/**
 * Falcor's `call`: runs the mutation at the call path. An entity answers at `[collection, id, …pathSuffixes]`, a scalar and an error at
 * the call path; `thisPaths` start at the root. Below a mount's key its source is called.
 */
export async function call(environment: GraphEnvironment, input: CallInput, request: GraphRequest): Promise<JsonGraphAnswer> {
  const { model, limits, mounts } = environment
  const key = calledMount(input.callPath, mounts)
  if (key !== undefined) return callMount(environment, key, input, request)
  const mutation = mutationAt(input.callPath, model.mutations)
  const suffixes = parsePathSets(input.pathSuffixes ?? [], limits)
  const thisPaths = parsePathSets(input.thisPaths ?? [], limits)
  checkLimit(
    limits,
    'pathCount',
    [...suffixes, ...thisPaths].reduce((sum, set) => sum + countPaths(set), 0),
  )
  // Planned once before the effect, with any id, so that what is refused is refused without an effect.
  const { own, mounted } = splitMounted(thisPaths, mounts)
  planPaths(model, own)
  for (const type of returnedTypes(mutation)) planPaths(model, entityPaths(type, 0, suffixes, limits))
  for (const [index, suffix] of suffixes.entries()) checkNames(suffix, 0, index)
  const args = argumentsOf(mutation, input.arguments ?? [], limits)

  const mutated = args instanceof Failure ? args : await mutate(mutation, args, request)
  throwIfGone(request)
  const changed = mutated instanceof Failure ? [] : (mutated.changed ?? [])
  const value = mutated instanceof Failure ? mutated : mutated.value
  const entity = mutation.field.type.kind === 'leaf' || value === null ? undefined : entityOf(mutation.field, value)
  const sets = entity === undefined || entity instanceof Failure ? [] : entityPaths(entity.type, entity.id, suffixes, limits)
  const plan = planPaths(model, [...sets, ...own])
  const contexts = request.contexts()
  const operation = new Operation(new SelectionCompiler(), model.query, contexts, request.showBugs)
  const run = new MountRun(environment, operation, contexts.personal, request)
  run.get(mounted)
  if (entity !== undefined && !(entity instanceof Failure) && entity.trusted) operation.vouch(entity.type, entity.id)
  await operation.run(plan, request.signal)
  throwIfGone(request)

  const writer = new JsonWriter()
  const emitter = new JsonGraphEmitter(model, operation, writer)
  const extra = new Map(run.members(writer))
  const paths = [...printPathSets([...sets, ...thisPaths])]
  if (sets.length === 0) {
    extra.set(mutation.name, () => emitter.value(mutation.field, value))
    paths.unshift([mutation.name])
  }
  const invalidated = invalidatedPaths(model, changed)
  const whole = run.plan(plan, [...sets, ...own])
  return {
    body: writeEnvelope(emitter, writer, whole, paths, invalidated, extra),
    cache: notCached,
    fields: () => new Set([`Mutation.${mutation.name}`, ...fieldsOfPlan(plan)]),
    plan: () => printPlan(plan, 'discreet'),
  }
}

function mutationAt(callPath: unknown, mutations: ReadonlyMap<string, Mutation>): Mutation {
  if (!Array.isArray(callPath) || callPath.length === 0) throw badPath('a call path is an array of keys', [])
  if (callPath.some((key) => typeof key === 'string' && isReservedName(key))) throw new Refusal('RESERVED_KEY', 'Cannot use a reserved key')
  const [name] = callPath
  const mutation = callPath.length === 1 && typeof name === 'string' ? mutations.get(name) : undefined
  if (mutation === undefined) throw new Refusal('FUNCTION_UNKNOWN', 'Cannot call this path: no function stands there', {}, 404)
  return mutation
}

/** The arguments by name, or the failure that stands at the call path. Throws a Refusal for more than there are. */
function argumentsOf(mutation: Mutation, given: unknown, limits: GraphLimits): Record<string, unknown> | Failure {
  if (!Array.isArray(given)) throw new Refusal('BAD_ARGUMENT', 'Cannot read the arguments: need an array')
  if (given.length > mutation.args.length) {
    throw new Refusal('BAD_ARGUMENT', `Cannot call ${mutation.name}: it takes ${mutation.args.length} arguments`, {
      maximum: mutation.args.length,
      actual: given.length,
    })
  }
  checkValueDepth(given, limits)
  const args: Record<string, unknown> = {}
  for (const [index, argument] of mutation.args.entries()) {
    const value = coerceArgument(argument, given[index])
    if (value instanceof BadInput) return new Failure('BAD_ARGUMENT', `${argument.name}: ${value.message}`)
    if (value !== undefined) args[argument.name] = value
  }
  return args
}

/** Runs a mutation with a context of its own; whatever it throws comes as a failure. */
export async function mutate(
  mutation: Mutation,
  args: Readonly<Record<string, unknown>>,
  request: GraphRequest,
): Promise<Mutated | Failure> {
  try {
    const answer = await beforeDeadline(() => mutation.function(args, request.contexts().personal), request.signal)
    return answer instanceof Failure || (typeof answer === 'object' && answer !== null && 'value' in answer) ? answer : badAnswer
  } catch (thrown) {
    return failureOf(thrown, request.showBugs)
  }
}

function returnedTypes({ field }: Mutation): readonly EntityType[] {
  if (field.type.kind === 'abstract') return field.type.members
  return field.type.kind === 'object' ? [field.type as EntityType] : []
}

/** The suffixes below an entity; its id where there is none. */
function entityPaths(type: EntityType, id: string | number, suffixes: readonly PathSet[], limits: GraphLimits): readonly PathSet[] {
  const head = [parseKeySet(type.entity.collection, limits, []), parseKeySet(id, limits, [])]
  const tails = suffixes.length > 0 ? suffixes : [[parseKeySet('id', limits, [])]]
  return tails.map((tail) => [...head, ...tail])
}
