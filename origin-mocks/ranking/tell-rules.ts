import type { TitlePin } from '../../contracts/page-rules.ts'
import type { PageRule, RankedPage } from '../../contracts/ranking.ts'

/** What became of the rules of a demand, each by its id. */
export interface RulesOutcome {
  /** How many titles each excluded. */
  readonly leftOut: ReadonlyMap<string, number>
  /** How many titles each boosted. */
  readonly moved: ReadonlyMap<string, number>
  /** The rules whose row stands where they put it. */
  readonly placedRows: readonly string[]
  /** The pins that found their row, and the title allowed. */
  readonly placedTitles: Iterable<TitlePin>
}

/** What each rule did to a page, in words for operators; undefined where there were no rules. */
export function tellRules(rules: readonly PageRule[], outcome: RulesOutcome): RankedPage['applied'] {
  if (rules.length === 0) return undefined
  const titles = new Set([...outcome.placedTitles].map((pin) => pin.rule))
  return rules.map((rule) => ({ rule: rule.id, did: didOf(rule, outcome, titles) }))
}

function didOf(rule: PageRule, { leftOut, moved, placedRows }: RulesOutcome, titles: ReadonlySet<string>): string {
  if ('exclude' in rule) return `left out ${leftOut.get(rule.id) ?? 0} titles`
  if ('boost' in rule) return `multiplied the odds of ${moved.get(rule.id) ?? 0} titles by ${rule.boost.factor}`
  const { title, row, place } = rule.pin
  if (title === undefined)
    return placedRows.includes(rule.id) ? `put ${row} at place ${place}` : `nothing: there is no ${row} to put anywhere`
  return titles.has(rule.id)
    ? `put title ${title} at place ${place} of ${row}`
    : `nothing: title ${title} may not be shown, or there is no ${row}`
}
