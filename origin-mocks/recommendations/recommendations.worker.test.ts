import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { sampleViewers } from '../../contracts/fakes/sample-members.ts'
import type { Members } from '../../contracts/members.ts'
import { recommendationsContract } from '../../contracts/recommendations.contract.ts'
import type { Recommendations } from '../../contracts/recommendations.ts'
import { limits } from './limits.ts'
import type { SnapshotStore } from './snapshot.ts'

const common = { compatibility_date: '2026-10-01', send_metrics: false }
const server = createTestHarness({
  root: import.meta.dirname,
  workers: [
    {
      config: {
        ...common,
        name: 'marquee-probe',
        main: './test/stand-ins.ts',
        services: [
          { binding: 'RECOMMENDATIONS', service: 'marquee-recommendations', entrypoint: 'Recommendations' },
          { binding: 'MEMBERS', service: 'marquee-members', entrypoint: 'Members' },
        ],
      },
    },
    { configPath: './wrangler.toml' },
    { configPath: '../ranking/wrangler.toml' },
    { config: { ...common, name: 'marquee-catalog', main: './test/stand-ins.ts' } },
    { config: { ...common, name: 'marquee-members', main: './test/stand-ins.ts' } },
  ],
})

interface Bindings {
  readonly RECOMMENDATIONS: Recommendations
  readonly MEMBERS: Members
}

/** The workers over their bindings. The harness throws at once where an RPC call rejects, so each call is made in an async function. */
async function probe(): Promise<Bindings> {
  const { RECOMMENDATIONS, MEMBERS } = (await server.getWorker('marquee-probe').getEnv()) as unknown as Bindings
  return {
    MEMBERS,
    RECOMMENDATIONS: {
      state: async () => RECOMMENDATIONS.state(),
      page: async (...args) => RECOMMENDATIONS.page(...args),
      pages: async (...args) => RECOMMENDATIONS.pages(...args),
      rows: async (...args) => RECOMMENDATIONS.rows(...args),
    },
  }
}

beforeAll(async () => {
  await server.listen()
})
afterAll(() => server.close())

recommendationsContract('the worker', async () => {
  const { RECOMMENDATIONS, MEMBERS } = await probe()
  return { recommendations: RECOMMENDATIONS, members: MEMBERS, features: sampleFeatures(600), viewers: sampleViewers, advance: null }
})

test('a snapshot outlives the object that kept it, until its time is over', async () => {
  const { RECOMMENDATIONS } = await probe()
  const worker = server.getWorker('marquee-recommendations')
  const page = await RECOMMENDATIONS.page(sampleViewers.fresh, 'tv')
  await worker.evictDurableObject('SNAPSHOTS', { name: 'p9' })
  expect(await RECOMMENDATIONS.pages(sampleViewers.fresh, [page.id])).toEqual([{ ...page, calls: [] }])

  const { SNAPSHOTS } = (await worker.getEnv()) as unknown as { SNAPSHOTS: { getByName(name: string): SnapshotStore } }
  const number = Number(page.id.slice('p9.k'.length))
  const later = await SNAPSHOTS.getByName('p9').find([number, number + 1_000], Date.now() + limits.snapshotKeepMs + 60_000)
  expect(later).toEqual(['expired', null])
})

test('a viewer whose history is refused gets the popular page, told as degraded', async () => {
  const { RECOMMENDATIONS } = await probe()
  const page = await RECOMMENDATIONS.page({ account: 'somebody-else', profile: 11 }, 'tv')
  expect(page.degraded).toEqual(['members'])
  expect(page.rows[0]?.kind).toBe('POPULAR')
})

test('nothing is served over HTTP', async () => {
  expect((await server.getWorker('marquee-recommendations').fetch('/')).status).toBe(404)
})
