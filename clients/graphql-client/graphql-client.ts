export { type AskOptions, createGraphqlClient, type GraphqlClient, type GraphqlClientOptions } from './create-graphql-client.ts'
export { GraphqlClientError, type GraphqlError } from './graphql-client-error.ts'
export type { TrustedDocument } from './trusted-document.ts'
