import { isRecord } from './origin.ts'
import type { PageRule } from './ranking.ts'

/** For whom and when a rule is: all that is said must hold; what is not said is for all. */
export interface RuleWhen {
  /** ISO 3166-1 alpha-2. A visitor is in none. */
  readonly country?: readonly string[]
  /** Classes of devices. */
  readonly device?: readonly string[]
  readonly kind?: readonly ('adult' | 'child' | 'visitor')[]
  /** ISO 8601; from this moment on. */
  readonly from?: string
  /** ISO 8601; up to, not including, this moment. */
  readonly until?: string
}

/** A business rule as operators keep it. */
export type RankingRule = PageRule & {
  readonly when?: RuleWhen
  readonly reason: string
  /** Who wrote it as it stands, and when (ISO 8601). */
  readonly author: string
  readonly at: string
}

/** All that operators say about pages. */
export interface RankingRules {
  /** Grows by each change; 0 before the first. */
  readonly revision: number
  /** The share of pages on which something is tried, 0 to 1. */
  readonly explore: { readonly share: number }
  /** Those that come first count first, where two are about the same place. */
  readonly rules: readonly RankingRule[]
}

export const rankingRulesLimits = {
  maxRules: 200,
  maxIdLength: 64,
  maxReasonLength: 500,
  maxListLength: 50,
  maxPlace: 75,
  leastFactor: 0.01,
  mostFactor: 100,
} as const

/** What pages are made by before an operator has said anything. */
export const firstRankingRules: RankingRules = { revision: 0, explore: { share: 0.05 }, rules: [] }

/** Why rules were not taken: the place of what is wrong, as `rules[3].pin.place`; or another revision is the current one. */
export type RulesProblem =
  | { readonly problem: 'invalid'; readonly place: string; readonly message: string }
  | { readonly problem: 'changed'; readonly current: number }

/** One slot that was tried, as it is kept for evaluation: nothing in it names a member. */
export interface ExplorationRecord {
  /** Tells pages apart: an alias of the profile, which is no number of its own, and the page. */
  readonly page: string
  readonly row: string
  readonly column: number
  readonly candidates: readonly { readonly title: number; readonly propensity: number }[]
  readonly chosen: number
  readonly model: string
  /** Epoch milliseconds. */
  readonly at: number
  /** Whether the profile watched or rated the chosen title within seven days; null until these are over, so that age alone decides who is told. */
  readonly taken: boolean | null
}

export interface ExplorationSlice {
  readonly explorations: readonly ExplorationRecord[]
  /** Where to go on; null at the end. */
  readonly next: string | null
}

/** What operators ask of the recommendations origin. */
export interface RankingRulesCalls {
  rankingRules(): Promise<RankingRules>
  /** Takes `draft` (what an operator sent, unread) in place of what is there, unless `ifMatch` (a revision) is another than the current one. */
  putRankingRules(draft: unknown, author: string, ifMatch: number | null): Promise<RankingRules | RulesProblem>
  /** From `cursor` on, which an earlier answer gave; null for the start. */
  explorations(cursor: string | null, limit: number): Promise<ExplorationSlice>
}

export function checkRankingRules(answer: unknown): string | undefined {
  return isRecord(answer) && Number.isInteger(answer.revision) && isRecord(answer.explore) && Array.isArray(answer.rules)
    ? undefined
    : 'not rules for pages'
}
