/** What goes back to the device, before outbound filters and before it becomes a `Response`. Header names are lower case. */
export interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  /** A filter may put another in its place. */
  body: BodyInit | null
  /** The platform's end of an upgraded connection, where the answer is 101. */
  readonly webSocket?: WebSocket
}

/** An answer of JSON that no cache may keep. */
export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(value),
  }
}
