import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { askGraphql, graphqlData } from './ask-graphql.ts'
import { bareValue, type Envelope, envelopeOf, falcorCall, falcorGet, falcorSet, nodeAt, type PathSet } from './falcor-wire.ts'
import { type HomepageSeen, readHomepage, readRow, titlesOf } from './homepage.ts'
import { type SignedIn, signIn } from './sign-in.ts'

const profiles = { falcor: 12, graphql: 13, stars: 14, list: 15, order: 16, keys: 17, set: 18 }

/** One write, done in one of the two languages. */
type WriteBy = (who: SignedIn, name: string, args: Readonly<Record<string, unknown>>) => Promise<void>
const languages: readonly { readonly language: 'falcor' | 'graphql'; readonly write: WriteBy }[] = [
  {
    language: 'falcor',
    async write(who, name, args) {
      const { jsonGraph } = envelopeOf(await falcorCall(name, Object.values(args), [['id']], who))
      expect(jsonGraph).toHaveProperty('titles')
    },
  },
  {
    language: 'graphql',
    async write(who, name, args) {
      const literals = Object.entries(args).map(([key, value]) => `${key}: ${value}`)
      await graphqlData(`mutation { ${name}(${literals.join(', ')}) { id } }`, who)
    },
  },
]

describe.each(languages)('by $language', ({ language, write }) => {
  const profile = profiles[language]

  test('a film that is begun moves to the front of continue watching and leaves the top picks of the very next page', async () => {
    const who = await signIn(profile)
    const [film = 0] = titlesOf(await readHomepage(who), 'TOP_PICKS')
    await write(who, 'reportPlayback', { title: film, positionSeconds: 600, event: 'START' })
    const page = await readHomepage(who)
    expect(page.rows[0]?.kind).toBe('CONTINUE_WATCHING')
    expect(page.rows[0]?.titles[0]).toBe(film)
    expect(titlesOf(page, 'TOP_PICKS').length).toBeGreaterThan(0)
    expect(titlesOf(page, 'TOP_PICKS')).not.toContain(film)
  })

  test('a heartbeat counts without a start before it, and the last one watched is the first', async () => {
    const who = await signIn(profile)
    const [one = 0, , other = 0] = titlesOf(await readHomepage(who), 'TOP_PICKS')
    await write(who, 'reportPlayback', { title: one, positionSeconds: 600, event: 'HEARTBEAT' })
    await write(who, 'reportPlayback', { title: other, positionSeconds: 700, event: 'HEARTBEAT' })
    expect(titlesOf(await readHomepage(who), 'CONTINUE_WATCHING').slice(0, 2)).toEqual([other, one])
    await write(who, 'reportPlayback', { title: one, positionSeconds: 660, event: 'PAUSE' })
    expect(titlesOf(await readHomepage(who), 'CONTINUE_WATCHING').slice(0, 2)).toEqual([one, other])
    expect(await read(who, ['titles', one, 'bookmarkSeconds'])).toBe(660)
  })

  test('a film that is added stands first in the list row of the very next page, and is gone from it when it is taken out', async () => {
    const who = await signIn(profile)
    const [film = 0] = titlesOf(await readHomepage(who), 'TOP_PICKS').slice(-1)
    await write(who, 'addToMyList', { title: film })
    expect(titlesOf(await readHomepage(who), 'MY_LIST')[0]).toBe(film)
    expect(await read(who, ['me', 'myList', 0, 'id'])).toBe(film)
    expect(await read(who, ['titles', film, 'inMyList'])).toBe(true)
    await write(who, 'removeFromMyList', { title: film })
    expect(titlesOf(await readHomepage(who), 'MY_LIST')).not.toContain(film)
    expect(await read(who, ['titles', film, 'inMyList'])).toBe(false)
  })

  test('stars move the match percentages, of that film and of films like it', async () => {
    const who = await signIn(profile)
    const page = await readHomepage(who)
    const films = titlesOf(page, 'TOP_PICKS').slice(10, 16)
    const like = (
      await graphqlData<{ title: { similar: { id: number }[] } }>(`{ title(id: ${films[0]}) { similar(limit: 10) { id } } }`, who)
    ).title
    const watched = [...films, ...like.similar.map(({ id }) => id)]
    const before = await matches(who, watched)
    for (const film of films) await write(who, 'rate', { title: film, stars: 0.5 })
    const after = await matches(who, watched)
    expect(after).not.toEqual(before)
    expect(sum(after)).toBeLessThan(sum(before))
    for (const match of after) {
      expect(match).toBeGreaterThanOrEqual(0)
      expect(match).toBeLessThanOrEqual(100)
    }
    expect((await readHomepage(who)).id).not.toBe(page.id)
  })
})

describe('an answer to a write says what is to be fetched again', () => {
  test('a set of stars: the page, every match and the stars', async () => {
    const who = await signIn(profiles.set)
    const envelope = { jsonGraph: { titles: { 50: { myRating: 4 } } }, paths: [['titles', 50, 'myRating']] }
    const { jsonGraph, invalidated } = envelopeOf(await falcorSet(envelope, who))
    expect(jsonGraph).toEqual({ titles: { 50: { myRating: 4 } } })
    expectInvalidated(invalidated, [['home'], ['titles', 1, 'match'], ['titles', 3_000, 'match']])
  })

  test('stars by a call: the same, and the new values of what the suffixes ask for', async () => {
    const who = await signIn(profiles.set)
    const { jsonGraph, invalidated, paths } = envelopeOf(await falcorCall('rate', [51, 2], [[['myRating', 'match']]], who))
    expect(jsonGraph).toEqual({ titles: { 51: { myRating: 2, match: { $expires: -5_000, $type: 'atom', value: expect.any(Number) } } } })
    expect(paths).toEqual([['titles', 51, ['match', 'myRating']]])
    expectInvalidated(invalidated, [['home'], ['titles', 51, 'match'], ['titles', 1, 'match'], ['titles', 51, 'myRating']])
    expect(await read(who, ['titles', 51, 'match'])).toBe(bareValue(nodeAt(jsonGraph, ['titles', 51, 'match'])))
  })

  test('the list: the page, the list, its length and whether the film is in it', async () => {
    const who = await signIn(profiles.set)
    for (const name of ['addToMyList', 'removeFromMyList']) {
      const { invalidated } = envelopeOf(await falcorCall(name, [52], [], who))
      expectInvalidated(invalidated, [['home'], ['titles', 52, 'inMyList'], ['profiles', profiles.set, 'myList']])
    }
  })

  test('playback: the page, every match and the bookmark', async () => {
    const who = await signIn(profiles.set)
    const { invalidated } = envelopeOf(await falcorCall('reportPlayback', [53, 60, 'STOP'], [], who))
    expectInvalidated(invalidated, [['home'], ['titles', 53, 'bookmarkSeconds'], ['titles', 53, 'match'], ['titles', 2_000, 'match']])
  })

  test('a call without suffixes answers with the id, as one of no effect does', async () => {
    const who = await signIn(profiles.set)
    for (const _ of ['once', 'again']) {
      const { jsonGraph, paths } = envelopeOf(await falcorCall('removeFromMyList', [54], [], who))
      expect(jsonGraph).toMatchObject({ titles: { 54: { id: { value: 54 } } } })
      expect(paths).toEqual([['titles', 54, 'id']])
    }
  })

  test('a write that fails invalidates nothing and stands as an error at its call path', async () => {
    const answer = envelopeOf(await falcorCall('rate', [51, 7], [['myRating']], await signIn(profiles.set)))
    expect(answer.jsonGraph).toEqual({ rate: { $type: 'error', value: { code: 'BAD_ARGUMENT', message: expect.any(String) } } })
    expect(answer.paths).toEqual([['rate']])
    expect(answer.invalidated).toBeUndefined()
  })
})

describe('a page', () => {
  test('keeps the order of its rows under their ids while the next one has ids of its own', async () => {
    const who = await signIn(profiles.order)
    const before = await readHomepage(who)
    const picks = before.rows.find(({ kind }) => kind === 'TOP_PICKS')
    const [film = 0] = picks?.titles ?? []
    envelopeOf(await falcorCall('reportPlayback', [film, 600, 'START'], [], who))
    const after = await readHomepage(who)
    expect(after.id).not.toBe(before.id)
    for (const row of before.rows) expect(await readRow(row.id, who)).toEqual(row.titles)
    expect((await readRow(picks?.id ?? '', who))[0]).toBe(film)
    const { row } = await graphqlData<{ row: { heading: string; titles: { id: number }[] } }>(
      `{ row(id: "${picks?.id}") { heading titles(limit: 3) { id } } }`,
      who,
    )
    expect(row).toEqual({ heading: picks?.heading, titles: picks?.titles.slice(0, 3).map((id) => ({ id })) })
  })

  test('is the same one when nothing has changed', async () => {
    const who = await signIn(profiles.order)
    expect(await readHomepage(who)).toEqual(await readHomepage(who))
  })

  test('holds a film in a row once, and no empty row', async () => {
    for (const who of [await signIn(profiles.order), null]) {
      const { rows } = await readHomepage(who)
      expect(rows.length).toBeGreaterThanOrEqual(3)
      for (const { titles } of rows) {
        expect(titles.length).toBeGreaterThan(0)
        expect(new Set(titles).size).toBe(titles.length)
      }
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    }
  })

  test('of one profile does not move by what another does', async () => {
    const who = await signIn(profiles.order)
    const before = await readHomepage(who)
    envelopeOf(await falcorCall('rate', [before.rows[0]?.titles[0], 5], [], await signIn(profiles.stars)))
    expect(await readHomepage(who)).toEqual(before)
  })

  test('shows every kind of row to somebody', async () => {
    const kinds = new Set<string>()
    for (const profile of [profiles.order, profiles.list, profiles.stars, profiles.keys])
      addKinds(kinds, await readHomepage(await signIn(profile)))
    addKinds(kinds, await readHomepage(null))
    const everywhere = ['ACCLAIMED', 'BECAUSE_YOU_WATCHED', 'CONTINUE_WATCHING', 'GENRE', 'MY_LIST', 'NEW', 'POPULAR', 'TOP_PICKS']
    const besides = ['DECADE', 'GENRE_DECADE', 'POPULAR_IN_COUNTRY', 'WATCH_AGAIN']
    expect([...kinds].filter((kind) => kind !== 'GENRE_PAIR').sort()).toEqual([...everywhere, ...besides].sort())
  })
})

describe('an idempotency key', () => {
  test('gives the same answer and one effect by Falcor', async () => {
    const who = await signIn(profiles.keys)
    const key = { 'idempotency-key': randomUUID() }
    const call = () => falcorCall('addToMyList', [60], [[['id', 'inMyList']]], who, key)
    await falcorCall('removeFromMyList', [60], [], who)
    const first = await call()
    expect((await call()).text).toBe(first.text)
    await falcorCall('removeFromMyList', [60], [], who)
    const later = await call()
    expect([later.status, later.text]).toEqual([200, first.text])
    expect(await read(who, ['titles', 60, 'inMyList'])).toBe(false)
  })

  test('gives the same answer and one effect to calls that overlap', async () => {
    const who = await signIn(profiles.keys)
    const key = { 'idempotency-key': randomUUID() }
    const report = () => falcorCall('reportPlayback', [66, 300, 'PAUSE'], [['bookmarkSeconds']], who, key)
    const answers = await Promise.all([report(), report(), report(), report()])
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(200)
    await falcorCall('reportPlayback', [66, 400, 'PAUSE'], [], who)
    expect((await report()).text).toBe(answers[0]?.text)
    expect(await read(who, ['titles', 66, 'bookmarkSeconds'])).toBe(400)
  })

  test('stands for one write', async () => {
    const who = await signIn(profiles.keys)
    const key = { 'idempotency-key': randomUUID() }
    await falcorCall('rate', [67, 2], [], who, key)
    const other = await falcorCall('rate', [67, 3], [], who, key)
    expect([other.status, JSON.parse(other.text).errors[0].extensions.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
    expect(await read(who, ['titles', 67, 'myRating'])).toBe(2)
  })

  test('gives the same answer and one effect by GraphQL', async () => {
    const who = await signIn(profiles.keys)
    const key = { 'idempotency-key': randomUUID() }
    const mutate = () =>
      askGraphql('mutation { reportPlayback(title: 61, positionSeconds: 100, event: STOP) { id bookmarkSeconds } }', who, {}, key)
    const first = await mutate()
    expect(first).toEqual({ data: { reportPlayback: { id: 61, bookmarkSeconds: 100 } }, errors: [] })
    expect(await mutate()).toEqual(first)
    await graphqlData('mutation { reportPlayback(title: 61, positionSeconds: 200, event: STOP) { id } }', who)
    expect(await mutate()).toEqual(first)
    expect(await read(who, ['titles', 61, 'bookmarkSeconds'])).toBe(200)
  })

  test('has one effect for each mutation of a document', async () => {
    const who = await signIn(profiles.keys)
    const key = { 'idempotency-key': randomUUID() }
    const both = 'mutation { a: rate(title: 62, stars: 1) { myRating } b: rate(title: 63, stars: 2) { myRating } }'
    const done = { data: { a: { myRating: 1 }, b: { myRating: 2 } }, errors: [] }
    expect(await askGraphql(both, who, {}, key)).toEqual(done)
    expect(await askGraphql(both, who, {}, key)).toEqual(done)
    await graphqlData('mutation { rate(title: 63, stars: 5) { id } }', who)
    expect(await askGraphql(both, who, {}, key)).toEqual(done)
    expect(await read(who, ['titles', 63, 'myRating'])).toBe(5)
  })

  test('of one member is nothing to another', async () => {
    const key = { 'idempotency-key': randomUUID() }
    for (const profile of [profiles.keys, profiles.list]) {
      const who = await signIn(profile)
      await falcorCall('removeFromMyList', [64], [], who)
      await falcorCall('addToMyList', [64], [], who, key)
      expect(await read(who, ['titles', 64, 'inMyList'])).toBe(true)
    }
  })

  test('holds for a set of stars too', async () => {
    const who = await signIn(profiles.keys)
    const key = { 'idempotency-key': randomUUID() }
    const set = (stars: number, headers = {}) =>
      falcorSet({ jsonGraph: { titles: { 65: { myRating: stars } } }, paths: [['titles', 65, 'myRating']] }, who, headers)
    await set(1, key)
    await set(4)
    await set(1, key)
    expect(await read(who, ['titles', 65, 'myRating'])).toBe(4)
  })
})

async function read(who: SignedIn, path: readonly (string | number)[]): Promise<unknown> {
  return bareValue(nodeAt(envelopeOf(await falcorGet([path], who)).jsonGraph, path))
}

async function matches(who: SignedIn, titles: readonly number[]): Promise<readonly number[]> {
  const { jsonGraph } = envelopeOf(await falcorGet([['titles', titles, 'match']], who))
  return titles.map((title) => Number(bareValue(nodeAt(jsonGraph, ['titles', title, 'match']))))
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function addKinds(kinds: Set<string>, page: HomepageSeen): void {
  for (const { kind } of page.rows) kinds.add(kind)
}

/** Each path is among the invalidated ones, or below one of them. */
function expectInvalidated(invalidated: Envelope['invalidated'] = [], paths: readonly (readonly (string | number)[])[]): void {
  for (const path of paths)
    expect(
      invalidated.some((set) => covers(set, path)),
      JSON.stringify({ invalidated, path }),
    ).toBe(true)
}

function covers(set: PathSet, path: readonly (string | number)[]): boolean {
  return set.length <= path.length && set.every((keys, at) => [keys].flat().some((key) => holds(key, path[at])))
}

function holds(key: unknown, wanted: unknown): boolean {
  if (typeof key !== 'object' || key === null) return String(key) === String(wanted)
  const { from = 0, to = -1 } = key as { from?: number; to?: number }
  return typeof wanted === 'number' && from <= wanted && wanted <= to
}
