import { describe, expect, inject, test } from 'vitest'
import { falcorCall, falcorGet, type PathSet } from './falcor-wire.ts'
import { type Answered, ask, json } from './marquee.ts'
import { type SignedIn, signIn } from './sign-in.ts'

const pagePaths: readonly PathSet[] = [['home', 'rows', { from: 0, to: 4 }, 'titles', { from: 0, to: 9 }, ['id', 'name', 'year']]]
const pageQuery = '{ home { rows(limit: 5) { titles(limit: 10) { id name year } } } }'
const personalFields = ['id', 'name', 'year', 'match', 'myRating', 'inMyList', 'bookmarkSeconds'] as const
const personalPaths: readonly PathSet[] = [['home', 'rows', { from: 0, to: 4 }, 'titles', { from: 0, to: 9 }, personalFields]]
const personalQuery = `{ home { rows(limit: 5) { titles(limit: 10) { ${personalFields.join(' ')} } } } }`

/** All that a TV shows at first: `size` rows of as many titles. */
const fullPaths = (size: number): readonly PathSet[] => {
  const first = { from: 0, to: size - 1 }
  return [
    ['home', 'billboard', ['name', 'synopsis', 'match']],
    ['home', 'rows', first, ['heading', 'kind']],
    ['home', 'rows', first, 'titles', first, personalFields],
    ['home', 'rows', first, 'titles', first, 'artwork', '~', '~', 'url'],
    ['me', 'name'],
    ['me', 'myList', first, ['name', 'match']],
  ]
}
const fullQuery = (size: number) => `{
  home {
    billboard { name synopsis match }
    rows(limit: ${size}) { heading kind titles(limit: ${size}) { ${personalFields.join(' ')} artwork { url } } }
  }
  me { name myList(limit: ${size}) { name match } }
}`
const byGraphql = (query: string, who: SignedIn) => ask('/graphql', json({ query }, who.headers))

/** The origin calls that an answer tells, as `recommendations.page/1, catalog.titles/2`: the origin, its method and the level. */
function toldBy({ status, text, headers }: Answered): readonly string[] {
  if (status !== 200) throw new Error(`The page was not answered: ${status} ${text.slice(0, 300)}`)
  return (headers.get('x-marquee-origin-calls') ?? '').split(', ')
}

function callsOf(answer: Answered): readonly { readonly origin: string; readonly level: number }[] {
  return toldBy(answer).map((call) => {
    const [method = '', level] = call.split('/')
    // What an origin calls in its turn is told after `>`, with the origin that called it.
    const from = method.split('>').map((name) => name.split('.')[0])
    return { origin: from.join('>'), level: Number(level) }
  })
}

describe.each([
  {
    language: 'Falcor',
    page: (who: SignedIn) => falcorGet(pagePaths, who),
    personal: (who: SignedIn) => falcorGet(personalPaths, who),
    full: (who: SignedIn, size: number) => falcorGet(fullPaths(size), who),
    cold: 10,
    fullCold: 19,
  },
  {
    language: 'GraphQL',
    page: (who: SignedIn) => byGraphql(pageQuery, who),
    personal: (who: SignedIn) => byGraphql(personalQuery, who),
    full: (who: SignedIn, size: number) => byGraphql(fullQuery(size), who),
    cold: 20,
    fullCold: 6,
  },
])('by $language', ({ language, page, personal, full, cold, fullCold }) => {
  test('the cold page of the contract costs at most one call per origin and level', async () => {
    const answer = await page(await makeCold(cold))
    const calls = callsOf(answer)
    print(`${language}, the page of 5 × 10, cold`, answer)
    expectOnePerLevel(calls)
    expect(calls.some(({ origin }) => origin === 'recommendations>ranking')).toBe(true)
    expect(calls.filter(({ origin }) => !origin.includes('>')).length).toBeLessThanOrEqual(2)
  })

  test('with no more for a page that is there already', async () => {
    const who = await signIn(cold)
    await page(who)
    const calls = callsOf(await page(who))
    expectOnePerLevel(calls)
    expect(calls.some(({ origin }) => origin.includes('>'))).toBe(false)
  })

  test('and personal fields of its films cost one call of each kind and level more', async () => {
    const answer = await personal(await makeCold(cold))
    const calls = toldBy(answer)
    expect(new Set(calls).size, calls.join(', ')).toBe(calls.length)
  })

  test('a whole page costs as many calls when it is 16 times as large', async () => {
    const who = await makeCold(fullCold)
    print(`${language}, a whole page with personal fields, cold`, await full(who, 12))
    const [small, large] = [toldBy(await full(who, 3)), toldBy(await full(who, 12))]
    expect(large.length).toBeLessThanOrEqual(small.length)
  })
})

test('an operator reads the calls of a request by its trace', async () => {
  // Whatever other tests have asked: nothing public is kept.
  const purged = await ask('/ops/purge', json({ tags: ['*'] }, { authorization: `Bearer ${inject('opsToken')}` }))
  expect(purged.status).toBe(200)
  const answer = await falcorGet(pagePaths, await signIn(10))
  const explained = await ask(`/ops/explain/${answer.headers.get('x-marquee-trace')}`, {
    headers: { authorization: `Bearer ${inject('opsToken')}` },
  })
  expect(explained.status).toBe(200)
  const { trace, origins } = explained.json<{ trace: string; origins: { origin: string; method: string }[] }>()
  expect(trace).toBe(answer.headers.get('x-marquee-trace'))
  expect(origins.map(({ origin, method }) => `${origin}.${method}`)).toContain('catalog.titles')
})

/** A profile whose history has just moved, so that its page is built anew. */
async function makeCold(profile: number): Promise<SignedIn> {
  const who = await signIn(profile)
  const stars = 0.5 + Math.floor(Math.random() * 10) / 2
  await falcorCall('rate', [80, stars === 3 ? 3.5 : 3], [], who)
  await falcorCall('rate', [80, stars], [], who)
  return who
}

function expectOnePerLevel(calls: readonly { readonly origin: string; readonly level: number }[]): void {
  const seen = calls.map(({ origin, level }) => `${origin}/${level}`)
  expect(new Set(seen).size, seen.join(', ')).toBe(seen.length)
}

function print(name: string, answer: Answered): void {
  if (process.env.MARQUEE_PRINT === '1') console.log(`${name}: ${answer.headers.get('x-marquee-origin-calls')}`)
}
