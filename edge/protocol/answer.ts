/** What goes back to the device, before outbound filters and before it becomes a `Response`. Header names are lower case. */
export interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: BodyInit | null
}

/** An answer of JSON that no cache may keep. */
export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(value),
  }
}
