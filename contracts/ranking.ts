import type { History } from './members.ts'
import { type AnswerChecks, checkState, isRecord, type Origin } from './origin.ts'
import type { PageWeighing } from './page-weighing.ts'
import type { RowKind } from './row-kind.ts'

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
    /** All of these genres. */
    readonly genres?: readonly string[]
    /** Released in the ten years from this one on, as 1980. */
    readonly decade?: number
    /** Year of release at or after. */
    readonly since?: number
    /** Films like this one by content. */
    readonly like?: number
    /** Leaves out what the profile has watched or rated. */
    readonly unseen?: boolean
    /** Only what the profile has watched or rated. */
    readonly seen?: boolean
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
  /** What operators ask of this page; whether a rule is for this member, device and time is decided already. Absent: nothing. */
  readonly rules?: readonly PageRule[]
  /** Absent or null: nothing is tried. */
  readonly explore?: Explore | null
  /** An opaque key of who asks, the same at each demand, so that a share of members is a steady one; not stored. Null for a visitor. */
  readonly member?: string | null
}

/** The key of a profile, by which one is always ranked by the same model. */
export const memberKey = (profile: number): string => `p${profile}`

/** One business rule, as a page has to keep it. `exclude` wins over all others, and what a child may not see is not pinned. Places count from 1. */
export type PageRule = { readonly id: string } & (
  | { readonly exclude: TitleOrGenre }
  /** Multiplies the odds of being watched. */
  | { readonly boost: TitleOrGenre & { readonly factor: number } }
  /** Puts a title at a place of a row (`billboard`: on top of the page), or, without a title, the row at a place of the page. */
  | { readonly pin: { readonly title?: number; readonly row: string; readonly place: number } }
)

export type TitleOrGenre = { readonly title: number; readonly genre?: never } | { readonly genre: string; readonly title?: never }

/** How much is tried: on this share of pages (0 to 1) some slots of a row go to a drawn title. Equal seeds draw alike. */
export interface Explore {
  readonly share: number
  readonly seed: string
}

/** A slot whose title was drawn, with all that might have stood there and the chance that each had; the chances sum to 1. */
export interface ExploredSlot {
  readonly row: string
  /** From 0. */
  readonly column: number
  readonly candidates: readonly { readonly title: number; readonly propensity: number }[]
  readonly chosen: number
}

/** The film of a history that speaks most for something, and what the profile did with it. */
export interface Because {
  readonly title: number
  readonly name: string
  readonly how: 'liked' | 'watched' | 'listed' | 'picked'
}

export interface RankedPage {
  /** Which scorer and which data made it; stands in traces and in the stamp of a snapshot. */
  readonly model: string
  /** In the order of the page. */
  readonly rows: readonly { readonly key: string; readonly titles: readonly number[] }[]
  /** The film for the top of the page. */
  readonly billboard: number | null
  /** The slots whose title was drawn; absent where none was. */
  readonly explored?: readonly ExploredSlot[]
  /** What each rule of the demand did to this page, in words for operators; absent where there were no rules. */
  readonly applied?: readonly { readonly rule: string; readonly did: string }[]
}

/** A page, and what was weighed to make it. */
export interface ExplainedPage extends PageWeighing {
  readonly page: RankedPage
}

const isExplained = (answer: unknown) =>
  isRecord(answer) &&
  isRecord(answer.page) &&
  [answer.offers, answer.stages, answer.signals, answer.titles, answer.genres].every(Array.isArray) &&
  isRecord(answer.looks)

/** Computes per request over the whole catalog; keeps nothing of a member. */
export interface Ranking extends Origin {
  page(demand: PageDemand): Promise<RankedPage>
  /** The page of this demand, and all that was weighed to make it, for operators: costs more than the page. */
  explain(demand: PageDemand): Promise<ExplainedPage>
  /**
   * How well each title fits, 0 to 100, in the order asked; null where there is no such title, 0 where a child may not see it. `member` is the
   * key that a page is demanded by, so that both come from one model.
   */
  match(
    history: History,
    titles: readonly number[],
    member?: string | null,
  ): Promise<{ readonly model: string; readonly match: readonly (number | null)[] }>
  /**
   * The film of the history that speaks most for each title, in the order asked; null where there is none, where there is no such title, and
   * where a child may not see one of the two.
   */
  because(
    history: History,
    titles: readonly number[],
    member?: string | null,
  ): Promise<{ readonly model: string; readonly because: readonly (Because | null)[] }>
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
  explain: (answer) => (isExplained(answer) ? undefined : 'not an explained page'),
  match: (answer, [, titles]) =>
    isRecord(answer) && Array.isArray(answer.match) && Array.isArray(titles) && answer.match.length === titles.length
      ? undefined
      : 'not one match for each title',
  because: (answer, [, titles]) =>
    isRecord(answer) && Array.isArray(answer.because) && Array.isArray(titles) && answer.because.length === titles.length
      ? undefined
      : 'not one answer for each title',
}
