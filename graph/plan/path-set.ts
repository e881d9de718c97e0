import { checkLimit, type GraphLimits } from '../limits.ts'
import { byCodeUnit } from '../model/canonical-json.ts'
import { badPath, type KeySet, parseKeySet, printKeySet } from './key-set.ts'

/** One path set: a key set for each level. Empty ones stand for no path at all. */
export type PathSet = readonly KeySet[]

/**
 * Parses and counts the path sets of a request. Throws a Refusal for what is malformed or over a limit, before anything is expanded.
 * Which names are allowed where is the schema's business and checked when the paths are planned.
 */
export function parsePathSets(input: unknown, limits: GraphLimits): readonly PathSet[] {
  if (!Array.isArray(input)) throw badPath('path sets are an array of paths', [])
  checkLimit(limits, 'pathSets', input.length)
  let total = 0
  const sets: PathSet[] = []
  for (const [index, path] of input.entries()) {
    const set = parsePathSet(path, limits, index)
    total = saturatingAdd(total, countPaths(set))
    checkLimit(limits, 'pathCount', total)
    sets.push(set)
  }
  return sets
}

function parsePathSet(path: unknown, limits: GraphLimits, index: number): PathSet {
  if (!Array.isArray(path)) throw badPath('a path is an array of keys', [index])
  if (path.length === 0) throw badPath('a path has at least one key', [index])
  checkLimit(limits, 'pathDepth', path.length)
  const set: KeySet[] = []
  let count = 1
  for (const [depth, keys] of path.entries()) {
    const parsed = parseKeySet(keys, limits, [index, depth])
    set.push(parsed)
    count = saturatingMultiply(count, parsed.size)
    checkLimit(limits, 'pathCount', count)
  }
  return set
}

/** How many paths the set stands for. Counted arithmetically: nothing is expanded. */
export function countPaths(set: PathSet): number {
  let count = 1
  for (const keys of set) count = saturatingMultiply(count, keys.size)
  return count
}

export function saturatingMultiply(a: number, b: number): number {
  return Math.min(a * b, Number.MAX_SAFE_INTEGER)
}

export function saturatingAdd(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER)
}

/** The path sets as they are answered: normal form, each once, in one order, so that equal requests have equal bytes. */
export function printPathSets(sets: readonly PathSet[]): readonly unknown[] {
  const [only] = sets
  if (sets.length === 1 && only !== undefined) return countPaths(only) === 0 ? [] : [only.map(printKeySet)]
  const printed = new Map<string, unknown>()
  for (const set of sets) {
    if (countPaths(set) === 0) continue
    const path = set.map(printKeySet)
    printed.set(JSON.stringify(path), path)
  }
  return [...printed].sort(([a], [b]) => byCodeUnit(a, b)).map(([, path]) => path)
}
