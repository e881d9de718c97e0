import { writeEnvelope } from './emit/envelope.ts'
import { invalidatedPaths } from './emit/invalidated.ts'
import { JsonGraphEmitter } from './emit/json-graph.ts'
import { JsonWriter } from './emit/json-writer.ts'
import { badAnswer, Failure, failureOf, late } from './failure.ts'
import { throwIfGone } from './get.ts'
import type { Field, ObjectType } from './model/model.ts'
import { MountRun } from './mount/mount-run.ts'
import { mountSets, setMounts } from './mount/set-mounts.ts'
import { splitMounted } from './mount/split-mounted.ts'
import { notCached } from './plan/cache-policy.ts'
import { parseEnvelope } from './plan/envelope.ts'
import { fieldsOfPlan } from './plan/fields-of-plan.ts'
import { parsePathSets, printPathSets } from './plan/path-set.ts'
import type { Plan } from './plan/plan.ts'
import { planPaths } from './plan/plan-paths.ts'
import { printPlan } from './plan/print-plan.ts'
import { SelectionCompiler } from './plan/selection.ts'
import { settableValue } from './plan/settable-value.ts'
import { Wish } from './plan/wish.ts'
import { Refusal } from './refusal.ts'
import type { GraphEnvironment, GraphRequest, JsonGraphAnswer } from './request.ts'
import type { Change, Id, Settled } from './resolver.ts'
import { beforeDeadline } from './run/before-deadline.ts'
import type { Entry } from './run/entry.ts'
import { locate } from './run/locate.ts'
import { Operation } from './run/operation.ts'

/** Falcor's `set`: every path of our own must end on a `@settable` field (else 403 `NOT_SETTABLE`); what fails, fails at its path alone. */
export async function set(environment: GraphEnvironment, input: unknown, request: GraphRequest): Promise<JsonGraphAnswer> {
  const { model, limits, mounts } = environment
  const { paths, envelope } = parseEnvelope(input, limits)
  const sets = parsePathSets(paths, limits)
  const { own, mounted } = splitMounted(sets, mounts)
  const plan = planPaths(model, own)
  const held = settableFields(plan)
  const wishes = envelope.values(own)
  const mountParts = mountSets(mounted, envelope)

  const contexts = request.contexts()
  const operation = new Operation(new SelectionCompiler(), model.query, contexts, request.showBugs, { held })
  const run = new MountRun(environment, operation, contexts.personal, request)
  const besides: unknown[] = []
  setMounts(run, mountParts, limits, besides)
  await operation.run(plan, request.signal)
  throwIfGone(request)
  const byType = new Map<ObjectType, Map<string, Assignment>>()
  for (const { path, value, references } of wishes) {
    const place = locate(operation, model, path, references)
    if (place === undefined) continue
    const { entry, field, disagrees } = place
    const unproven = entry.existence instanceof Failure ? entry.existence : entry.trusted || entry.existence === true ? undefined : late
    const checked = disagrees
      ? new Failure('REFERENCE_MISMATCH', 'The reference on the way leads elsewhere')
      : (unproven ?? settableValue(field, value))
    if (checked instanceof Failure) {
      assign(entry, field, checked)
      continue
    }
    let assignments = byType.get(entry.type)
    if (assignments === undefined) byType.set(entry.type, (assignments = new Map()))
    assignments.set(`${field.name} ${entry.id}`, { entry, field, value: checked })
  }
  const changed: Change[] = []
  for (const [type, assignments] of byType) changed.push(...(await settle(type, [...assignments.values()], contexts.personal, request)))
  throwIfGone(request)

  const writer = new JsonWriter()
  const emitter = new JsonGraphEmitter(model, operation, writer)
  const invalidated = [...invalidatedPaths(model, changed), ...besides]
  const body = writeEnvelope(emitter, writer, plan, printPathSets(sets), invalidated, run.members(writer))
  return { body, cache: notCached, fields: () => fieldsOfPlan(plan), plan: () => printPlan(plan, 'discreet') }
}

interface Assignment {
  readonly entry: Entry
  readonly field: Field
  readonly value: unknown
}

/** Calls a type's `set` once for all and writes what it came to into the entries. */
async function settle(
  type: ObjectType,
  assignments: readonly Assignment[],
  context: unknown,
  request: GraphRequest,
): Promise<readonly Change[]> {
  let settled: Settled | Failure
  try {
    const wishes = assignments.map(({ entry, field, value }) => ({ id: entry.id as Id, field: field.name, value }))
    const answer: Settled | Failure | undefined = await beforeDeadline(() => type.resolver.set?.(wishes, context), request.signal)
    settled = answer instanceof Failure || answer?.values.length === wishes.length ? answer : badAnswer
  } catch (thrown) {
    settled = failureOf(thrown, request.showBugs)
  }
  for (const [index, { entry, field }] of assignments.entries())
    assign(entry, field, settled instanceof Failure ? settled : settled.values[index])
  return settled instanceof Failure ? [] : (settled.changed ?? [])
}

function assign(entry: Entry, field: Field, value: unknown): void {
  entry.record = { ...entry.record, [field.name]: value ?? null }
}

/** The fields at the ends of all paths. Throws a Refusal where one may not be set. */
function settableFields(plan: Plan): ReadonlySet<Field> {
  const fields = new Set<Field>()
  const refuse = () => {
    throw new Refusal('NOT_SETTABLE', 'Cannot set this path: no device may', {}, 403)
  }
  const walk = (wish: Wish) => {
    if (wish.typename || wish.unknown.size > 0) refuse()
    for (const variants of wish.fields.values()) {
      for (const { field, child, branches, wantsLength, unknown } of variants.values()) {
        if (wantsLength || unknown.size > 0) refuse()
        const targets = field.list === 'none' ? [child] : branches.map((branch) => branch.child)
        for (const target of targets) {
          if (target === undefined) continue
          for (const inner of target instanceof Wish ? [target] : target.members.values()) walk(inner)
        }
        if (field.type.kind === 'leaf') {
          if (field.settable === undefined) refuse()
          fields.add(field)
        } else if (targets.includes(undefined)) refuse()
      }
    }
  }
  walk(plan.query)
  for (const { branches, missing } of plan.collections.values()) {
    if (missing.size > 0) refuse()
    for (const { wish } of branches) walk(wish)
  }
  return fields
}
