export type { DocumentNode } from 'graphql/language'
export { createGraph, type Graph } from './create-graph.ts'
export type { GraphQLErrorEntry } from './emit/graphql.ts'
export type { GraphQLAnswer, GraphQLOperation } from './execute.ts'
export { Failure } from './failure.ts'
export { defaultLimits, type GraphLimits } from './limits.ts'
export { SchemaError } from './model/compile-model.ts'
export type { DataSource, DevicePath, MountSource } from './mount/data-source.ts'
export type { CachePolicy } from './plan/cache-policy.ts'
export { checkDocument } from './plan/check-document.ts'
export { Refusal } from './refusal.ts'
export type { CallInput, GraphRequest, JsonGraphAnswer } from './request.ts'
export {
  type Change,
  Columns,
  type Demand,
  type Id,
  type List,
  type ListDemand,
  type Loaded,
  type Mutated,
  Reference,
  type Resolver,
  type Resolvers,
  type Settled,
  Unchecked,
  wholeList,
} from './resolver.ts'
