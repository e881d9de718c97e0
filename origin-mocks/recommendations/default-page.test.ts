import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { suitsChildren } from '../../contracts/maturity.ts'
import type { History } from '../../contracts/members.ts'
import type { PageRule } from '../../contracts/ranking.ts'
import { candidateRows } from './candidate-rows.ts'
import { defaultPage } from './default-page.ts'
import { indexFeatures } from './feature-index.ts'
import { rowReason } from './row-reason.ts'
import { starterTitles } from './starter-titles.ts'

const now = Date.UTC(2026, 1, 1)
const anyTitle = fc.integer({ min: 1, max: 130 })
const at = fc.nat({ max: now })
const anyHistory: fc.Arbitrary<History> = fc.record({
  version: fc.constant(1),
  kind: fc.constantFrom('adult' as const, 'child' as const),
  country: fc.constant('NL'),
  ratings: fc.uniqueArray(fc.record({ title: anyTitle, stars: fc.constantFrom(0.5, 3, 5), at }), {
    maxLength: 12,
    selector: ({ title }) => title,
  }),
  viewings: fc.uniqueArray(fc.record({ title: anyTitle, positionSeconds: fc.constantFrom(0, 600, 20_000), at }), {
    maxLength: 12,
    selector: ({ title }) => title,
  }),
  myList: fc.uniqueArray(anyTitle, { maxLength: 8 }),
  picks: fc.uniqueArray(fc.record({ title: anyTitle, at }), { maxLength: 5, selector: ({ title }) => title }),
})
const anyRules: fc.Arbitrary<PageRule[]> = fc.array(
  fc.oneof(
    anyTitle.map((title) => ({ id: 'out', exclude: { title } })),
    fc.constantFrom('Drama', 'Comedy').map((genre) => ({ id: 'genre', exclude: { genre } })),
    fc
      .tuple(anyTitle, fc.constantFrom('top-picks', 'popular', 'billboard', 'nowhere'), fc.integer({ min: 1, max: 9 }))
      .map(([title, row, place]) => ({ id: 'pin', pin: { title, row, place } })),
    fc.integer({ min: 1, max: 9 }).map((place) => ({ id: 'row', pin: { row: 'popular', place } })),
  ),
  { maxLength: 5 },
)

test('whatever the catalog, the history and the rules: headings are unique, nothing excluded, and to a child nothing unsuitable is shown or named', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1, 12, 120), fc.nat(), anyHistory, anyRules, (count, seed, history, rules) => {
      const features = sampleFeatures(count, seed)
      const index = indexFeatures(features)
      const suits = (title: number) => suitsChildren(features.maturity[features.ids.indexOf(title)] ?? null)
      const rows = candidateRows(index, history, { now, country: { name: 'the Netherlands', titles: [1, 2, 3, 4, 5] } })
      expect(new Set(rows.map(({ heading }) => heading)).size).toBe(rows.length)
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
      for (const row of rows) expect(rowReason(row).trim()).not.toBe('')

      const page = defaultPage(index, { history, rows, maxRows: 20, maxTitles: 15, minTitles: 4, rules })
      const shown = [...page.rows.flatMap(({ titles }) => titles), ...(page.billboard === null ? [] : [page.billboard])]
      for (const rule of rules) {
        if (!('exclude' in rule)) continue
        expect(shown).not.toContain(rule.exclude.title)
        expect(shown.filter((title) => features.genres[features.ids.indexOf(title)]?.includes(rule.exclude.genre ?? ''))).toEqual([])
      }
      expect(page.rows.every(({ titles }) => titles.length > 0 && titles.length <= 15)).toBe(true)
      if (history.kind === 'adult') return
      const named = rows.flatMap(({ where }) => where.like ?? [])
      expect([...shown, ...named, ...starterTitles(index, true, rules)].filter((title) => !suits(title))).toEqual([])
    }),
    { numRuns: 200 },
  )
})
