import { afterAll, expect, test } from 'vitest'
import { ratingsFrom } from '../../models/ratings.ts'
import { createWorld } from '../../models/synthetic.ts'
import type { RunStage } from './stages.ts'
import { trainChance } from './train-chance.ts'
import { createWorkerPool } from './worker-pool.ts'

const pool = createWorkerPool(2)
afterAll(() => pool.close())

test('is fitted to members of whom the stages it runs have learnt nothing; a seed gives one curve', async () => {
  const { ratings } = createWorld({ users: 200, items: 100, factors: 3, ratingsPerUser: 40, noise: 0.4, seed: 2 })
  const stages: string[] = []
  const run: RunStage = (stage, module, work, args) => {
    stages.push(stage)
    const [likes] = args as unknown as [{ start: Uint32Array }]
    expect(likes.start.length - 1).toBe(180)
    return pool.call(module, work, args)
  }
  const curve = await trainChance(ratings, 1, run)
  expect(stages).toEqual(['ease-held', 'ials-held'])
  expect(curve?.byScore).toBeGreaterThan(0.3)
  expect(await trainChance(ratings, 1, run)).toEqual(curve)
})

test('there is none where there are too few members to hold any out', async () => {
  const run: RunStage = () => Promise.reject(new Error('nothing is to be trained'))
  const few = Array.from({ length: 12 }, (_, at) => ({ user: String(at % 4), item: String(at), value: 5 }))
  expect(await trainChance(ratingsFrom(few), 1, run)).toBeUndefined()
  const short = Array.from({ length: 30 }, (_, at) => ({ user: String(at), item: '1', value: 5 }))
  expect(await trainChance(ratingsFrom(short), 1, run)).toBeUndefined()
})
