import { DeviceGone } from '../deadline.ts'
import type { EndSignal } from '../end-signal.ts'
import type { BodyMode, FailMode, Filter, InboundFilter, OutboundFilter } from '../filters/filter.ts'
import type { Answer } from '../protocol/answer.ts'
import type { RequestBody } from '../protocol/request-body.ts'
import type { RequestHeaders } from '../protocol/request-headers.ts'
import type { FilterVerdict } from '../telemetry/filter-verdict.ts'
import { bufferAnswer, watchAnswer } from './answer-body.ts'
import { type Asked, compileWhen, type Unfit } from './compile-when.ts'
import { HeaderWatch } from './header-watch.ts'
import { orderFilters } from './order-filters.ts'
import { Witness } from './witness.ts'

/** A filter has failed of itself, and nobody knows whether what it guards may pass. `cause` is what it threw. */
export class FilterFailed extends Error {
  override readonly name = 'FilterFailed'
  readonly filter: string

  constructor(filter: string, cause: unknown) {
    super(`filter ${filter} failed`, { cause })
    this.filter = filter
  }
}

/** What a pipeline needs of a request, whatever its filters need besides. */
export interface Passing extends Asked {
  readonly headers: RequestHeaders
  readonly body: RequestBody
  readonly signal: EndSignal
}

export interface PipelineOptions<exchange> {
  readonly inbound: readonly InboundFilter<exchange>[]
  readonly outbound: readonly OutboundFilter<exchange>[]
  /** Milliseconds of a clock that only goes forward. */
  readonly tick: () => number
  /** Whether a throw is a decision, as 401 is, and no failure of the filter. */
  isRefusal(thrown: unknown): boolean
  /** Told of each failure, of filters that fail open too: none goes unseen. */
  onFailure(filter: string, failMode: FailMode, cause: unknown): void
}

/** One line of `GET /ops/filters`. */
export interface ListedFilter {
  readonly name: string
  readonly stage: 'inbound' | 'outbound'
  readonly kind: 'built-in'
  readonly state: 'active'
  readonly revision: null
  readonly failMode: FailMode
}

/** The filters of an edge in the order they run, and how they run. */
export interface Pipeline<exchange> {
  readonly filters: readonly ListedFilter[]
  /** The answer that ends the stage; undefined where the endpoint is to answer. Rejects with a refusal, `FilterFailed` or `DeviceGone`. */
  runInbound(exchange: exchange, verdicts: FilterVerdict[] | undefined): Promise<Answer | undefined>
  /** Runs each filter once. Rejects with `FilterFailed` where one that fails closed has failed; the others have run. */
  runOutbound(exchange: exchange, answer: Answer, verdicts: FilterVerdict[] | undefined): Promise<void>
}

/** A filter in its place, with what is compiled of it and how many of it are under way. */
interface Link<filter> {
  readonly filter: filter
  readonly unfit: Unfit | undefined
  running: number
}

/**
 * Makes a pipeline in the manner of Zuul: inbound filters until one answers or refuses, outbound filters on whatever comes out. Unlike Zuul's, a
 * filter that fails obeys its fail mode. Throws a `PipelineError` for filters that cannot be put in order.
 */
export function createPipeline<exchange extends Passing>(options: PipelineOptions<exchange>): Pipeline<exchange> {
  const link = <filter extends Filter<exchange>>(filters: readonly filter[]): readonly Link<filter>[] =>
    orderFilters(filters).map((filter) => ({ filter, unfit: compileWhen(filter.when, filter.name), running: 0 }))
  const inbound = link(options.inbound)
  const outbound = link(options.outbound)
  const { tick, isRefusal, onFailure } = options

  const skippedFor = ({ filter, unfit }: Link<Filter<exchange>>, exchange: exchange) =>
    unfit?.(exchange) ?? (filter.shouldFilter?.(exchange) === false ? 'it chose not to' : undefined)

  return {
    filters: [...inbound, ...outbound].map(({ filter: { name, stage, failMode } }) => ({
      name,
      stage,
      kind: 'built-in',
      state: 'active',
      revision: null,
      failMode,
    })),

    async runInbound(exchange, verdicts) {
      const witness = verdicts && new Witness(verdicts, tick)
      for (let at = 0; at < inbound.length; at++) {
        const one = inbound[at] as Link<InboundFilter<exchange>>
        const { filter } = one
        const changed = exchange.headers.changes.length
        const skipFrom = (first: number, reason: string) =>
          witness?.skip(
            inbound.slice(first).map(({ filter: { name } }) => name),
            reason,
          )
        if (exchange.signal.aborted) {
          skipFrom(at, 'the device went away')
          throw new DeviceGone('The device went away')
        }
        try {
          const unfit = skippedFor(one, exchange)
          if (unfit !== undefined) {
            witness?.tell(filter.name, 'skipped', unfit)
            continue
          }
          const body = filter.body && (await inboundBody(filter.body, exchange))
          const verdict = applied(one, () => filter.apply(exchange, body))
          const answer = isThenable(verdict) ? await verdict : verdict
          const { changes } = exchange.headers
          const actions = changes.length > changed ? changes.slice(changed) : undefined
          if (answer === undefined) {
            witness?.tell(filter.name, 'passed', null, actions)
            continue
          }
          witness?.tell(filter.name, 'responded', null, actions)
          skipFrom(at + 1, `${filter.name} ended the stage`)
          return answer
        } catch (thrown) {
          const refused = isRefusal(thrown)
          witness?.tell(filter.name, refused ? 'refused' : 'failed', reasonOf(thrown))
          if (!refused) {
            onFailure(filter.name, filter.failMode, thrown)
            if (filter.failMode === 'open') continue
          }
          skipFrom(at + 1, `${filter.name} ended the stage`)
          throw refused ? thrown : new FilterFailed(filter.name, thrown)
        }
      }
      return undefined
    },

    async runOutbound(exchange, answer, verdicts) {
      const witness = verdicts && new Witness(verdicts, tick)
      let failed: FilterFailed | undefined
      const watch = witness && new HeaderWatch(answer.headers)
      for (const one of outbound) {
        const { filter } = one
        try {
          const unfit = skippedFor(one, exchange)
          if (unfit === undefined) {
            const body = filter.body && (await outboundBody(filter.body, exchange, answer))
            const done = applied(one, () => filter.apply(exchange, answer, body))
            if (isThenable(done)) await done
          }
          witness?.tell(filter.name, unfit === undefined ? 'passed' : 'skipped', unfit, watch?.changes(answer.headers))
        } catch (thrown) {
          witness?.tell(filter.name, 'failed', reasonOf(thrown), watch?.changes(answer.headers))
          onFailure(filter.name, filter.failMode, thrown)
          if (filter.failMode === 'closed') failed ??= new FilterFailed(filter.name, thrown)
        }
      }
      if (failed !== undefined) throw failed
    },
  }
}

function inboundBody<exchange extends Passing>(body: BodyMode<exchange>, exchange: exchange) {
  if (body.mode === 'buffered') return exchange.body.bytes(body.maxBytes, exchange.signal)
  exchange.body.watch((chunk) => body.onChunk(exchange, chunk))
  return undefined
}

async function outboundBody<exchange>(body: BodyMode<exchange>, exchange: exchange, answer: Answer) {
  if (body.mode === 'streamed') {
    watchAnswer(answer, (chunk) => body.onChunk(exchange, chunk))
    return undefined
  }
  const bytes = await bufferAnswer(answer, body.maxBytes)
  if (bytes === undefined) throw new RangeError(`the body is over ${body.maxBytes} bytes`)
  return bytes
}

/** Runs a filter within its bounds: how many at once, and how long. */
function applied<value>(one: Link<{ readonly maxConcurrent?: number; readonly timeoutMs?: number }>, apply: () => value | Promise<value>) {
  const { maxConcurrent, timeoutMs } = one.filter
  if (maxConcurrent !== undefined && one.running >= maxConcurrent) throw new RangeError(`${maxConcurrent} of it are under way`)
  const value = apply()
  if (!isThenable(value)) return value
  one.running++
  return inTime(value, timeoutMs).finally(() => one.running--)
}

function isThenable<value>(value: value | Promise<value>): value is Promise<value> {
  return typeof value === 'object' && value !== null && 'then' in value
}

/** What a promise comes to, or a throw when its time is over; what it comes to later is dropped, and is no unhandled rejection. */
function inTime<value>(promise: Promise<value>, timeoutMs: number | undefined): Promise<value> {
  if (timeoutMs === undefined) return promise
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no verdict within ${timeoutMs} ms`)), timeoutMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** The code of a refusal, else the kind of what was thrown: messages may hold what nobody is to read. */
function reasonOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string') return thrown.code
  return thrown instanceof Error ? thrown.name : typeof thrown
}
