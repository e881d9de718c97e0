import { shared } from './player-headers.ts'

const refusals = {
  PLAYBACK_FORBIDDEN: { status: 403, message: 'Cannot play: this address was not handed out' },
  PLAYBACK_EXPIRED: { status: 403, message: 'Cannot play: this address has expired, ask for a new one' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'Cannot use this method here: GET, HEAD and OPTIONS are allowed' },
  RANGE_NOT_SATISFIABLE: { status: 416, message: 'Cannot serve this range: it starts beyond the end of the file' },
  PLAYBACK_UNAVAILABLE: { status: 503, message: 'Cannot play: the stream is not there yet' },
} as const

export type Refusal = keyof typeof refusals

/** An answer in the error shape of devices: constant text, never stored, readable by players of other origins. */
export function refuse(code: Refusal, headers: Readonly<Record<string, string>> = {}): Response {
  const { status, message } = refusals[code]
  return new Response(JSON.stringify({ errors: [{ message, extensions: { code } }] }), {
    status,
    headers: { ...shared, ...headers, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}
