export const failureBounds = { most: 3, withinMs: 10_000 } as const

/** Counts failures of filters in an isolate. One that fails three times in ten seconds is benched here for as long as its revision is live. */
export interface FailureWindow {
  /** Whether it has just been benched. `key` names filter and revision. */
  add(key: string, at: number): boolean
  isBenched(key: string): boolean
  /** Forgets all but these. */
  keepOnly(keys: ReadonlySet<string>): void
}

/** Isolate scope: numbers only. Times in epoch milliseconds. */
export function createFailureWindow(): FailureWindow {
  const failures = new Map<string, number[]>()
  const benched = new Set<string>()
  return {
    add(key, at) {
      if (benched.has(key)) return false
      const recent = (failures.get(key) ?? []).filter((time) => time > at - failureBounds.withinMs)
      recent.push(at)
      failures.set(key, recent)
      if (recent.length < failureBounds.most) return false
      benched.add(key)
      failures.delete(key)
      return true
    },
    isBenched: (key) => benched.size > 0 && benched.has(key),
    keepOnly(keys) {
      for (const key of failures.keys()) if (!keys.has(key)) failures.delete(key)
      for (const key of benched) if (!keys.has(key)) benched.delete(key)
    },
  }
}
