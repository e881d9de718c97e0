import type { LoadedFilters } from '../../filter-sandbox/loaded-filters.ts'
import type { StageInput, StageVerdict } from '../../filter-sandbox/stage-call.ts'
import type { CheckedAction } from '../../filter-sdk/action-rules.ts'
import type { Exchange } from '../exchange.ts'
import { FilterFailed } from '../pipeline/pipeline.ts'
import type { Answer } from '../protocol/answer.ts'
import type { FilterVerdict } from '../telemetry/filter-verdict.ts'
import { applyActions, describeActions } from './apply-actions.ts'
import type { CompiledSet, Runnable } from './compile-set.ts'
import { stageInput } from './stage-input.ts'

export interface RunOptions {
  hasOrigin(name: string): boolean
  isBenched(key: string): boolean
  /** A filter has run well; or it has failed, and why, for operators. */
  onPass(runnable: Runnable): void
  onFailure(runnable: Runnable, why: string): void
  /** Announces first runs of what is not proven, and says when they have come back. */
  trial<value>(runnables: readonly Runnable[], run: () => Promise<value>): Promise<value>
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

/**
 * Runs the published filters of a stage that a request meets, in their order; those of one sandbox that stand side by side in one call. Comes to the answer
 * that ends the stage. Rejects with `FilterFailed` where one fails that fails closed. A call has no timer, which would cost as much as the call: nothing in
 * a sandbox can wait, steps end its loops, and the platform's own limit ends what native code does.
 */
export async function runStage(
  runnables: readonly Runnable[],
  { activeSandbox, canarySandbox }: Pick<CompiledSet, 'activeSandbox' | 'canarySandbox'>,
  exchange: Exchange,
  answer: Answer | undefined,
  options: RunOptions,
): Promise<Answer | undefined> {
  const stage = answer === undefined ? 'inbound' : 'outbound'
  const verdicts = exchange.explained?.filters
  /** The time is told of requests that are explained, and asked for then alone. */
  const tick = verdicts === undefined ? () => 0 : options.tick
  let input: StageInput | undefined
  const inputNow = () => (input ??= stageInput(exchange, answer))

  const told = verdicts && new Set<Runnable>()

  function tell(
    runnable: Runnable,
    verdict: FilterVerdict['verdict'],
    reason: string | null,
    micros = 0,
    actions: readonly string[] = [],
  ): void {
    if (verdicts === undefined) return
    const { name, revision } = runnable.live
    verdicts.push({ name, revision, verdict, reason, micros: Math.round(micros), actions })
    told?.add(runnable)
  }

  /** Comes to the answer that ends the stage; throws where it fails closed. */
  function conclude(runnable: Runnable, actions: readonly CheckedAction[], micros: number): Answer | undefined {
    let given: Answer | undefined
    try {
      given = applyActions(actions, exchange, answer, options.hasOrigin)
    } catch (error) {
      fail(runnable, String(error instanceof Error ? error.message : error), micros)
      return undefined
    }
    options.onPass(runnable)
    if (actions.length > 0) input = undefined
    tell(runnable, given === undefined ? 'passed' : 'responded', null, micros, verdicts && describeActions(actions))
    return given
  }

  function fail(runnable: Runnable, why: string, micros: number): void {
    options.onFailure(runnable, why)
    tell(runnable, 'failed', why, micros)
    const { name, definition } = runnable.live
    if (definition.failMode === 'closed') throw new FilterFailed(name, why)
  }

  /** Some filters of one sandbox in one call. Comes to the answer that ends the stage. */
  async function callSandbox(called: readonly Runnable[], sandbox: LoadedFilters): Promise<Answer | undefined> {
    const since = tick()
    let answered: readonly StageVerdict[]
    try {
      const call = {
        stage,
        filters: called.map(({ live }) => live.name),
        input: inputNow(),
        now: options.now(),
        seed: (options.random() * 2 ** 32) | 0,
      } as const
      answered = await options.trial(called, () => sandbox.run(call))
    } catch (error) {
      if (called.length > 1) options.onLostCall()
      const why = called.length === 1 ? `the sandbox: ${String(error)}` : 'a call of several filters was lost'
      for (const one of called) fail(one, why, (tick() - since) * 1_000)
      return undefined
    }
    // The wall time of a call is of all its filters.
    const micros = ((tick() - since) * 1_000) / Math.max(answered.length, 1)
    for (const [at, { actions, skipped, error }] of answered.entries()) {
      const runnable = called[at] as Runnable
      if (error !== undefined) fail(runnable, `${error.kind}: ${error.message}`, micros)
      else if (skipped) tell(runnable, 'skipped', 'it chose not to', micros)
      else {
        const given = conclude(runnable, actions, micros)
        if (given !== undefined) return given
      }
    }
    return undefined
  }

  function decide(runnable: Runnable, { decide, actions }: NonNullable<Runnable['rule']>): Answer | undefined {
    const since = tick()
    let fits: boolean
    try {
      fits = decide(inputNow())
    } catch (error) {
      fail(runnable, String(error instanceof Error ? error.message : error), (tick() - since) * 1_000)
      return undefined
    }
    const micros = (tick() - since) * 1_000
    if (fits) return conclude(runnable, actions, micros)
    tell(runnable, 'skipped', 'its condition does not hold', micros)
    return undefined
  }

  function skippedFor({ live: { expiresAt }, unfit }: Runnable): string | undefined {
    return unfit?.(exchange) ?? (expiresAt !== null && expiresAt <= options.now() ? 'its time is over' : undefined)
  }

  /** Those from `first` on that may share a call with it. */
  function companionsOf(first: number): readonly Runnable[] {
    const called: Runnable[] = []
    for (let at = first; at < met.length && !(options.apart() && at > first); at++) {
      const next = met[at] as Runnable
      if (next.rule !== undefined || isCanary(next) !== isCanary(met[first] as Runnable) || options.isBenched(next.key)) break
      called.push(next)
    }
    return called
  }

  async function runMet(): Promise<Answer | undefined> {
    for (let at = 0; at < met.length; at++) {
      const runnable = met[at] as Runnable
      let given: Answer | undefined
      if (options.isBenched(runnable.key)) bench(runnable)
      else if (runnable.rule !== undefined) given = decide(runnable, runnable.rule)
      else {
        const called = companionsOf(at)
        at += called.length - 1
        given = await callSandbox(called, (isCanary(runnable) ? canarySandbox : activeSandbox) as LoadedFilters)
      }
      if (given !== undefined) return given
    }
    return undefined
  }

  /** What fails again and again is not asked: it is as if it had failed. */
  function bench(runnable: Runnable): void {
    tell(runnable, 'skipped', 'benched: it failed too often')
    const { name, definition } = runnable.live
    if (definition.failMode === 'closed') throw new FilterFailed(name, 'benched')
  }

  const met: Runnable[] = []
  for (const runnable of runnables) {
    const skipped = skippedFor(runnable)
    if (skipped === undefined) met.push(runnable)
    else tell(runnable, 'skipped', skipped)
  }
  try {
    return await runMet()
  } finally {
    if (verdicts !== undefined) for (const runnable of met) if (!told?.has(runnable)) tell(runnable, 'skipped', 'another ended the stage')
  }
}

const isCanary = ({ live }: Runnable) => live.share !== null
