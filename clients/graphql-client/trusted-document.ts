/**
 * A GraphQL document that the server knows: its id, and the types of what it answers and of its variables. A code generator writes these
 * (GraphQL Code Generator's client preset with `persistedDocuments`); in memory there is the id alone.
 */
export interface TrustedDocument<Data, Variables> {
  readonly __meta__: { readonly documentId: string }
  /** Never there: it carries the types. */
  readonly __apiType?: (variables: Variables) => Data
}
