import type { ExplainedPage, RowCandidate } from './ranking.ts'

/** A member's page as operators look at it: built as of now, and not handed out. */
export interface PageExplanation {
  readonly profile: { readonly kind: 'adult' | 'child'; readonly country: string }
  readonly device: { readonly width: string; readonly maxRows: number; readonly maxTitles: number }
  /** How much of each kind the ranker was told; `before` a reset, what it was not. */
  readonly history: { readonly version: number; readonly counts: Readonly<Record<string, number>> }
  /** The last page that was handed out for this width, and whether its rows are the same; null where there is none. */
  readonly snapshot: { readonly id: string; readonly at: number; readonly isSame: boolean } | null
  /** What could not be had; then the page is one of less. */
  readonly degraded: readonly string[]
  /** In the order they were offered. */
  readonly rows: readonly Pick<RowCandidate, 'key' | 'kind' | 'heading' | 'order'>[]
  /** Of the titles in `explained`, by id. */
  readonly names: Readonly<Record<string, string>>
  readonly explained: ExplainedPage
}
