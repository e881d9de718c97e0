/**
 * When a filter is benched: so many failures within so many milliseconds, if they are at least this share of its runs since the first of them. Without the
 * share, three requests made to fail would take a guard out of everybody's way.
 */
export const failureBounds = { most: 3, withinMs: 10_000, leastShare: 0.1 } as const

/** Counts failures of filters in an isolate. What is benched stays so for as long as its revision is live. `key` names filter and revision. */
export interface FailureWindow {
  /** It has run well. Costs nothing while nothing fails. */
  pass(key: string): void
  /** It has failed. Comes to whether it has just been benched. */
  fail(key: string, at: number): boolean
  isBenched(key: string): boolean
  /** Forgets all but these. */
  keepOnly(keys: ReadonlySet<string>): void
}

interface Window {
  /** When it failed, oldest first, and how many runs there were up to each failure since the first. */
  readonly failures: { readonly at: number; readonly runs: number }[]
  runs: number
}

/** Isolate scope: numbers only. Times in epoch milliseconds. */
export function createFailureWindow(): FailureWindow {
  const windows = new Map<string, Window>()
  const benched = new Set<string>()
  return {
    pass(key) {
      if (windows.size === 0) return
      const window = windows.get(key)
      if (window !== undefined) window.runs++
    },
    fail(key, at) {
      if (benched.has(key)) return false
      const { failures: before, runs } = windows.get(key) ?? { failures: [], runs: 0 }
      const failures = [...before.filter((failure) => failure.at > at - failureBounds.withinMs), { at, runs: runs + 1 }]
      windows.set(key, { failures, runs: runs + 1 })
      const since = runs + 2 - (failures[0]?.runs ?? 0)
      if (failures.length < failureBounds.most || failures.length < since * failureBounds.leastShare) return false
      benched.add(key)
      windows.delete(key)
      return true
    },
    isBenched: (key) => benched.size > 0 && benched.has(key),
    keepOnly(keys) {
      for (const key of windows.keys()) if (!keys.has(key)) windows.delete(key)
      for (const key of benched) if (!keys.has(key)) benched.delete(key)
    },
  }
}
