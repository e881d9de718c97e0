import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import type { History } from '../../contracts/members.ts'
import type { PageDemand, Ranking } from '../../contracts/ranking.ts'
import type { ModelOperations, ModelWritten } from '../../contracts/served-models.ts'
import { sampleModel } from './test/sample-model.ts'

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
        r2_buckets: [{ binding: 'MODELS', bucket_name: 'marquee-models' }],
      },
    },
    { configPath: './wrangler.toml' },
    { config: { ...common, name: 'marquee-catalog', main: './test/stand-in-catalog.ts' } },
  ],
})

interface Probe {
  readonly RANKING: Ranking & ModelOperations
  readonly MODELS: R2Bucket
}
/** What the harness throws at once where an RPC call rejects comes as a promise, since each call is made in an async function. */
let ranking: Ranking & ModelOperations
let bucket: R2Bucket

const [one, other] = [1, 2].map((seed) => sampleModel({ items: 100, seed })) as [
  ReturnType<typeof sampleModel>,
  ReturnType<typeof sampleModel>,
]

beforeAll(() => server.listen())
afterAll(() => server.close())
beforeEach(async () => {
  // An isolate and a bucket of its own for each test.
  await server.reset()
  const { RANKING, MODELS } = (await server.getWorker('marquee-probe').getEnv()) as unknown as Probe
  bucket = MODELS
  ranking = Object.fromEntries(
    (['state', 'page', 'match', 'models', 'putModel', 'activateModel', 'rollBackModel'] as const).map((method) => [
      method,
      async (...args: never[]) => (RANKING[method] as (...args: never[]) => Promise<unknown>)(...args),
    ]),
  ) as unknown as Ranking & ModelOperations
})

const history: History = {
  ...({ version: 1, kind: 'adult', country: 'NL', viewings: [], myList: [] } as const),
  ratings: [3, 14, 15, 92].map((title) => ({ title, stars: 5, at: 1 })),
}
const row = { key: 'top-picks', kind: 'TOP_PICKS', heading: '', where: {}, order: 'score', fixed: true, dedupe: true } as const
const demand = (member: string | null = null): PageDemand => ({ history, rows: [row], maxRows: 1, maxTitles: 40, minTitles: 1, member })
const modelOf = async (member: string | null = null) => (await ranking.page(demand(member))).model.split('.')[0]

async function put(file: Uint8Array): Promise<string> {
  const kept = await ranking.putModel(file)
  if (!('model' in kept)) throw new Error(JSON.stringify(kept))
  return kept.model
}
const activate = (model: string, share = 1, etag: string | null = null) => ranking.activateModel({ model, share, etag })

test('a model is kept, activated, and ranks from the next request on; the same page each time', async () => {
  expect(await modelOf()).toBe('affinity-1')
  const model = await put(one.file)
  expect(await modelOf()).toBe('affinity-1')
  expect(await activate(model)).toMatchObject({ pointer: { model, canary: null, previous: null } })
  expect(await modelOf()).toBe(`model-${model}`)
  expect(await ranking.page(demand())).toEqual(await ranking.page(demand()))
  expect((await ranking.match(history, [1, 2])).model).toContain(model)
  expect((await ranking.state()).detail).toContain(`model-${model}`)
  expect(await ranking.models()).toMatchObject({
    pointer: { model },
    stored: [{ model, bytes: one.file.length, at: expect.any(Number) }],
    here: { model, canary: null, refused: [] },
  })
})

test('the bucket itself keeps two operators from overwriting each other', async () => {
  const [a, b] = [await put(one.file), await put(other.file)]
  const { etag } = (await activate(a)) as ModelWritten
  expect(await activate(b, 1, etag)).toMatchObject({ pointer: { model: b, previous: a } })
  expect(await activate(a, 0.5, etag)).toMatchObject({ problem: 'changed', etag: (await ranking.models()).etag })
  const both = await Promise.all([activate(a), activate(a, 0.5)])
  expect(both.every((outcome) => 'pointer' in outcome)).toBe(true)
  expect(await ranking.rollBackModel(etag)).toMatchObject({ problem: 'changed' })
})

test('a canary is met by its share of members, their matches with it, and goes by a rollback', async () => {
  const [a, b] = [await put(one.file), await put(other.file)]
  await activate(a)
  await activate(b, 0.5)
  const members = Array.from({ length: 40 }, (_, at) => `p${at + 1}`)
  const names = await Promise.all(members.map(modelOf))
  expect(new Set(names)).toEqual(new Set([`model-${a}`, `model-${b}`]))
  expect(await Promise.all(members.map(modelOf))).toEqual(names)
  const tries = members[names.indexOf(`model-${b}`)] ?? ''
  expect((await ranking.match(history, [1], tries)).model).toContain(b)
  expect((await ranking.match(history, [1])).model).toContain(a)
  expect(await ranking.rollBackModel(null)).toMatchObject({ pointer: { model: a, canary: null } })
  expect(await modelOf(tries)).toBe(`model-${a}`)
})

test.each([
  { what: 'a byte changed on the way', file: one.file.map((byte, at) => (at === 30_000 ? byte ^ 8 : byte)), code: 'MODEL_CORRUPT' },
  { what: 'half of it', file: one.file.slice(0, one.file.length / 2), code: 'MODEL_TRUNCATED' },
  { what: 'a page of HTML', file: new TextEncoder().encode('<!doctype html>'), code: 'MODEL_FOREIGN' },
])('what is refused is not kept: $what', async ({ file, code }) => {
  expect(await ranking.putModel(file)).toMatchObject({ problem: 'refused', code })
  expect((await ranking.models()).stored).toEqual([])
})

test('a file that was damaged where it is kept is not activated, and one that is served by then stays', async () => {
  const [a, b] = [await put(one.file), await put(other.file)]
  await activate(a)
  await bucket.put(`models/${b}.bin`, other.file.slice(0, 999))
  expect(await activate(b)).toMatchObject({ problem: 'refused', code: 'MODEL_CORRUPT' })
  await bucket.put('current', JSON.stringify({ model: b, since: 1, canary: null, previous: a }))
  expect(await ranking.models()).toMatchObject({ here: { model: a, refused: [{ model: b, code: 'MODEL_CORRUPT' }] } })
  expect(await modelOf()).toBe(`model-${a}`)
  expect((await ranking.state()).detail).toContain(`model ${b} refused: MODEL_CORRUPT`)
})

test.each([
  { what: 'a name that climbs', ask: () => activate('../current') },
  { what: 'a share of nobody', ask: () => activate('0123456789ab', 0) },
  { what: 'a share of more than all', ask: () => activate('0123456789ab', 1.5) },
  { what: 'a share that is no number', ask: () => activate('0123456789ab', Number.NaN) },
  { what: 'no bytes', ask: () => ranking.putModel('bytes' as unknown as Uint8Array) },
])('refuses nonsense: $what', async ({ ask }) => {
  await expect(ask()).rejects.toThrow(/^Cannot rank/)
})

test('an unknown model is unknown, and so is what was before the first', async () => {
  expect(await activate('0123456789ab')).toEqual({ problem: 'unknown' })
  expect(await ranking.rollBackModel(null)).toEqual({ problem: 'unknown' })
})
