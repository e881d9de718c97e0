import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { History } from '../../contracts/members.ts'
import type { PageDemand, RowCandidate } from '../../contracts/ranking.ts'
import { trainedModelFile } from '../../models/trained-model.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import { toColumns } from './columns.ts'
import { explainPage } from './explain-page.ts'
import { createRowFiller } from './fill-rows.ts'
import { openKernel } from './kernel/kernel.ts'
import { kernelModule } from './kernel/test/kernel-module.ts'
import { createKernelScorer } from './kernel-scorer.ts'
import { createModelScorer } from './model-scorer.ts'
import { rankPage } from './rank-page.ts'
import type { Scorer } from './scorer.ts'
import { sampleModel } from './test/sample-model.ts'

const features = sampleFeatures(150)
const columns = toColumns(features)
const { model } = sampleModel({ items: 120 })
const kernel = openKernel(kernelModule())
const fillRows = createRowFiller(kernel)
const scorers = {
  content: createAffinityScorer(columns),
  model: createModelScorer(columns, 'sample000000', model),
  // What is served: of the whole catalog, where the kernel finds the best as well, and of less.
  kernel: createKernelScorer(columns, 'sample000000', kernel.hold(trainedModelFile(sampleModel({ items: 150 }).model))),
  'kernel, of fewer titles': createKernelScorer(columns, 'sample000000', kernel.hold(trainedModelFile(model))),
}

const row = (key: string, rest: Partial<RowCandidate> = {}): RowCandidate => ({
  ...{ key, kind: 'GENRE', heading: key, where: {}, order: 'score', fixed: false, dedupe: true },
  ...rest,
})
/** Eight rows compete: of more, only those of which most is watched are compared by what they cover. */
const genres = [...new Set(features.genres.flat())].slice(0, 8)
const rows = [
  row('top-picks', { fixed: true, where: { unseen: true } }),
  ...genres.map((genre, at) => row(`genre-${at}`, { where: { genre } })),
  row('popular', { fixed: true, order: 'popularity' }),
]
const anyHistory: fc.Arbitrary<History> = fc
  .uniqueArray(fc.record({ title: fc.integer({ min: 1, max: 150 }), stars: fc.integer({ min: 1, max: 5 }) }), {
    selector: ({ title }) => title,
    maxLength: 30,
  })
  .map((ratings) => ({
    ...{ version: 1, kind: 'adult', country: 'NL', viewings: [], myList: [] },
    ratings: ratings.map((rating) => ({ ...rating, at: 1 })),
  }))
const anyRules: fc.Arbitrary<NonNullable<PageDemand['rules']>> = fc.constantFrom(
  [],
  [{ id: 'more', boost: { genre: genres[0] ?? '', factor: 4 } }],
  [{ id: 'pinned', pin: { title: 40, row: 'top-picks', place: 2 } }],
)
const anyDemand = fc
  .record({ history: fc.option(anyHistory), rules: anyRules, share: fc.constantFrom(0, 1), seed: fc.string() })
  .map(({ history, rules, share, seed }): PageDemand => {
    return { history, rows, maxRows: 8, maxTitles: 20, minTitles: 4, rules, explore: { share, seed } }
  })

test.each(Object.entries(scorers))('by %s: the page is that of nobody who listens, and its parts add up', (_, scorer: Scorer) => {
  fc.assert(
    fc.property(anyDemand, (demand) => {
      const { page, stages, offers, titles, signals, genres: shares } = explainPage(columns, scorer, demand)
      expect(page).toEqual(rankPage(columns, scorer, demand, { fillRows }))
      expect(stages.map(({ key }) => key)).toEqual(page.rows.map(({ key }) => key))

      for (const title of titles) {
        const parts = title.signals.reduce((sum, value) => sum + value, 0)
        expect(Math.abs(parts - title.score)).toBeLessThan(1e-3)
        expect(title.signals).toHaveLength(signals.length)
      }
      for (const { key, gain, gains } of stages) {
        // Who got a free place would have added most of all that competed for it.
        const at = offers.findIndex((offer) => offer.key === key)
        if (offers[at]?.fixed) continue
        expect(gains[at]).toBeCloseTo(gain, 9)
        expect(Math.max(...gains.map((value) => value ?? 0))).toBeCloseTo(gain, 9)
      }
      for (const figure of ['watched', 'titles', 'genres'] as const)
        for (const [place, stage] of stages.entries()) expect(stage[figure]).toBeGreaterThanOrEqual(stages[place - 1]?.[figure] ?? 0)
      expect(shares.reduce((sum, { page: share }) => sum + share, 0)).toBeCloseTo(1, 9)
    }),
    { numRuns: 60 },
  )
})

test('what a rule boosts is told apart from what the scorer said', () => {
  const boosted = { id: 'more', boost: { title: 7, factor: 50 } }
  const demand = { history: null, rows: [row('all')], maxRows: 1, maxTitles: 20, minTitles: 1, rules: [boosted] }
  const plain = explainPage(columns, scorers.content, { ...demand, rules: [] })
  const ruled = explainPage(columns, scorers.content, demand)
  expect(plain.titles.every(({ ruled: added }) => added === 0)).toBe(true)
  const title = ruled.titles.find((one) => one.title === 7)
  expect(title?.ruled).toBeGreaterThan(0)
  expect(ruled.page.rows[0]?.titles[0]).toBe(7)
})
