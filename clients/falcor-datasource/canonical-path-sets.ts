export type Key = string | number | boolean | null

/** Integers from `from` (0 where it is left out) to `to`, both included, or as many as `length`. */
export interface Range {
  readonly from?: number
  readonly to?: number
  readonly length?: number
}

export type KeySet = Key | Range | readonly (Key | Range)[]

/** A path with a set of keys at each level. */
export type PathSet = readonly KeySet[]

/**
 * The same paths in the one form that Marquee itself answers with, so that equal questions have equal URLs: keys as strings, integers as
 * ranges that neither touch nor overlap, everything sorted, each path set once; those that stand for no path are left out. What is no path
 * set stays as it is: the server says better what is wrong with it.
 */
export function canonicalPathSets(pathSets: readonly PathSet[]): readonly PathSet[] {
  const byText = new Map<string, PathSet>()
  for (const pathSet of pathSets) {
    const canonical = Array.isArray(pathSet) ? pathSet.map(canonicalKeySet) : pathSet
    if (Array.isArray(canonical) && canonical.some((keys) => Array.isArray(keys) && keys.length === 0)) continue
    byText.set(JSON.stringify(canonical), canonical)
  }
  return [...byText].sort(([one], [other]) => byCodeUnit(one, other)).map(([, pathSet]) => pathSet)
}

/** A key where it is one, else an array of ranges and integers ascending, then of strings, then null. */
function canonicalKeySet(keys: KeySet): KeySet {
  const ranges: Bounds[] = []
  const names = new Set<string>()
  let hasNull = false
  for (const key of Array.isArray(keys) ? keys : [keys]) {
    if (key === null) hasNull = true
    else if (typeof key === 'object') {
      const bounds = boundsOf(key)
      if (bounds === undefined) return keys
      if (bounds.to >= bounds.from) ranges.push(bounds)
    } else if (typeof key === 'number' && !Number.isFinite(key)) return keys
    else if (isIndex(String(key))) ranges.push({ from: Number(key), to: Number(key) })
    else names.add(String(key))
  }
  const canonical = [
    ...merge(ranges).map(({ from, to }) => (from === to ? from : { from, to })),
    ...[...names].sort(byCodeUnit),
    ...(hasNull ? [null] : []),
  ]
  return canonical.length === 1 ? (canonical[0] as Key | Range) : canonical
}

interface Bounds {
  readonly from: number
  to: number
}

/** Undefined where the range is none. */
function boundsOf(range: Range): Bounds | undefined {
  if (Object.keys(range).some((name) => name !== 'from' && name !== 'to' && name !== 'length')) return undefined
  const { from = 0, length } = range
  const to = range.to ?? (length === undefined ? undefined : from + length - 1)
  const whole = (value: unknown, least: number) => Number.isSafeInteger(value) && (value as number) >= least
  return to !== undefined && whole(from, 0) && whole(to, -1) && (length === undefined || whole(length, 0)) ? { from, to } : undefined
}

const isIndex = (key: string) => /^(?:0|[1-9]\d{0,15})$/.test(key) && Number(key) <= Number.MAX_SAFE_INTEGER

/** Sorts ranges and joins those that touch or overlap. */
function merge(ranges: readonly Bounds[]): readonly Bounds[] {
  const merged: Bounds[] = []
  for (const { from, to } of [...ranges].sort((one, other) => one.from - other.from)) {
    const last = merged[merged.length - 1]
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

const byCodeUnit = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
