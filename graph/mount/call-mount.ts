import { writeEnvelope } from '../emit/envelope.ts'
import { JsonGraphEmitter } from '../emit/json-graph.ts'
import { JsonWriter } from '../emit/json-writer.ts'
import { badAnswer, Failure } from '../failure.ts'
import { throwIfGone } from '../get.ts'
import { checkLimit, type GraphLimits } from '../limits.ts'
import { notCached } from '../plan/cache-policy.ts'
import { checkReservedKeys } from '../plan/envelope.ts'
import { badPath } from '../plan/key-set.ts'
import { countPaths, type PathSet, parsePathSets, printPathSets } from '../plan/path-set.ts'
import { checkNames, planPaths } from '../plan/plan-paths.ts'
import { SelectionCompiler } from '../plan/selection.ts'
import { Refusal } from '../refusal.ts'
import type { CallInput, GraphEnvironment, GraphRequest, JsonGraphAnswer } from '../request.ts'
import { Operation } from '../run/operation.ts'
import { copyPathSet } from './copy-path-set.ts'
import { MountRun } from './mount-run.ts'
import type { Mounts } from './mounts.ts'
import { pathsBelow } from './paths-below.ts'
import { invalidatedBelow } from './set-mounts.ts'

/** The mount that a call path leads below, or undefined. */
export function calledMount(callPath: unknown, mounts: Mounts): string | undefined {
  const [key] = Array.isArray(callPath) ? callPath : []
  return typeof key === 'string' && mounts.has(key) ? key : undefined
}

/**
 * A `call` below a mount's key. Suffixes and `thisPaths` mean what they mean to the source: the latter start where the function stands. A
 * failure is an error at the call path.
 */
export async function callMount(
  environment: GraphEnvironment,
  key: string,
  input: CallInput,
  request: GraphRequest,
): Promise<JsonGraphAnswer> {
  const { model, limits } = environment
  const callPath = parseCallPath(input.callPath, limits)
  const suffixes = parseNames(input.pathSuffixes, limits)
  const thisPaths = parseNames(input.thisPaths, limits)
  const count = [...suffixes, ...thisPaths].reduce((sum, set) => sum + countPaths(set), 0)
  checkLimit(limits, 'pathCount', count)
  const args = parseArguments(input.arguments ?? [], limits)

  const contexts = request.contexts()
  const operation = new Operation(new SelectionCompiler(), model.query, contexts, request.showBugs)
  const run = new MountRun(environment, operation, contexts.personal, request)
  const asked = { key, sets: [callPath], hops: 0 }
  let answered: readonly PathSet[] = asked.sets
  let invalidated: readonly unknown[] = []
  run.ask(
    asked,
    (source) => {
      if (source.call === undefined) throw unknownFunction
      return source.call(copyPathSet(callPath) as (string | number)[], args, suffixes.map(copyPathSet), thisPaths.map(copyPathSet))
    },
    (answer) => {
      const { paths } = (answer ?? {}) as { readonly paths?: unknown }
      const sets = pathsBelow(key, paths, limits)?.filter((set) => set.length > 1)
      if (sets === undefined) return run.fail(asked, badAnswer)
      run.read({ ...asked, sets }, answer)
      answered = sets
      invalidated = invalidatedBelow(key, answer, limits)
    },
  )
  const nothing = planPaths(model, [])
  await operation.run(nothing, request.signal)
  throwIfGone(request)

  const writer = new JsonWriter()
  const emitter = new JsonGraphEmitter(model, operation, writer)
  const members = run.members(writer)
  return { body: writeEnvelope(emitter, writer, run.plan(nothing, []), printPathSets(answered), invalidated, members), cache: notCached }
}

const unknownFunction = new Failure('FUNCTION_UNKNOWN', 'No function stands there')

/** Keys only, none of them reserved, and more than the mount's own. */
function parseCallPath(callPath: unknown, limits: GraphLimits): PathSet {
  const [set = []] = parseNames([callPath], limits)
  if (countPaths(set) !== 1) throw badPath('a call path is an array of keys', [])
  if (set.length === 1) throw new Refusal('FUNCTION_UNKNOWN', 'Cannot call this path: no function stands there', {}, 404)
  return set
}

function parseNames(paths: unknown, limits: GraphLimits): readonly PathSet[] {
  const sets = parsePathSets(paths ?? [], limits)
  for (const [index, set] of sets.entries()) checkNames(set, 0, index)
  return sets
}

function parseArguments(given: unknown, limits: GraphLimits): unknown[] {
  if (!Array.isArray(given)) throw new Refusal('BAD_ARGUMENT', 'Cannot read the arguments: need an array')
  checkLimit(limits, 'callArguments', given.length)
  checkReservedKeys(given, limits, 1)
  return given
}
