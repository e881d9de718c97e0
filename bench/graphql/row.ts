/** One figure of the benchmark. */
export interface Row {
  readonly case: string
  readonly language: 'graphql'
  readonly runtime: 'workerd'
  readonly who: string
  /** CPU of the workerd process for one request. */
  readonly cpuMs: number
  /** Against `hand` of the same case; absent where that was not measured. */
  readonly ratio?: number
  /** Requests measured. */
  readonly requests: number
  /** The length of the body. */
  readonly bytes: number
}
