import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { suitsChildren } from '../../contracts/maturity.ts'
import type { History } from '../../contracts/members.ts'
import type { PageDemand, PageRule, RowCandidate } from '../../contracts/ranking.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import { toColumns } from './columns.ts'
import { rankPage } from './rank-page.ts'

const features = sampleFeatures(300)
const columns = toColumns(features)
const scorer = createAffinityScorer(columns)
const adult: History = { version: 1, kind: 'adult', country: 'NL', ratings: [], viewings: [], myList: [] }
const row = (key: string, rest: Partial<RowCandidate> = {}): RowCandidate => ({
  ...{ key, kind: 'GENRE', heading: key, where: {}, order: 'score', fixed: false, dedupe: true },
  ...rest,
})
const rows = [
  row('my-list', { fixed: true, dedupe: false, order: 'given', where: { titles: [5, 6, 7, 8] } }),
  row('top-picks', { fixed: true }),
  ...['Drama', 'Comedy', 'Action', 'Horror'].map((genre) => row(genre.toLowerCase(), { where: { genre } })),
]
const page = (rest: Partial<PageDemand>) =>
  rankPage(columns, scorer, { history: adult, rows, maxRows: 10, maxTitles: 12, minTitles: 4, ...rest })
const shownOn = (answer: ReturnType<typeof page>) => [
  ...answer.rows.flatMap(({ titles }) => titles),
  ...(answer.billboard === null ? [] : [answer.billboard]),
]

test('a pinned title stands at its place, once, and the rows keep their length', () => {
  const before = page({})
  const title = features.ids.find((id) => !shownOn(before).includes(id)) ?? 0
  const after = page({ rules: [{ id: 'r', pin: { title, row: 'top-picks', place: 2 } }] })
  expect(after.rows[1]?.titles[1]).toBe(title)
  expect(shownOn(after).filter((one) => one === title)).toHaveLength(1)
  expect(after.rows.map(({ titles }) => titles.length)).toEqual(before.rows.map(({ titles }) => titles.length))
  expect(after.applied).toEqual([{ rule: 'r', did: `put title ${title} at place 2 of top-picks` }])
})

test('a title taken from a row below leaves no gap there', () => {
  const before = page({})
  const title = before.rows[3]?.titles[0] ?? 0
  const after = page({ rules: [{ id: 'r', pin: { title, row: 'top-picks', place: 1 } }] })
  expect(after.rows[1]?.titles[0]).toBe(title)
  expect(after.rows.map(({ titles }) => titles.length)).toEqual(before.rows.map(({ titles }) => titles.length))
})

test('a pinned row stands at its place, however little it would gain, and a pinned billboard on top', () => {
  const before = page({})
  const last = before.rows.at(-1)?.key ?? ''
  const after = page({
    rules: [
      { id: 'r', pin: { row: last, place: 1 } },
      { id: 'b', pin: { title: 17, row: 'billboard', place: 1 } },
    ],
  })
  expect(after.rows[0]?.key).toBe(last)
  expect(after.rows).toHaveLength(before.rows.length)
  expect(after.billboard).toBe(17)
  expect(after.applied?.map(({ did }) => did)).toEqual([`put ${last} at place 1`, 'put title 17 at place 1 of billboard'])
})

test('what is pinned and excluded is excluded, and both rules are told', () => {
  const rules: PageRule[] = [
    { id: 'in', pin: { title: 9, row: 'top-picks', place: 1 } },
    { id: 'out', exclude: { title: 9 } },
  ]
  const answer = page({ rules })
  expect(shownOn(answer)).not.toContain(9)
  expect(answer.applied).toEqual([
    { rule: 'in', did: 'nothing: title 9 may not be shown, or there is no top-picks' },
    { rule: 'out', did: 'left out 1 titles' },
  ])
})

test('a boosted genre is shown more, one that is boosted down less', () => {
  const horrors = (factor: number) => {
    const answer = page({ rows: [row('top-picks')], maxTitles: 30, rules: [{ id: 'r', boost: { genre: 'Horror', factor } }] })
    return shownOn(answer).filter((title) => features.genres[features.ids.indexOf(title)]?.includes('Horror')).length
  }
  expect(horrors(8)).toBeGreaterThan(horrors(1))
  expect(horrors(1)).toBeGreaterThan(horrors(0.05))
})

const anyTitle = fc.integer({ min: 1, max: 320 })
const anyGenre = fc.constantFrom('Drama', 'Comedy', 'Action', 'Horror', 'no such')
const target = fc.oneof(
  anyTitle.map((title) => ({ title })),
  anyGenre.map((genre) => ({ genre })),
)
const anyRule: fc.Arbitrary<PageRule> = fc.oneof(
  target.map((exclude) => ({ id: 'exclude', exclude })),
  fc.tuple(target, fc.double({ min: 0.01, max: 100, noNaN: true })).map(([one, factor]) => ({ id: 'boost', boost: { ...one, factor } })),
  fc
    .tuple(
      fc.option(anyTitle, { nil: undefined }),
      fc.constantFrom('top-picks', 'drama', 'billboard', 'nowhere'),
      fc.integer({ min: 1, max: 20 }),
    )
    .map(([title, one, place]) => ({ id: 'pin', pin: { ...(title === undefined ? {} : { title }), row: one, place } })),
)

test('whatever the rules and the history: nothing excluded, nothing unsuitable for a child, nothing twice where rows dedupe', () => {
  const anyHistory = fc.record({
    kind: fc.constantFrom('adult' as const, 'child' as const),
    ratings: fc.array(fc.record({ title: anyTitle, stars: fc.integer({ min: 1, max: 10 }).map((half) => half / 2), at: fc.nat() }), {
      maxLength: 12,
    }),
    picks: fc.array(fc.record({ title: anyTitle, at: fc.nat() }), { maxLength: 3 }),
  })
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 6 }), anyHistory, fc.string(), (rules, some, seed) => {
      const answer = page({ rules, history: { ...adult, ...some }, explore: { share: 1, seed } })
      const at = (title: number) => features.ids.indexOf(title)
      for (const title of [...shownOn(answer), ...(answer.explored ?? []).flatMap((slot) => slot.candidates.map((one) => one.title))]) {
        for (const rule of rules) {
          if (!('exclude' in rule)) continue
          expect(rule.exclude.title).not.toBe(title)
          expect(features.genres[at(title)]).not.toContain(rule.exclude.genre)
        }
        if (some.kind === 'child') expect(suitsChildren(features.maturity[at(title)] ?? null)).toBe(true)
      }
      const deduped = answer.rows.filter(({ key }) => key !== 'my-list').flatMap(({ titles }) => titles)
      expect(new Set(deduped).size).toBe(deduped.length)
      expect(answer.rows.every(({ titles }) => titles.length > 0 && titles.length <= 12)).toBe(true)
      expect(page({ rules, history: { ...adult, ...some }, explore: { share: 1, seed } })).toEqual(answer)
    }),
    { numRuns: 200 },
  )
})
