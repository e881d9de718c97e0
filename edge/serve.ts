import { startDeadline } from './deadline.ts'
import { visitor } from './device/device.ts'
import { createExperiments } from './device/experiments.ts'
import { Flags } from './device/flags.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { errorStage, type Log } from './error-stage.ts'
import type { Exchange } from './exchange.ts'
import type { Recorder } from './operations/recorder.ts'
import type { Pipeline } from './pipeline/pipeline.ts'
import type { Answer } from './protocol/answer.ts'
import { type BodyLimits, RequestBody } from './protocol/request-body.ts'
import { RequestHeaders } from './protocol/request-headers.ts'
import type { Passage, PublishedFilters } from './published/published-filters.ts'
import { createCallLog } from './telemetry/call-log.ts'

/** All that serves requests, made once for an isolate. */
export interface Edge {
  readonly pipeline: Pipeline<Exchange>
  readonly published: PublishedFilters
  findEndpoint(path: string, method: string, routedTo?: string): Endpoint
  readonly bodyLimits: BodyLimits
  readonly recorder: Recorder
  readonly showBugs: boolean
  readonly log: Log
  /** Milliseconds, with a fraction where the platform has one; only differences mean anything. */
  readonly tick: () => number
  readonly newTrace: () => string
}

/** What the platform gives with a request. */
export interface Context {
  waitUntil(work: Promise<unknown>): void
}

/**
 * The life of a request: built-in inbound filters → published ones → endpoint → published outbound filters → built-in ones; a throw anywhere before the
 * last goes through the error stage.
 */
export async function serve(edge: Edge, request: Request, context: Context): Promise<Response> {
  const exchange = startExchange(edge, request, context)
  const passage = edge.published.start(exchange)
  const made = await answerOf(edge, exchange, passage)
  if (request.method !== 'GET' && request.method !== 'HEAD') await exchange.body.discard()
  const answer = await decorated(edge, exchange, await passed(edge, exchange, passage, made))
  passage.finish(answer.status)
  edge.recorder.finish(exchange, answer.status)
  return respond(request, answer)
}

function respond({ method }: Request, { status, headers, body, webSocket }: Answer): Response {
  const init: ResponseInit & { webSocket?: WebSocket } = webSocket === undefined ? { status, headers } : { status, headers, webSocket }
  return new Response(method === 'HEAD' ? null : body, init)
}

async function answerOf(edge: Edge, exchange: Exchange, passage: Passage): Promise<Answer> {
  try {
    const answer = (await edge.pipeline.runInbound(exchange, exchange.explained?.filters)) ?? (await passage.runInbound())
    if (answer !== undefined) return answer
    const endpoint = edge.findEndpoint(exchange.path, exchange.request.method, exchange.routedTo)
    exchange.endpoint = endpoint.name
    const deadline = startDeadline(exchange.request, endpoint.deadlineMs)
    exchange.signal = deadline.signal
    try {
      return await endpoint.answer(exchange)
    } finally {
      deadline.stop()
    }
  } catch (error) {
    return errorStage(error, exchange, edge)
  }
}

/** The answer after the published outbound filters: the one given, another, or an error in its place. */
async function passed(edge: Edge, exchange: Exchange, passage: Passage, answer: Answer): Promise<Answer> {
  let given: Answer | undefined
  try {
    given = await passage.runOutbound(answer)
    if (given === undefined) return answer
  } catch (error) {
    given = errorStage(error, exchange, edge)
  }
  await dispose(answer)
  return given
}

/** The answer after the built-in outbound filters; where one of them fails that guards, an error in its place, with what the others have set. */
async function decorated(edge: Edge, exchange: Exchange, answer: Answer): Promise<Answer> {
  try {
    await edge.pipeline.runOutbound(exchange, answer, exchange.explained?.filters)
    return answer
  } catch (error) {
    await dispose(answer)
    const { status, headers, body } = errorStage(error, exchange, edge)
    return { status, headers: { ...withoutBody(answer.headers), ...headers }, body }
  }
}

/** Ends what comes from elsewhere and nobody is to get. */
async function dispose({ body, webSocket }: Answer): Promise<void> {
  if (body instanceof ReadableStream) await body.cancel()
  if (webSocket === undefined) return
  webSocket.accept()
  webSocket.close()
}

const ofBody = new Set(['content-type', 'content-length', 'content-range', 'etag', 'age', 'cache-tag', 'last-modified'])

function withoutBody(headers: Answer['headers']): Answer['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofBody.has(name)))
}

const noFlags = new Flags(createExperiments([]), null, () => {})

/** A URL that cannot be read, as one of two hosts, has a path without a normal form: no endpoint is found for it. */
const unreadable = 'https://unreadable.invalid/%'

function startExchange({ tick, newTrace, log, recorder, bodyLimits }: Edge, request: Request, context: Context): Exchange {
  const trace = newTrace()
  const url = URL.parse(request.url) ?? new URL(unreadable)
  const waitUntil = (work: Promise<unknown>) =>
    context.waitUntil(work.catch((error: unknown) => log({ level: 'error', trace, message: `after the answer: ${String(error)}` })))
  return {
    request,
    url,
    path: url.pathname,
    headers: new RequestHeaders(request.headers),
    body: new RequestBody(request, bodyLimits),
    client: null,
    trace,
    startedAt: tick(),
    signal: request.signal,
    device: visitor,
    renewedToken: undefined,
    routedTo: undefined,
    attributes: new Map(),
    answerChanges: [],
    flags: noFlags,
    calls: createCallLog(),
    degraded: new Set(),
    cache: undefined,
    waitUntil,
    refused: undefined,
    category: 'SUCCESS',
    endpoint: undefined,
    auditEntry: undefined,
    explained: recorder.start(waitUntil),
  }
}
