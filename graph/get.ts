import { writeEnvelope } from './emit/envelope.ts'
import { JsonGraphEmitter } from './emit/json-graph.ts'
import { JsonWriter } from './emit/json-writer.ts'
import { shareEntities } from './fragments/share-entities.ts'
import { notCached, policyOf } from './plan/cache-policy.ts'
import { parsePathSets, printPathSets } from './plan/path-set.ts'
import { planPaths } from './plan/plan-paths.ts'
import { SelectionCompiler } from './plan/selection.ts'
import type { GraphEnvironment, GraphRequest, JsonGraphAnswer } from './request.ts'
import { isDeadline } from './run/cancel-signal.ts'
import { Operation } from './run/operation.ts'

/** Falcor's `get`: path sets in, the part of the graph they name out. */
export async function get({ model, limits, fragments }: GraphEnvironment, paths: unknown, request: GraphRequest): Promise<JsonGraphAnswer> {
  const sets = parsePathSets(paths, limits)
  const plan = planPaths(model, sets)
  const compiler = new SelectionCompiler()
  const sharing = shareEntities(fragments, request.audience, compiler)
  const operation = new Operation(compiler, model.query, request.contexts(), request.showBugs, { sharing })
  await operation.run(plan, request.signal)
  throwIfGone(request)
  const writer = new JsonWriter()
  const emitter = new JsonGraphEmitter(model, operation, writer)
  const body = writeEnvelope(emitter, writer, plan, printPathSets(sets))
  return { body, cache: emitter.failed ? notCached : policyOf(plan) }
}

/** Rejects where nobody waits for an answer any more. */
export function throwIfGone({ signal }: GraphRequest): void {
  if (signal?.aborted === true && !isDeadline(signal)) throw signal.reason
}
