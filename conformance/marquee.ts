import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    marqueeUrl: string
    opsToken: string
    httpOriginUrl: string | undefined
    processGroup: number | undefined
  }
}

/** Where the Marquee under test answers, as `http://127.0.0.1:40123`. */
export const marqueeUrl: string = inject('marqueeUrl')

/** An answer read to its end. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Throws where the body is no JSON. */
  json<body>(): body
}

/** What the tests send; the body is text or bytes, so that a request can be sent twice. */
export interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly signal?: AbortSignal
}

/** Asks Marquee over HTTP, by a path from its root or by a whole URL of its own. */
export async function ask(path: string, { method = 'GET', headers = {}, body, signal }: Asked = {}): Promise<Answered> {
  const response = await fetch(new URL(path, marqueeUrl), {
    method,
    headers: { ...headers },
    redirect: 'manual',
    ...(body !== undefined && { body }),
    ...(signal !== undefined && { signal }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: <body>() => JSON.parse(text) as body }
}

/** A POST of a value as JSON. */
export function json(value: unknown, headers: Asked['headers'] = {}): Asked {
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) }
}

/** A POST of fields as an HTML form or `falcor-http-datasource` sends them; each value that is no string as its JSON. */
export function form(fields: Readonly<Record<string, unknown>>, headers: Asked['headers'] = {}): Asked {
  const pairs = Object.entries(fields).map(
    ([name, value]) => `${name}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`,
  )
  return { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: pairs.join('&') }
}
