import { type GraphLimits, overLimit } from '../limits.ts'
import { Refusal } from '../refusal.ts'
import { keysOf } from './key-set.ts'
import type { PathSet } from './path-set.ts'

/** One value that a device wants to set. */
export interface Wanted {
  readonly path: readonly (string | null)[]
  readonly value: unknown
  /** References of the envelope that led to the value: after how many keys of the path, and where to. */
  readonly references: readonly { readonly depth: number; readonly to: readonly unknown[] }[]
}

export interface Envelope {
  /** The value at each path. Throws a Refusal where there is none. */
  values(sets: readonly PathSet[]): readonly Wanted[]
}

const maxHops = 8

/** Parses `{jsonGraph, paths}` of a `set`. Metadata beside a value is left out; only what the paths lead to is read. */
export function parseEnvelope(input: unknown, limits: GraphLimits): { readonly paths: unknown; readonly envelope: Envelope } {
  if (!isObject(input) || !isObject(input.jsonGraph)) throw badEnvelope('need an object with jsonGraph and paths')
  const { jsonGraph } = input
  checkReservedKeys(jsonGraph, limits, 1)
  return {
    paths: input.paths,
    envelope: { values: (sets) => sets.flatMap((set) => [...expand(set)].map((path) => wanted(jsonGraph, path))) },
  }
}

/** Throws a Refusal for a reserved key anywhere in a value from outside, and for a value too deep. */
export function checkReservedKeys(node: object, limits: GraphLimits, depth: number): void {
  if (depth > limits.valueDepth) throw overLimit(limits, 'valueDepth', depth)
  for (const [key, value] of Object.entries(node)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') throw new Refusal('RESERVED_KEY', 'Cannot use a reserved key')
    if (typeof value === 'object' && value !== null) checkReservedKeys(value, limits, depth + 1)
  }
}

function* expand(set: PathSet, depth = 0, head: readonly (string | null)[] = []): Generator<readonly (string | null)[]> {
  const keys = set[depth]
  if (keys === undefined) yield head
  else {
    for (const key of keysOf(keys)) yield* expand(set, depth + 1, [...head, key])
    if (keys.hasNull) yield* expand(set, depth + 1, [...head, null])
  }
}

function wanted(jsonGraph: Record<string, unknown>, path: readonly (string | null)[]): Wanted {
  const references: { depth: number; to: readonly unknown[] }[] = []
  let node: unknown = jsonGraph
  for (let depth = 0; depth < path.length; depth++) {
    if (isReference(node)) {
      references.push({ depth, to: node.value })
      node = followed(jsonGraph, node.value, 1)
    }
    node = member(node, String(path[depth]))
  }
  if (node === undefined) throw badEnvelope('it has no value at one of its paths')
  if (!isObject(node)) return { path, value: node, references }
  if (node.$type !== 'atom') throw badEnvelope('only values can be set, bare or as atoms')
  return { path, value: node.value ?? null, references }
}

function followed(jsonGraph: Record<string, unknown>, path: readonly unknown[], hops: number): unknown {
  if (hops > maxHops) throw badEnvelope(`its references lead over more than ${maxHops} others`)
  let node: unknown = jsonGraph
  for (const key of path) node = member(node, String(key))
  return isReference(node) ? followed(jsonGraph, node.value, hops + 1) : node
}

function member(node: unknown, key: string): unknown {
  return isObject(node) && node.$type === undefined && Object.hasOwn(node, key) ? node[key] : undefined
}

function isReference(node: unknown): node is { value: readonly unknown[] } {
  return isObject(node) && node.$type === 'ref' && Array.isArray(node.value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function badEnvelope(what: string): Refusal {
  return new Refusal('BAD_ENVELOPE', `Cannot read the envelope: ${what}`)
}
