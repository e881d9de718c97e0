import { shareOf } from '../device/share-of.ts'
import type { Exchange } from '../exchange.ts'
import type { Answer } from '../protocol/answer.ts'
import { applyKept } from './apply-actions.ts'
import { type CanaryReport, createCanaryLedger, type NamedRevision } from './canary-ledger.ts'
import { type CompiledSet, type CompileOptions, compileSet, emptySet, type Runnable } from './compile-set.ts'
import { createFailureWindow } from './failure-window.ts'
import type { VersionedSet } from './filter-set.ts'
import { createFilterWatch, type FilterBoard, watchTimes } from './filter-watch.ts'
import { type RunOptions, runStage } from './run-stage.ts'

/** The one writer of published filters, as isolates ask it. */
export interface FilterWriter {
  filterSet(known: number): Promise<{ readonly version: number; readonly set: VersionedSet | null }>
  /** Comes to the set where it has changed for it; else null. */
  reportFilters(reports: readonly CanaryReport[]): Promise<VersionedSet | null>
  openTrials(filters: readonly NamedRevision[]): Promise<void>
  closeTrials(filters: readonly NamedRevision[]): Promise<void>
}

export interface PublishedOptions extends CompileOptions {
  writer(): FilterWriter
  readonly board: FilterBoard
  /** A copy of the set that may be old. */
  spare(): Promise<VersionedSet | null>
  hasOrigin(name: string): boolean
  within<value>(ms: number, promise: Promise<value>): Promise<value>
  readonly log: (line: Readonly<Record<string, unknown>>) => void
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Milliseconds of a clock that only goes forward. */
  readonly tick: () => number
  /** From 0 to below 1. */
  readonly random: () => number
}

/** What published filters one request meets: those of one set from its start to its end. */
interface Meeting {
  readonly set: CompiledSet
  /** Canaries that it is in; their revisions stand in the place of the active ones. */
  readonly canaries: readonly Runnable[]
  /** Canaries that are for such requests, whether it is in them or not. */
  readonly fitting: readonly Runnable[]
  /** Names of what has failed on the way. */
  readonly failed: string[]
}

/** The way of one request through the published filters. */
export interface Passage {
  /** Comes to the answer that ends the stage; undefined at once where nothing is to be done. Rejects with `FilterFailed`. */
  runInbound(): Promise<Answer | undefined> | undefined
  /** Comes to the answer in the place of the one given. Rejects with `FilterFailed`. */
  runOutbound(answer: Answer): Promise<Answer | undefined> | undefined
  /** Counts the answered request. */
  finish(status: number): void
}

/** The published filters of an isolate. */
export interface PublishedFilters {
  start(exchange: Exchange): Passage
  /** Takes over a set that an operator has just made. */
  learn(set: VersionedSet): Promise<void>
  /** Which set this isolate answers by. */
  version(): number
}

/** Where none can be published. */
export const nothingPublished: PublishedFilters = {
  start: () => ({ runInbound: () => undefined, runOutbound: () => undefined, finish() {} }),
  learn: async () => {},
  version: () => 0,
}

/** How often an isolate says what it has seen of canaries; how long after a lost call filters are called each by itself. In milliseconds. */
const reportMs = 1_000
const apartMs = 10_000

/** Operators and whoever asks whether we live meet the built-in filters alone. */
const exempt = /^\/(?:ops(?:\/|$)|healthz$|readyz$)/

/** Isolate scope: the compiled set, counts, times. */
export function createPublishedFilters(options: PublishedOptions): PublishedFilters {
  const { writer, board, spare, within, log, now, tick, random, hasOrigin } = options
  const failures = createFailureWindow()
  const ledger = createCanaryLedger()
  const announced = new Set<string>()
  let set = emptySet
  let reportedAt = 0
  let apartUntil = 0
  let toldStaleAt = Number.NEGATIVE_INFINITY

  const watch = createFilterWatch({
    ...{ board, spare, within, now },
    ask: (known) => writer().filterSet(known),
    async take(next) {
      try {
        const compiled = await compileSet(next, options)
        // Another request may have been faster, with a newer one.
        if (compiled.version >= set.version) set = compiled
        failures.keepOnly(set.keys)
      } catch (error) {
        log({ level: 'error', event: 'filters-refused', version: next.version, message: String(error) })
        throw error
      }
    },
    onStale(cause) {
      if (now() - toldStaleAt < 1_000) return
      toldStaleAt = now()
      log({ level: 'error', event: 'filters-stale', version: set.version, message: String(cause) })
    },
  })

  const stageOptions: RunOptions = {
    ...{ hasOrigin, now, tick, random },
    isBenched: failures.isBenched,
    onPass: ({ key }) => failures.pass(key),
    onFailure(runnable, why) {
      const { name, revision, definition } = runnable.live
      log({ level: 'error', event: 'filter-failed', filter: name, revision, failMode: definition.failMode, message: why.slice(0, 300) })
      // A rule that cannot tell costs next to nothing, and it is the request's doing: nobody is to take a rule away by that.
      if (runnable.rule !== undefined || !failures.fail(runnable.key, now())) return
      log({ level: 'error', event: 'filter-benched', filter: name, revision })
      ledger.bench(name, revision, `it failed 3 times in 10 s: ${why.slice(0, 200)}`)
      reportedAt = 0
    },
    trial(called, exchange, work) {
      const first = called.filter(({ key, live }) => !live.proven && !announced.has(key))
      return first.length === 0 ? work() : announcedRun(first, work, exchange)
    },
    apart: () => now() < apartUntil,
    onLostCall: () => void (apartUntil = now() + apartMs),
  }

  function meet(exchange: Exchange): Meeting {
    const { canaries } = set
    const isIn = ({ live: { name, share } }: Runnable) => isInCanary(exchange, name, share ?? 1)
    const fits = ({ unfit }: Runnable) => unfit?.(exchange) === undefined
    if (canaries.length === 0) return { set, canaries, fitting: canaries, failed: [] }
    return { set, canaries: canaries.filter(isIn), fitting: canaries.filter(fits), failed: [] }
  }

  const runnablesOf = ({ set, canaries }: Meeting, stage: 'inbound' | 'outbound', exchange: Exchange): readonly Runnable[] => {
    const { plain, find, mixed } = set[stage]
    // Who is explained is told of each, whether it fits or not.
    if (canaries.length === 0) return exchange.explained === undefined ? find(exchange).map((at) => plain[at] as Runnable) : plain
    return mixed.flatMap(({ active, canary }) => {
      const mine = canary !== undefined && canaries.includes(canary) ? canary : active
      // In a canary that has changed its stage the active revision does not run.
      return mine === undefined || canaries.some((one) => one !== mine && one.live.name === mine.live.name) ? [] : [mine]
    })
  }

  function run(exchange: Exchange, meeting: Meeting, answer: Answer | undefined): Promise<Answer | undefined> | undefined {
    const runnables = runnablesOf(meeting, answer === undefined ? 'inbound' : 'outbound', exchange)
    if (runnables.length === 0) return undefined
    return runStage(runnables, { exchange, answer, set: meeting.set, failed: meeting.failed }, stageOptions)
  }

  async function announcedRun<value>(first: readonly Runnable[], work: () => Promise<value>, exchange: Exchange): Promise<value> {
    for (const { key } of first) announced.add(key)
    const named = first.map(({ live: { name, revision } }) => ({ name, revision }))
    await within(watchTimes.ask, writer().openTrials(named)).catch(() => {})
    try {
      return await work()
    } finally {
      exchange.waitUntil(writer().closeTrials(named))
    }
  }

  function report(exchange: Exchange): void {
    if (ledger.isEmpty || now() - reportedAt < reportMs) return
    reportedAt = now()
    const reported = writer().reportFilters(ledger.take())
    exchange.waitUntil(reported.then((changed) => (changed === null ? undefined : watch.learn(changed))))
  }

  return {
    start(exchange) {
      let meeting: Meeting | undefined
      const runFresh = async (freshened: Promise<boolean>) => {
        if (!(await freshened)) exchange.degraded.add('filters')
        meeting = meet(exchange)
        return run(exchange, meeting, undefined)
      }
      return {
        runInbound() {
          if (exempt.test(exchange.path)) return undefined
          const freshened = watch.freshen(exchange.waitUntil)
          if (freshened !== undefined) return runFresh(freshened)
          if (set.keys.size === 0) return undefined
          meeting = meet(exchange)
          return run(exchange, meeting, undefined)
        },

        runOutbound(answer) {
          if (exchange.answerChanges.length > 0) applyKept(exchange, answer)
          // Undefined here: it was refused before it met any, and still meets those of answers.
          if (meeting === undefined) {
            if (set.keys.size === 0 || exempt.test(exchange.path)) return undefined
            meeting = meet(exchange)
          }
          return run(exchange, meeting, answer)
        },

        finish(status) {
          if (meeting !== undefined)
            for (const canary of meeting.fitting) {
              const { name, revision } = canary.live
              const group = meeting.canaries.includes(canary) ? 'canary' : 'control'
              ledger.count(name, revision, group, meeting.failed.includes(name) || status >= 500, (tick() - exchange.startedAt) * 1_000)
            }
          report(exchange)
        },
      }
    },

    learn: (next) => watch.learn(next),
    version: () => set.version,
  }
}

/** The same devices for as long as a name has its share, and more of them as it grows. Who has no id is drawn by address, or else anew each time. */
function isInCanary({ device, client, trace }: Exchange, name: string, share: number): boolean {
  return shareOf(`canary ${name}`, device.id ?? client ?? trace) < share
}
