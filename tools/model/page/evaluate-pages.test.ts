import { afterAll, expect, test } from 'vitest'
import { createBars } from '../progress-bars.ts'
import { createStages } from '../stages.ts'
import { meanOfJudged } from '../top-n-judge.ts'
import { createWorkerPool } from '../worker-pool.ts'
import { builders } from './build-page.ts'
import { evaluatePages, type JudgedPages } from './evaluate-pages.ts'
import { worldWithGenres } from './test/world-with-genres.ts'

const pool = createWorkerPool(2)
afterAll(() => pool.close())
const run = () => createStages({ pool, bars: createBars({ live: false, write: () => {}, now: () => 0 }), checkpoints: null })
const { ratings, titles } = worldWithGenres({ users: 500, items: 300, ratingsPerUser: 60, seed: 4 })

test('a page that is chosen whole is better than rows by themselves and than every template, and near the best there is; a seed gives one result', async () => {
  const said: string[] = []
  let judged: JudgedPages | undefined
  const result = await evaluatePages(
    ratings,
    titles,
    1,
    run(),
    (line) => said.push(line),
    (told) => (judged = told),
  )
  expect(Object.keys(result)).toEqual(['ndcg2d', 'recall@5x6'])
  for (const of of Object.values(result)) expect(Object.keys(of)).toEqual([...builders])
  expect(result.ndcg2d.marquee).toBeGreaterThan(1.05 * result.ndcg2d.template)
  expect(result.ndcg2d.marquee).toBeGreaterThan(1.02 * result.ndcg2d.independent)
  const reached = (name: keyof JudgedPages['ndcg']) => meanOfJudged(judged?.ndcg[name] ?? new Float64Array())
  expect(reached('marquee')).toBeCloseTo(result.ndcg2d.marquee, 4)
  for (const name of ['template: places', 'template: own'] as const) expect(reached('marquee')).toBeGreaterThan(reached(name))
  expect(reached('marquee')).toBeGreaterThan(0.97 * reached('bound'))
  expect(said.join('\n')).toMatch(/members train[\s\S]*12 rows of 10 titles[\s\S]*marquee : template = 1\.\d+ by 2D-NDCG, standard error/)
  expect(await evaluatePages(ratings, titles, 1, run(), () => {})).toEqual(result)
})

test('nothing that a member liked in the history stands on a page', async () => {
  let judged: JudgedPages | undefined
  await evaluatePages(
    ratings,
    titles,
    2,
    run(),
    () => {},
    (told) => (judged = told),
  )
  for (const builder of builders)
    for (const [number, { history }] of (judged?.split.test ?? []).entries()) {
      const known = new Set(history)
      expect(judged?.pages[builder][number]?.flatMap(({ titles: shown }) => [...shown]).filter((item) => known.has(item))).toEqual([])
    }
})
