/** So many titles of each row are told of one by one. */
export const toldTitles = 12

/** All that the ranker weighed to make a page: the same computation, told as it ran. */
export interface PageWeighing {
  /** How much of a look each place of a row and each column gets; the first gets 1. */
  readonly looks: { readonly rows: readonly number[]; readonly columns: readonly number[] }
  /** All rows that asked for a place, as they were considered. */
  readonly offers: readonly ExplainedOffer[]
  /** One for each place of the page, from the top. */
  readonly stages: readonly ExplainedStage[]
  /** What adds up to a score, in the order of `ExplainedTitle.signals`; none where the scorer cannot tell. */
  readonly signals: readonly string[]
  /** The first `toldTitles` of each row, the one on top of the page, and what competed for slots that were tried; by id. */
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
  /** What it added when it got it: titles watched, were every row looked at, and near the top what it covers of the member's genres. */
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
