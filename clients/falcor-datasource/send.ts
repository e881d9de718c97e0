import { DataSourceError } from './data-source-error.ts'
import { type Envelope, type FetchAnswer, readEnvelope } from './read-envelope.ts'

/** Headers by name. */
export type RequestHeaders = Readonly<Record<string, string>>

/** What is asked of `fetch`. */
export interface FetchInit {
  readonly method: 'GET' | 'POST'
  readonly headers: Record<string, string>
  readonly signal: AbortSignal
  readonly body?: string
  readonly credentials?: 'omit' | 'same-origin' | 'include'
  readonly cache?: 'no-cache'
}

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>

/** A request to send; its own headers win over those that are added to every request. */
export interface Question extends Omit<FetchInit, 'signal' | 'headers'> {
  readonly url: string
  readonly headers: RequestHeaders
}

/** Sends one request and reads its answer. Throws a DataSourceError, whatever goes wrong. */
export async function send(
  { url, headers, ...init }: Question,
  commonHeaders: () => RequestHeaders | Promise<RequestHeaders>,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Envelope> {
  const common = await attempt('HEADERS', 'Cannot make the headers of a request', commonHeaders)
  const answer = await attempt('NETWORK', 'Cannot reach the server', async () => {
    // Disposed while the headers were made: nothing is to be sent any more.
    if (signal.aborted) throw new Error('The request was disposed')
    return fetch(url, { ...init, headers: { ...lowerCase(common), ...headers }, signal })
  })
  try {
    return await readEnvelope(answer)
  } catch (error) {
    throw error instanceof DataSourceError
      ? error
      : new DataSourceError('NETWORK', 'Cannot read the answer: it broke off', { cause: error })
  }
}

async function attempt<value>(code: string, message: string, run: () => value | Promise<value>): Promise<value> {
  try {
    return await run()
  } catch (cause) {
    throw new DataSourceError(code, message, { cause })
  }
}

/** Names in lower case: two spellings of one name would be sent as one header with both values. */
function lowerCase(headers: RequestHeaders): Record<string, string> {
  const lowered: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) lowered[name.toLowerCase()] = value
  return lowered
}
