import { expect, test } from 'vitest'
import type { CatalogFeatures } from './catalog.ts'
import { sampleFeatures } from './fakes/sample-features.ts'
import { type CatalogLender, createKeptCatalog } from './kept-catalog.ts'

const maxAgeMs = 60_000
/** What an origin might make of a catalog: something new each time. */
const make = ({ version, ids }: CatalogFeatures) => ({ version, count: ids.length })

function stage() {
  const kept = createKeptCatalog(make, maxAgeMs)
  const state = { features: sampleFeatures(20, 1), loads: 0, fails: false, work: [] as Promise<unknown>[] }
  const lender = (now: number): CatalogLender => ({
    now,
    load: async () => {
      state.loads++
      if (state.fails) throw new Error('the catalog is down')
      return state.features
    },
    later: (work) => state.work.push(work),
  })
  const read = async (now: number) => kept.kept(lender(now)) ?? kept.load(lender(now))
  return { state, read }
}

test('a catalog is loaded once, and again beside the request that finds it too old', async () => {
  const { state, read } = stage()
  const first = await read(0)
  expect(await read(maxAgeMs)).toBe(first)
  expect(state.loads).toBe(1)
  state.features = sampleFeatures(20, 2)
  expect(await read(maxAgeMs + 1)).toBe(first)
  await Promise.all(state.work)
  expect(state.loads).toBe(2)
  expect((await read(maxAgeMs + 3)).version).toBe('sample-20-2')
})

test('the same version keeps what was made of it', async () => {
  const { state, read } = stage()
  const first = await read(0)
  await read(maxAgeMs + 1)
  await Promise.all(state.work)
  expect(state.loads).toBe(2)
  expect(await read(maxAgeMs + 2)).toBe(first)
})

test('while the catalog is down what is old serves, and the load is tried again', async () => {
  const { state, read } = stage()
  const first = await read(0)
  state.fails = true
  expect(await read(maxAgeMs + 1)).toBe(first)
  await Promise.all(state.work)
  expect(await read(maxAgeMs + 20_000)).toBe(first)
  expect(state.loads).toBe(3)
})

test('a failed first load fails that request alone', async () => {
  const { state, read } = stage()
  state.fails = true
  await expect(read(0)).rejects.toThrow('the catalog is down')
  state.fails = false
  expect((await read(1)).count).toBe(20)
})

test('an empty catalog is not kept, so that it is seen as soon as it is seeded', async () => {
  const { state, read } = stage()
  state.features = sampleFeatures(0)
  expect((await read(0)).count).toBe(0)
  state.features = sampleFeatures(20)
  expect((await read(1)).count).toBe(20)
})
