import { describe, expect, test } from 'vitest'
import { createRandom } from '../../models/random.ts'
import { createOpsClient } from '../filter/ops-client.ts'
import { estimateFillings } from './estimate-fillings.ts'
import { readEstimateOptions } from './estimate-options.ts'
import { type Exploration, readExplorations } from './read-explorations.ts'

/** How often each of four titles is taken where it stands: the first, that the page would show, seldom; the third, that is likeliest, mostly. */
const takenShare = [0.1, 0.3, 0.8, 0.2]
const propensities = [0.2, 0.2, 0.4, 0.2]

function logged(pages: number, model = 'model-0123456789ab.catalog-1'): Exploration[] {
  const random = createRandom(3, model)
  return Array.from({ length: pages }, (_, page) => {
    let left = random()
    const chosen = Math.max(
      0,
      propensities.findIndex((chance) => (left -= chance) < 0),
    )
    return {
      ...{ page: `p${page}`, row: 'drama', column: 2, chosen, model },
      candidates: propensities.map((propensity, title) => ({ title, propensity })),
      taken: random() < (takenShare[chosen] as number),
    }
  })
}

interface Told {
  readonly slots: number
  readonly results: readonly {
    readonly model: string
    readonly filling: string
    readonly slots: number
    readonly selfNormalised: { readonly value: number; readonly error: number }
  }[]
}
const toldOf = (text: string) => JSON.parse(text.split('\n').at(-1) ?? '') as Told

describe('what fillings would come to', () => {
  test('is the share that is taken of what each would show, within its error', () => {
    const text = estimateFillings(logged(5000))
    const truth = {
      'as drawn': 0.2 * 0.1 + 0.2 * 0.3 + 0.4 * 0.8 + 0.2 * 0.2,
      'as the page had it': 0.1,
      'the likeliest': 0.8,
      evenly: 0.35,
    }
    const { results } = toldOf(text)
    expect(results.map(({ filling }) => filling)).toEqual(Object.keys(truth))
    for (const { filling, selfNormalised } of results) {
      expect(Math.abs(selfNormalised.value - truth[filling as keyof typeof truth])).toBeLessThan(4 * selfNormalised.error)
      expect(selfNormalised.error).toBeLessThan(0.02)
    }
    expect(text).toMatch(/model-0123456789ab\s+5000\s+the likeliest\s+(79|80|81)\.\d\d %/)
  })

  test('is told by model, whatever the version of the catalog was', () => {
    const slots = [
      ...logged(40),
      ...logged(30, 'model-0123456789ab.catalog-2'),
      ...logged(20, 'affinity-1.catalog-1').map((slot) => ({ ...slot, taken: true })),
    ]
    const { results } = toldOf(estimateFillings(slots))
    const own = results.filter(({ filling }) => filling === 'as drawn')
    expect(own.map(({ model, slots: count }) => [model, count])).toEqual([
      ['affinity-1', 20],
      ['model-0123456789ab', 70],
    ])
    expect(own[0]?.selfNormalised.value).toBe(1)
  })

  test('leaves out what is not old enough, and says so where that is all', () => {
    const young = logged(30).map((slot) => ({ ...slot, taken: null }))
    expect(estimateFillings([...young, ...logged(20)])).toMatch(/^50 slots, of which 20 are old enough/)
    expect(toldOf(estimateFillings([...young, ...logged(20)]))).toEqual({ ...toldOf(estimateFillings(logged(20))), slots: 50 })
    expect(estimateFillings(young)).toBe(
      `30 slots, of which 0 are old enough to tell who took them\n${JSON.stringify({ slots: 30, results: [] })}`,
    )
  })
})

describe('what was tried', () => {
  const address = { url: 'http://127.0.0.1:8787', token: 'secret', operator: 'ana' }
  /** A Marquee that gives one answer after the other, and what it was asked. */
  function marquee(...answers: readonly unknown[]) {
    const asked: string[] = []
    const client = createOpsClient(address, async (input) => {
      asked.push(String(input))
      return Response.json(answers[asked.length - 1] ?? { errors: [{ message: 'no more' }] })
    })
    return { client, asked }
  }

  test('is read to its end, an empty answer on the way included', async () => {
    const slots = logged(5)
    const answers = [
      { explorations: slots.slice(0, 3), next: '4.3' },
      { explorations: [], next: '24.0' },
      { explorations: slots.slice(3), next: null },
    ]
    const { client, asked } = marquee(...answers)
    expect(await readExplorations(client)).toEqual(slots)
    expect(asked.map((url) => new URL(url).search)).toEqual(['?limit=500', '?cursor=4.3&limit=500', '?cursor=24.0&limit=500'])
  })

  const [one] = logged(1)
  test.each([
    { name: 'no list', answers: [{ explorations: 'many', next: null }], says: /does not answer as Marquee does/ },
    {
      name: 'something else in it',
      answers: [{ explorations: [{ ...one, taken: 'yes' }], next: null }],
      says: /does not answer as Marquee/,
    },
    { name: 'no word of how to go on', answers: [{ explorations: [one] }], says: /does not answer as Marquee/ },
    {
      name: 'the same place to go on from, twice',
      answers: [
        { explorations: [one], next: '1.1' },
        { explorations: [one], next: '1.1' },
      ],
      says: /does not go on/,
    },
  ])('is not read from an answer with $name', async ({ answers, says }) => {
    await expect(readExplorations(marquee(...answers).client)).rejects.toMatchObject({
      name: 'Remedy',
      message: expect.stringMatching(says),
    })
  })
})

test('the command line has an address at most', () => {
  expect(readEstimateOptions([])).toEqual({ url: undefined })
  expect(readEstimateOptions(['--url', 'http://127.0.0.1:9'])).toEqual({ url: 'http://127.0.0.1:9' })
  expect(() => readEstimateOptions(['--file', 'x'])).toThrow(
    expect.objectContaining({ name: 'Remedy', message: expect.stringContaining('npm run model:estimate') }),
  )
})
