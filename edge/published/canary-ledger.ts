import { bucketOf, type CanaryFigures } from './canary-figures.ts'

export interface NamedRevision {
  readonly name: string
  readonly revision: string
}

/** What an isolate has seen of one revision since it last said so. */
export interface CanaryReport extends NamedRevision {
  /** Requests that met the canary, and those that would have fitted but were not given it. */
  readonly canary: CanaryFigures
  readonly control: CanaryFigures
  /** Why it was benched here; null: it was not. */
  readonly failed: string | null
}

/** What an isolate counts of canaries between two reports. */
export interface CanaryLedger {
  count(name: string, revision: string, group: 'canary' | 'control', error: boolean, micros: number): void
  bench(name: string, revision: string, why: string): void
  /** All since the last time; empty where there is nothing to say. */
  take(): readonly CanaryReport[]
  readonly isEmpty: boolean
}

interface Counted {
  requests: number
  errors: number
  latency: Record<number, number>
}

interface Entry {
  readonly name: string
  readonly revision: string
  readonly canary: Counted
  readonly control: Counted
  failed: string | null
}

const nothing = (): Counted => ({ requests: 0, errors: 0, latency: {} })

/** Isolate scope: numbers and names of revisions only. */
export function createCanaryLedger(): CanaryLedger {
  let entries = new Map<string, Entry>()
  const entryOf = (name: string, revision: string): Entry => {
    const key = `${name}@${revision}`
    let entry = entries.get(key)
    if (entry === undefined) entries.set(key, (entry = { name, revision, canary: nothing(), control: nothing(), failed: null }))
    return entry
  }
  return {
    count(name, revision, group, error, micros) {
      const counted = entryOf(name, revision)[group]
      counted.requests++
      if (error) counted.errors++
      const bucket = bucketOf(micros)
      counted.latency[bucket] = (counted.latency[bucket] ?? 0) + 1
    },
    bench(name, revision, why) {
      entryOf(name, revision).failed ??= why
    },
    take() {
      const taken = [...entries.values()]
      entries = new Map()
      return taken
    },
    get isEmpty() {
      return entries.size === 0
    },
  }
}
