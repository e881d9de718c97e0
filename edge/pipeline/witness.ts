import type { FilterVerdict } from '../telemetry/filter-verdict.ts'

const nothing: readonly string[] = []

/** Writes down what becomes of each filter of a stage, as it happens. Wall time is from one filter's end to the next one's. */
export class Witness {
  readonly #verdicts: FilterVerdict[]
  readonly #tick: () => number
  #since: number

  constructor(verdicts: FilterVerdict[], tick: () => number) {
    this.#verdicts = verdicts
    this.#tick = tick
    this.#since = tick()
  }

  tell(name: string, verdict: FilterVerdict['verdict'], reason: string | null = null, actions = nothing): void {
    const now = this.#tick()
    this.#verdicts.push({ name, verdict, reason, micros: Math.round((now - this.#since) * 1_000), actions })
    this.#since = now
  }

  /** Of filters that did not get their turn. */
  skip(names: Iterable<string>, reason: string): void {
    for (const name of names) this.#verdicts.push({ name, verdict: 'skipped', reason, micros: 0, actions: nothing })
  }
}
