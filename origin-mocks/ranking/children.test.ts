import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CatalogFeatures } from '../../contracts/catalog.ts'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { suitsChildren } from '../../contracts/maturity.ts'
import type { History } from '../../contracts/members.ts'
import type { PageRule, RowCandidate } from '../../contracts/ranking.ts'
import { trainedModelFile } from '../../models/trained-model.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import { becauseTitles } from './because-titles.ts'
import { toColumns } from './columns.ts'
import { openKernel } from './kernel/kernel.ts'
import { kernelModule } from './kernel/test/kernel-module.ts'
import { createKernelScorer } from './kernel-scorer.ts'
import { matchTitles, rankPage } from './rank-page.ts'
import { syntheticModel } from './test/synthetic-model.ts'

const catalogs = [0, 1, 7, 40, 150]
const anyTitle = fc.integer({ min: 1, max: 160 })
const at = fc.nat()

const anyChild: fc.Arbitrary<History> = fc.record({
  version: fc.constant(1),
  kind: fc.constant('child' as const),
  country: fc.constant('NL'),
  ratings: fc.array(fc.record({ title: anyTitle, stars: fc.constantFrom(0.5, 3, 5), at }), { maxLength: 15 }),
  viewings: fc.array(fc.record({ title: anyTitle, positionSeconds: fc.constantFrom(0, 600, 20_000), at }), { maxLength: 15 }),
  myList: fc.array(anyTitle, { maxLength: 8 }),
  picks: fc.array(fc.record({ title: anyTitle, at }), { maxLength: 5 }),
})

/** A model that has met some titles of most catalogs. */
const held = openKernel(kernelModule()).hold(
  trainedModelFile(syntheticModel({ items: 120, factors: 16, easeWidth: 20, hidden: 4, seed: 1 })),
)

/** Rows of every kind that there is, over whatever the history has. */
function rowsOf(history: History, like: number): RowCandidate[] {
  const row = (key: string, kind: RowCandidate['kind'], rest: Partial<RowCandidate>): RowCandidate => {
    return { key, kind, heading: key, where: {}, order: 'score', fixed: false, dedupe: true, ...rest }
  }
  const given = { order: 'given', fixed: true, dedupe: false } as const
  return [
    row('continue-watching', 'CONTINUE_WATCHING', { ...given, where: { titles: history.viewings.map(({ title }) => title) } }),
    row('my-list', 'MY_LIST', { ...given, where: { titles: history.myList } }),
    row('popular-in-country', 'POPULAR_IN_COUNTRY', { ...given, where: { titles: [1, 2, 3, 4, 5, 6, 7, 8, 9] } }),
    row('top-picks', 'TOP_PICKS', { fixed: true, where: { unseen: true } }),
    row(`because-${like}`, 'BECAUSE_YOU_WATCHED', { where: { like, unseen: true } }),
    row('again', 'WATCH_AGAIN', { dedupe: false, where: { seen: true } }),
    row('drama', 'GENRE', { where: { genre: 'Drama' } }),
    row('drama-and-comedy', 'GENRE_PAIR', { where: { genres: ['Drama', 'Comedy'] } }),
    row('comedy-1990', 'GENRE_DECADE', { where: { genres: ['Comedy'], decade: 1990 } }),
    row('decade-2000', 'DECADE', { where: { decade: 2000 } }),
    row('new', 'NEW', { order: 'newest' }),
    row('acclaimed', 'ACCLAIMED', { order: 'quality' }),
    row('popular', 'POPULAR', { order: 'popularity' }),
  ]
}

const suitsIn = (features: CatalogFeatures) => (title: number) => suitsChildren(features.maturity[features.ids.indexOf(title)] ?? null)

test('whatever the catalog, the history and the rules: a child is shown, told of and tried on nothing that does not suit children', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...catalogs),
      fc.nat(),
      anyChild,
      anyTitle,
      fc.string(),
      fc.boolean(),
      (count, seed, history, title, explore, byModel) => {
        const features = sampleFeatures(count, seed)
        const suits = suitsIn(features)
        const columns = toColumns(features)
        const scorer = byModel ? createKernelScorer(columns, 'm', held) : createAffinityScorer(columns)
        const rules: PageRule[] = [
          { id: 'pin', pin: { title, row: 'top-picks', place: 1 } },
          { id: 'top', pin: { title: title + 1, row: 'billboard', place: 1 } },
          { id: 'boost', boost: { genre: 'Horror', factor: 100 } },
        ]
        const size = { maxRows: 13, maxTitles: 20, minTitles: 1 }
        const page = rankPage(columns, scorer, {
          history,
          rows: rowsOf(history, title),
          ...size,
          rules,
          explore: { share: 1, seed: explore },
        })
        const tried = (page.explored ?? []).flatMap(({ candidates, chosen }) => [...candidates.map((one) => one.title), chosen])
        const shown = [...page.rows.flatMap(({ titles }) => titles), ...(page.billboard === null ? [] : [page.billboard]), ...tried]
        expect(shown.filter((one) => !suits(one))).toEqual([])

        const asked = [...features.ids, 999]
        for (const [place, because] of becauseTitles(columns, scorer, history, asked).entries()) {
          if (because !== null) expect([asked[place] ?? 0, because.title].every(suits)).toBe(true)
        }
        const match = matchTitles(columns, scorer, history, features.ids)
        expect(match.filter((value, place) => value !== 0 && !suits(features.ids[place] ?? 0))).toEqual([])
      },
    ),
    { numRuns: 150 },
  )
})
