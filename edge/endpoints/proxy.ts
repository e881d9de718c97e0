import type { EdgeLimits } from '../config/limits.ts'
import type { Exchange } from '../exchange.ts'
import type { AskHttp } from '../origins/ask-http.ts'
import type { HttpOrigin, HttpOrigins } from '../origins/http-origins.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import { closeCall, openCall } from '../telemetry/call-log.ts'
import type { StatusCategory } from '../telemetry/status-category.ts'
import type { Endpoint } from './endpoint.ts'
import { proxiedAnswer } from './proxied-answer.ts'
import { addressAt, asksForWebSocket, headersFor } from './proxied-request.ts'

export interface ProxyOptions {
  readonly origins: HttpOrigins
  readonly askHttp: AskHttp
  readonly limits: EdgeLimits
  /** In milliseconds. */
  readonly tick: () => number
  /** Writes one line for the people who run the service. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void
}

/**
 * What registered HTTP origins answer, by the path or because a filter has routed the request. Bodies stream both ways and nothing of them is held;
 * an answer lasts as long as it likes, and ends when either side goes away. One attempt: whether a request may be sent twice nobody here knows.
 */
export function proxyEndpoint({ origins, askHttp, limits, tick, log }: ProxyOptions): Endpoint {
  const { proxyDeadlineMs, proxyTimeoutMs, maxProxiedBodyBytes } = limits

  function originOf({ path, routedTo, trace }: Exchange): HttpOrigin {
    const origin = routedTo === undefined ? origins.at(path) : origins.named(routedTo)
    if (origin !== undefined) return origin
    log({ level: 'error', trace, origin: routedTo, message: 'routed to an origin that is not registered' })
    throw unavailable()
  }

  return {
    name: 'proxy',
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    deadlineMs: proxyDeadlineMs,
    async answer(exchange) {
      const { body, calls, signal } = exchange
      const { method } = exchange.request
      const origin = originOf(exchange)
      const address = addressAt(origin, exchange.path, exchange.url.search)

      const call = new AbortController()
      const timedOut = new EdgeRefusal('ORIGIN_TIMEOUT', 'Cannot answer this request: what it needs did not come in time')
      const patience = startPatience(proxyTimeoutMs, () => call.abort(timedOut))
      const end = () => call.abort(signal.reason)
      if (signal.aborted) end()
      // Stays after the headers: the stream ends with the device.
      else signal.addEventListener('abort', end)

      const record = openCall(calls, origin.name, asksForWebSocket(exchange) ? 'connect' : 'fetch')
      const startedAt = tick()
      const close = (outcome: string) => closeCall(calls, record, tick() - startedAt, outcome)
      try {
        // workerd takes a stream that fails for one that ends: an origin would see the part as the whole, were the call not given up before.
        const taker = { onPiece: patience.renew, onRefusal: (refusal: EdgeRefusal) => call.abort(refusal) }
        const sent = method === 'GET' || method === 'HEAD' ? null : body.stream(maxProxiedBodyBytes, taker)
        const init = { method, headers: headersFor(exchange, origin), redirect: 'manual', body: sent, duplex: 'half' } as const
        const response = await askHttp(address, { ...init, signal: call.signal }, body.length)
        const answer = proxiedAnswer(origin, address, response)
        close('ok')
        exchange.category = categoryOf(answer.status)
        return answer
      } catch (error) {
        // Whoever takes a body in pieces may hear of its refusal in words of its own.
        const refusal = body.refusal ?? (call.signal.aborted ? call.signal.reason : undefined)
        void body.giveUp()
        close(refusal === timedOut ? 'timed-out' : refusal === undefined ? 'threw' : 'cancelled')
        throw refusal ?? (error instanceof EdgeRefusal ? error : unavailable(error))
      } finally {
        patience.stop()
      }
    },
  }
}

/** Waits for an origin. Its time begins anew with each piece of the request that it takes: a long upload is no slow answer. */
function startPatience(timeoutMs: number, end: () => void): { renew(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(end, timeoutMs)
  return {
    renew() {
      if (timer === undefined) return
      clearTimeout(timer)
      timer = setTimeout(end, timeoutMs)
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}

const unavailable = (cause?: unknown) =>
  new EdgeRefusal('ORIGIN_UNAVAILABLE', 'Cannot answer this request: what it needs could not be had', {}, {}, { cause })

const notFound = 404
const lowestFailure = 500

function categoryOf(status: number): StatusCategory {
  if (status >= lowestFailure) return 'FAILURE_ORIGIN'
  return status === notFound ? 'SUCCESS_NOT_FOUND' : 'SUCCESS'
}
