/**
 * The little of grafast that the benchmark uses. Written by hand, because this folder's packages are installed by the benchmark alone, and
 * the types of the project are checked without them.
 */
declare module 'grafast' {
  import type { DocumentNode, GraphQLSchema } from 'graphql'

  export interface Step {
    readonly id: number
  }
  export type FieldPlan = (parent: Step, args: { readonly $offset: Step; readonly $limit: Step }) => Step
  export interface Loader<item> {
    readonly load: (keys: readonly never[], info: { readonly shared: never }) => Promise<readonly item[]>
    readonly shared: () => Step
  }
  export function makeGrafastSchema(details: {
    readonly typeDefs: string
    readonly objects: Readonly<Record<string, { readonly plans: Readonly<Record<string, FieldPlan>> }>>
  }): GraphQLSchema
  export function execute(args: {
    readonly schema: GraphQLSchema
    readonly document: DocumentNode
    readonly contextValue: object
    readonly outputDataAsString?: boolean
  }): Promise<{ readonly data?: unknown; readonly errors?: readonly unknown[] }>
  export function context(): Step
  export function get(step: Step, attribute: string): Step
  export function each(list: Step, plan: (item: Step) => Step): Step
  export function lambda<input>(input: Step, compute: (value: input) => unknown, isSyncAndSafe?: boolean): Step
  export function lambda<input extends readonly unknown[]>(
    input: readonly Step[],
    compute: (values: input) => unknown,
    isSyncAndSafe?: boolean,
  ): Step
  export function loadOne<item>(lookup: Step, loader: Loader<item>): Step
}
