import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { askGraphql, graphqlData } from './ask-graphql.ts'
import { bareValue, envelopeOf, errorOf, falcorCall, falcorGet, nodeAt, type PathSet } from './falcor-wire.ts'
import { readHomepage, titlesOf } from './homepage.ts'
import { ask } from './marquee.ts'
import { kindOf, type SignedIn, signIn } from './sign-in.ts'

type Erasure = 'resetTaste' | 'deleteHistory'

/** An erasure in one of the two languages. */
const languages: readonly { readonly language: 'falcor' | 'graphql'; readonly erase: (who: SignedIn, name: Erasure) => Promise<void> }[] = [
  {
    language: 'falcor',
    async erase(who, name) {
      expect(envelopeOf(await falcorCall(name, [], [], who)).jsonGraph).toHaveProperty(['profiles', String(who.profile), 'id'])
    },
  },
  {
    language: 'graphql',
    async erase(who, name) {
      expect(await graphqlData(`mutation { ${name} { id } }`, who)).toEqual({ [name]: { id: who.profile } })
    },
  },
]

/** Grown-up demo profiles that no other test of the whole asks. */
let adults: readonly SignedIn[]
beforeAll(async () => {
  const all = await Promise.all([42, 43, 44, 45, 46, 48, 49, 50].map((profile) => signIn(profile)))
  adults = all.filter((who) => kindOf(who) === 'adult')
  expect(adults.length).toBeGreaterThanOrEqual(5)
})
const adult = (at: number) => adults[at] as SignedIn

/** Rates, begins and keeps three films each; comes to them. */
async function leaveTraces(who: SignedIn) {
  const films = [...new Set((await readHomepage(who)).rows.flatMap(({ titles }) => titles))].slice(20, 29)
  const [rated, begun, kept] = [films.slice(0, 3), films.slice(3, 6), films.slice(6)]
  for (const film of rated) await falcorCall('rate', [film, 5], [], who)
  for (const film of begun) await falcorCall('reportPlayback', [film, 700, 'PAUSE'], [], who)
  for (const film of kept) await falcorCall('addToMyList', [film], [], who)
  return { rated, begun, kept, films }
}

async function marksOf(who: SignedIn, films: readonly number[]) {
  const fields = ['myRating', 'inMyList', 'bookmarkSeconds']
  const { jsonGraph } = envelopeOf(await falcorGet([['titles', films, fields]], who))
  return films.map((film) => fields.map((field) => bareValue(nodeAt(jsonGraph, ['titles', film, field]))))
}

const matchPaths: PathSet[] = [['titles', { from: 1, to: 300 }, 'match']]
const matches = async (who: SignedIn) => {
  const { jsonGraph } = envelopeOf(await falcorGet(matchPaths, who))
  return Array.from({ length: 300 }, (_, at) => bareValue(nodeAt(jsonGraph, ['titles', at + 1, 'match'])))
}

const listOf = async (who: SignedIn) =>
  bareValue(nodeAt((await envelope(who, ['me', 'myList', 'length'])).jsonGraph, ['me', 'myList', 'length']))
const envelope = async (who: SignedIn | null, path: PathSet) => envelopeOf(await falcorGet([path], who))

describe.each(languages)('by $language', ({ language, erase }) => {
  const at = language === 'falcor' ? 0 : 1

  test('a taste that is reset counts nothing from before, and takes nothing away that a member put there', async () => {
    const who = adult(at)
    const { rated, begun, kept, films } = await leaveTraces(who)
    const [before, list, page] = [await marksOf(who, films), await listOf(who), await readHomepage(who)]
    for (const film of kept) expect(titlesOf(page, 'MY_LIST')).toContain(film)
    await erase(who, 'resetTaste')

    expect(await marksOf(who, films)).toEqual(before)
    expect(await listOf(who)).toBe(list)
    const next = await readHomepage(who)
    expect(titlesOf(next, 'CONTINUE_WATCHING').slice(0, 3)).toEqual(begun.toReversed())
    expect(titlesOf(next, 'MY_LIST')).toEqual(titlesOf(page, 'MY_LIST'))
    expect(next.rows.map(({ kind }) => kind)).not.toContain('BECAUSE_YOU_WATCHED')
    expect(titlesOf(next, 'TOP_PICKS')).not.toEqual(titlesOf(page, 'TOP_PICKS'))

    await falcorCall('rate', [rated[0], 5], [], who)
    expect((await readHomepage(who)).rows.map(({ kind }) => kind)).toContain('BECAUSE_YOU_WATCHED')
  })

  test('a deleted history is nowhere: no mark, no list, no row of it, and no page from before', async () => {
    const who = adult(at)
    const { films } = await leaveTraces(who)
    const old = await readHomepage(who)
    await erase(who, 'deleteHistory')

    expect(await marksOf(who, films)).toEqual(films.map(() => [null, false, null]))
    expect(await listOf(who)).toBe(0)
    const page = await readHomepage(who)
    const kinds = page.rows.map(({ kind }) => kind)
    for (const own of ['CONTINUE_WATCHING', 'MY_LIST', 'BECAUSE_YOU_WATCHED', 'WATCH_AGAIN']) expect(kinds).not.toContain(own)
    expect(page.rows.length).toBeGreaterThan(5)

    expect(page.id).not.toBe(old.id)
    const row = String(old.rows[0]?.id)
    for (const path of [
      ['rows', row, 'heading'],
      ['homes', old.id, 'rowsLength'],
    ])
      expect((await falcorGet([path], who)).text).toContain('"code":"ROW_EXPIRED"')
    expect((await askGraphql(`{ row(id: "${row}") { heading } }`, who)).errors).toMatchObject([{ code: 'ROW_EXPIRED' }])
  })
})

describe('a deletion', () => {
  test('leaves all profiles alike: nothing tells one from another', async () => {
    const [one, other] = [adult(2), adult(3)]
    expect(await matches(one)).not.toEqual(await matches(other))
    for (const who of [one, other]) await graphqlData('mutation { deleteHistory { id } }', who)
    expect(await matches(one)).toEqual(await matches(other))
    const [page, same] = [await readHomepage(one), await readHomepage(other)]
    expect(titlesOf(page, 'TOP_PICKS').length).toBeGreaterThan(20)
    expect(titlesOf(page, 'TOP_PICKS')).toEqual(titlesOf(same, 'TOP_PICKS'))
    expect(page.rows.slice(0, 3).map(({ kind }) => kind)).toEqual(same.rows.slice(0, 3).map(({ kind }) => kind))
    await falcorCall('rate', [7, 5], [], one)
    expect(await matches(one)).not.toEqual(await matches(other))
  })

  test('says what is to be fetched again', async () => {
    const who = adult(2)
    const { invalidated } = envelopeOf(await falcorCall('deleteHistory', [], [['name'], ['myList', 'length']], who))
    expect(invalidated).toEqual([
      ['home'],
      ['homes'],
      ['rows'],
      ['titles', { from: 1, to: expect.any(Number) }, ['match', 'reason', 'bookmarkSeconds', 'inMyList', 'myRating']],
      ['profiles', who.profile, ['myList', 'myListLength']],
    ])
    const reset = envelopeOf(await falcorCall('resetTaste', [], [], who))
    expect(reset.invalidated).toEqual([['home'], ['homes'], ['rows'], ['titles', { from: 1, to: expect.any(Number) }, ['match', 'reason']]])
  })

  test('leaves the neighbour alone', async () => {
    const [who, neighbour] = [adult(3), adult(4)]
    const before = [await marksOf(neighbour, [1, 2, 3]), await listOf(neighbour), await matches(neighbour)]
    await graphqlData('mutation { deleteHistory { id } }', who)
    expect([await marksOf(neighbour, [1, 2, 3]), await listOf(neighbour), await matches(neighbour)]).toEqual(before)
    const answer = envelopeOf(await falcorGet([['profiles', neighbour.profile, 'myList', 'length']], who))
    expect(errorOf(nodeAt(answer.jsonGraph, ['profiles', neighbour.profile]))).toMatchObject({ code: 'FORBIDDEN' })
  })

  test('by GET is refused in both languages, and does nothing', async () => {
    const who = adult(2)
    await falcorCall('addToMyList', [9], [], who)
    const targets = [
      `/model.json?method=call&callPath=${encodeURIComponent('["deleteHistory"]')}&arguments=[]`,
      `/graphql?query=${encodeURIComponent('mutation { deleteHistory { id } }')}`,
    ]
    for (const target of targets) expect((await ask(target, { headers: who.headers })).status).toBe(405)
    expect(await listOf(who)).toBe(1)
  })

  test('takes no arguments: nobody can name another profile', async () => {
    const who = adult(2)
    expect((await falcorCall('deleteHistory', [1], [], who)).status).toBe(400)
    expect((await askGraphql('mutation { deleteHistory(profile: 1) { id } }', who)).errors.length).toBeGreaterThan(0)
    expect(await listOf(who)).toBe(1)
  })

  test('twice at once, and once more, is as good as once', async () => {
    const who = adult(2)
    await leaveTraces(who)
    const call = () => falcorCall('deleteHistory', [], [['myList', 'length']], who)
    const answers = [...(await Promise.all([call(), call(), call()])), await call()]
    for (const answer of answers) expect(nodeAt(envelopeOf(answer).jsonGraph, ['profiles', who.profile, 'myList', 'length'])).toBe(0)
    expect((await readHomepage(who)).rows.map(({ kind }) => kind)).not.toContain('CONTINUE_WATCHING')
  })

  test('in the middle of writes and pages leaves what came after it, and never half a page of what was before', async () => {
    const who = adult(2)
    const films = [101, 102, 103, 104, 105, 106]
    const writes = films.map((film) => falcorCall('rate', [film, 5], [['myRating']], who))
    const pages = [readHomepage(who), readHomepage(who)]
    const [erased, ...rated] = await Promise.all([falcorCall('deleteHistory', [], [], who), ...writes])
    await Promise.all(pages)
    for (const answer of [erased, ...rated]) expect(answer?.status).toBe(200)
    for (const [stars] of await marksOf(who, films)) expect([null, 5]).toContain(stars)
    await falcorCall('deleteHistory', [], [], who)
    expect(await marksOf(who, films)).toEqual(films.map(() => [null, false, null]))
  })

  test('is not undone by a write from before it that comes again under its key', async () => {
    const who = adult(2)
    const key = { 'idempotency-key': randomUUID() }
    const rate = () => falcorCall('rate', [110, 5], [['myRating']], who, key)
    expect(nodeAt(envelopeOf(await rate()).jsonGraph, ['titles', 110, 'myRating'])).toBe(5)
    await falcorCall('deleteHistory', [], [], who)
    const again = await rate()
    expect(again.status).toBe(200)
    expect(again.text).not.toContain('"myRating":5')
    expect(await marksOf(who, [110])).toEqual([[null, false, null]])
  })

  test('has one effect and one answer for each key', async () => {
    const who = adult(2)
    const key = { 'idempotency-key': randomUUID() }
    const erase = () => falcorCall('deleteHistory', [], [['myList', 'length']], who, key)
    const first = await erase()
    await falcorCall('addToMyList', [111], [], who)
    expect((await erase()).text).toBe(first.text)
    expect(await listOf(who)).toBe(1)
  })

  test('of a signed-out visitor, or with a token that is none, is refused', async () => {
    expect((await askGraphql('mutation { deleteHistory { id } }', null)).errors).toEqual([
      { path: ['deleteHistory'], code: 'UNAUTHENTICATED' },
    ])
    const forged = { ...adult(2), headers: { authorization: 'Bearer forged' } }
    expect((await falcorCall('deleteHistory', [], [], forged)).status).toBe(401)
  })
})
