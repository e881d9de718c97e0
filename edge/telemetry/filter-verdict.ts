/** What became of one filter in one request. */
export interface FilterVerdict {
  readonly name: string
  /** Which revision of a published filter; absent of built-in ones. */
  readonly revision?: string
  /**
   * `passed`: it ran and the request went on. `responded`: its answer ended the stage. `refused`: it threw a refusal. `failed`: it threw something
   * else or took too long. `skipped`: it did not run.
   */
  readonly verdict: 'passed' | 'responded' | 'refused' | 'failed' | 'skipped'
  /** Why it was skipped, refused or failed; null else. */
  readonly reason: string | null
  /** Wall time. */
  readonly micros: number
  /** What it changed of the answer, as `set content-type`. */
  readonly actions: readonly string[]
}
