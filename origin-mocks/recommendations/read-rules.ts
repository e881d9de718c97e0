import { isRecord } from '../../contracts/origin.ts'
import {
  rankingRulesLimits as limits,
  type RankingRule,
  type RankingRules,
  type RulesProblem,
  type RuleWhen,
} from '../../contracts/ranking-rules.ts'

/** Thrown while rules are read: the place of what is wrong. */
class Unreadable extends Error {
  readonly place: string

  constructor(place: string, message: string) {
    super(message)
    this.place = place
  }
}

const acts = ['exclude', 'boost', 'pin'] as const
const kinds: readonly unknown[] = ['adult', 'child', 'visitor']

/**
 * Reads what an operator sent. A rule that says what it said before keeps its author and time; the others get these. Whatever is not known
 * is refused, since a condition misspelt would be none.
 */
export function readRules(draft: unknown, before: RankingRules, author: string, at: string): RankingRules | RulesProblem {
  try {
    const { rules, explore } = record('', draft, ['rules', 'explore', 'reason', 'revision'])
    const read = array('rules', rules, limits.maxRules, (rule, place) => readRule(rule, place, author, at))
    const ids = new Set<string>()
    for (const [index, { id }] of read.entries()) {
      if (ids.has(id)) throw new Unreadable(`rules[${index}].id`, 'each rule has an id of its own')
      ids.add(id)
    }
    const known = new Map(before.rules.map((rule) => [rule.id, rule]))
    return {
      revision: before.revision + 1,
      explore:
        explore === undefined ? before.explore : { share: number('explore.share', record('explore', explore, ['share']).share, 0, 1) },
      rules: read.map((rule) => {
        const old = known.get(rule.id)
        return old !== undefined && saysTheSame(old, rule) ? old : rule
      }),
    }
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem
    return { problem: 'invalid', place: problem.place, message: problem.message }
  }
}

function readRule(value: unknown, place: string, author: string, at: string): RankingRule {
  // Author and time come back with what was read; they are the store's to say.
  const rule = record(place, value, [...acts, 'id', 'when', 'reason', 'author', 'at'])
  const id = text(`${place}.id`, rule.id, limits.maxIdLength)
  if (!/^[\w.-]+$/.test(id)) throw new Unreadable(`${place}.id`, 'letters, digits, ".", "_" and "-"')
  const [act, ...others] = acts.filter((one) => rule[one] !== undefined)
  if (act === undefined || others.length > 0) throw new Unreadable(place, `one of ${acts.join(', ')}`)
  return {
    ...{ id, ...readAct(act, rule[act], `${place}.${act}`) },
    ...(rule.when === undefined ? {} : { when: readWhen(rule.when, `${place}.when`) }),
    ...{ reason: text(`${place}.reason`, rule.reason, limits.maxReasonLength), author, at },
  }
}

function readAct(act: (typeof acts)[number], value: unknown, place: string) {
  if (act === 'exclude') return { exclude: readTarget(record(place, value, ['title', 'genre']), place) }
  if (act === 'boost') {
    const boost = record(place, value, ['title', 'genre', 'factor'])
    const factor = number(`${place}.factor`, boost.factor, limits.leastFactor, limits.mostFactor)
    return { boost: { ...readTarget(boost, place), factor } }
  }
  const pin = record(place, value, ['title', 'row', 'place'])
  const row = text(`${place}.row`, pin.row, 64)
  if (!/^[a-z0-9-]+$/.test(row)) throw new Unreadable(`${place}.row`, 'the key of a row, as the last part of its id')
  if (row === 'billboard' && pin.title === undefined) throw new Unreadable(`${place}.title`, 'a title for the billboard')
  const title = pin.title === undefined ? {} : { title: whole(`${place}.title`, pin.title, 1, Number.MAX_SAFE_INTEGER) }
  return { pin: { ...title, row, place: whole(`${place}.place`, pin.place, 1, row === 'billboard' ? 1 : limits.maxPlace) } }
}

function readTarget({ title, genre }: Readonly<Record<string, unknown>>, place: string) {
  if ((title === undefined) === (genre === undefined)) throw new Unreadable(place, 'either a title or a genre')
  if (title !== undefined) return { title: whole(`${place}.title`, title, 1, Number.MAX_SAFE_INTEGER) }
  return { genre: text(`${place}.genre`, genre, limits.maxIdLength) }
}

function readWhen(value: unknown, place: string): RuleWhen {
  const { country, device, kind, from, until } = record(place, value, ['country', 'device', 'kind', 'from', 'until'])
  const list = <item extends string>(name: string, given: unknown, isOne: (one: string) => boolean) =>
    array(`${place}.${name}`, given, limits.maxListLength, (one, at) => {
      if (typeof one !== 'string' || !isOne(one)) throw new Unreadable(at, `a ${name}`)
      return one as item
    })
  const when: RuleWhen = {
    ...(country === undefined ? {} : { country: list('country', country, (one) => /^[A-Z]{2}$/.test(one)) }),
    ...(device === undefined ? {} : { device: list('device', device, (one) => /^[a-z0-9-]{1,32}$/.test(one)) }),
    ...(kind === undefined ? {} : { kind: list<'adult' | 'child' | 'visitor'>('kind', kind, (one) => kinds.includes(one)) }),
    ...(from === undefined ? {} : { from: instant(`${place}.from`, from) }),
    ...(until === undefined ? {} : { until: instant(`${place}.until`, until) }),
  }
  if (when.from !== undefined && when.until !== undefined && Date.parse(when.from) >= Date.parse(when.until)) {
    throw new Unreadable(`${place}.until`, 'later than from')
  }
  return when
}

function record(place: string, value: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new Unreadable(place, 'an object')
  const stranger = Object.keys(value).find((key) => !known.includes(key))
  if (stranger !== undefined)
    throw new Unreadable(place === '' ? stranger.slice(0, 64) : `${place}.${stranger.slice(0, 64)}`, `none but ${known.join(', ')}`)
  return value
}

function array<item>(place: string, value: unknown, most: number, read: (one: unknown, place: string) => item): item[] {
  if (!Array.isArray(value)) throw new Unreadable(place, 'a list')
  if (value.length > most) throw new Unreadable(place, `at most ${most}, found ${value.length}`)
  return value.map((one, index) => read(one, `${place}[${index}]`))
}

function text(place: string, value: unknown, most: number): string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > most)
    throw new Unreadable(place, `text of 1 to ${most} characters`)
  return value
}

function number(place: string, value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !(value >= least && value <= most)) throw new Unreadable(place, `a number from ${least} to ${most}`)
  return value
}

function whole(place: string, value: unknown, least: number, most: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < least || (value as number) > most)
    throw new Unreadable(place, `a whole number from ${least} to ${most}`)
  return value as number
}

function instant(place: string, value: unknown): string {
  const isOne = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(value)
  if (!isOne || Number.isNaN(Date.parse(value))) throw new Unreadable(place, 'a moment in ISO 8601 with its zone, as 2026-12-24T18:00:00Z')
  return value
}

function saysTheSame(one: RankingRule, other: RankingRule): boolean {
  return JSON.stringify({ ...one, author: '', at: '' }) === JSON.stringify({ ...other, author: '', at: '' })
}
