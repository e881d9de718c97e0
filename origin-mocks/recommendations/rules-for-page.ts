import type { PageRule } from '../../contracts/ranking.ts'
import type { RankingRules, RuleWhen } from '../../contracts/ranking-rules.ts'

/** Whose page it is, as far as rules ask. */
export interface PageOccasion {
  readonly kind: 'adult' | 'child' | 'visitor'
  /** ISO 3166-1 alpha-2; null for a visitor. */
  readonly country: string | null
  readonly deviceClass: string
  /** Epoch milliseconds. */
  readonly now: number
}

/**
 * The rules that hold for a page, and a text that differs whenever they do: it goes into the stamp of the snapshot, so that a rule that was
 * changed, or whose time has come, is seen on the next page.
 */
export function rulesForPage(
  { revision, rules }: RankingRules,
  occasion: PageOccasion,
): { readonly rules: PageRule[]; readonly stamp: string } {
  const holding = rules.flatMap((rule, place) => (holds(rule.when ?? {}, occasion) ? [{ rule, place }] : []))
  return {
    rules: holding.map(({ rule: { when, reason, author, at, ...rule } }) => rule),
    stamp: `r${revision}:${holding.map(({ place }) => place).join('.')}`,
  }
}

function holds({ country, device, kind, from, until }: RuleWhen, occasion: PageOccasion): boolean {
  return (
    (country === undefined || (occasion.country !== null && country.includes(occasion.country))) &&
    (device === undefined || device.includes(occasion.deviceClass)) &&
    (kind === undefined || kind.includes(occasion.kind)) &&
    (from === undefined || occasion.now >= Date.parse(from)) &&
    (until === undefined || occasion.now < Date.parse(until))
  )
}
