import type { PathSet } from './canonical-path-sets.ts'
import { DataSourceError } from './data-source-error.ts'

/** What Marquee answers with. */
export interface Envelope {
  readonly jsonGraph: Readonly<Record<string, unknown>>
  readonly paths?: readonly PathSet[]
  /** What changed besides, by path. */
  readonly invalidated?: readonly PathSet[]
}

/** The part of an answer that is read: a `Response` of `fetch` has it. */
export interface FetchAnswer {
  readonly ok: boolean
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}

/** Reads an answer to its end. Throws a DataSourceError for another status than 2xx and for what is no JSON Graph. */
export async function readEnvelope(answer: FetchAnswer): Promise<Envelope> {
  const body = parse(await answer.text())
  const trace = answer.headers.get('x-marquee-trace')
  const details = { status: answer.status, ...(trace !== null && { trace }) }
  if (!answer.ok) throw refused(body, details)
  if (isObject(body) && isObject(body.jsonGraph)) return body as unknown as Envelope
  throw new DataSourceError('BAD_ANSWER', 'Cannot read the answer: it is no JSON Graph', details)
}

/** The error of a body as `{"errors":[{"message":"…","extensions":{"code":"…"}}]}`; of any other it says the status alone. */
function refused(body: unknown, details: { readonly status: number; readonly trace?: string }): DataSourceError {
  const [first] = isObject(body) && Array.isArray(body.errors) ? (body.errors as readonly unknown[]) : []
  const { message, extensions } = isObject(first) ? first : {}
  const { code, ...rest } = isObject(extensions) ? extensions : {}
  return new DataSourceError(
    typeof code === 'string' ? code : 'HTTP_STATUS',
    typeof message === 'string' ? message : `The server answered with status ${details.status}`,
    { ...details, extensions: rest },
  )
}

/** Undefined where the text is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
