import type { History } from './members.ts'
import { type AnswerChecks, checkState, isRecord, type Origin } from './origin.ts'
import type { RowKind } from './recommendations.ts'

/** A row that may stand on the page, before it is known which titles it shows. */
export interface RowCandidate {
  /** Unique on the page, `[a-z0-9-]{1,64}`; the last part of the row's id. */
  readonly key: string
  readonly kind: RowKind
  readonly heading: string
  /** Which films may stand in it; several conditions must all hold. None: the whole catalog. */
  readonly where: {
    /** These films only. */
    readonly titles?: readonly number[]
    readonly genre?: string
    /** Year of release at or after. */
    readonly since?: number
    /** Films like this one by content. */
    readonly like?: number
    /** Leaves out what the profile has watched or rated. */
    readonly unseen?: boolean
  }
  /** `given` keeps the order of `where.titles`; the others put the best first, ties by id. */
  readonly order: 'given' | 'score' | 'quality' | 'popularity' | 'newest'
  /** Stands at its place among the candidates whatever it scores; the others compete for what is left. */
  readonly fixed: boolean
  /** Titles shown in a row above are left out of this one. */
  readonly dedupe: boolean
}

export interface PageDemand {
  /** Null for a visitor. */
  readonly history: History | null
  readonly rows: readonly RowCandidate[]
  readonly maxRows: number
  readonly maxTitles: number
  /** A row with fewer titles is dropped, fixed ones with none. */
  readonly minTitles: number
}

export interface RankedPage {
  /** Which scorer and which data made it; stands in traces and in the stamp of a snapshot. */
  readonly model: string
  /** In the order of the page. */
  readonly rows: readonly { readonly key: string; readonly titles: readonly number[] }[]
  /** The film for the top of the page. */
  readonly billboard: number | null
}

/** Computes per request over the whole catalog; keeps nothing of a member. */
export interface Ranking extends Origin {
  page(demand: PageDemand): Promise<RankedPage>
  /** How well each title fits, 0 to 100, in the order asked; null where there is no such title, 0 where a child may not see it. */
  match(history: History, titles: readonly number[]): Promise<{ readonly model: string; readonly match: readonly (number | null)[] }>
}

export const rankingAnswers: AnswerChecks<Ranking> = {
  state: checkState,
  page: (answer) =>
    isRecord(answer) &&
    typeof answer.model === 'string' &&
    Array.isArray(answer.rows) &&
    answer.rows.every((row) => isRecord(row) && typeof row.key === 'string' && Array.isArray(row.titles))
      ? undefined
      : 'not a ranked page',
  match: (answer, [, titles]) =>
    isRecord(answer) && Array.isArray(answer.match) && Array.isArray(titles) && answer.match.length === titles.length
      ? undefined
      : 'not one match for each title',
}
