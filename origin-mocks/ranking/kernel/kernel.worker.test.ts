import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestHarness } from 'wrangler'
import { trainedModelFile } from '../../../models/trained-model.ts'
import { syntheticModel } from '../test/synthetic-model.ts'
import { openKernel } from './kernel.ts'
import { kernelModule } from './test/kernel-module.ts'

const common = { compatibility_date: '2026-10-01', send_metrics: false }
const probe = { ...common, name: 'marquee-kernel-probe', main: './test/kernel-worker.ts' }
const asker = {
  ...common,
  name: 'marquee-asker',
  main: './test/stand-in-catalog.ts',
  services: [{ binding: 'PROBE', service: 'marquee-kernel-probe', entrypoint: 'KernelProbe' }],
}
const server = createTestHarness({ root: `${import.meta.dirname}/..`, workers: [{ config: asker }, { config: probe }] })

beforeAll(async () => {
  await server.listen()
})
afterAll(() => server.close())

const size = { items: 517, factors: 32, easeWidth: 20, hidden: 20, seed: 6 }
const liked = [3, 70, 400, 516]

interface Probe {
  build(): Promise<string>
  scores(build: string, of: typeof size, liked: readonly number[]): Promise<Float32Array>
  rate(build: string, of: typeof size, items: readonly number[], values: readonly number[], asked: readonly number[]): Promise<Float32Array>
}

test('workerd takes the relaxed build, precompiled, and both builds score there as they do here, to the bit', async () => {
  const { PROBE } = (await server.getWorker('marquee-asker').getEnv()) as unknown as { PROBE: Probe }
  const here = openKernel(kernelModule()).hold(trainedModelFile(syntheticModel(size)))
  const scores = here.ranker.scores(Uint32Array.from(liked)).slice()
  const stars = here.rater.rate({ items: liked, values: [5, 4, 2, 3] }, [0, 1, 2])
  expect(await PROBE.build()).toBe('relaxed')
  for (const build of ['relaxed', 'strict']) {
    expect(new Float32Array(await PROBE.scores(build, size, liked))).toEqual(scores)
    expect(new Float32Array(await PROBE.rate(build, size, liked, [5, 4, 2, 3], [0, 1, 2]))).toEqual(stars)
  }
})
