import { afterAll, expect, test } from 'vitest'
import { ratingsFrom } from '../../models/ratings.ts'
import { createWorld } from '../../models/synthetic.ts'
import { evaluateTopN } from './evaluate-top-n.ts'
import { createBars } from './progress-bars.ts'
import { createStages } from './stages.ts'
import { createWorkerPool } from './worker-pool.ts'

const pool = createWorkerPool(2)
afterAll(() => pool.close())
const run = () => createStages({ pool, bars: createBars({ live: false, write: () => {}, now: () => 0 }), checkpoints: null })

const { ratings } = createWorld({ users: 400, items: 200, factors: 4, ratingsPerUser: 50, noise: 0.5, seed: 9 })
const grids = {
  easePenalties: [30, 100, 300],
  ials: [
    [8, 0.1, 0.01],
    [4, 0.3, 0.01],
  ],
  marquee: [
    [100, 0.4],
    [200, 0.4],
  ],
} as const

test('who knows tastes ranks better than popularity, and the blend better than EASE; a seed gives one result', async () => {
  const said: string[] = []
  const result = await evaluateTopN(ratings, 1, run(), (line) => said.push(line), grids)
  for (const measure of ['ndcg@100', 'recall@20'] as const) {
    expect(Object.keys(result[measure])).toEqual(['popularity', 'ease', 'ials', 'marquee'])
    expect(result[measure].ease).toBeGreaterThan(result[measure].popularity)
    expect(result[measure].ials).toBeGreaterThan(result[measure].popularity)
    expect(result[measure].marquee).toBeGreaterThan(result[measure].ease)
  }
  expect(said.join('\n')).toMatch(
    /members train, 44 tune, 88 are judged[\s\S]*ease: penalty \d+[\s\S]*ials: \d factors[\s\S]*marquee : ease = 1\.\d+/,
  )
  expect(await evaluateTopN(ratings, 1, run(), () => {}, grids)).toEqual(result)
  expect(await evaluateTopN(ratings, 2, run(), () => {}, grids)).not.toEqual(result)
})

test('too few members are refused', async () => {
  const few = ratingsFrom([{ user: '1', item: '1', value: 5 }])
  await expect(evaluateTopN(few, 1, run(), () => {}, grids)).rejects.toThrow(
    'Cannot split members: needs 60 with 5 ratings of 4 or more, found 0',
  )
})
