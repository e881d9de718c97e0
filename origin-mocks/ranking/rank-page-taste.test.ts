import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { History } from '../../contracts/members.ts'
import type { PageDemand, RowCandidate } from '../../contracts/ranking.ts'
import { usualLooks } from '../../models/page/looks.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import { toColumns } from './columns.ts'
import { type PageTold, rankPage } from './rank-page.ts'

const features = sampleFeatures(600)
const columns = toColumns(features)
const scorer = createAffinityScorer(columns)
const genres = [...columns.genreNumbers.keys()]
const ofGenre = (genre: string) => columns.byGenre[columns.genreNumbers.get(genre) ?? -1] ?? new Int32Array()
const rows = genres.map(
  (genre, at): RowCandidate => ({
    ...{ key: `genre-${at}`, kind: 'GENRE', heading: genre, order: 'score', fixed: false, dedupe: true },
    where: { genre },
  }),
)
const size = { maxRows: 4, maxTitles: 8, minTitles: 1 }

/** What each genre would add to the top of the page, and what of that is watched. */
function firstGains(history: History | null) {
  const demand: PageDemand = { history, rows, ...size }
  const { columns: looks } = usualLooks(size.maxRows, size.maxTitles)
  const told: { gain: number; watched: number }[] = []
  const tell = ({ offers, gains, scores }: PageTold) => {
    for (const [row, { titles }] of offers.entries()) {
      const shown = titles.subarray(0, size.maxTitles)
      const watched = shown.reduce((sum, title, column) => sum + (looks[column] ?? 0) * (scores.chance[title] ?? 0), 0)
      told.push({ gain: gains[0]?.[row] ?? 0, watched })
    }
  }
  rankPage(columns, scorer, demand, { tell })
  return told
}

test('a row gains by what it covers of the genres that a profile likes, and for a visitor by what is watched alone', () => {
  const [own = ''] = genres
  const liked = Array.from(ofGenre(own).subarray(0, 6), (position) => columns.ids[position] ?? 0)
  const ratings = liked.map((title) => ({ title, stars: 5, at: 1 }))
  const history: History = { version: 1, kind: 'adult', country: 'NL', ratings, viewings: [], myList: [] }
  const covered = firstGains(history).map(({ gain, watched }) => gain - watched)
  expect(covered[0]).toBe(Math.max(...covered))
  expect(covered[0]).toBeGreaterThan(0.1)
  for (const { gain, watched } of firstGains(null)) expect(gain).toBeCloseTo(watched, 9)
})
