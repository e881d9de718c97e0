import type { FilterDefinition } from '../../filter-sdk/definition-rules.ts'

/** `dynamic`: a module that runs in the sandbox. `rule`: a declaration that the edge evaluates itself. */
export type PublishedKind = 'dynamic' | 'rule'

/** One revision of a published filter that devices meet: for all of them, or as a canary for a share. */
export interface LiveFilter {
  readonly name: string
  /** Of its source: the same source is the same revision. */
  readonly revision: string
  readonly kind: PublishedKind
  readonly definition: FilterDefinition
  /** What runs: JavaScript as the compiler left it, or the rule as JSON. */
  readonly code: string
  /** SHA-256 of `code`, in hexadecimal digits. */
  readonly sha256: string
  /** Of devices, from 0 to 1; null: all of them. */
  readonly share: number | null
  /** When it ends by itself, in epoch milliseconds; null: never. */
  readonly expiresAt: number | null
  /** Whether it has run anywhere and come back; until then its first run in an isolate is announced. */
  readonly proven: boolean
}

/** All that is live at a time. A name stands in it at most twice: active, and as a canary of its next revision. */
export type FilterSet = readonly LiveFilter[]

/** A set, and which one: of two, the one of the higher version is newer. */
export interface VersionedSet {
  readonly version: number
  readonly filters: FilterSet
}

/** How the outside names what a revision is to devices. */
export type FilterState = 'draft' | 'canary' | 'active' | 'replaced' | 'rolled-back' | 'undone' | 'expired' | 'off'
