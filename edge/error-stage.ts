import { Refusal } from '../graph/index.ts'
import { DeadlineExceeded, DeviceGone } from './deadline.ts'
import type { Exchange } from './exchange.ts'
import { type FailureKind, failureTable } from './failure-table.ts'
import { toldPath } from './operations/tell-request.ts'
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

interface Failure extends FailureKind {
  readonly code: string
  readonly message: string
  readonly details?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

/** Turns whatever was thrown on the way into an answer: the one place where a failure gets its status and its words. */
export function errorStage(thrown: unknown, exchange: Exchange, { showBugs, log }: ErrorStageOptions): Answer {
  const failure = knownFailure(thrown) ?? bug(thrown, showBugs)
  exchange.refused = failure.code
  exchange.category = failure.category
  if (failure.code === 'INTERNAL') {
    const { name, message, stack } = thrown instanceof Error ? thrown : { name: typeof thrown, message: String(thrown), stack: undefined }
    log({ level: 'error', trace: exchange.trace, path: toldPath(exchange.path, exchange.device.pseudonym !== null), name, message, stack })
  }
  const { code, status, message, details, headers } = failure
  const extensions = { code, ...details, ...(showBugs && causeOf(thrown)) }
  return jsonAnswer(status, { errors: [{ message, extensions }] }, { ...headers, ...mediaType(exchange) })
}

function knownFailure(thrown: unknown): Failure | undefined {
  if (thrown instanceof EdgeRefusal) {
    const { code, message, details, headers } = thrown
    return { code, ...failureTable[code], message, details, headers }
  }
  if (thrown instanceof Refusal) {
    const { code, status, message, details } = thrown
    return { code, status, category: status < 500 ? 'FAILURE_CLIENT_BAD_REQUEST' : 'FAILURE_LOCAL', message, details }
  }
  if (thrown instanceof FilterFailed)
    return { code: 'FILTER_FAILED', ...failureTable.FILTER_FAILED, message: 'Cannot answer this request: a check could not be made' }
  if (thrown instanceof DeadlineExceeded)
    return { code: 'DEADLINE', ...failureTable.DEADLINE, message: 'Cannot answer this request: its time is over' }
  if (thrown instanceof DeviceGone)
    return { code: 'CANCELLED', ...failureTable.CANCELLED, message: 'Cannot answer this request: the device went away' }
  return undefined
}

function bug(thrown: unknown, showBugs: boolean): Failure {
  const message = showBugs ? String(thrown instanceof Error ? thrown.message : thrown) : 'Something went wrong'
  return { code: 'INTERNAL', ...failureTable.INTERNAL, message }
}

/** What lies behind a failure, for developers alone. */
function causeOf(thrown: unknown): { readonly cause?: string } {
  const cause = thrown instanceof Error ? thrown.cause : undefined
  return cause === undefined ? {} : { cause: String(cause) }
}

/** GraphQL clients that ask for their own media type get it for errors too. */
function mediaType({ headers, path }: Exchange): Record<string, string> {
  const type = 'application/graphql-response+json'
  return path === '/graphql' && (headers.get('accept') ?? '').includes(type) ? { 'content-type': `${type}; charset=utf-8` } : {}
}
