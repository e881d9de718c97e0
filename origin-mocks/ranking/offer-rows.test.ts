import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { History } from '../../contracts/members.ts'
import type { PageDemand, RowCandidate } from '../../contracts/ranking.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import { toColumns } from './columns.ts'
import { createRowFiller } from './fill-rows.ts'
import { openKernel } from './kernel/kernel.ts'
import { kernelModule } from './kernel/test/kernel-module.ts'
import { rankPage } from './rank-page.ts'

const features = sampleFeatures(2500)
const columns = toColumns(features)
const scorer = createAffinityScorer(columns)
const fillRows = createRowFiller(openKernel(kernelModule()))
const genres = [...new Set(features.genres.flat())]

const candidate = (key: string, where: RowCandidate['where'], rest: Partial<RowCandidate> = {}): RowCandidate => ({
  ...{ key, kind: 'GENRE', heading: '', where, order: 'score', fixed: false, dedupe: true },
  ...rest,
})
/** Rows that take titles from each other, so that some come to the end of what was found at first. */
const rows = [
  candidate('top', {}, { fixed: true }),
  ...genres.map((genre, nth) => candidate(`genre-${nth}`, { genre, unseen: true })),
  ...genres.map((genre, nth) => candidate(`nineties-${nth}`, { genre, decade: 1990 })),
  ...genres.slice(1).map((genre, nth) => candidate(`pair-${nth}`, { genres: ['Drama', genre] })),
  candidate('decade', { decade: 2000 }),
  candidate('like', { like: 7, unseen: true }),
  candidate('acclaimed', { unseen: true }, { order: 'quality' }),
  candidate('popular', {}, { order: 'popularity', fixed: true }),
  candidate('again', { titles: [3, 8, 20, 21, 22, 90], seen: true }, { dedupe: false }),
]

test('a page of rows that are filled as far as they are needed is that of whole rows', () => {
  const history = fc.array(fc.tuple(fc.integer({ min: 1, max: 2500 }), fc.integer({ min: 1, max: 5 })), { maxLength: 40 }).map(
    (events): History => ({
      ...{ version: 1, country: 'NL', viewings: [], myList: [], kind: events.length % 5 === 4 ? 'child' : 'adult' },
      ratings: [...new Map(events)].map(([title, stars], at) => ({ title, stars, at })),
    }),
  )
  fc.assert(
    fc.property(
      history,
      fc.subarray(rows),
      fc.constantFrom([3, 4], [12, 10], [30, 12], [40, 40]),
      (of, some, [maxRows = 0, maxTitles = 0]) => {
        const demand: PageDemand = { history: of, rows: some, maxRows, maxTitles, minTitles: 4 }
        expect(rankPage(columns, scorer, demand, { fillRows })).toEqual(rankPage(columns, scorer, demand))
      },
    ),
    { numRuns: 60 },
  )
})
