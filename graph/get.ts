import { JsonGraphEmitter } from './emit/json-graph.ts'
import { notCached, policyOf } from './plan/cache-policy.ts'
import { parsePathSets, printPathSets } from './plan/path-set.ts'
import { planPaths } from './plan/plan-paths.ts'
import { SelectionCompiler } from './plan/selection.ts'
import type { GraphEnvironment, GraphRequest, JsonGraphAnswer } from './request.ts'
import { isDeadline } from './run/cancel-signal.ts'
import { Operation } from './run/operation.ts'

/** Falcor's `get`: path sets in, the part of the graph they name out. */
export async function get({ model, limits }: GraphEnvironment, paths: unknown, request: GraphRequest): Promise<JsonGraphAnswer> {
  const sets = parsePathSets(paths, limits)
  const plan = planPaths(model, sets)
  const operation = new Operation(new SelectionCompiler(), model.query, request.contexts(), request.showBugs)
  await operation.run(plan, request.signal)
  throwIfGone(request)
  const emitter = new JsonGraphEmitter(model, operation)
  const json = JSON.stringify({ jsonGraph: emitter.graph(plan), paths: printPathSets(sets) })
  return { json, cache: emitter.failed ? notCached : policyOf(plan) }
}

/** Rejects where nobody waits for an answer any more. */
export function throwIfGone({ signal }: GraphRequest): void {
  if (signal?.aborted === true && !isDeadline(signal)) throw signal.reason
}
