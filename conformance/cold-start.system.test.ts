import { describe, expect, test } from 'vitest'
import { askGraphql, graphqlData } from './ask-graphql.ts'
import { envelopeOf, falcorCall } from './falcor-wire.ts'
import { readHomepage, titlesOf } from './homepage.ts'
import { kindOf, type SignedIn, signIn } from './sign-in.ts'

const suitable = ['G', 'PG', 'TV-Y', 'TV-Y7', 'TV-Y7-FV', 'TV-G']

interface Film {
  readonly id: number
  readonly name: string
  readonly maturity: string | null
  readonly genres: readonly string[]
}

const startersOf = async (who: SignedIn | null) =>
  (await graphqlData('{ starters(limit: 60) { id name maturity genres } }', who)) as { starters: Film[] }

/** How a profile picks, in either language. */
const pickers: readonly {
  readonly language: string
  readonly adult: number
  readonly pick: (who: SignedIn, titles: readonly number[]) => Promise<void>
}[] = [
  {
    language: 'falcor',
    adult: 33,
    async pick(who, titles) {
      const { jsonGraph } = envelopeOf(await falcorCall('pickTitles', [titles], [['name']], who))
      expect(jsonGraph).toHaveProperty(['profiles', String(who.profile), 'name'])
    },
  },
  {
    language: 'graphql',
    adult: 34,
    async pick(who, titles) {
      expect(await graphqlData(`mutation { pickTitles(titles: [${titles}]) { id } }`, who)).toEqual({ pickTitles: { id: who.profile } })
    },
  },
]

async function forgetEverything(who: SignedIn) {
  await falcorCall('deleteHistory', [], [], who)
  return readHomepage(who)
}

describe.each(pickers)('a fresh profile that picks three films, by $language', ({ adult, pick }) => {
  test('gets a page that shows it at once: rows because of them, other top picks, and reasons that name them', async () => {
    const who = await signIn(adult, 'browser')
    expect(kindOf(who)).toBe('adult')
    const before = await forgetEverything(who)
    expect(before.rows.filter(({ kind }) => kind === 'BECAUSE_YOU_WATCHED')).toEqual([])
    const { starters } = await startersOf(who)
    const picks = starters.filter(({ genres }) => genres.includes('Horror') || genres.includes('Thriller')).slice(0, 3)
    expect(picks).toHaveLength(3)
    await pick(
      who,
      picks.map(({ id }) => id),
    )
    const after = await readHomepage(who)
    expect(after.id).not.toBe(before.id)
    const because = after.rows.filter(({ kind }) => kind === 'BECAUSE_YOU_WATCHED').map(({ heading }) => heading)
    expect(because.length).toBeGreaterThan(0)
    expect(because.filter((heading) => !picks.some(({ name }) => heading === `Because you picked ${name}`))).toEqual([])
    expect(titlesOf(after, 'TOP_PICKS').slice(0, 20)).not.toEqual(titlesOf(before, 'TOP_PICKS').slice(0, 20))
    const { data } = await askGraphql<{ home: { rows: { titles: { reason: string | null }[] }[] } }>(
      '{ home { rows(limit: 6) { titles(limit: 10) { reason } } } }',
      who,
    )
    const reasons = (data?.home.rows ?? []).flatMap(({ titles }) => titles.map(({ reason }) => reason)).filter((reason) => reason !== null)
    expect(reasons.length).toBeGreaterThan(0)
    expect(reasons.filter((reason) => !picks.some(({ name }) => reason === `Because you picked ${name}`))).toEqual([])
  })
})

test('under one key picks happen once: what came between stays', async () => {
  const who = await signIn(30, 'browser')
  await forgetEverything(who)
  const key = { 'idempotency-key': `conformance-picks-${Date.now()}` }
  const ids = (await startersOf(who)).starters.map(({ id }) => id)
  const because = async () =>
    (await readHomepage(who)).rows.flatMap(({ kind, id }) => (kind === 'BECAUSE_YOU_WATCHED' ? [Number(id.split('because-')[1])] : []))
  await falcorCall('pickTitles', [ids.slice(0, 2)], [], who, key)
  await falcorCall('pickTitles', [ids.slice(2, 4)], [], who)
  await falcorCall('pickTitles', [ids.slice(0, 2)], [], who, key)
  const named = await because()
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((title) => !ids.slice(2, 4).includes(title))).toEqual([])
})

test.each([
  { name: 'no film at all', titles: '[]', code: 'BAD_ARGUMENT' },
  { name: 'more films than twenty', titles: `[${Array.from({ length: 21 }, (_, at) => at + 1)}]`, code: 'BAD_ARGUMENT' },
  { name: 'one film twice', titles: '[7, 7]', code: 'BAD_ARGUMENT' },
  { name: 'a film that is not there among others', titles: '[7, 999999]', code: 'TITLE_UNKNOWN' },
  { name: 'a film below zero', titles: '[-1]', code: 'TITLE_UNKNOWN' },
])('who picks $name is refused, and nothing is picked', async ({ titles, code }) => {
  const who = await signIn(30, 'browser')
  const before = await readHomepage(who)
  expect((await askGraphql(`mutation { pickTitles(titles: ${titles}) { id } }`, who)).errors).toEqual([{ path: ['pickTitles'], code }])
  expect((await readHomepage(who)).id).toBe(before.id)
})

test('a child has only what suits children to pick from, and on its page after that', async () => {
  const who = await signIn(40, 'browser')
  expect(kindOf(who)).toBe('child')
  await forgetEverything(who)
  const { starters } = await startersOf(who)
  expect(starters).toHaveLength(60)
  expect(starters.filter(({ maturity }) => !suitable.includes(maturity ?? ''))).toEqual([])
  const unsuitable = (await startersOf(null)).starters.filter(({ maturity }) => !suitable.includes(maturity ?? '')).slice(0, 2)
  await falcorCall('pickTitles', [[...starters.slice(0, 2), ...unsuitable].map(({ id }) => id)], [], who)
  const { data } = await askGraphql<{ home: { billboard: Film; rows: { heading: string; reason: string; titles: Film[] }[] } }>(
    '{ home { billboard { maturity } rows(limit: 30) { heading reason titles(limit: 50) { maturity } } } }',
    who,
  )
  const rows = data?.home.rows ?? []
  const shown = [data?.home.billboard, ...rows.flatMap(({ titles }) => titles)]
  expect(shown.length).toBeGreaterThan(100)
  expect(shown.filter((film) => !suitable.includes(film?.maturity ?? ''))).toEqual([])
  for (const { name } of unsuitable) {
    expect(rows.filter(({ heading, reason }) => `${heading} ${reason}`.includes(name))).toEqual([])
  }
})
