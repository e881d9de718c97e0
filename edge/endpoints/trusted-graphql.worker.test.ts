import { beforeEach, describe, expect, test } from 'vitest'
import { FilmDocument, HomepageDocument, MyFilmDocument, RateDocument, SearchDocument } from '../../apps/tv/documents.ts'
import { askEdge, askInProduction, signedIn } from '../test/bound-edge.ts'
import { operatorToken, postJson, refusalOf } from '../test/test-edge.ts'

// The worker as it is deployed, over fakes of all origins, with the Cache API of workerd.

type Ask = typeof askEdge
const idOf = (document: { __meta__: { documentId: string } }) => document.__meta__.documentId
const byId = (documentId: string, variables: object = {}, more: Record<string, string> = {}) =>
  `/graphql?${new URLSearchParams({ documentId, variables: JSON.stringify(variables), ...more })}`
const film = (id: number) => byId(idOf(FilmDocument), { id })
const operator = { authorization: `Bearer ${operatorToken}` }
const purge = (tags: unknown, ask: Ask = askEdge) => ask('/ops/purge', postJson({ tags }, operator))
const callsOf = (answer: Response) => answer.headers.get('x-marquee-origin-calls')

beforeEach(async () => {
  expect((await purge(['*'])).status).toBe(200)
})

describe('a trusted document', () => {
  test('is answered by its id, with and without the prefix, by GET and by POST', async () => {
    const id = idOf(FilmDocument)
    const expected = { data: { title: { id: 1, name: expect.any(String) } } }
    for (const documentId of [id, id.replace('sha256:', '')]) {
      expect(await (await askEdge(byId(documentId, { id: 1 }))).json()).toMatchObject(expected)
      expect(await (await askEdge('/graphql', postJson({ documentId, variables: { id: 1 } }))).json()).toMatchObject(expected)
    }
    const apollo = { variables: { id: 1 }, extensions: { persistedQuery: { version: 1, sha256Hash: id.replace('sha256:', '') } } }
    expect(await (await askEdge('/graphql', postJson(apollo))).json()).toMatchObject(expected)
  })

  test.each([
    { accept: undefined, type: 'application/json', status: 200 },
    { accept: 'application/json', type: 'application/json', status: 200 },
    { accept: 'application/graphql-response+json', type: 'application/graphql-response+json', status: 400 },
    { accept: 'application/graphql-response+json, application/json;q=0.9', type: 'application/graphql-response+json', status: 400 },
    { accept: '*/*', type: 'application/json', status: 200 },
  ])('of variables that do not fit is answered in $type with $status for Accept: $accept', async ({ accept, type, status }) => {
    const answer = await askEdge(byId(idOf(FilmDocument), { id: 'one' }), { headers: accept === undefined ? {} : { accept } })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(await answer.json()).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'BAD_VARIABLE' } }] })
  })

  test.each(['text/event-stream', 'text/html;q=0.1, image/png', 'application/json;charset=latin1'])(
    'is refused where the device accepts %s only',
    async (accept) => {
      expect(await refusalOf(await askInProduction(film(1), { headers: { accept } }))).toEqual({ status: 406, code: 'NOT_ACCEPTABLE' })
    },
  )

  test('that writes goes by POST, and counts once under its key', async () => {
    const headers = { ...(await signedIn(3)), 'idempotency-key': 'rate-1' }
    const id = idOf(RateDocument)
    expect(await refusalOf(await askEdge(byId(id, { title: 1, stars: 4 }), { headers }))).toEqual({
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
    })
    const rate = (stars: number) => askEdge('/graphql', postJson({ documentId: id, variables: { title: 1, stars } }, headers))
    const first = await (await rate(4)).text()
    expect(JSON.parse(first)).toEqual({ data: { rate: { id: 1, myRating: 4 } } })
    expect(await (await rate(4)).text()).toBe(first)
    expect(await refusalOf(await rate(5))).toEqual({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' })
  })
})

describe('in production', () => {
  test('a device asks trusted documents only', async () => {
    expect((await askInProduction(film(1))).status).toBe(200)
    expect(await refusalOf(await askInProduction('/graphql?query={title(id:1){name}}'))).toEqual({
      status: 403,
      code: 'DOCUMENT_NOT_TRUSTED',
    })
    expect(await refusalOf(await askInProduction('/graphql', postJson({ query: '{ __schema { types { name } } }' })))).toEqual({
      status: 403,
      code: 'DOCUMENT_NOT_TRUSTED',
    })
  })

  test('an operator asks any', async () => {
    const answer = await askInProduction('/graphql?query={title(id:1){id}}', { headers: operator })
    expect(await answer.json()).toEqual({ data: { title: { id: 1 } } })
  })

  test('nobody registers a document by its hash, and no later request finds it', async () => {
    const query = '{ title(id: 1) { id } }'
    const hash = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(query))), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('')
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash } }
    const register = () => askInProduction('/graphql', postJson({ query, extensions }))
    expect(await refusalOf(await register())).toEqual({ status: 403, code: 'DOCUMENT_NOT_TRUSTED' })
    expect(await refusalOf(await askInProduction('/graphql', postJson({ extensions })))).toEqual({
      status: 404,
      code: 'PERSISTED_QUERY_NOT_FOUND',
    })
    const wrong = { persistedQuery: { version: 1, sha256Hash: hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) } }
    expect(await refusalOf(await askInProduction('/graphql', postJson({ query, extensions: wrong })))).toEqual({
      status: 400,
      code: 'DOCUMENT_ID_MISMATCH',
    })
  })

  test.each(['nothing', '', '__proto__', 'constructor', 'sha256:', 'a'.repeat(64)])(
    'the id %j is of no document, and no cache keeps that',
    async (documentId) => {
      const refusal = await askInProduction('/graphql', postJson({ documentId }))
      expect(await refusalOf(refusal)).toEqual({ status: 404, code: 'PERSISTED_QUERY_NOT_FOUND' })
    },
  )
})

describe('a public answer', () => {
  test('says who may keep it, how long, and of what it is made', async () => {
    const { headers } = await askEdge(film(1))
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    expect(headers.get('vary')).toBe('accept, origin')
    expect(headers.get('cache-tag')?.split(',')).toEqual(expect.arrayContaining(['titles', 'titles-1']))
    expect(headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/)
  })

  test('has its tags over Falcor, too, for caches before the edge', async () => {
    const { headers } = await askEdge(`/model.json?method=get&paths=${encodeURIComponent('[["titles",[1,2],["name","director"]]]')}`)
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    expect(headers.get('cache-tag')?.split(',')).toEqual(expect.arrayContaining(['titles', 'titles-1', 'titles-2']))
    const own = await askEdge(`/model.json?method=get&paths=${encodeURIComponent('[["titles",1,"myRating"]]')}`, {
      headers: await signedIn(3),
    })
    expect(own.headers.get('cache-tag')).toBeNull()
  })

  test('is kept: the second costs no origin call, for whoever asks, and has the same bytes', async () => {
    const first = await askEdge(film(2))
    expect(callsOf(first)).toContain('catalog')
    const second = await askEdge(film(2), { headers: await signedIn(3) })
    expect(callsOf(second)).toBeNull()
    expect(await second.text()).toBe(await first.text())
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'))
    expect(callsOf(await askEdge(film(3)))).toContain('catalog')
  })

  test('is not sent again to a device that has it', async () => {
    const etag = (await askEdge(film(4))).headers.get('etag') ?? ''
    const again = await askEdge(film(4), { headers: { 'if-none-match': etag } })
    expect({ status: again.status, body: await again.text(), etag: again.headers.get('etag') }).toEqual({ status: 304, body: '', etag })
    expect(again.headers.get('cache-control')).toBe('public, max-age=300')
  })

  test('is made anew once one of its entities is purged, and only then', async () => {
    await askEdge(film(5))
    await purge(['titles-99999', 'people-nobody'])
    expect(callsOf(await askEdge(film(5)))).toBeNull()
    await purge(['titles-5'])
    expect(callsOf(await askEdge(film(5)))).toContain('catalog')
    await purge(['titles'])
    expect(callsOf(await askEdge(film(5)))).toContain('catalog')
  })

  test('of one media type, origin or set of variables is not that of another', async () => {
    const answers = await Promise.all(
      [{ accept: 'application/json' }, { accept: 'application/graphql-response+json' }].map((headers) => askEdge(film(6), { headers })),
    )
    expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual([
      'application/json; charset=utf-8',
      'application/graphql-response+json; charset=utf-8',
    ])
    const search = (limit: number) => askEdge(byId(idOf(SearchDocument), { query: 'a', limit }))
    await search(1)
    expect(((await (await search(2)).json()) as { data: { search: unknown[] } }).data.search).toHaveLength(2)
  })
})

describe('what depends on who asks', () => {
  test.each([
    ['a page', byId(idOf(HomepageDocument))],
    ['a rating', byId(idOf(MyFilmDocument), { id: 1 })],
  ])('is kept by nobody: %s', async (_about, path) => {
    const headers = await signedIn(3)
    for (let time = 0; time < 2; time++) {
      const answer = await askEdge(path, { headers })
      expect(callsOf(answer)).not.toBeNull()
      expect(answer.headers.get('cache-control')).toMatch(/^private/)
      expect(answer.headers.get('cache-tag')).toBeNull()
      expect(answer.headers.get('etag')).toBeNull()
    }
  })
})

test.each([
  ['no tags', []],
  ['no list', 'titles'],
  ['a tag of another shape', ['titles-1', 'a b']],
  ['too many', Array.from({ length: 101 }, (_, id) => `titles-${id}`)],
])('a purge of %s is refused', async (_about, tags) => {
  expect(await refusalOf(await purge(tags))).toEqual({ status: 400, code: 'BAD_BODY' })
})

test('nobody but an operator purges', async () => {
  expect((await askEdge('/ops/purge', postJson({ tags: ['*'] }))).status).toBe(401)
})
