import { badValue, Failure } from '../failure.ts'
import type { GraphLimits } from '../limits.ts'
import { type KeySet, keysOf, parseKeySet } from '../plan/key-set.ts'
import type { PathSet } from '../plan/path-set.ts'
import { Refusal } from '../refusal.ts'
import { type AnswerNode, errorText, missingText, type ReferenceKey, readNode } from './answer-node.ts'
import { type Branch, branchAt, fill, putLeaf } from './answer-tree.ts'

/** A reference that leads out of a mount, with keys left to follow it by. */
export interface Departure {
  readonly target: readonly KeySet[]
  readonly rest: PathSet
  /** References followed so far, this one counted. */
  readonly hops: number
  /** Puts a failure in the place of the reference. */
  fail(failure: Failure): void
}

export interface AnswerReading {
  readonly key: string
  /** What the source has at its key. */
  readonly root: unknown
  /** Where all that is read is put. */
  readonly tree: Branch
  readonly limits: GraphLimits
  readonly showBugs: boolean
  leave(departure: Departure): void
}

const loop = new Failure('REF_LOOP', 'The references on the way lead on and on')

/**
 * Takes from a mount's answer what one path set asked for and nothing else; references within the mount are followed in the same answer.
 * What the answer does not have is missing at exactly the asked paths.
 */
export function readAnswer(reading: AnswerReading, set: PathSet, hops: number): void {
  const node = readNode(reading.root, reading.showBugs)
  if (node.kind === 'branch') place(reading, set, 1, node.members, reading.tree, hops)
  else fill(reading.tree, set, 1, node.kind === 'absent' ? missingText : node.kind === 'leaf' ? node.text : errorText(badValue))
}

function place(reading: AnswerReading, set: PathSet, depth: number, members: object, branch: Branch, hops: number): void {
  const [keys, ...after] = set.slice(depth)
  if (keys === undefined) return
  for (const key of keysOf(keys)) {
    const node = readNode(Object.hasOwn(members, key) ? (members as Record<string, unknown>)[key] : undefined, reading.showBugs)
    if (node.kind === 'leaf') putLeaf(branch, key, node.text)
    else if (node.kind === 'reference') {
      if (after.length === 0) putLeaf(branch, key, node.text)
      else follow(reading, node, after, branch, key, hops)
    } else if (after.length === 0) {
      if (node.kind === 'branch') putLeaf(branch, key, errorText(badValue))
      else if (!branch.has(key)) branch.set(key, missingText)
    } else {
      const below = branchAt(branch, key)
      if (below === undefined) continue
      if (node.kind === 'branch') place(reading, set, depth + 1, node.members, below, hops)
      else fill(below, after, 0, missingText)
    }
  }
}

function follow(
  reading: AnswerReading,
  { to, text }: Extract<AnswerNode, { readonly kind: 'reference' }>,
  rest: PathSet,
  branch: Branch,
  key: string,
  hops: number,
): void {
  const { limits } = reading
  const fail = (failure: Failure) => putLeaf(branch, key, errorText(failure))
  const target = parseTarget(to, limits)
  if (target === undefined || target.length + rest.length > limits.pathDepth) return fail(badValue)
  if (hops >= limits.referenceHops) return fail(loop)
  putLeaf(branch, key, text)
  if (to[0] === reading.key) readAnswer(reading, [...target, ...rest], hops + 1)
  else reading.leave({ target, rest, hops: hops + 1, fail })
}

/** Undefined for keys that no path may have. */
function parseTarget(to: readonly ReferenceKey[], limits: GraphLimits): readonly KeySet[] | undefined {
  try {
    return to.map((key) => parseKeySet(key, limits, []))
  } catch (thrown) {
    if (thrown instanceof Refusal) return undefined
    throw thrown
  }
}
