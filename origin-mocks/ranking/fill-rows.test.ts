import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { RowCandidate } from '../../contracts/ranking.ts'
import { bestFirst, toColumns } from './columns.ts'
import { createRowFiller } from './fill-rows.ts'
import { openKernel } from './kernel/kernel.ts'
import { kernelModule } from './kernel/test/kernel-module.ts'
import { rowTitles, type Shelf } from './row-titles.ts'
import { plainOrder } from './score-order.ts'

const columns = toColumns(sampleFeatures(400))
const fillRows = createRowFiller(openKernel(kernelModule()))

const where = fc.record(
  {
    genre: fc.constantFrom('Drama', 'Horror', 'Musical', 'No such genre'),
    genres: fc.constantFrom(['Drama', 'Romance'], ['Comedy'], ['Drama', 'No such genre'], []),
    decade: fc.constantFrom(1960, 1990, 2010),
    since: fc.constantFrom(0, 1999, 2020),
    unseen: fc.boolean(),
    seen: fc.boolean(),
    like: fc.constantFrom(1, 77, 9999),
    titles: fc.array(fc.integer({ min: 1, max: 420 }), { maxLength: 30 }),
  },
  { requiredKeys: [] },
)
const rows = fc
  .array(fc.record({ where, order: fc.constantFrom('score', 'score', 'score', 'quality', 'popularity', 'newest', 'given') }), {
    maxLength: 12,
  })
  .map((some) =>
    some
      .filter(({ order, where: { titles } }) => order !== 'given' || titles !== undefined)
      .map(
        (row, place): RowCandidate =>
          ({ key: `row-${place}`, kind: 'GENRE', heading: '', fixed: false, dedupe: true, ...row }) as RowCandidate,
      ),
  )
/** Few different scores, so that ties are many; some films are not to be shown. */
const scores = fc.array(fc.constantFrom(-2, -1.5, 0, -0, 0.25, 3, Number.NEGATIVE_INFINITY), { minLength: 400, maxLength: 400 })

test('rows are filled with the first of what rowTitles has, and know the rest', () => {
  fc.assert(
    fc.property(
      rows,
      scores,
      fc.func(fc.nat(3)),
      fc.nat(400),
      fc.integer({ min: 1, max: 20 }),
      (candidates, score, hides, known, least) => {
        const byScore = bestFirst(Float32Array.from(score))
        const seen = Uint8Array.from(score, (_, position) => Number(hides(-position) === 1))
        const shelf: Shelf = {
          columns,
          allowed: Uint8Array.from(score, (value, position) => Number(value > Number.NEGATIVE_INFINITY && hides(position) > 0)),
          seen,
          seenFilms: Int32Array.from(seen.keys()).filter((position) => seen[position] === 1),
          byChance: true,
          best: byScore.slice(0, known),
          sorted: plainOrder(Float32Array.from(score)).sorted,
          byScore: () => byScore,
        }
        const most = 2 * least
        for (const [place, { titles, whole }] of fillRows(shelf, candidates, { least, most }).entries()) {
          const expected = [...rowTitles(shelf, candidates[place] as RowCandidate)]
          expect([...(whole?.() ?? titles)]).toEqual(expected)
          expect([...titles]).toEqual(expected.slice(0, titles.length))
          expect(titles.length).toBeGreaterThanOrEqual(Math.min(least, expected.length))
        }
      },
    ),
    { numRuns: 300 },
  )
})
