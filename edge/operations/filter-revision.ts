import type { FilterDefinition } from '../../filter-sdk/definition-rules.ts'
import type { FilterState, PublishedKind, VersionedSet } from '../published/filter-set.ts'

/** A revision as it is published: nothing of it ever changes. */
export interface FilterRevision {
  readonly name: string
  readonly revision: string
  readonly kind: PublishedKind
  readonly definition: FilterDefinition
  /** As its author wrote it, and what runs. */
  readonly source: string
  readonly code: string
  readonly sha256: string
  readonly author: string
  readonly reason: string | null
  /** Epoch milliseconds; null: never. */
  readonly expiresAt: number | null
}

/** Who writes, why, and over which revision they believe to write; null: whichever it is. */
export interface FilterWrite {
  readonly author: string
  readonly reason: string | null
  readonly ifMatch: string | null
}

/** Why a write was not made. */
export type FilterProblem =
  | { readonly problem: 'unknown' }
  | { readonly problem: 'changed'; readonly current: string | null }
  | { readonly problem: 'invalid'; readonly message: string }
  | { readonly problem: 'full'; readonly maximum: number }

/** What a name has come to, and the set that devices meet from now on. */
export interface FilterWritten {
  readonly revision: string | null
  readonly state: FilterState
  readonly set: VersionedSet
}

/** A name and what is live of it, or else its last revision. */
export interface ListedRevision {
  readonly name: string
  readonly kind: PublishedKind
  readonly state: FilterState
  readonly revision: string
  readonly definition: FilterDefinition
  /** Of a canary: its share of devices, and how it has done so far beside the devices without it. */
  readonly trial: { readonly share: number; readonly canary: TrialSummary; readonly control: TrialSummary } | null
}

export interface TrialSummary {
  readonly requests: number
  readonly errors: number
  /** Within which 95 of 100 were answered, in milliseconds. */
  readonly p95Ms: number
}

export interface RevisionHistory {
  readonly revision: string
  readonly author: string
  readonly reason: string | null
  readonly at: number
  readonly expiresAt: number | null
  readonly source: string
  readonly states: readonly {
    readonly state: FilterState
    readonly at: number
    readonly author: string
    readonly reason: string | null
    readonly share: number | null
  }[]
}

/** All of a name, newest first, and which revision is the current one. */
export interface FilterHistory {
  readonly current: string
  readonly revisions: readonly RevisionHistory[]
}

export interface FilterSwitchOff {
  readonly names: readonly string[]
  readonly set: VersionedSet
}
