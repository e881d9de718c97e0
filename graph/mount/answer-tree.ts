import type { JsonWriter } from '../emit/json-writer.ts'
import { byKey } from '../emit/key-order.ts'
import { quote } from '../emit/quote.ts'
import { keysOf } from '../plan/key-set.ts'
import type { PathSet } from '../plan/path-set.ts'

/** Part of an answer that we build ourselves: what stands below its keys, a leaf as its JSON. */
export type Branch = Map<string, Branch | string>

/** Puts a leaf below a branch. An error that stands there stays. */
export function putLeaf(branch: Branch, key: string, text: string): void {
  const there = branch.get(key)
  if (typeof there !== 'string' || !isError(there)) branch.set(key, text)
}

/** The branch below a key, there from now on; undefined where a leaf stands, which answers for all that is below. */
export function branchAt(branch: Branch, key: string): Branch | undefined {
  let below = branch.get(key)
  if (below === undefined) branch.set(key, (below = new Map()))
  return typeof below === 'string' ? undefined : below
}

/** Puts a leaf at each path of a set, from `depth` on, where nothing stands. */
export function fill(branch: Branch, set: PathSet, depth: number, text: string): void {
  const keys = set[depth]
  if (keys === undefined) return
  for (const key of keysOf(keys)) {
    if (depth < set.length - 1) {
      const below = branchAt(branch, key)
      if (below !== undefined) fill(below, set, depth + 1, text)
    } else if (!branch.has(key)) branch.set(key, text)
  }
}

/** Writes a branch as JSON. Keys: integers ascending, then by code unit. */
export function writeBranch(branch: Branch, writer: JsonWriter): void {
  let before = '{'
  for (const [key, below] of [...branch].sort(([a], [b]) => byKey(a, b))) {
    writer.write(`${before}${quote(key)}:`)
    if (typeof below === 'string') writer.write(below)
    else writeBranch(below, writer)
    before = ','
  }
  writer.write(branch.size === 0 ? '{}' : '}')
}

const isError = (text: string) => /^\{(?:"\$expires":[^,]+,)?"\$type":"error"/.test(text)
