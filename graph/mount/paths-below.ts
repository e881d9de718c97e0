import type { GraphLimits } from '../limits.ts'
import { type PathSet, parsePathSets } from '../plan/path-set.ts'
import { checkNames } from '../plan/plan-paths.ts'
import { Refusal } from '../refusal.ts'

/** The path sets that a source names and that lie below its key; undefined where they are none, or over a limit. */
export function pathsBelow(key: string, paths: unknown, limits: GraphLimits): readonly PathSet[] | undefined {
  try {
    const sets = parsePathSets(paths, limits)
    return sets.flatMap((set, index) => {
      const [roots, ...rest] = set
      if (roots === undefined || !roots.names.includes(key)) return []
      checkNames(rest, 0, index)
      return [[{ ranges: [], names: [key], hasNull: false, size: 1 }, ...rest]]
    })
  } catch (thrown) {
    if (thrown instanceof Refusal) return undefined
    throw thrown
  }
}
