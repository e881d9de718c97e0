import type { KeySet } from '../plan/key-set.ts'
import type { PathSet } from '../plan/path-set.ts'
import type { DevicePath } from './data-source.ts'

/** A path set as a data source takes it, made anew: falcor-router writes into what it is given. */
export function copyPathSet(set: PathSet): DevicePath {
  return set.map(copyKeySet)
}

/** Ranges come first: of a key set that begins with a key, falcor-router 0.8.3 drops the ranges. */
function copyKeySet({ ranges, names }: KeySet): unknown {
  const wide = ranges.filter(({ from, to }) => from < to).map((range) => ({ ...range }))
  const single = ranges.filter(({ from, to }) => from === to).map(({ from }) => from)
  const keys = [...wide, ...single, ...names]
  return keys.length === 1 ? keys[0] : keys
}
