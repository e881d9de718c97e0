import type { Plan } from '../plan/plan.ts'
import type { JsonGraphEmitter } from './json-graph.ts'
import type { JsonBody, JsonWriter } from './json-writer.ts'

/** Writes a JSON Graph envelope: `{jsonGraph, paths, invalidated?}`. `extra` are root members of the graph besides the plan's. */
export function writeEnvelope(
  emitter: JsonGraphEmitter,
  writer: JsonWriter,
  plan: Plan,
  paths: readonly unknown[],
  invalidated: readonly unknown[] = [],
  extra?: ReadonlyMap<string, () => void>,
): JsonBody {
  writer.write('{"jsonGraph":')
  emitter.write(plan, extra)
  writer.write(`,"paths":${JSON.stringify(paths)}`)
  writer.write(invalidated.length > 0 ? `,"invalidated":${JSON.stringify(invalidated)}}` : '}')
  return writer.done()
}
