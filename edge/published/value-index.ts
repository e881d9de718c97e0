/** Positions of filters by what they need of one value: each position stands under one need, whose values do not cover each other. */
export interface ValueIndex {
  /**
   * The positions under the value as it is, or under what it begins with; null: under its absence. Each list is ascending, and the index's
   * own.
   */
  visit(value: string | null, found: (positions: readonly number[]) => void): void
  /** Whether anything stands under absence. */
  readonly findsAbsent: boolean
}

/** What a filter needs of a value: to be one of `exact`, to begin with one of `prefixes`, or with `absent` not to be there. */
export interface ValueNeed {
  readonly position: number
  readonly exact: readonly string[]
  readonly prefixes: readonly string[]
  readonly absent: boolean
}

/** Letter by letter. */
interface Branch {
  positions: number[]
  next: Map<number, Branch> | undefined
}

/** Makes an index of what filters need, in ascending order of their positions. */
export function createValueIndex(needs: readonly ValueNeed[]): ValueIndex {
  const exact = new Map<string, number[]>()
  const root: Branch = { positions: [], next: undefined }
  const absent: number[] = []
  for (const need of needs) {
    // Of values that cover each other, the widest alone: nothing is found twice.
    const prefixes = need.prefixes.filter((prefix) => !need.prefixes.some((other) => other !== prefix && prefix.startsWith(other)))
    for (const prefix of new Set(prefixes)) branchOf(root, prefix).positions.push(need.position)
    for (const value of new Set(need.exact)) {
      if (prefixes.some((prefix) => value.startsWith(prefix))) continue
      const known = exact.get(value)
      if (known === undefined) exact.set(value, [need.position])
      else known.push(need.position)
    }
    if (need.absent) absent.push(need.position)
  }
  return {
    findsAbsent: absent.length > 0,
    visit(value, found) {
      if (value === null) {
        if (absent.length > 0) found(absent)
        return
      }
      const same = exact.get(value)
      if (same !== undefined) found(same)
      let branch: Branch | undefined = root
      for (let at = 0; branch !== undefined; at++) {
        if (branch.positions.length > 0) found(branch.positions)
        branch = at < value.length ? branch.next?.get(value.charCodeAt(at)) : undefined
      }
    },
  }
}

function branchOf(root: Branch, prefix: string): Branch {
  let branch = root
  for (let at = 0; at < prefix.length; at++) {
    const code = prefix.charCodeAt(at)
    branch.next ??= new Map()
    let next = branch.next.get(code)
    if (next === undefined) branch.next.set(code, (next = { positions: [], next: undefined }))
    branch = next
  }
  return branch
}
