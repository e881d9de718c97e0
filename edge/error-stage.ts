import { Refusal } from '../graph/index.ts'
import { DeadlineExceeded, DeviceGone } from './deadline.ts'
import type { Exchange } from './exchange.ts'
import { failureTable } from './failure-table.ts'
import { FilterFailed } from './pipeline/pipeline.ts'
import { type Answer, jsonAnswer } from './protocol/answer.ts'
import { EdgeRefusal } from './protocol/refusal.ts'

/** Writes one line for the people who run the service. */
export type Log = (line: Readonly<Record<string, unknown>>) => void

export interface ErrorStageOptions {
  /** Whether the message of a bug reaches the device; in the local environment only. */
  readonly showBugs: boolean
  readonly log: Log
}

interface Failure {
  readonly code: string
  readonly status: number
  readonly message: string
  readonly details?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

/** Turns whatever was thrown on the way into an answer: the one place where a failure gets its status and its words. */
export function errorStage(thrown: unknown, exchange: Exchange, { showBugs, log }: ErrorStageOptions): Answer {
  const failure = knownFailure(thrown) ?? bug(thrown, showBugs)
  exchange.refused = failure.code
  if (failure.code === 'INTERNAL') {
    const { name, message, stack } = thrown instanceof Error ? thrown : { name: typeof thrown, message: String(thrown), stack: undefined }
    log({ level: 'error', trace: exchange.trace, path: exchange.url.pathname, name, message, stack })
  }
  const { code, status, message, details, headers } = failure
  return jsonAnswer(status, { errors: [{ message, extensions: { code, ...details } }] }, { ...headers, ...mediaType(exchange) })
}

function knownFailure(thrown: unknown): Failure | undefined {
  if (thrown instanceof EdgeRefusal) {
    const { code, message, details, headers } = thrown
    return { code, status: failureTable[code], message, details, headers }
  }
  if (thrown instanceof Refusal) return { code: thrown.code, status: thrown.status, message: thrown.message, details: thrown.details }
  if (thrown instanceof FilterFailed)
    return { code: 'FILTER_FAILED', status: failureTable.FILTER_FAILED, message: 'Cannot answer this request: a check could not be made' }
  if (thrown instanceof DeadlineExceeded)
    return { code: 'DEADLINE', status: failureTable.DEADLINE, message: 'Cannot answer this request: its time is over' }
  if (thrown instanceof DeviceGone)
    return { code: 'CANCELLED', status: failureTable.CANCELLED, message: 'Cannot answer this request: the device went away' }
  return undefined
}

function bug(thrown: unknown, showBugs: boolean): Failure {
  const message = showBugs ? String(thrown instanceof Error ? thrown.message : thrown) : 'Something went wrong'
  return { code: 'INTERNAL', status: failureTable.INTERNAL, message }
}

/** GraphQL clients that ask for their own media type get it for errors too. */
function mediaType({ request, url }: Exchange): Record<string, string> {
  const type = 'application/graphql-response+json'
  return url.pathname === '/graphql' && (request.headers.get('accept') ?? '').includes(type)
    ? { 'content-type': `${type}; charset=utf-8` }
    : {}
}
