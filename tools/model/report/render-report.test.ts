import { expect, test } from 'vitest'
import { type RatingReport, renderReport, type TopNReport } from './render-report.ts'

const models = ['bias', 'cinematch', 'svdpp', 'rbm', 'blend', 'served']
const ratings: RatingReport = {
  trained: { members: 6040, items: 3706, ratings: 900_189 },
  tested: 100_020,
  models: models.map((model, at) => ({ model, rmse: 0.91 - at / 100, mae: 0.7, trainCpuS: at })),
  byLength: [10, 20, 50].map((from, at) => ({
    ...{ from, to: [20, 50, undefined][at], count: 100 },
    rmse: Object.fromEntries(models.map((model, number) => [model, 0.95 - at / 50 - number / 100])),
  })),
  calibration: [10, 50, 90].map((predicted) => ({ predicted, observed: predicted + 2, error: 1, count: 50 })),
}
const popularity = { shareByTenth: [0.6, 0.2, 0.1, 0.05, 0.05, 0, 0, 0, 0, 0], coverage: 0.4, meanPopularity: 0.1 }
const topN: TopNReport = {
  members: 1000,
  models: ['popularity', 'ease', 'ials', 'marquee'].map((model) => ({ model, ndcg: 0.4, ndcgError: 0.006, recall: 0.3, popularity })),
  liked: popularity,
}

test('a report holds each figure, and beside it the published one with its source', () => {
  const page = renderReport({ heading: 'ml-1m', seed: 1, ratings, topN })
  for (const figure of ['0.9100', '0.8600', '0.4000 ± 0.0060', 'I-AutoRec <b>0.831</b>', 'EASE <b>0.420</b>'])
    expect(page).toContain(figure)
  expect(page).toContain('GC-MC <b>0.832*</b>')
  expect(page.match(/<svg /g)).toHaveLength(3)
})

test('a part that was not evaluated is left out; data that nobody has published about have no published figures', () => {
  const page = renderReport({ heading: 'own', seed: 1, ratings: { ...ratings, trained: { members: 7, items: 3, ratings: 9 } } })
  expect(page).not.toContain('Recommended titles')
  expect(page).not.toContain('I-AutoRec')
  expect(page).toContain('No figures are published of these data')
})

test('a page asks nothing of any network, and what it is called does nothing in it', () => {
  const page = renderReport({ heading: '<script>alert(1)</script>" onload="', seed: 1, ratings, topN })
  expect(page).not.toMatch(/<script|\b(?:src|href)=|url\(|@import/i)
  expect(page).toContain('&lt;script&gt;')
  expect(page).toContain("default-src 'none'")
})

test('a model without figures in a band is drawn without a point there', () => {
  const byLength = ratings.byLength.map((band, at) => (at === 1 ? { ...band, rmse: { bias: 0.9 } } : band))
  const page = renderReport({ heading: 'x', seed: 1, ratings: { ...ratings, byLength } })
  expect(page).not.toContain('NaN')
  expect(page).not.toContain('undefined')
})
