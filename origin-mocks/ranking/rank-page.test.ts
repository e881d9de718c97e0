import { expect, test } from 'vitest'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import type { History } from '../../contracts/members.ts'
import { rankingContract } from '../../contracts/ranking.contract.ts'
import { createAffinityScorer } from './affinity-scorer.ts'
import { becauseTitles } from './because-titles.ts'
import { checkHistory, checkPageDemand, checkTitles } from './check-demand.ts'
import { toColumns } from './columns.ts'
import { explainPage } from './explain-page.ts'
import { matchTitles, rankPage } from './rank-page.ts'

rankingContract('the pure core', async () => {
  const features = sampleFeatures(300)
  const columns = toColumns(features)
  const scorer = createAffinityScorer(columns)
  return {
    features,
    ranking: {
      state: async () => ({ ready: true, detail: 'pure' }),
      page: async (demand) => {
        checkPageDemand(demand)
        return rankPage(columns, scorer, demand)
      },
      explain: async (demand) => {
        checkPageDemand(demand)
        return explainPage(columns, scorer, demand)
      },
      match: async (history, titles) => {
        checkHistory(history)
        checkTitles(titles)
        return { model: scorer.name, match: matchTitles(columns, scorer, history, titles) }
      },
      because: async (history, titles) => {
        checkHistory(history)
        checkTitles(titles)
        return { model: scorer.name, because: becauseTitles(columns, scorer, history, titles) }
      },
    },
  }
})

const empty: History = { version: 1, kind: 'adult', country: 'NL', ratings: [], viewings: [], myList: [] }

test('a page of an empty catalog is empty', () => {
  const columns = toColumns(sampleFeatures(0))
  const row = { key: 'top-picks', kind: 'TOP_PICKS', heading: '', where: {}, order: 'score', fixed: true, dedupe: true } as const
  const page = rankPage(columns, createAffinityScorer(columns), { history: empty, rows: [row], maxRows: 5, maxTitles: 5, minTitles: 1 })
  expect(page).toMatchObject({ rows: [], billboard: null })
})

test('films of a director score together: what is loved of one lifts the others to the front', () => {
  const features = sampleFeatures(600)
  const columns = toColumns(features)
  const posting = columns.byDirector.find((films) => films.length >= 5) ?? new Int32Array(0)
  const [first, second, ...others] = Array.from(posting, (position) => columns.ids[position] ?? 0) as [number, number, ...number[]]
  const history = { ...empty, ratings: [first, second].map((title) => ({ title, stars: 5, at: 1 })) }
  const scorer = createAffinityScorer(columns)
  const before = matchTitles(columns, scorer, empty, others)
  const after = matchTitles(columns, scorer, history, others)
  for (const [place, match] of before.entries()) expect(after[place]).toBeGreaterThanOrEqual((match ?? 0) + 5)
})

test('one more rating still moves a long history visibly', () => {
  const features = sampleFeatures(600)
  const columns = toColumns(features)
  const day = 24 * 60 * 60 * 1000
  const ratings = features.ids.slice(0, 150).map((title, index) => ({ title, stars: 1 + (index % 9) / 2, at: index * day }))
  const title = 300
  const history = { ...empty, ratings }
  const scorer = createAffinityScorer(columns)
  const before = matchTitles(columns, scorer, history, features.ids)
  const after = matchTitles(columns, scorer, { ...history, ratings: [{ title, stars: 5, at: 151 * day }, ...ratings] }, features.ids)
  expect((after[title - 1] ?? 0) - (before[title - 1] ?? 0)).toBeGreaterThanOrEqual(5)
  expect(after.filter((match, index) => match !== before[index]).length).toBeGreaterThan(20)
})

test('three picks of a genre lift that genre for a profile with nothing else, and no longer for one with a long history', () => {
  const features = sampleFeatures(600)
  const columns = toColumns(features)
  const scorer = createAffinityScorer(columns)
  const westerns = features.ids.filter((_, index) => features.genres[index]?.includes('Western'))
  const picks = westerns.slice(0, 3).map((title) => ({ title, at: 1 }))
  const mean = (history: History) => {
    const match = matchTitles(columns, scorer, history, westerns.slice(3))
    return match.reduce((sum: number, one) => sum + (one ?? 0), 0) / match.length
  }
  expect(mean({ ...empty, picks })).toBeGreaterThan(mean(empty) + 5)
  const long = { ...empty, ratings: features.ids.slice(0, 40).map((title) => ({ title, stars: 3, at: 1 })) }
  expect(mean({ ...long, picks })).toBe(mean(long))
})
