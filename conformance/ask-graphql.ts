import { Client, fetchExchange } from '@urql/core'
import { marqueeUrl } from './marquee.ts'
import type { SignedIn } from './sign-in.ts'

/** An error of a GraphQL answer as far as devices rely on it. */
export interface FieldError {
  readonly path: readonly (string | number)[]
  readonly code: string
}

export interface GraphqlAnswer<data = Record<string, unknown>> {
  readonly data: data | null
  readonly errors: readonly FieldError[]
}

/** Asks by @urql/core without a cache: what a stock client sends and understands. Throws where there is no GraphQL answer at all. */
export async function askGraphql<data = Record<string, unknown>>(
  query: string,
  who: SignedIn | null,
  variables: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphqlAnswer<data>> {
  const client = new Client({
    url: `${marqueeUrl}/graphql`,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: { headers: { ...who?.headers, ...headers } },
  })
  const operation = query.trimStart().startsWith('mutation') ? client.mutation(query, variables) : client.query(query, variables)
  const { data, error } = await operation.toPromise()
  if (error?.networkError) throw error.networkError
  return {
    data: (data ?? null) as data | null,
    errors: (error?.graphQLErrors ?? []).map(({ path, extensions }) => ({ path: path ?? [], code: String(extensions.code) })),
  }
}

/** The data of an answer that must be without errors. */
export async function graphqlData<data = Record<string, unknown>>(...question: Parameters<typeof askGraphql>): Promise<data> {
  const { data, errors } = await askGraphql<data>(...question)
  if (data === null || errors.length > 0) throw new Error(`GraphQL answered with errors: ${JSON.stringify(errors)}`)
  return data
}
