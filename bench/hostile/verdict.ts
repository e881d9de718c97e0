/** What an input came to. */
export interface Verdict {
  /** The code it was refused with. */
  readonly refused?: string
  /** How often resolvers were called. */
  readonly calls: number
}

/** An input as the benchmark tells it: the rest is its subject's business. */
export interface Expectation {
  readonly name: string
  /** The code it is refused with; undefined where it is answered. */
  readonly refused?: string
}
