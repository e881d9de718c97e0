import { expect, test } from 'vitest'
import type { RankingRules, RuleWhen } from '../../contracts/ranking-rules.ts'
import { type PageOccasion, rulesForPage } from './rules-for-page.ts'

const now = Date.UTC(2026, 11, 24, 18)
const occasion: PageOccasion = { kind: 'adult', country: 'NL', deviceClass: 'tv', now }
const about = (...conditions: (RuleWhen | undefined)[]): RankingRules => ({
  ...{ revision: 4, explore: { share: 0 } },
  rules: conditions.map((when, at) => ({
    ...{ id: `r${at}`, exclude: { title: at + 1 }, reason: 'x', author: 'ada', at: '' },
    ...(when === undefined ? {} : { when }),
  })),
})

test.each<{ name: string; when: RuleWhen; rest?: Partial<PageOccasion>; holds: boolean }>([
  { name: 'nothing said', when: {}, holds: true },
  { name: 'the country', when: { country: ['BE', 'NL'] }, holds: true },
  { name: 'another country', when: { country: ['BE'] }, holds: false },
  { name: 'a visitor of no country', when: { country: ['NL'] }, rest: { country: null, kind: 'visitor' }, holds: false },
  { name: 'the device', when: { device: ['tv'] }, holds: true },
  { name: 'another device', when: { device: ['phone'] }, holds: false },
  { name: 'the kind', when: { kind: ['adult'] }, holds: true },
  { name: 'another kind', when: { kind: ['child', 'visitor'] }, holds: false },
  { name: 'the very beginning', when: { from: '2026-12-24T18:00:00Z' }, holds: true },
  { name: 'a millisecond early', when: { from: '2026-12-24T18:00:00.001Z' }, holds: false },
  { name: 'the very end', when: { until: '2026-12-24T18:00:00Z' }, holds: false },
  { name: 'another zone', when: { until: '2026-12-24T18:30:00+01:00' }, holds: false },
  { name: 'all but one', when: { country: ['NL'], device: ['tv'], kind: ['child'] }, holds: false },
])('$name', ({ when, rest, holds }) => {
  expect(rulesForPage(about(when), { ...occasion, ...rest }).rules).toEqual(holds ? [{ id: 'r0', exclude: { title: 1 } }] : [])
})

test('the stamp differs by revision and by what holds, and not otherwise', () => {
  const rules = about(undefined, { from: '2026-12-24T18:00:01Z' })
  const stamp = (rest: Partial<PageOccasion> = {}, which = rules) => rulesForPage(which, { ...occasion, ...rest }).stamp
  expect(stamp()).toBe(stamp({ now: now + 999 }))
  expect(stamp()).not.toBe(stamp({ now: now + 1_000 }))
  expect(stamp()).not.toBe(stamp({}, { ...rules, revision: 5 }))
})
