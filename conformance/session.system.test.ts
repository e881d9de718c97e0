import { describe, expect, test } from 'vitest'
import { askGraphql, graphqlData } from './ask-graphql.ts'
import { bareValue, envelopeOf, errorOf, falcorGet, modelUrl, nodeAt, type PathSet } from './falcor-wire.ts'
import { readHomepage, titlesOf } from './homepage.ts'
import { type Asked, ask, form, json } from './marquee.ts'
import { kindOf, signIn, signInChild } from './sign-in.ts'

const profile = 7
const neighbour = 8
const wanted = (parts: object = {}) => ({ device: { id: 'tv-1', class: 'tv' }, profile, ...parts })
const codeOf = (text: string) => (JSON.parse(text) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code

describe('a session', () => {
  test('gives a token and says until when', async () => {
    const answer = await ask('/session', json(wanted()))
    expect(answer.status).toBe(200)
    const body = answer.json<{ token: string; expiresAt: string }>()
    expect(Object.keys(body).sort()).toEqual(['experiments', 'expiresAt', 'token'])
    expect(new Date(body.expiresAt).toISOString()).toBe(body.expiresAt)
    expect(Date.parse(body.expiresAt)).toBeGreaterThan(Date.now() + 60_000)
    expect(answer.headers.get('cache-control')).toMatch(/no-store/)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test.each([1, 20, 21, 50])('is given to demo profile %i', async (demo) => {
    expect((await graphqlData<{ me: { id: number } }>('{ me { id } }', await signIn(demo))).me.id).toBe(demo)
  })

  test.each(['tv', 'phone', 'browser', 'tv-4k-2031', 'x', '0', 'a'.repeat(32), 'no-such-class'])(
    'takes the class %s',
    async (deviceClass) => {
      const page = await readHomepage(await signIn(profile, deviceClass))
      expect(page.rows.length).toBeGreaterThan(0)
    },
  )

  test('of a class that is unknown gets what browsers get', async () => {
    const unknown = await readHomepage(await signIn(profile, 'toaster'))
    const browser = await readHomepage(await signIn(profile, 'browser'))
    expect(unknown.rows.map(({ kind, titles }) => ({ kind, titles }))).toEqual(browser.rows.map(({ kind, titles }) => ({ kind, titles })))
  })

  test.each([
    { name: 'a class with capitals', body: wanted({ device: { id: 'x', class: 'TV' } }) },
    { name: 'a class of 33 characters', body: wanted({ device: { id: 'x', class: 'a'.repeat(33) } }) },
    { name: 'an empty class', body: wanted({ device: { id: 'x', class: '' } }) },
    { name: 'no device', body: { profile } },
    { name: 'no profile', body: { device: { id: 'x', class: 'tv' } } },
    { name: 'a profile as text', body: wanted({ profile: '7' }) },
    { name: 'a profile and a half', body: wanted({ profile: 7.5 }) },
    { name: 'an array', body: [] },
    { name: 'null', body: null },
  ])('is refused for $name', async ({ body }) => {
    const answer = await ask('/session', json(body))
    expect(answer.status).toBe(400)
    expect(codeOf(answer.text)).toBe('BAD_BODY')
  })

  test.each([51, 999_999])('is refused to profile %i, which is not there', async (unknown) => {
    const answer = await ask('/session', json(wanted({ profile: unknown })))
    expect(answer.status).toBe(404)
    expect(codeOf(answer.text)).toBe('PROFILE_UNKNOWN')
  })

  test('is not given to a form of another site', async () => {
    expect((await ask('/session', form({ profile }))).status).toBe(415)
  })
})

describe('a token', () => {
  test.each([
    { name: 'nonsense', change: () => 'nonsense' },
    { name: 'three parts of nonsense', change: () => 'a.b.c' },
    { name: 'one whose last character is another', change: (token: string) => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A') },
    {
      name: 'one whose last character has other unused bits',
      change: (token: string) => token.slice(0, -1) + nextLetter(token.at(-1) ?? 'A'),
    },
    { name: 'one without its last character', change: (token: string) => token.slice(0, -1) },
    { name: 'one that is longer', change: (token: string) => `${token}A` },
    { name: 'one of another profile', change: anotherProfile },
    { name: 'one without a signature', change: (token: string) => `${token.split('.').slice(0, 2).join('.')}.` },
    { name: 'one of 9 KB', change: (token: string) => token + 'A'.repeat(9_000) },
    { name: 'an empty one', change: () => '' },
  ])('that is no good is refused everywhere: $name', async ({ change }) => {
    const { token } = await signIn(profile)
    const headers = { authorization: `Bearer ${change(token)}` }
    for (const [path, asked] of [
      [modelUrl([['titles', 1, 'name']]), { headers }],
      ['/graphql', json({ query: '{ __typename }' }, headers)],
      ['/model.json', form({ method: 'call', callPath: ['addToMyList'], arguments: [1] }, headers)],
    ] as const satisfies readonly (readonly [string, Asked])[]) {
      const answer = await ask(path, asked)
      expect(answer.status).toBe(401)
      expect(codeOf(answer.text)).toBe('UNAUTHENTICATED')
      expect(answer.headers.get('cache-control')).toMatch(/no-store/)
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
    }
  })

  test('is refused with one text, whatever is wrong with it', async () => {
    const texts = new Set<string>()
    for (const token of ['x', 'a.b.c', anotherProfile((await signIn(profile)).token)])
      texts.add((await ask(modelUrl([['titles', 1, 'name']]), { headers: { authorization: `Bearer ${token}` } })).text)
    expect(texts.size).toBe(1)
  })

  test('of another scheme is refused', async () => {
    expect((await ask(modelUrl([['titles', 1, 'name']]), { headers: { authorization: 'Basic bWU6bWU=' } })).status).toBe(401)
  })
})

describe('a visitor', () => {
  test('gets the popular page, which is nobody’s', async () => {
    const page = await readHomepage(null)
    expect(page.rows[0]?.kind).toBe('POPULAR')
    for (const kind of ['CONTINUE_WATCHING', 'MY_LIST', 'TOP_PICKS', 'BECAUSE_YOU_WATCHED']) expect(titlesOf(page, kind)).toEqual([])
    const { home } = await graphqlData<{ home: { id: string; rows: { id: string }[] } }>('{ home { id rows(limit: 30) { id } } }', null)
    expect(home).toEqual({ id: page.id, rows: page.rows.map(({ id }) => ({ id })) })
  })

  test('gets null for what is personal, and no error', async () => {
    const fields = ['match', 'myRating', 'inMyList', 'bookmarkSeconds']
    const { jsonGraph } = envelopeOf(
      await falcorGet(
        [
          ['titles', 1, [...fields, 'name']],
          ['titles', 1, 'playback', 'dashUrl'],
          ['me', 'name'],
        ],
        null,
      ),
    )
    for (const field of [...fields, 'playback']) expect(bareValue(nodeAt(jsonGraph, ['titles', 1, field])), field).toBeNull()
    expect(jsonGraph.me).toBeNull()
    const answer = await askGraphql(`{ title(id: 1) { ${fields.join(' ')} playback { dashUrl } } me { id } }`, null)
    const nothing = { match: null, myRating: null, inMyList: null, bookmarkSeconds: null, playback: null }
    expect(answer).toEqual({ data: { title: nothing, me: null }, errors: [] })
  })
})

describe('what belongs to another member', () => {
  test('is FORBIDDEN at its path by Falcor, and the rest is there', async () => {
    const theirs = await readHomepage(await signIn(neighbour))
    const row = theirs.rows[0]?.id ?? ''
    const questions: { path: (string | number)[]; at: (string | number)[] }[] = [
      { path: ['homes', theirs.id, 'id'], at: ['homes', theirs.id] },
      { path: ['homes', theirs.id, 'rows', 0, 'heading'], at: ['homes', theirs.id] },
      { path: ['rows', row, 'heading'], at: ['rows', row] },
      { path: ['rows', row, 'titles', 0, 'name'], at: ['rows', row] },
      { path: ['row', row, 'titles', 0, 'name'], at: ['rows', row] },
      { path: ['profiles', neighbour, 'name'], at: ['profiles', neighbour] },
      { path: ['profiles', neighbour, 'myList', 0, 'name'], at: ['profiles', neighbour] },
    ]
    for (const who of [await signIn(profile), null]) {
      for (const { path, at } of questions) {
        const answer = await falcorGet([path, ['titles', 1, 'name']] as PathSet[], who)
        const { jsonGraph } = envelopeOf(answer)
        expect(errorOf(nodeAt(jsonGraph, at))?.code, path.join()).toBe('FORBIDDEN')
        expect(bareValue(nodeAt(jsonGraph, ['titles', 1, 'name']))).toEqual(expect.any(String))
        expect(answer.text).not.toContain(String(theirs.rows[0]?.titles[0]))
        expect(answer.headers.get('cache-control')).toMatch(/private|no-store/)
      }
    }
  })

  test('is FORBIDDEN at its path by GraphQL, and the rest is there', async () => {
    const { rows } = await readHomepage(await signIn(neighbour))
    for (const who of [await signIn(profile), null]) {
      const answer = await askGraphql(`{ row(id: "${rows[0]?.id}") { heading titles { name } } title(id: 1) { id } }`, who)
      expect(answer).toEqual({ data: { row: null, title: { id: 1 } }, errors: [{ path: ['row'], code: 'FORBIDDEN' }] })
    }
  })

  test('cannot be guessed by a page or row that never was', async () => {
    const who = await signIn(profile)
    for (const path of [
      ['homes', `p${neighbour}.k999999`, 'id'],
      ['rows', `p${neighbour}.k999999.top-picks`, 'heading'],
    ]) {
      const { jsonGraph } = envelopeOf(await falcorGet([path], who))
      expect(errorOf(nodeAt(jsonGraph, path.slice(0, 2)))?.code).toBe('FORBIDDEN')
    }
  })

  test('is not moved by a set or a call that names it', async () => {
    const who = await signIn(profile)
    const envelope = { jsonGraph: { profiles: { [neighbour]: { name: 'Mine' } } }, paths: [['profiles', neighbour, 'name']] }
    const answer = await ask('/model.json', form({ method: 'set', jsonGraph: envelope }, who.headers))
    expect(answer.status).toBe(403)
    const theirs = await graphqlData<{ me: { name: string } }>('{ me { name } }', await signIn(neighbour))
    expect(theirs.me.name).not.toBe('Mine')
  })

  test('two profiles see each their own under the same question', async () => {
    const [one, other] = [await readHomepage(await signIn(profile)), await readHomepage(await signIn(neighbour))]
    expect(one.id).not.toBe(other.id)
    expect(one.rows.map(({ titles }) => titles)).not.toEqual(other.rows.map(({ titles }) => titles))
  })
})

describe('a child', () => {
  test('is none of the demo profiles 1 to 20, and some of the others', async () => {
    const kinds = await Promise.all(Array.from({ length: 50 }, async (_, index) => kindOf(await signIn(index + 1))))
    expect(kinds.slice(0, 20)).not.toContain('child')
    expect(kinds.slice(20)).toContain('child')
    expect(kinds.slice(20)).toContain('adult')
  })

  test('gets rows of films for children, and nothing else', async () => {
    const suitable = ['G', 'PG', 'TV-Y', 'TV-Y7', 'TV-G']
    const child = await signInChild()
    const { rows } = await readHomepage(child)
    const titles = [...new Set(rows.flatMap((row) => row.titles))].slice(0, 400)
    expect(titles.length).toBeGreaterThan(10)
    const { jsonGraph } = envelopeOf(await falcorGet([['titles', titles, 'maturity']], child))
    for (const title of titles) expect(suitable).toContain(bareValue(nodeAt(jsonGraph, ['titles', title, 'maturity'])))
  })
})

describe('a cache', () => {
  const open = [['titles', [1, 2], ['name', 'year']]] as const
  test.each([
    { name: 'what is everybody’s, by Falcor', asked: () => ask(modelUrl(open)), keeps: /^public, max-age=300$/ },
    { name: 'a search', asked: () => ask(modelUrl([['search', 'star', 'length']])), keeps: /^public, max-age=60$/ },
    {
      name: 'what is everybody’s, by GraphQL',
      asked: () => ask(`/graphql?query=${encodeURIComponent('{ search(query: "star", limit: 1) { name } }')}`),
      keeps: /^public, max-age=60$/,
    },
    { name: 'a homepage, even a visitor’s', asked: () => ask(modelUrl([['home', 'id']])), keeps: /^private|no-store/ },
    {
      name: 'one personal field among open ones',
      asked: () => ask(modelUrl([...open, ['titles', 1, 'match']])),
      keeps: /^private, no-store$/,
    },
    {
      name: 'one personal field, by GraphQL',
      asked: () => ask(`/graphql?query=${encodeURIComponent('{ title(id: 1) { name match } }')}`),
      keeps: /^private, no-store$/,
    },
    { name: 'an unknown key', asked: () => ask(modelUrl([['titles', 1, 'nosuch']])), keeps: /./ },
    {
      name: 'an answer with errors',
      asked: () => ask(`/graphql?query=${encodeURIComponent('{ title(id: 1) { artwork(width: 1) { url } } }')}`),
      keeps: /no-store/,
    },
  ])('is told for how long to keep $name', async ({ asked, keeps }) => {
    const answer = await asked()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toMatch(keeps)
  })

  test('keeps nothing of a POST', async () => {
    expect((await ask('/graphql', json({ query: '{ title(id: 1) { name } }' }))).headers.get('cache-control')).toMatch(/no-store/)
  })

  test('may keep for everybody what a member asked of the catalog alone', async () => {
    const who = await signIn(profile)
    const [theirs, visitors] = [await falcorGet(open, who), await falcorGet(open, null)]
    expect(theirs.text).toBe(visitors.text)
    expect(theirs.headers.get('cache-control')).toBe(visitors.headers.get('cache-control'))
  })
})

describe('a form of another site', () => {
  test('has no token, so it changes nothing', async () => {
    const who = await signIn(profile)
    const read = () =>
      falcorGet(
        [
          ['me', 'myList', ['length', { from: 0, to: 99 }], 'id'],
          ['titles', 70, ['myRating', 'inMyList']],
        ],
        who,
      )
    const before = await read()
    const headers = {
      origin: 'https://evil.example',
      cookie: `token=${who.token}; authorization=Bearer ${who.token}`,
      'sec-fetch-site': 'cross-site',
    }
    const envelope = { jsonGraph: { titles: { 70: { myRating: 1 } } }, paths: [['titles', 70, 'myRating']] }
    for (const fields of [
      { method: 'call', callPath: ['addToMyList'], arguments: [70], pathSuffixes: [], paths: [] },
      { method: 'call', callPath: ['rate'], arguments: [70, 1], pathSuffixes: [], paths: [] },
      { method: 'set', jsonGraph: envelope },
    ]) {
      const answer = await ask('/model.json', form(fields, headers))
      expect(answer.text).toContain('UNAUTHENTICATED')
    }
    expect((await ask('/graphql', form({ query: 'mutation { addToMyList(title: 70) { id } }' }, headers))).status).toBe(415)
    expect((await read()).text).toBe(before.text)
  })
})

/** The payload says another profile, the signature is the old one. */
function anotherProfile(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const claims = Buffer.from(payload, 'base64url').toString().replace(`"profile":${profile}`, `"profile":${neighbour}`)
  return [header, Buffer.from(claims).toString('base64url'), signature].join('.')
}

function nextLetter(letter: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet[(alphabet.indexOf(letter) ^ 1) % alphabet.length] ?? 'A'
}
