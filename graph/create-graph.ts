import type { DocumentNode } from 'graphql/language'
import { call } from './call.ts'
import { execute, type GraphQLAnswer, type GraphQLOperation } from './execute.ts'
import { FragmentStore } from './fragments/fragment-store.ts'
import { get } from './get.ts'
import { type GraphLimits, graphLimits } from './limits.ts'
import { compileModel } from './model/compile-model.ts'
import type { MountSource } from './mount/data-source.ts'
import { addMount } from './mount/mounts.ts'
import { DocumentPlans } from './plan/document-plans.ts'
import type { CallInput, GraphEnvironment, GraphRequest, JsonGraphAnswer } from './request.ts'
import type { Resolvers } from './resolver.ts'
import { set } from './set.ts'

/**
 * The virtual graph over its resolvers, answering both languages. Holds compiled data only, so one graph serves all requests of an isolate.
 * Each operation rejects with a `Refusal` for input that is not allowed, before any resolver has been called.
 */
export interface Graph<open, personal> {
  /** Answers path sets. */
  get(paths: unknown, request: GraphRequest<open, personal>): Promise<JsonGraphAnswer>
  /** Sets the `@settable` fields that an envelope `{jsonGraph, paths}` gives values for, and answers them as they then are. */
  set(envelope: unknown, request: GraphRequest<open, personal>): Promise<JsonGraphAnswer>
  /** Calls a mutation. */
  call(input: CallInput, request: GraphRequest<open, personal>): Promise<JsonGraphAnswer>
  /** Executes a GraphQL document that has been validated against the schema. */
  execute(operation: GraphQLOperation, request: GraphRequest<open, personal>): Promise<GraphQLAnswer>
  /**
   * The same graph with a Falcor data source besides, below a root key of its own; only Falcor reaches it. The source gets nothing but path
   * sets below its key that have passed all limits and key checks, and its answers are taken apart. Throws a `SchemaError` where the key is taken.
   */
  mount(key: string, source: MountSource<personal>): Graph<open, personal>
  readonly limits: GraphLimits
  /** What is kept of public data, to be measured and purged; undefined where nothing is kept. */
  readonly fragments?: Pick<FragmentStore, 'stats' | 'purge'> | undefined
}

/** Compiles a schema, parsed from SDL, and resolvers into a graph. Throws a `SchemaError` where one breaks a rule. */
export function createGraph<open, personal>(options: {
  readonly schema: DocumentNode
  readonly resolvers: Resolvers<open, personal>
  readonly limits?: Partial<GraphLimits>
  /** Keeps public data that was seen before as fragments, in at most so many bytes; `now` in epoch milliseconds. */
  readonly fragments?: { readonly maxBytes: number; readonly now: () => number }
}): Graph<open, personal> {
  const environment: GraphEnvironment = {
    model: compileModel(options.schema, options.resolvers as Resolvers<never, never>),
    limits: graphLimits(options.limits),
    documents: new DocumentPlans(),
    fragments: options.fragments && new FragmentStore(options.fragments),
    mounts: new Map(),
  }
  return graphOver(environment)
}

function graphOver<open, personal>(environment: GraphEnvironment): Graph<open, personal> {
  return {
    get: (paths, request) => get(environment, paths, request),
    set: (envelope, request) => set(environment, envelope, request),
    call: (input, request) => call(environment, input, request),
    execute: (operation, request) => execute(environment, operation, request),
    mount: (key, source) => graphOver({ ...environment, mounts: addMount(environment.model, environment.mounts, key, source) }),
    limits: environment.limits,
    fragments: environment.fragments,
  }
}
