import type { LoadedFilters } from '../../filter-sandbox/loaded-filters.ts'
import type { StageInput, StageVerdict } from '../../filter-sandbox/stage-call.ts'
import type { CheckedAction } from '../../filter-sdk/action-rules.ts'
import type { Exchange } from '../exchange.ts'
import { FilterFailed } from '../pipeline/pipeline.ts'
import type { Answer } from '../protocol/answer.ts'
import type { FilterVerdict } from '../telemetry/filter-verdict.ts'
import { applyActions, describeActions } from './apply-actions.ts'
import type { CompiledRule, CompiledSet, Runnable } from './compile-set.ts'
import { stageInput } from './stage-input.ts'

/** Isolate scope. */
export interface RunOptions {
  hasOrigin(name: string): boolean
  isBenched(key: string): boolean
  /** A filter has run well; or it has failed, and why, for operators. */
  onPass(runnable: Runnable): void
  onFailure(runnable: Runnable, why: string): void
  /** Announces first runs of what is not proven, and says when they have come back. */
  trial<value>(runnables: readonly Runnable[], exchange: Exchange, run: () => Promise<value>): Promise<value>
  /** Whether each filter is called by itself, because a call of several has failed as a whole: nobody knows whose fault it was. */
  apart(): boolean
  /** A call has failed as a whole. */
  onLostCall(): void
  /** Epoch milliseconds. */
  now(): number
  /** Milliseconds of a clock that only goes forward. */
  tick(): number
  /** From 0 to below 1. */
  random(): number
}

/** What a stage belongs to. */
export interface StageOf {
  readonly exchange: Exchange
  /** In the outbound stage. */
  readonly answer: Answer | undefined
  readonly set: Pick<CompiledSet, 'activeSandbox' | 'canarySandbox'>
  /** Takes the names of filters that fail. */
  readonly failed: string[]
}

/**
 * Runs the published filters of a stage that a request meets, in their order; those of one sandbox that stand side by side in one call. Comes to the answer
 * that ends the stage. Rejects with `FilterFailed` where one fails that fails closed. A call has no timer, which would cost as much as the call: nothing in
 * a sandbox can wait, steps end its loops, and the platform's own limit ends what native code does.
 */
export function runStage(runnables: readonly Runnable[], of: StageOf, options: RunOptions): Promise<Answer | undefined> {
  return new StageRun(of, options).run(runnables)
}

/** One run. A class, and one function that waits: what is made anew for each request shows beside the call of a sandbox. */
class StageRun {
  readonly #of: StageOf
  readonly #options: RunOptions
  /** If the request is explained: what became of each filter, and of which that has been told. */
  readonly #verdicts: FilterVerdict[] | undefined
  readonly #told: Set<Runnable> | undefined
  /** Undefined until one asks for it, and again where another has changed it. */
  #input: StageInput | undefined

  constructor(of: StageOf, options: RunOptions) {
    this.#of = of
    this.#options = options
    this.#verdicts = of.exchange.explained?.filters
    this.#told = this.#verdicts && new Set()
  }

  async run(runnables: readonly Runnable[]): Promise<Answer | undefined> {
    const options = this.#options
    const met = this.#fitting(runnables)
    try {
      for (let at = 0; at < met.length; at++) {
        const runnable = met[at] as Runnable
        let given: Answer | undefined
        if (options.isBenched(runnable.key)) this.#bench(runnable)
        else if (runnable.rule !== undefined) given = this.#decide(runnable, runnable.rule)
        else {
          const called = this.#companions(met, at)
          at += called.length - 1
          const since = this.#tick()
          let verdicts: readonly StageVerdict[]
          try {
            verdicts = await options.trial(called, this.#of.exchange, () => this.#call(called))
          } catch (error) {
            this.#lose(called, error, since)
            continue
          }
          given = this.#concludeAll(called, verdicts, since)
        }
        if (given !== undefined) return given
      }
      return undefined
    } finally {
      if (this.#told !== undefined)
        for (const runnable of met) if (!this.#told.has(runnable)) this.#tell(runnable, 'skipped', 'another ended the stage')
    }
  }

  #fitting(runnables: readonly Runnable[]): readonly Runnable[] {
    return runnables.filter((runnable) => {
      const { expiresAt } = runnable.live
      const isOver = expiresAt !== null && expiresAt <= this.#options.now()
      const skipped = runnable.unfit?.(this.#of.exchange) ?? (isOver ? 'its time is over' : undefined)
      if (skipped !== undefined) this.#tell(runnable, 'skipped', skipped)
      return skipped === undefined
    })
  }

  /** Those from `first` on that may share a call with it. */
  #companions(met: readonly Runnable[], first: number): readonly Runnable[] {
    const canary = isCanary(met[first] as Runnable)
    const isOne = (next: Runnable | undefined) =>
      next !== undefined && next.rule === undefined && isCanary(next) === canary && !this.#options.isBenched(next.key)
    let end = first + 1
    if (!this.#options.apart()) while (isOne(met[end])) end++
    return met.slice(first, end)
  }

  /** Some filters of one sandbox in one call. */
  #call(called: readonly Runnable[]): Promise<readonly StageVerdict[]> {
    const { answer, set } = this.#of
    const sandbox = isCanary(called[0] as Runnable) ? set.canarySandbox : set.activeSandbox
    return (sandbox as LoadedFilters).run({
      stage: answer === undefined ? 'inbound' : 'outbound',
      filters: called.map(({ live }) => live.name),
      input: this.#inputNow(),
      now: this.#options.now(),
      seed: (this.#options.random() * 2 ** 32) | 0,
    })
  }

  /** Nobody knows which of them did it. */
  #lose(called: readonly Runnable[], error: unknown, since: number): void {
    if (called.length > 1) this.#options.onLostCall()
    const why = called.length === 1 ? `the sandbox: ${String(error)}` : 'a call of several filters was lost'
    for (const one of called) this.#fail(one, why, this.#microsSince(since))
  }

  #concludeAll(called: readonly Runnable[], verdicts: readonly StageVerdict[], since: number): Answer | undefined {
    // The wall time of a call is of all its filters.
    const micros = this.#microsSince(since) / Math.max(verdicts.length, 1)
    for (let at = 0; at < verdicts.length; at++) {
      const { actions, skipped, error } = verdicts[at] as StageVerdict
      const runnable = called[at] as Runnable
      if (error !== undefined) this.#fail(runnable, `${error.kind}: ${error.message}`, micros)
      else if (skipped) this.#tell(runnable, 'skipped', 'it chose not to', micros)
      else {
        const given = this.#conclude(runnable, actions, micros)
        if (given !== undefined) return given
      }
    }
    return undefined
  }

  #decide(runnable: Runnable, { decide, actions }: CompiledRule): Answer | undefined {
    const since = this.#tick()
    let fits: boolean
    try {
      fits = decide(this.#inputNow())
    } catch (error) {
      this.#fail(runnable, messageOf(error), this.#microsSince(since))
      return undefined
    }
    const micros = this.#microsSince(since)
    if (fits) return this.#conclude(runnable, actions, micros)
    this.#tell(runnable, 'skipped', 'its condition does not hold', micros)
    return undefined
  }

  /** Comes to the answer that ends the stage; throws where it fails closed. */
  #conclude(runnable: Runnable, actions: readonly CheckedAction[], micros: number): Answer | undefined {
    const { exchange, answer } = this.#of
    let given: Answer | undefined
    try {
      given = applyActions(actions, exchange, answer, this.#options.hasOrigin)
    } catch (error) {
      this.#fail(runnable, messageOf(error), micros)
      return undefined
    }
    this.#options.onPass(runnable)
    if (actions.length > 0) this.#input = undefined
    this.#tell(runnable, given === undefined ? 'passed' : 'responded', null, micros, actions)
    return given
  }

  #fail(runnable: Runnable, why: string, micros: number): void {
    const { name, definition } = runnable.live
    this.#of.failed.push(name)
    this.#options.onFailure(runnable, why)
    this.#tell(runnable, 'failed', why, micros)
    if (definition.failMode === 'closed') throw new FilterFailed(name, why)
  }

  /** What fails again and again is not asked: it is as if it had failed. */
  #bench(runnable: Runnable): void {
    this.#tell(runnable, 'skipped', 'benched: it failed too often')
    const { name, definition } = runnable.live
    if (definition.failMode === 'closed') throw new FilterFailed(name, 'benched')
  }

  #tell(
    runnable: Runnable,
    verdict: FilterVerdict['verdict'],
    reason: string | null,
    micros = 0,
    actions: readonly CheckedAction[] = [],
  ): void {
    if (this.#verdicts === undefined) return
    const { name, revision } = runnable.live
    this.#verdicts.push({ name, revision, verdict, reason, micros: Math.round(micros), actions: describeActions(actions) })
    this.#told?.add(runnable)
  }

  #inputNow(): StageInput {
    return (this.#input ??= stageInput(this.#of.exchange, this.#of.answer))
  }

  /** The time is told of requests that are explained, and asked for then alone. */
  #tick(): number {
    return this.#verdicts === undefined ? 0 : this.#options.tick()
  }

  #microsSince(since: number): number {
    return (this.#tick() - since) * 1_000
  }
}

const isCanary = ({ live }: Runnable) => live.share !== null
const messageOf = (error: unknown) => String(error instanceof Error ? error.message : error)
