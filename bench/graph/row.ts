import type { Language } from './case.ts'

/** One figure of the benchmark. */
export interface Row {
  readonly case: string
  readonly language: Language
  readonly runtime: 'node' | 'workerd'
  readonly who: string
  /** CPU of one answer, all threads. */
  readonly cpuMs: number
  /** Against `hand` of the same case, language and runtime; absent where that was not measured. */
  readonly ratio?: number
  /** The UTF-8 length of an answer. */
  readonly bytes: number
}
