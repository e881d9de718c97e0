import type { FailMode, InboundFilter, OutboundFilter } from '../filters/filter.ts'
import type { Answer } from '../protocol/answer.ts'
import type { FilterVerdict } from '../telemetry/filter-verdict.ts'
import { type Asked, compileWhen, type Unfit } from './compile-when.ts'
import { changesOf } from './header-changes.ts'
import { orderFilters } from './order-filters.ts'

/** A filter has failed of itself, and nobody knows whether what it guards may pass. */
export class FilterFailed extends Error {
  override readonly name = 'FilterFailed'
  readonly filter: string

  constructor(filter: string, cause: unknown) {
    super(`filter ${filter} failed`, { cause })
    this.filter = filter
  }
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
  /** The answer that ends the stage; undefined where the endpoint is to answer. Rejects with a refusal, or `FilterFailed`. */
  runInbound(exchange: exchange, verdicts: FilterVerdict[] | undefined): Promise<Answer | undefined>
  /** Runs each filter once. Rejects with `FilterFailed` where one that fails closed has failed; the others have run. */
  runOutbound(exchange: exchange, answer: Answer, verdicts: FilterVerdict[] | undefined): Promise<void>
}

interface Link<filter> {
  readonly filter: filter
  readonly unfit: Unfit | undefined
}

/**
 * Makes a pipeline in the manner of Zuul: inbound filters until one answers or refuses, outbound filters on whatever comes out. Unlike Zuul's, a
 * filter that fails obeys its fail mode. Throws a `PipelineError` for filters that cannot be put in order.
 */
export function createPipeline<exchange extends Asked>(options: PipelineOptions<exchange>): Pipeline<exchange> {
  const link = <filter extends InboundFilter<exchange> | OutboundFilter<exchange>>(filters: readonly filter[]): readonly Link<filter>[] =>
    orderFilters(filters).map((filter) => ({ filter, unfit: compileWhen(filter.when, filter.name) }))
  const inbound = link(options.inbound)
  const outbound = link(options.outbound)
  const { tick, isRefusal, onFailure } = options

  const skippedFor = ({ filter, unfit }: Link<InboundFilter<exchange> | OutboundFilter<exchange>>, exchange: exchange) =>
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
      for (const [at, one] of inbound.entries()) {
        const { filter } = one
        const startedAt = verdicts === undefined ? 0 : tick()
        const tell = (verdict: FilterVerdict['verdict'], reason: string | null = null) =>
          verdicts?.push({ name: filter.name, verdict, reason, micros: Math.round((tick() - startedAt) * 1_000), actions: [] })
        const tellRest = () => {
          for (const { filter: later } of inbound.slice(at + 1))
            verdicts?.push({ name: later.name, verdict: 'skipped', reason: `${filter.name} ended the stage`, micros: 0, actions: [] })
        }
        try {
          const unfit = skippedFor(one, exchange)
          if (unfit !== undefined) {
            tell('skipped', unfit)
            continue
          }
          const verdict = filter.apply(exchange)
          const answer = isThenable(verdict) ? await inTime(verdict, filter.timeoutMs) : verdict
          if (answer === undefined) {
            tell('passed')
            continue
          }
          tell('responded')
          tellRest()
          return answer
        } catch (thrown) {
          if (isRefusal(thrown)) {
            tell('refused', reasonOf(thrown))
            tellRest()
            throw thrown
          }
          tell('failed', reasonOf(thrown))
          onFailure(filter.name, filter.failMode, thrown)
          if (filter.failMode === 'open') continue
          tellRest()
          throw new FilterFailed(filter.name, thrown)
        }
      }
      return undefined
    },

    async runOutbound(exchange, answer, verdicts) {
      let failed: FilterFailed | undefined
      for (const one of outbound) {
        const { filter } = one
        const startedAt = verdicts === undefined ? 0 : tick()
        const before = verdicts && { ...answer.headers }
        const tell = (verdict: FilterVerdict['verdict'], reason: string | null = null) =>
          verdicts?.push({
            name: filter.name,
            verdict,
            reason,
            micros: Math.round((tick() - startedAt) * 1_000),
            actions: before === undefined ? [] : changesOf(before, answer.headers),
          })
        try {
          const unfit = skippedFor(one, exchange)
          if (unfit === undefined) {
            const done = filter.apply(exchange, answer)
            if (isThenable(done)) await inTime(done, filter.timeoutMs)
          }
          tell(unfit === undefined ? 'passed' : 'skipped', unfit)
        } catch (thrown) {
          tell('failed', reasonOf(thrown))
          onFailure(filter.name, filter.failMode, thrown)
          if (filter.failMode === 'closed') failed ??= new FilterFailed(filter.name, thrown)
        }
      }
      if (failed !== undefined) throw failed
    },
  }
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
