import { checkLimit, type GraphLimits } from '../limits.ts'
import { byCodeUnit } from '../model/canonical-json.ts'
import { Refusal } from '../refusal.ts'

/**
 * A key set in normal form. Keys are compared as strings, so integers and their decimals fall together: non-negative ones are
 * kept as ranges, ascending and apart, everything else as distinct strings by code unit.
 */
export interface KeySet {
  readonly ranges: readonly Range[]
  readonly names: readonly string[]
  /** Holds a null key, which only an argument may be. */
  readonly hasNull: boolean
  /** How many distinct keys it stands for. */
  readonly size: number
}

/** Integers from `from` to `to`, both included. */
export interface Range {
  readonly from: number
  readonly to: number
}

const canonicalIndex = /^(?:0|[1-9]\d{0,15})$/

/** Parses one key set of a path. Throws a Refusal; nothing is expanded to be counted. */
export function parseKeySet(input: unknown, limits: GraphLimits, position: readonly number[]): KeySet {
  if (!Array.isArray(input)) return singleKey(input, limits, position)
  const ranges: Range[] = []
  const names = new Set<string>()
  let hasNull = false
  for (const item of input) {
    if (Array.isArray(item)) throw badPath('a key set holds keys and ranges, not arrays', position)
    const one = singleKey(item, limits, position)
    ranges.push(...one.ranges)
    for (const name of one.names) names.add(name)
    hasNull ||= one.hasNull
    checkLimit(limits, 'keysPerSet', names.size)
  }
  return keySet(ranges, [...names], hasNull, limits)
}

function keySet(ranges: readonly Range[], names: readonly string[], hasNull: boolean, limits: GraphLimits): KeySet {
  const merged = mergeRanges(ranges)
  const size = countRanges(merged) + names.length + (hasNull ? 1 : 0)
  checkLimit(limits, 'keysPerSet', size)
  return { ranges: merged, names: names.length > 1 ? [...names].sort(byCodeUnit) : names, hasNull, size }
}

function singleKey(key: unknown, limits: GraphLimits, position: readonly number[]): KeySet {
  switch (typeof key) {
    case 'number':
      if (!Number.isFinite(key)) throw badPath('a number must be finite', position)
      return stringKey(String(key), limits)
    case 'string':
      checkKey(key, limits, position)
      return stringKey(key, limits)
    case 'boolean':
      return { ranges: [], names: [String(key)], hasNull: false, size: 1 }
    case 'object':
      if (key === null) return { ranges: [], names: [], hasNull: true, size: 1 }
      return keySet(parseRange(key as Record<string, unknown>, limits, position), [], false, limits)
    default:
      throw badPath('a key is a string, number, boolean, null or range', position)
  }
}

function stringKey(key: string, limits: GraphLimits): KeySet {
  if (canonicalIndex.test(key)) {
    const index = Number(key)
    if (index <= Number.MAX_SAFE_INTEGER) return { ranges: [{ from: index, to: index }], names: [], hasNull: false, size: 1 }
  }
  checkLimit(limits, 'keyBytes', key.length)
  return { ranges: [], names: [key], hasNull: false, size: 1 }
}

function parseRange(range: Record<string, unknown>, limits: GraphLimits, position: readonly number[]): Range[] {
  for (const name of Object.keys(range)) {
    if (name !== 'from' && name !== 'to' && name !== 'length') throw badPath("a range has 'from', 'to' and 'length' only", position)
  }
  const { from = 0, length } = range
  const to = range.to === undefined && typeof length === 'number' && typeof from === 'number' ? from + length - 1 : range.to
  const whole = (value: unknown, least: number) => typeof value === 'number' && Number.isSafeInteger(value) && value >= least
  if (!whole(from, 0) || !whole(to, -1) || (length !== undefined && !whole(length, 0))) {
    throw badPath("a range needs integers: 'from' of 0 or more, and 'to' or 'length'", position)
  }
  const width = (to as number) - (from as number) + 1
  if (width <= 0) return []
  checkLimit(limits, 'rangeWidth', width)
  return [{ from: from as number, to: to as number }]
}

// Characters that no key of ours has and that are used to confuse logs and parsers: controls, line separators, lone surrogates.
const unfit = /[\u0000-\u001f\u007f\u2028\u2029]/

function checkKey(key: string, limits: GraphLimits, position: readonly number[]): void {
  // A UTF-16 code unit is at most three bytes of UTF-8, so short keys need no counting.
  if (key.length * 3 > limits.keyBytes) checkLimit(limits, 'keyBytes', key.length > limits.keyBytes ? key.length : utf8Length(key))
  if (unfit.test(key) || !key.isWellFormed())
    throw new Refusal('KEY_LIMIT', 'Cannot use this key: it holds a control character or half a surrogate pair', { position })
}

function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

export function badPath(what: string, position: readonly number[]): Refusal {
  return new Refusal('BAD_PATH', `Cannot read this path: ${what}`, { position })
}

/** Sorts ranges and joins those that touch or overlap. */
export function mergeRanges(ranges: readonly Range[]): readonly Range[] {
  if (ranges.length < 2) return ranges
  const sorted = [...ranges].sort((a, b) => a.from - b.from)
  const merged: { from: number; to: number }[] = []
  for (const range of sorted) {
    const last = merged.at(-1)
    if (last !== undefined && range.from <= last.to + 1) last.to = Math.max(last.to, range.to)
    else merged.push({ ...range })
  }
  return merged
}

export function countRanges(ranges: readonly Range[]): number {
  let count = 0
  for (const { from, to } of ranges) count += to - from + 1
  return count
}

/** What of `wanted` is not in `had`; both in normal form. */
export function subtractRanges(wanted: readonly Range[], had: readonly Range[]): readonly Range[] {
  if (had.length === 0) return wanted
  const left: Range[] = []
  for (const { from, to } of wanted) {
    let start = from
    for (const hole of had) {
      if (hole.to < start || hole.from > to) continue
      if (hole.from > start) left.push({ from: start, to: hole.from - 1 })
      start = hole.to + 1
    }
    if (start <= to) left.push({ from: start, to })
  }
  return left
}

/** Each key as the string it is compared by, integers first. */
export function* keysOf(set: KeySet): Generator<string> {
  for (const { from, to } of set.ranges) for (let index = from; index <= to; index++) yield String(index)
  yield* set.names
}

/** The key set as a client would write it: a scalar where it is one key. */
export function printKeySet(set: KeySet): unknown {
  const parts: unknown[] = set.ranges.map(({ from, to }) => (from === to ? from : { from, to }))
  parts.push(...set.names)
  if (set.hasNull) parts.push(null)
  return parts.length === 1 ? parts[0] : parts
}
