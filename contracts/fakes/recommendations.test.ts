import { expect, test } from 'vitest'
import { recommendationsContract } from '../recommendations.contract.ts'
import { createFakeMembers } from './members.ts'
import { createFakeRanking } from './ranking.ts'
import { createFakeRecommendations } from './recommendations.ts'
import { sampleFeatures } from './sample-features.ts'
import { sampleMembers, sampleViewers } from './sample-members.ts'

const features = sampleFeatures(600)
const catalog = { features: async () => features }

recommendationsContract('the fake', async () => {
  let now = Date.UTC(2026, 1, 1)
  const clock = { now: () => now }
  const members = createFakeMembers(sampleMembers(features), clock)
  const recommendations = createFakeRecommendations({ members, ranking: createFakeRanking(catalog), catalog, ...clock })
  const advance = (ms: number) => {
    now += ms
  }
  return { recommendations, members, features, viewers: sampleViewers, advance }
})

test('without the ranker the page is the popular row, told as degraded and not taken again', async () => {
  const members = createFakeMembers(sampleMembers(features), { now: () => 0 })
  const down = () => Promise.reject(new Error('the ranker is down'))
  const ranking = { page: down, explain: down }
  const recommendations = createFakeRecommendations({ members, ranking, catalog, now: () => 0 })
  const page = await recommendations.page(sampleViewers.adult, 'tv')
  expect(page.degraded).toEqual(['ranking'])
  expect(page.rows.map((row) => row.kind)).toEqual(['POPULAR'])
  expect((await recommendations.page(sampleViewers.adult, 'tv')).id).not.toBe(page.id)
})
