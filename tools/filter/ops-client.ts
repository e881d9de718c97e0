import type { FilterDiagnostic } from '../../filter-sdk/checked-filter.ts'
import { Remedy } from '../start/remedy.ts'
import type { OpsAddress } from './ops-address.ts'

/** What Marquee answered to an operator's call, where that is no yes. */
export class OpsRefusal extends Error {
  override readonly name = 'OpsRefusal'
  readonly status: number
  readonly code: string
  /** What is wrong with a source. */
  readonly problems: readonly FilterDiagnostic[]

  constructor(status: number, code: string, message: string, problems: readonly FilterDiagnostic[]) {
    super(message)
    this.status = status
    this.code = code
    this.problems = problems
  }
}

/** The answer to a call: its JSON, trusted in nothing but that it is an object, and the revision it is about, if it says one. */
export interface OpsAnswer {
  readonly body: Readonly<Record<string, unknown>>
  readonly revision: string | undefined
}

export interface OpsCallOptions {
  readonly search?: Readonly<Record<string, string | undefined>>
  readonly json?: unknown
  /** A body that goes as it stands. */
  readonly source?: { readonly type: string; readonly text: string | Uint8Array<ArrayBuffer> }
  /** Refused with 412 where the current revision is another. */
  readonly ifMatch?: string | undefined
}

export interface OpsClient {
  call(method: string, path: string, options?: OpsCallOptions): Promise<OpsAnswer>
}

const timeoutMs = 30_000

/** Asks the operators' calls of a running Marquee. Throws an `OpsRefusal` for what it refuses, a remedy where nobody answers. */
export function createOpsClient({ url, token, operator }: OpsAddress, fetch: typeof globalThis.fetch): OpsClient {
  async function ask(address: URL, init: RequestInit): Promise<Response> {
    try {
      return await fetch(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
      const said = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(cause)
      throw new Remedy(`Cannot reach Marquee at ${url}: ${said}. Is it running (npm start), and is this its address (--url)?`)
    }
  }

  return {
    async call(method, path, { search = {}, json, source, ifMatch } = {}) {
      const address = new URL(path, url)
      for (const [name, value] of Object.entries(search)) if (value !== undefined) address.searchParams.set(name, value)
      const body = source?.text ?? (json === undefined ? undefined : JSON.stringify(json))
      const answer = await ask(address, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(operator !== undefined && { 'x-marquee-operator': operator }),
          ...(body !== undefined && { 'content-type': source?.type ?? 'application/json' }),
          ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
        },
        ...(body !== undefined && { body }),
      })
      const read = recordOf(parsed(await answer.text()))
      if (!answer.ok) throw refusalOf(answer.status, read)
      return { body: read, revision: answer.headers.get('etag')?.replace(/^"(.*)"$/, '$1') }
    },
  }
}

function refusalOf(status: number, body: Readonly<Record<string, unknown>>): OpsRefusal {
  const { message, extensions } = recordOf(Array.isArray(body.errors) ? body.errors[0] : undefined)
  const { code, line, column, problems } = recordOf(extensions)
  const told = typeof message === 'string' ? message : `Marquee answered ${status}, and does not say why`
  const listed = (Array.isArray(problems) ? problems.map(recordOf) : []).flatMap(diagnosticOf)
  return new OpsRefusal(
    status,
    typeof code === 'string' ? code : `HTTP_${status}`,
    told,
    listed.length > 0 ? listed : diagnosticOf({ line, column, message: told }),
  )
}

function diagnosticOf({ line, column, message }: Readonly<Record<string, unknown>>): FilterDiagnostic[] {
  const isPlace = Number.isSafeInteger(line) && Number.isSafeInteger(column) && typeof message === 'string'
  return isPlace ? [{ line: line as number, column: column as number, message }] : []
}

/** An object as it is, and an empty one for anything else. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
