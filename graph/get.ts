import { writeEnvelope } from './emit/envelope.ts'
import { JsonGraphEmitter } from './emit/json-graph.ts'
import { JsonWriter } from './emit/json-writer.ts'
import { shareEntities } from './fragments/share-entities.ts'
import { MountRun } from './mount/mount-run.ts'
import { splitMounted } from './mount/split-mounted.ts'
import { notCached, policyOf } from './plan/cache-policy.ts'
import { fieldsOfPlan } from './plan/fields-of-plan.ts'
import { parsePathSets, printPathSets } from './plan/path-set.ts'
import { planPaths } from './plan/plan-paths.ts'
import { printPlan } from './plan/print-plan.ts'
import { SelectionCompiler } from './plan/selection.ts'
import type { GraphEnvironment, GraphRequest, JsonGraphAnswer } from './request.ts'
import { isDeadline } from './run/cancel-signal.ts'
import { entitiesOf } from './run/entities-of.ts'
import { Operation } from './run/operation.ts'

/** Falcor's `get`: path sets in, the part of the graph they name out. */
export async function get(environment: GraphEnvironment, paths: unknown, request: GraphRequest): Promise<JsonGraphAnswer> {
  const { model, limits, fragments, mounts } = environment
  const sets = parsePathSets(paths, limits)
  const { own, mounted } = splitMounted(sets, mounts)
  const plan = planPaths(model, own)
  const contexts = request.contexts()
  const compiler = new SelectionCompiler()
  // A fragment is taken whole, and what a mount's reference leads to is known only later.
  const sharing = mounted.size > 0 ? undefined : shareEntities(fragments, request.audience, compiler)
  const operation = new Operation(compiler, model.query, contexts, request.showBugs, { sharing })
  const run = mounted.size > 0 ? new MountRun(environment, operation, contexts.personal, request) : undefined
  run?.get(mounted)
  await operation.run(plan, request.signal)
  throwIfGone(request)
  const writer = new JsonWriter()
  const emitter = new JsonGraphEmitter(model, operation, writer)
  const body = writeEnvelope(emitter, writer, run?.plan(plan, own) ?? plan, printPathSets(sets), [], run?.members(writer))
  return {
    body,
    cache: run !== undefined || emitter.failed ? notCached : policyOf(plan),
    entities: () => entitiesOf(model, operation),
    fields: () => fieldsOfPlan(plan),
    plan: () => printPlan(plan, 'discreet'),
  }
}

/** Rejects where nobody waits for an answer any more. */
export function throwIfGone({ signal }: GraphRequest): void {
  if (signal?.aborted === true && !isDeadline(signal)) throw signal.reason
}
