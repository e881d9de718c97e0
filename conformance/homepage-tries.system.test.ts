import { describe, expect, onTestFinished, test } from 'vitest'
import { askGraphql } from './ask-graphql.ts'
import { falcorCall } from './falcor-wire.ts'
import { readHomepage } from './homepage.ts'
import { operate } from './operator.ts'
import { type SignedIn, signIn } from './sign-in.ts'

const rulesPath = '/ops/ranking/rules'

interface Exploration {
  readonly page: string
  readonly row: string
  readonly column: number
  readonly candidates: readonly { readonly title: number; readonly propensity: number }[]
  readonly chosen: number
  readonly model: string
  readonly at: string
  readonly taken: boolean | null
}

/** Has something tried on this share of pages until the test is over; other tests run before or after. */
async function tryOn(share: number): Promise<void> {
  const { rules, explore } = (await operate('GET', rulesPath)).json<{ rules: object[]; explore: object }>()
  onTestFinished(async () => {
    await operate('PUT', rulesPath, { rules, explore, reason: 'conformance is over' })
  })
  const answer = await operate('PUT', rulesPath, { rules, explore: { share }, reason: 'conformance' })
  if (answer.status !== 200) throw new Error(`Cannot write rules: ${answer.status} ${answer.text}`)
}

async function readAll(limit = 50): Promise<Exploration[]> {
  const all: Exploration[] = []
  let cursor = ''
  do {
    const answer = await operate('GET', `/ops/ranking/explorations?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`)
    const { explorations, next } = answer.json<{ explorations: Exploration[]; next: string | null }>()
    all.push(...explorations)
    cursor = next ?? ''
  } while (cursor !== '')
  return all
}

/** A page that is not the one from before: a rating moves the history. */
async function newPage(who: SignedIn, film: number, stars: number) {
  await falcorCall('rate', [film, stars], [], who)
  return readHomepage(who)
}

describe('what is tried', () => {
  test('stands on the page where the log says, with chances that sum to 1, and is read in parts of any size', async () => {
    await tryOn(1)
    const who = await signIn(31, 'browser')
    const before = await readAll()
    const page = await newPage(who, 1_000, 4)
    const tried = (await readAll()).filter((one) => !before.some((other) => other.page === one.page))
    expect(tried.length).toBeGreaterThan(0)
    for (const { page: name, row, column, candidates, chosen, model } of tried) {
      expect(name).toMatch(/^[0-9a-f-]{36}\.k\d+$/)
      expect(page.rows.find(({ id }) => id.split('.')[2] === row)?.titles[column]).toBe(chosen)
      expect(candidates.map(({ title }) => title)).toContain(chosen)
      expect(candidates.reduce((sum, { propensity }) => sum + propensity, 0)).toBeCloseTo(1, 6)
      expect(Math.min(...candidates.map(({ propensity }) => propensity))).toBeGreaterThan(0.05)
      expect(model).not.toBe('')
    }
    expect((await readHomepage(who)).id).toBe(page.id)

    // Whether it was taken is told by age alone, so nothing of today is.
    expect((await readAll(3)).map(({ taken }) => taken)).toEqual((await readAll()).map(() => null))
  })

  test('is nothing that does not suit children on a child’s page, and goes with the history', async () => {
    await tryOn(1)
    const who = await signIn(36, 'browser')
    const before = await readAll()
    await newPage(who, 1_001, 4)
    const own = (await readAll()).filter((one) => !before.some((other) => other.page === one.page))
    expect(own.length).toBeGreaterThan(0)
    for (const title of new Set(own.flatMap(({ candidates }) => candidates.map((one) => one.title)))) {
      const { data } = await askGraphql<{ title: { maturity: string | null } }>(`{ title(id: ${title}) { maturity } }`, null)
      expect(['G', 'PG', 'TV-Y', 'TV-Y7', 'TV-Y7-FV', 'TV-G']).toContain(data?.title.maturity)
    }
    await tryOn(0)
    await falcorCall('deleteHistory', [], [], who)
    const left = await readAll()
    expect(left.filter(({ page }) => own.some((one) => one.page === page))).toEqual([])
  })

  test('is nothing while the share is 0', async () => {
    await tryOn(0)
    const who = await signIn(37, 'browser')
    const before = (await readAll()).length
    for (const stars of [1, 2, 3, 4, 5]) await newPage(who, 1_002, stars)
    expect((await readAll()).length).toBe(before)
  })

  test.each(['cursor=x', 'limit=0', 'limit=1e9', "cursor=1.0'--", 'profile=7'])(
    'a question that makes no sense is refused: %s',
    async (search) => {
      const answer = await operate('GET', `/ops/ranking/explorations?${search}`)
      expect(answer.status).toBe(400)
      expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_FIELD' } }] })
    },
  )
})
