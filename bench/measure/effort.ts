/** How long to measure. */
export interface Effort {
  /** CPU ms of one subject and task before the first round, for compilers to settle. */
  readonly warmUpMs: number
  /** CPU ms of one subject in one round. */
  readonly roundMs: number
  readonly rounds: number
  /** Answers of one subject in one round, where its CPU ms would be over before. */
  readonly leastAnswers?: number
}

export const fullEffort: Effort = { warmUpMs: 300, roundMs: 80, rounds: 7 }
export const quickEffort: Effort = { warmUpMs: 60, roundMs: 20, rounds: 3 }
