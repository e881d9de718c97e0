import type { PageRule, TitleOrGenre } from '../../contracts/ranking.ts'
import { refusal } from './refusal.ts'

const maxRules = 1_000

/** Throws a TypeError that names what is wrong with the rules of a demand. */
export function checkPageRules(rules: readonly PageRule[]): void {
  if (!Array.isArray(rules) || rules.length > maxRules) throw refusal('rules', `at most ${maxRules} rules`, rules)
  for (const rule of rules) {
    if (typeof rule !== 'object' || rule === null || typeof rule.id !== 'string') throw refusal('rule', 'one with an id', rule)
    if ('exclude' in rule) checkTarget(rule.exclude)
    else if ('boost' in rule) {
      checkTarget(rule.boost)
      if (!(rule.boost.factor > 0 && Number.isFinite(rule.boost.factor))) throw refusal('factor', 'above 0', rule.boost.factor)
    } else checkPin(rule)
  }
}

function checkPin({ pin }: Extract<PageRule, { pin: unknown }>): void {
  if (typeof pin !== 'object' || pin === null || typeof pin.row !== 'string') throw refusal('pin', 'one to a row', pin)
  if (pin.title !== undefined && !Number.isInteger(pin.title)) throw refusal('title', 'an integer', pin.title)
  if (!Number.isInteger(pin.place) || pin.place < 1) throw refusal('place', '1 or more', pin.place)
}

function checkTarget(target: TitleOrGenre): void {
  const isOne = Number.isInteger(target?.title) !== (typeof target?.genre === 'string')
  if (!isOne) throw refusal('rule', 'one for a title or a genre', target)
}
