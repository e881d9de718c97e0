import { GraphqlClientError, type GraphqlError } from './graphql-client-error.ts'
import type { TrustedDocument } from './trusted-document.ts'

export interface GraphqlClientOptions {
  /** Added to every request: an object, or a function that is asked before each one. */
  readonly headers?: Headers | (() => Headers | Promise<Headers>)
  /** The longest URL of a query, in characters; a longer one goes by POST, past the caches. 2,000 unless said otherwise. */
  readonly maxUrlLength?: number
  /** Makes the `Idempotency-Key` of a mutation; a random UUID unless said otherwise. */
  readonly newKey?: () => string
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
}

type Headers = Readonly<Record<string, string>>

export interface AskOptions {
  readonly signal?: AbortSignal
  /** Of a mutation: the same key for the same attempt counts once. */
  readonly idempotencyKey?: string
}

/** What came, and what could not be had: `errors` name the paths that are null for it. */
export interface GraphqlResult<Data> {
  readonly data: Data
  readonly errors: readonly GraphqlError[]
}

export interface GraphqlClient {
  /** Asks a query: by GET, so that caches on the way may answer. Rejects with a `GraphqlClientError` where there is no data at all. */
  query<Data, Variables>(
    document: TrustedDocument<Data, Variables>,
    variables: Variables,
    options?: Pick<AskOptions, 'signal'>,
  ): Promise<GraphqlResult<Data>>
  /** Performs a mutation: by POST, under an idempotency key. Rejects as `query` does. */
  mutate<Data, Variables>(
    document: TrustedDocument<Data, Variables>,
    variables: Variables,
    options?: AskOptions,
  ): Promise<GraphqlResult<Data>>
}

const mediaType = 'application/graphql-response+json'

/** A client for the trusted documents of an app. `url` is the endpoint, as `/graphql`. */
export function createGraphqlClient(url: string, options: GraphqlClientOptions = {}): GraphqlClient {
  const {
    headers = {},
    maxUrlLength = 2_000,
    newKey = () => crypto.randomUUID(),
    fetch = (input, init) => globalThis.fetch(input, init),
  } = options

  const send = async <Data>(address: string, init: RequestInit, own: Headers): Promise<GraphqlResult<Data>> => {
    const common = typeof headers === 'function' ? await headers() : headers
    let answer: Response
    try {
      answer = await fetch(address, { ...init, headers: { accept: mediaType, ...common, ...own } })
    } catch (cause) {
      throw new GraphqlClientError('NETWORK', 'Cannot reach the server', { cause })
    }
    return readResult(answer)
  }

  const post = <Data>(documentId: string, variables: unknown, { signal }: AskOptions, own: Headers) =>
    send<Data>(
      url,
      { method: 'POST', body: JSON.stringify({ documentId, variables }), ...(signal && { signal }) },
      { 'content-type': 'application/json', ...own },
    )

  return {
    query<Data, Variables>(
      { __meta__: { documentId } }: TrustedDocument<Data, Variables>,
      variables: Variables,
      options: Pick<AskOptions, 'signal'> = {},
    ) {
      const parameters = new URLSearchParams({ documentId })
      const text = variablesText(variables)
      if (text !== '{}') parameters.set('variables', text)
      const address = `${url}${url.includes('?') ? '&' : '?'}${parameters}`
      if (address.length > maxUrlLength) return post<Data>(documentId, variables, options, {})
      return send<Data>(address, { method: 'GET', ...options }, {})
    },
    mutate<Data, Variables>(
      { __meta__: { documentId } }: TrustedDocument<Data, Variables>,
      variables: Variables,
      options: AskOptions = {},
    ) {
      return post<Data>(documentId, variables, options, { 'idempotency-key': options.idempotencyKey ?? newKey() })
    },
  }
}

/** The same text for equal variables, whichever way they were written: caches on the way compare addresses. */
function variablesText(variables: unknown): string {
  return JSON.stringify(variables ?? {}, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )
}

async function readResult<Data>(answer: Response): Promise<GraphqlResult<Data>> {
  const { status } = answer
  let body: { readonly data?: Data | null; readonly errors?: readonly GraphqlError[] }
  try {
    body = (await answer.json()) as typeof body
  } catch (cause) {
    throw new GraphqlClientError('BAD_ANSWER', 'Cannot read the answer: it is no JSON', { status, cause })
  }
  const errors = body?.errors ?? []
  if (body?.data !== undefined && body.data !== null) return { data: body.data, errors }
  const [first] = errors
  if (first === undefined)
    throw new GraphqlClientError('BAD_ANSWER', 'Cannot read the answer: it holds neither data nor errors', { status })
  throw new GraphqlClientError(first.extensions?.code ?? 'UNKNOWN', first.message, { status, errors })
}
