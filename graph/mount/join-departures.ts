import { byCodeUnit } from '../model/canonical-json.ts'
import { countRanges, type KeySet, keysOf, mergeRanges, printKeySet } from '../plan/key-set.ts'
import type { PathSet } from '../plan/path-set.ts'
import type { Departure } from './read-answer.ts'

/** References that are followed as one: alike but for their last key, as to many entities of one collection. */
export interface Journey {
  /** The root key they lead to. */
  readonly root: string
  readonly set: PathSet
  readonly hops: number
  readonly departures: readonly Departure[]
}

/** Joins references that differ in their last key only, so that they are planned and asked for once. */
export function joinDepartures(departures: readonly Departure[]): readonly Journey[] {
  const groups = new Map<string, Departure[]>()
  for (const departure of departures) {
    const { target, rest, hops } = departure
    const head = target.slice(0, Math.max(1, target.length - 1))
    const alike = JSON.stringify([hops, target.length, head.map(printKeySet), rest.map(printKeySet)])
    const group = groups.get(alike)
    if (group === undefined) groups.set(alike, [departure])
    else group.push(departure)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    const [roots] = first?.target ?? []
    if (first === undefined || roots === undefined) return []
    const { target, rest, hops } = first
    const last = joinKeys(group.map((one) => one.target.at(-1) as KeySet))
    const [root = ''] = keysOf(roots)
    return [{ root, set: [...target.slice(0, -1), last, ...rest], hops, departures: group }]
  })
}

function joinKeys(keys: readonly KeySet[]): KeySet {
  const ranges = mergeRanges(keys.flatMap((one) => one.ranges))
  const names = [...new Set(keys.flatMap((one) => one.names))].sort(byCodeUnit)
  return { ranges, names, hasNull: false, size: countRanges(ranges) + names.length }
}
