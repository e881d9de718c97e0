import type { EdgeLimits } from '../config/limits.ts'
import type { EndSignal } from '../end-signal.ts'
import type { Exchange } from '../exchange.ts'
import { EdgeRefusal } from '../protocol/refusal.ts'
import { closeCall, openCall } from '../telemetry/call-log.ts'
import type { Endpoint } from './endpoint.ts'

/** Serves manifests and segments. */
export interface MediaOrigin {
  fetch(request: Request): Promise<Response>
}

const passedOn = ['range', 'if-range', 'if-none-match']

/** `/play/…`: what playback URLs point to. The URL is the permission: it goes to the origin as it came, and no token goes with it. */
export function playbackEndpoint(media: MediaOrigin, { mediaDeadlineMs }: EdgeLimits, tick: () => number): Endpoint {
  return {
    name: 'playback',
    methods: ['GET', 'HEAD', 'OPTIONS'],
    deadlineMs: mediaDeadlineMs,
    async answer(exchange) {
      const record = openCall(exchange.calls, 'playback', 'fetch')
      const startedAt = tick()
      try {
        const response = await unlessAborted(media.fetch(mediaRequest(exchange)), exchange.signal)
        closeCall(exchange.calls, record, tick() - startedAt, 'ok')
        return { status: response.status, headers: Object.fromEntries(response.headers), body: response.body }
      } catch (error) {
        closeCall(exchange.calls, record, tick() - startedAt, exchange.signal.aborted ? 'cancelled' : 'threw')
        if (exchange.signal.aborted) throw error
        throw new EdgeRefusal('ORIGIN_UNAVAILABLE', 'Cannot play: the stream could not be had', {}, {}, { cause: error })
      }
    },
  }
}

/** Made from the request rather than its URL: the origin checks the signature over the exact spelling. */
function mediaRequest({ request, headers: asked }: Exchange): Request {
  const headers = new Headers()
  for (const name of passedOn) {
    const value = asked.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Request(request, { headers })
}

function unlessAborted<value>(promise: Promise<value>, signal: EndSignal): Promise<value> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason)
    signal.addEventListener('abort', end)
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}
