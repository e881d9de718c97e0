/** What is compared with what, and what is promised of it. */
export interface Goal {
  readonly case: 'falcor-get' | 'token'
  readonly who: string
  /** The row that this one is measured above. */
  readonly above: string
  /** µs of CPU above it; undefined where nothing is promised. */
  readonly mostUs?: number
}

export const goals: readonly Goal[] = [
  { case: 'falcor-get', who: 'filters', above: 'empty', mostUs: 25 },
  { case: 'falcor-get', who: 'explained-1', above: 'filters', mostUs: 2 },
  { case: 'falcor-get', who: 'explained-100', above: 'filters', mostUs: 20 },
  { case: 'falcor-get', who: 'tokens', above: 'filters' },
  { case: 'falcor-get', who: 'limiters', above: 'filters' },
  { case: 'token', who: 'jose', above: 'ours' },
]
