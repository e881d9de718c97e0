import type { RankedPage, RowCandidate } from './ranking.ts'

/** A page with all that the ranker weighed to make it: the same computation, told as it ran. */
export interface ExplainedPage {
  readonly page: RankedPage
  /** How much of a look each place of a row and each column gets; the first gets 1. */
  readonly looks: { readonly rows: readonly number[]; readonly columns: readonly number[] }
  /** All rows that asked for a place, as they were considered. */
  readonly offers: readonly ExplainedOffer[]
  /** One for each place of the page, from the top. */
  readonly stages: readonly ExplainedStage[]
  /** What adds up to a score, in the order of `ExplainedTitle.signals`; none where the scorer cannot tell. */
  readonly signals: readonly string[]
  /** The titles that are seen first in each row, and the one on top of the page; by id. */
  readonly titles: readonly ExplainedTitle[]
  /** By name. */
  readonly genres: readonly ExplainedGenre[]
}

export interface ExplainedOffer {
  readonly key: string
  readonly fixed: boolean
  readonly dedupe: boolean
  /** How many titles may stand in it. */
  readonly titles: number
}

export interface ExplainedStage {
  /** The row that got the place. */
  readonly key: string
  /** What it added when it got it: titles watched, were every row looked at. */
  readonly gain: number
  /** What each offer would have added, in their order; null for one that did not compete there. */
  readonly gains: readonly (number | null)[]
  /** Titles watched of the page down to here, by the looks its cells get. */
  readonly watched: number
  /** Titles shown down to here, each once, and the genres that they have. */
  readonly titles: number
  readonly genres: number
}

export interface ExplainedTitle {
  readonly title: number
  /** As the scorer has it; and what business rules added to it. */
  readonly score: number
  readonly ruled: number
  /** Of being watched, 0 to 1, after the rules. */
  readonly chance: number
  readonly signals: readonly number[]
}

/** How much of the page, of the history and of the catalog has a genre, 0 to 1. A title's share is split evenly among its genres. */
export interface ExplainedGenre {
  readonly name: string
  /** By looks and chances. */
  readonly page: number
  /** Of what the profile has watched, rated or picked; null where that is nothing. */
  readonly history: number | null
  readonly catalog: number
}

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
