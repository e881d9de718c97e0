import { expect, test } from 'vitest'
import { firstRankingRules, type RankingRules } from '../../contracts/ranking-rules.ts'
import { readRules } from './read-rules.ts'

const at = '2026-11-28T12:00:00.000Z'
const read = (draft: unknown, before: RankingRules = firstRankingRules, author = 'ada') => readRules(draft, before, author, at)
const rule = (rest: object) => ({ id: 'r', exclude: { title: 7 }, reason: 'rights ended', ...rest })

test('all kinds of rules are read, with their author and time, and the revision moves on', () => {
  const when = { country: ['NL'], device: ['tv'], kind: ['visitor'], from: '2026-12-01T00:00:00Z', until: '2026-12-26T00:00:00+01:00' }
  const rules = [
    rule({ id: 'a', when }),
    { id: 'b', boost: { genre: 'Comedy', factor: 1.5 }, reason: 'a week of laughs' },
    { id: 'c', pin: { title: 3, row: 'top-picks', place: 1 }, reason: 'a premiere' },
    { id: 'd', pin: { row: 'new', place: 2 }, reason: 'much is new' },
  ]
  expect(read({ rules, explore: { share: 0.1 }, reason: 'december' })).toEqual({
    revision: 1,
    explore: { share: 0.1 },
    rules: rules.map((one) => ({ ...one, author: 'ada', at })),
  })
})

test('a rule that says what it said before keeps its author and time; one that was changed does not', () => {
  const first = read({ rules: [rule({ id: 'a' }), rule({ id: 'b' })] }) as RankingRules
  const changed = first.rules.map((one) => (one.id === 'b' ? { ...one, exclude: { title: 8 } } : one))
  const second = readRules({ ...first, rules: changed }, first, 'grace', '2026-11-29T12:00:00.000Z') as RankingRules
  expect(second.rules.map((one) => [one.id, one.author, one.at])).toEqual([
    ['a', 'ada', at],
    ['b', 'grace', '2026-11-29T12:00:00.000Z'],
  ])
  expect(second).toMatchObject({ revision: 2, explore: { share: 0.05 } })
})

test.each([
  { name: 'no object', draft: [], place: '' },
  { name: 'no rules', draft: {}, place: 'rules' },
  { name: 'a field that is not known', draft: { rules: [], exploring: 1 }, place: 'exploring' },
  { name: 'a condition misspelt', draft: { rules: [rule({ when: { countries: ['NL'] } })] }, place: 'rules[0].when.countries' },
  { name: 'a prototype for a field', draft: JSON.parse('{"rules":[],"__proto__":1}'), place: '__proto__' },
  { name: 'too many rules', draft: { rules: Array.from({ length: 201 }, (_, n) => rule({ id: `r${n}` })) }, place: 'rules' },
  { name: 'one id twice', draft: { rules: [rule({}), rule({})] }, place: 'rules[1].id' },
  { name: 'an id with a slash', draft: { rules: [rule({ id: '../x' })] }, place: 'rules[0].id' },
  { name: 'a rule that does nothing', draft: { rules: [{ id: 'r', reason: 'x' }] }, place: 'rules[0]' },
  { name: 'a rule that does two things', draft: { rules: [rule({ boost: { title: 1, factor: 2 } })] }, place: 'rules[0]' },
  { name: 'no reason', draft: { rules: [rule({ reason: ' ' })] }, place: 'rules[0].reason' },
  { name: 'an endless reason', draft: { rules: [rule({ reason: 'x'.repeat(501) })] }, place: 'rules[0].reason' },
  { name: 'title and genre', draft: { rules: [rule({ exclude: { title: 1, genre: 'Drama' } })] }, place: 'rules[0].exclude' },
  { name: 'a title as text', draft: { rules: [rule({ exclude: { title: '7' } })] }, place: 'rules[0].exclude.title' },
  { name: 'a factor of 0', draft: { rules: [{ id: 'r', boost: { title: 1, factor: 0 }, reason: 'x' }] }, place: 'rules[0].boost.factor' },
  {
    name: 'an endless factor',
    draft: { rules: [{ id: 'r', boost: { title: 1, factor: 1e9 }, reason: 'x' }] },
    place: 'rules[0].boost.factor',
  },
  { name: 'place 0', draft: { rules: [{ id: 'r', pin: { row: 'new', place: 0 }, reason: 'x' }] }, place: 'rules[0].pin.place' },
  { name: 'a row with a dot', draft: { rules: [{ id: 'r', pin: { row: 'p7.k1', place: 1 }, reason: 'x' }] }, place: 'rules[0].pin.row' },
  {
    name: 'a billboard without a title',
    draft: { rules: [{ id: 'r', pin: { row: 'billboard', place: 1 }, reason: 'x' }] },
    place: 'rules[0].pin.title',
  },
  { name: 'a country in small letters', draft: { rules: [rule({ when: { country: ['nl'] } })] }, place: 'rules[0].when.country[0]' },
  { name: 'an unknown kind of profile', draft: { rules: [rule({ when: { kind: ['robot'] } })] }, place: 'rules[0].when.kind[0]' },
  { name: 'a day without a zone', draft: { rules: [rule({ when: { from: '2026-12-01' } })] }, place: 'rules[0].when.from' },
  { name: 'no such day', draft: { rules: [rule({ when: { from: '2026-13-41T00:00:00Z' } })] }, place: 'rules[0].when.from' },
  {
    name: 'an end before the beginning',
    draft: { rules: [rule({ when: { from: '2026-12-02T00:00:00Z', until: '2026-12-01T00:00:00Z' } })] },
    place: 'rules[0].when.until',
  },
  { name: 'a share above 1', draft: { rules: [], explore: { share: 1.01 } }, place: 'explore.share' },
  { name: 'a share that is no number', draft: { rules: [], explore: { share: null } }, place: 'explore.share' },
])('refused with its place: $name', ({ draft, place }) => {
  expect(read(draft)).toEqual({ problem: 'invalid', place, message: expect.any(String) })
})
