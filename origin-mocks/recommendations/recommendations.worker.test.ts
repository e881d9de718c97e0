import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { sampleViewers } from '../../contracts/fakes/sample-members.ts'
import { passportKey, withPassport } from '../../contracts/fakes/test-passports.ts'
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
    { configPath: './wrangler.toml', secrets: { PASSPORT_KEY: passportKey } },
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
      starters: async (...args) => RECOMMENDATIONS.starters(...args),
      rankingRules: async () => RECOMMENDATIONS.rankingRules(),
      putRankingRules: async (...args) => RECOMMENDATIONS.putRankingRules(...args),
      explorations: async (...args) => RECOMMENDATIONS.explorations(...args),
      explain: async (...args) => RECOMMENDATIONS.explain(...args),
      expectErasure: async (...args) => RECOMMENDATIONS.expectErasure(...args),
      forget: async (...args) => RECOMMENDATIONS.forget(...args),
    },
  }
}

async function viewersWithPassports() {
  const { adult, child, fresh, resetTaste, deleteHistory } = sampleViewers
  return {
    adult: await withPassport(adult),
    child: await withPassport(child),
    fresh: await withPassport(fresh),
    resetTaste: await withPassport(resetTaste),
    deleteHistory: await withPassport(deleteHistory),
  }
}

beforeAll(async () => {
  await server.listen()
})
afterAll(() => server.close())

recommendationsContract('the worker', async () => {
  const { RECOMMENDATIONS, MEMBERS } = await probe()
  return {
    recommendations: RECOMMENDATIONS,
    members: MEMBERS,
    features: sampleFeatures(600),
    viewers: await viewersWithPassports(),
    advance: null,
  }
})

test('a snapshot outlives the object that kept it, until its time is over', async () => {
  const { RECOMMENDATIONS } = await probe()
  const worker = server.getWorker('marquee-recommendations')
  const { fresh } = await viewersWithPassports()
  const page = await RECOMMENDATIONS.page(fresh, 'tv')
  await worker.evictDurableObject('SNAPSHOTS', { name: 'p9' })
  expect(await RECOMMENDATIONS.pages(fresh, [page.id])).toEqual([{ ...page, calls: [] }])

  const { SNAPSHOTS } = (await worker.getEnv()) as unknown as { SNAPSHOTS: { getByName(name: string): SnapshotStore } }
  const number = Number(page.id.slice('p9.k'.length))
  const later = await SNAPSHOTS.getByName('p9').find([number, number + 1_000], Date.now() + limits.snapshotKeepMs + 60_000)
  expect(later).toEqual(['expired', null])
})

test('an erasure that nobody tells of is found out, though its caller died: what was made of the history is gone', async () => {
  const { RECOMMENDATIONS, MEMBERS } = await probe()
  const { resetTaste: viewer } = await viewersWithPassports()
  const old = await RECOMMENDATIONS.page(viewer, 'phone')
  await RECOMMENDATIONS.expectErasure(viewer)
  await (async () => await MEMBERS.resetTaste(viewer, null))()
  await expect
    .poll(async () => await RECOMMENDATIONS.pages(viewer, [old.id]), { interval: 250, timeout: 4 * limits.erasureCheckMs })
    .toEqual(['expired'])
})

test('a viewer whose history is refused gets the popular page, told as degraded', async () => {
  const { RECOMMENDATIONS } = await probe()
  const page = await RECOMMENDATIONS.page(await withPassport({ account: 'somebody-else', profile: 11 }), 'tv')
  expect(page.degraded).toEqual(['members'])
  expect(page.rows[0]?.kind).toBe('POPULAR')
})

test.each([
  ['none', async () => ''],
  ['that of another profile', async () => (await withPassport(sampleViewers.child)).passport],
  ['one with a changed end', async () => `${(await withPassport(sampleViewers.adult)).passport.slice(0, -2)}AA`],
])('a viewer with %s for a passport sees nothing', async (_, passport) => {
  const { RECOMMENDATIONS } = await probe()
  const viewer = { ...sampleViewers.adult, passport: await passport() }
  await expect((async () => await RECOMMENDATIONS.page(viewer, 'tv'))()).rejects.toThrow('passport')
  await expect((async () => await RECOMMENDATIONS.rows(viewer, ['p7.k1.top-picks']))()).rejects.toThrow('passport')
})

test('nothing is served over HTTP', async () => {
  expect((await server.getWorker('marquee-recommendations').fetch('/')).status).toBe(404)
})
