import type { KeySet } from '../plan/key-set.ts'
import { countPaths, type PathSet } from '../plan/path-set.ts'
import { checkNames } from '../plan/plan-paths.ts'
import { Refusal } from '../refusal.ts'
import type { Mounts } from './mounts.ts'

/** Path sets by who answers them. Our own keep their places, so that a refusal names the right one: what a mount takes leaves no path behind. */
export interface SplitPathSets {
  readonly own: readonly PathSet[]
  readonly mounted: ReadonlyMap<string, readonly PathSet[]>
}

/**
 * Takes what is below a mount's key out of path sets. Throws a Refusal for reserved keys and null anywhere below it, and for a path that
 * ends on the key itself.
 */
export function splitMounted(sets: readonly PathSet[], mounts: Mounts): SplitPathSets {
  if (mounts.size === 0) return { own: sets, mounted: nothing }
  const mounted = new Map<string, PathSet[]>()
  const own = sets.map((set, index) => {
    const [roots, ...rest] = set
    const keys = roots === undefined ? [] : roots.names.filter((name) => mounts.has(name))
    if (roots === undefined || keys.length === 0) return set
    if (rest.length === 0) {
      throw new Refusal('PATH_INCOMPLETE', 'Cannot answer a path that ends on a branch: need the name of a value below it', {
        position: [index],
      })
    }
    checkNames(set, 1, index)
    if (countPaths(rest) > 0) for (const key of keys) mounted.set(key, [...(mounted.get(key) ?? []), [oneKey(key), ...rest]])
    return [{ ...roots, names: roots.names.filter((name) => !mounts.has(name)), size: roots.size - keys.length }, ...rest]
  })
  return { own, mounted }
}

const nothing: SplitPathSets['mounted'] = new Map()

function oneKey(name: string): KeySet {
  return { ranges: [], names: [name], hasNull: false, size: 1 }
}
