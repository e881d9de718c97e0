import type { DocumentNode } from 'graphql/language'
import type { JsonBody } from './emit/json-writer.ts'
import type { FragmentStore } from './fragments/fragment-store.ts'
import type { GraphLimits } from './limits.ts'
import type { Model } from './model/model.ts'
import type { Mounts } from './mount/mounts.ts'
import type { CachePolicy } from './plan/cache-policy.ts'
import type { DocumentPlans } from './plan/document-plans.ts'
import type { CancelSignal } from './run/cancel-signal.ts'

/** What is compiled once and serves every request. */
export interface GraphEnvironment {
  readonly model: Model
  readonly limits: GraphLimits
  /** Plans of GraphQL documents. */
  readonly documents: DocumentPlans
  /** Public data seen before. */
  readonly fragments: FragmentStore | undefined
  /** Data sources below root keys of their own. */
  readonly mounts: Mounts
}

/** One request of a device, as far as the graph needs to know it. */
export interface GraphRequest<open = unknown, personal = unknown> {
  /** New contexts for each operation: what resolvers remember must not outlive a write. */
  contexts(): { readonly open: open; readonly personal: personal }
  /** Aborted with the reason `deadline`, what is there is answered; with any other, the operation rejects with it. */
  readonly signal?: CancelSignal | undefined
  /**
   * Names all that public data may depend on besides its id (locale, country, the origin in its addresses), so that fragments are shared
   * within one audience only. Undefined: none are used. Where they are, a GraphQL `result` holds them; its `body` is what to send.
   */
  readonly audience?: string | undefined
  /** Shows devices the messages of bugs; for development only. */
  readonly showBugs: boolean
  /** Answers a document of introspection fields only; undefined where introspection is not allowed. */
  introspect?(document: DocumentNode, variables: Readonly<Record<string, unknown>>): unknown
}

export interface JsonGraphAnswer {
  /** `{jsonGraph, paths, invalidated?}`. */
  readonly body: JsonBody
  readonly cache: CachePolicy
  /** The ids of the entities in it by collection; only what a cache may keep tells them. */
  entities?(): ReadonlyMap<string, readonly (string | number)[]>
  /** Every field that was asked, as `Title.name`; a refusal has asked none. */
  fields?(): ReadonlySet<string>
  /** What was planned, in lines for people to read: nobody's ids, no texts of the device's. A mutation's own effect is not in it. */
  plan?(): readonly string[]
}

/** A Falcor call as it came, nothing of it checked. Undefined: not sent. */
export interface CallInput {
  readonly callPath: unknown
  readonly arguments?: unknown
  readonly pathSuffixes?: unknown
  readonly thisPaths?: unknown
}
