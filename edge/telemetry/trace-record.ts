import type { CallRecord } from './call-log.ts'
import type { FilterVerdict } from './filter-verdict.ts'
import type { StatusCategory } from './status-category.ts'

/** One answered request as operators see it, as plain data. Holds no token, cookie, body or text of a query, and nobody's id. */
export interface TraceRecord {
  readonly trace: string
  /** When it was answered, in epoch milliseconds. */
  readonly at: number
  readonly method: string
  readonly path: string
  /** Those parameters and headers that say what was asked, and not by whom; empty where the request was not told in full. */
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** `profile` stands for the profile, and is not its id. */
  readonly device: {
    readonly class: string
    readonly model: string | null
    readonly country: string | null
    readonly profile: string | null
  }
  readonly status: number
  readonly category: StatusCategory
  /** The code of the refusal; null where the request was answered. */
  readonly refused: string | null
  readonly micros: number
  /** What was served by fallback or not at all. */
  readonly degraded: readonly string[]
  /** Whether it came out of the edge's cache; null where it may not be kept there. */
  readonly cache: 'hit' | 'miss' | null
  /** What published filters have noted. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>
  /** Names of the debug rules that it fits. */
  readonly debug: readonly string[]
  /** What became of each filter, and the plan of the graph's operation; empty and null where the request was not told in full. */
  readonly filters: readonly FilterVerdict[]
  readonly plan: readonly string[] | null
  readonly origins: readonly CallRecord[]
}
