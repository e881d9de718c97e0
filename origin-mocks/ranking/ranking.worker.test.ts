import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { rankingContract } from '../../contracts/ranking.contract.ts'
import type { Ranking } from '../../contracts/ranking.ts'

const common = { compatibility_date: '2026-10-01', send_metrics: false }
const server = createTestHarness({
  root: import.meta.dirname,
  workers: [
    {
      config: {
        ...common,
        name: 'marquee-probe',
        main: './test/stand-in-catalog.ts',
        services: [{ binding: 'RANKING', service: 'marquee-ranking', entrypoint: 'Ranking' }],
      },
    },
    { configPath: './wrangler.toml' },
    { config: { ...common, name: 'marquee-catalog', main: './test/stand-in-catalog.ts' } },
  ],
})

/** The worker over its binding. The harness throws at once where an RPC call rejects, so each call is made in an async function. */
async function ranking(): Promise<Ranking> {
  const { RANKING } = (await server.getWorker('marquee-probe').getEnv()) as unknown as { RANKING: Ranking }
  return {
    state: async () => RANKING.state(),
    page: async (...args) => RANKING.page(...args),
    explain: async (...args) => RANKING.explain(...args),
    match: async (...args) => RANKING.match(...args),
    because: async (...args) => RANKING.because(...args),
  }
}

beforeAll(async () => {
  await server.listen()
})
afterAll(() => server.close())

rankingContract('the worker', async () => ({ ranking: await ranking(), features: sampleFeatures(3200) }))

test('two first requests at once both get the same page', async () => {
  await server.reset()
  const binding = await ranking()
  const row = { key: 'top-picks', kind: 'TOP_PICKS', heading: '', where: {}, order: 'score', fixed: true, dedupe: true } as const
  const demand = { history: null, rows: [row], maxRows: 1, maxTitles: 40, minTitles: 1 }
  const [first, second] = await Promise.all([binding.page(demand), binding.page(demand)])
  expect(first.rows[0]?.titles).toHaveLength(40)
  expect(second).toEqual(first)
})

test('nothing is served over HTTP', async () => {
  expect((await server.getWorker('marquee-ranking').fetch('/')).status).toBe(404)
})
