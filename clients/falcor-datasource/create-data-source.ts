import { createAttemptKeys, randomKey } from './attempt-keys.ts'
import { canonicalPathSets, type Key, type PathSet } from './canonical-path-sets.ts'
import { DataSourceError } from './data-source-error.ts'
import { type Observable, observable } from './observable.ts'
import type { Envelope } from './read-envelope.ts'
import { type Fetch, type Question, type RequestHeaders, send } from './send.ts'

export interface DataSourceOptions {
  /** Added to every request; a function is asked before each one, and may take its time, as to renew a token. */
  readonly headers?: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>)
  /**
   * Called with the paths that a `set` changed besides its own, after its answer is in the Model and before it completes. The stock Model
   * heeds them after a `call` only: `(paths) => model.invalidate(...paths)`.
   */
  readonly onInvalidated?: (paths: readonly PathSet[]) => void
  /** For one request, from its subscription to the last byte, in milliseconds: 15,000 unless given; `Infinity` for no end. */
  readonly timeoutMs?: number
  /** The longest URL of a `get`, in bytes: 2,000 unless given. A longer one is sent by POST, which no cache keeps. */
  readonly maxUrlBytes?: number
  /** As `fetch` has it; left to `fetch` unless given. */
  readonly credentials?: 'omit' | 'same-origin' | 'include'
  /** Makes the `Idempotency-Key` of a write: a random UUID unless given. At most 100 visible ASCII characters. */
  readonly newKey?: () => string
  /** The global one unless given. */
  readonly fetch?: Fetch
  /** Calls back once after so many milliseconds, unless the function it returns is called before. For tests. */
  readonly startTimer?: (ms: number, elapsed: () => void) => () => void
}

/** A source for the stock Falcor Model. What fails, fails with a DataSourceError. */
export interface DataSource {
  get(pathSets: readonly PathSet[], attempt?: number): Observable<Envelope>
  set(envelope: Envelope, attempt?: number): Observable<Envelope>
  call(
    callPath: readonly Key[],
    args?: readonly unknown[],
    pathSuffixes?: readonly PathSet[],
    thisPaths?: readonly PathSet[],
  ): Observable<Envelope>
}

const defaultFetch: Fetch = (url, init) => fetch(url, init)

const defaultTimer = (ms: number, elapsed: () => void) => {
  const timer = setTimeout(elapsed, ms)
  return () => clearTimeout(timer)
}

/**
 * A source that speaks to `/model.json` by `fetch`. Equal gets have equal URLs, so that caches know them again; each write carries an
 * `Idempotency-Key`, the same one when the Model tries it again; disposing aborts the request. Nothing is tried twice here: the Model does that.
 */
export function createDataSource(url: string, options: DataSourceOptions = {}): DataSource {
  const { headers = {}, timeoutMs = 15_000, maxUrlBytes = 2_000, credentials, onInvalidated } = options
  const { newKey = randomKey, fetch = defaultFetch, startTimer = defaultTimer } = options
  const keyOf = createAttemptKeys(newKey)
  const commonHeaders = typeof headers === 'function' ? headers : () => headers
  const separator = url.includes('?') ? '&' : '?'

  const ask = (question: Question, afterNext: (envelope: Envelope) => void = () => {}) =>
    observable<Envelope>({
      run: (signal) => send({ ...question, ...(credentials !== undefined && { credentials }) }, commonHeaders, fetch, signal),
      afterNext,
      guard: (fail) => (Number.isFinite(timeoutMs) ? startTimer(timeoutMs, () => fail(timedOut(timeoutMs))) : () => {}),
    })
  const post = (body: string, key?: string): Question => ({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(key !== undefined && { 'idempotency-key': key }) },
    body,
  })

  return {
    get(pathSets, attempt = 1) {
      const query = form({ method: 'get', paths: canonicalPathSets(pathSets) })
      const whole = `${url}${separator}${query}`
      if (whole.length > maxUrlBytes) return ask(post(query))
      // The Model asks again for what an answer lacked; the answer that a cache kept lacks it still.
      return ask({ url: whole, method: 'GET', headers: {}, ...(attempt > 1 && { cache: 'no-cache' }) })
    },
    set(envelope, attempt = 1) {
      const body = form({ method: 'set', jsonGraph: envelope })
      return ask(post(body, keyOf(body, attempt)), ({ invalidated = [] }) => {
        if (invalidated.length > 0) onInvalidated?.(invalidated)
      })
    },
    call(callPath, args = [], pathSuffixes = [], thisPaths = []) {
      return ask(post(form({ method: 'call', callPath, arguments: args, pathSuffixes, paths: thisPaths }), newKey()))
    },
  }
}

const timedOut = (timeoutMs: number) => new DataSourceError('TIMEOUT', `Cannot wait longer than ${timeoutMs} ms for an answer`)

/** Fields as an HTML form sends them, each value but `method` as its JSON. Commas and colons stay: they may, and make URLs shorter. */
function form({ method, ...values }: { readonly method: string; readonly [name: string]: unknown }): string {
  const pairs = Object.entries(values).map(
    ([name, value]) => `${name}=${encodeURIComponent(JSON.stringify(value)).replace(/%2C/g, ',').replace(/%3A/g, ':')}`,
  )
  return [`method=${method}`, ...pairs].join('&')
}
