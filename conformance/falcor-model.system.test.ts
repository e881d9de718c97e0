import { describe, expect, test } from 'vitest'
import { graphqlData } from './ask-graphql.ts'
import { type Envelope, envelopeOf, falcorGet, modelUrl, type PathSet } from './falcor-wire.ts'
import { ask, form, json } from './marquee.ts'
import { type SignedIn, signIn } from './sign-in.ts'
import { itemsOf, type ModelJson, makeModel } from './stock-model.ts'

const profile = 5
const homePath: PathSet = ['home', 'rows', { from: 0, to: 4 }, 'titles', { from: 0, to: 9 }, ['id', 'name', 'year']]
const origin = 'https://tv.example'

describe('the stock Model', () => {
  test('gets five rows of ten titles, the same as GraphQL gives', async () => {
    const who = await signIn(profile)
    const { model, requests } = makeModel(who)
    const answer = await model.get(homePath)
    const rows = itemsOf(answer?.json.home?.rows)
    const films = rows.map((row) => itemsOf(row.titles).map(({ id, name, year }) => ({ id, name, year })))
    const { home } = await graphqlData<{ home: { rows: { titles: object[] }[] } }>(
      '{ home { rows(limit: 5) { titles(limit: 10) { id name year } } } }',
      who,
    )
    expect(films).toEqual(home.rows.map(({ titles }) => titles))
    expect(films.flat().length).toBeGreaterThan(20)
    expect(requests).toEqual(['get'])
  })

  test('does not ask again for what it holds, rows and titles beyond their ends included', async () => {
    const { model, requests } = makeModel(await signIn(profile))
    const beyond: PathSet = ['home', 'rows', { from: 0, to: 45 }, 'heading']
    const titles: PathSet = ['titles', 7, 'similar', { from: 35, to: 45 }, ['id', 'nosuch']]
    const first = [
      await model.get(homePath),
      await model.get(beyond),
      await model.get(titles),
      await model.getValue(['titles', 99_999, 'name']),
    ]
    const asked = requests.length
    const second = [
      await model.get(homePath),
      await model.get(beyond),
      await model.get(titles),
      await model.getValue(['titles', 99_999, 'name']),
    ]
    expect(requests.length).toBe(asked)
    expect(plain(second)).toEqual(plain(first))
  })

  test('asks for the rest alone when it holds a part', async () => {
    const { model, requests } = makeModel(await signIn(profile))
    await model.get(['titles', [1, 2], 'name'])
    const answer = await model.get(['titles', { from: 1, to: 4 }, ['name', 'year']])
    expect(Object.keys(plain(answer?.json.titles) as object)).toEqual(['1', '2', '3', '4'])
    expect(requests).toEqual(['get', 'get'])
  })

  test('sends two questions of one batch as one request', async () => {
    const { model, requests } = makeModel(await signIn(profile))
    const batched = model.batch()
    const [one, two] = await Promise.all([batched.getValue(['titles', 3, 'name']), batched.getValue(['titles', 4, 'name'])])
    expect([typeof one, typeof two]).toEqual(['string', 'string'])
    expect(requests).toEqual(['get'])
  })

  test('goes on from a row that it was given', async () => {
    const { model, requests } = makeModel(await signIn(profile))
    const answer = await model.get(['home', 'rows', 0, ['id', 'heading']])
    const row = model.deref(answer?.json.home?.rows?.[0])
    const more = await row.get(['titles', { from: 0, to: 2 }, 'name'], ['titles', 'length'])
    expect(itemsOf(more?.json.titles)).toHaveLength(3)
    expect(requests).toEqual(['get', 'get'])
  })

  test('sets stars and holds what the server says; the page and each match that it is told to forget are new then', async () => {
    const who = await signIn(profile)
    const { model, requests, told } = makeModel(who)
    await model.setValue(['titles', 200, 'myRating'], 1)
    const before = [await model.getValue(['titles', 200, 'match']), await model.getValue(['home', 'id'])]
    expect(await model.setValue(['titles', 200, 'myRating'], 5)).toBe(5)
    expect(await model.getValue(['titles', 200, 'myRating'])).toBe(5)
    // The stock Model heeds `invalidated` in the answer to a call, but not to a set: there the app passes it on.
    model.invalidate(...(told.at(-1) ?? []))
    const asked = requests.length
    const after = [await model.getValue(['titles', 200, 'match']), await model.getValue(['home', 'id'])]
    expect(requests.length).toBe(asked + 2)
    expect(after[0]).not.toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(await makeModel(who).model.getValue(['titles', 200, 'myRating'])).toBe(5)
  })

  test('holds a page for five seconds at most, so that it sees the next one even after a set', async () => {
    const { model } = makeModel(await signIn(profile))
    await model.getValue(['home', 'id'])
    const { $expires } = (model.getCache() as { home: { $expires: number } }).home
    expect($expires).toBeLessThanOrEqual(Date.now() + 5_000)
  })

  test('takes back stars by null', async () => {
    const who = await signIn(profile)
    const { model } = makeModel(who)
    await model.setValue(['titles', 201, 'myRating'], 2.5)
    await model.setValue(['titles', 201, 'myRating'], null)
    expect(await makeModel(who).model.getValue(['titles', 201, 'myRating'])).toBeNull()
  })

  test('is told where a value is out of bounds, and holds the old one elsewhere', async () => {
    const who = await signIn(profile)
    const { model } = makeModel(who)
    await expect(settle(model.setValue(['titles', 202, 'myRating'], 9))).rejects.toMatchObject([
      { path: ['titles', 202, 'myRating'], value: { code: expect.stringMatching(/^[A-Z_]+$/), message: expect.any(String) } },
    ])
    expect(await makeModel(who).model.getValue(['titles', 202, 'myRating'])).toBeNull()
  })

  test('calls addToMyList with suffixes, and the same Model sees the changed page', async () => {
    const who = await signIn(profile)
    const { model, requests } = makeModel(who)
    await model.get(
      homePath,
      ['home', 'rows', { from: 0, to: 29 }, 'kind'],
      ['me', 'myList', ['length', 0], 'id'],
      ['titles', 303, 'inMyList'],
    )
    await model.call(['removeFromMyList'], [303])
    const listed = await model.getValue(['me', 'myList', 'length'])
    const added = await model.call(['addToMyList'], [303], [[['id', 'name', 'inMyList']], ['similar', 0, 'name']])
    expect(plain(added?.json)).toMatchObject({
      titles: { 303: { id: 303, name: expect.any(String), inMyList: true, similar: { 0: { name: expect.any(String) } } } },
    })

    const asked = requests.length
    expect(await model.getValue(['titles', 303, 'inMyList'])).toBe(true)
    expect(requests.length).toBe(asked)
    expect(await model.getValue(['me', 'myList', 'length'])).toBe(Number(listed) + 1)
    expect(await model.getValue(['me', 'myList', 0, 'id'])).toBe(303)
    const rows = itemsOf(
      (await model.get(['home', 'rows', { from: 0, to: 29 }, 'kind'], ['home', 'rows', { from: 0, to: 29 }, 'titles', 0, 'id']))?.json.home
        ?.rows,
    )
    const list = rows.find(({ kind }) => (kind as unknown) === 'MY_LIST')
    expect(list?.titles?.[0]?.id).toBe(303)
  })

  test('a call with paths of the root gets what stands there after the effect', async () => {
    const who = await signIn(profile)
    const { model, requests } = makeModel(who)
    await model.call(['removeFromMyList'], [304])
    await model.call(
      ['addToMyList'],
      [304],
      [],
      [
        ['me', 'myList', ['length', 0], 'id'],
        ['home', 'rows', 'length'],
      ],
    )
    const asked = requests.length
    expect(await model.getValue(['me', 'myList', 0, 'id'])).toBe(304)
    expect(requests.length).toBe(asked)
  })

  test('is told of a call that fails', async () => {
    const { model } = makeModel(await signIn(profile))
    await expect(settle(model.call(['addToMyList'], [99_999]))).rejects.toMatchObject([{ value: { code: 'TITLE_UNKNOWN' } }])
  })

  test('gets an error at its path and the rest as ever', async () => {
    const { model } = makeModel(await signIn(profile))
    const question: PathSet[] = [
      ['profiles', [profile, 6], 'name'],
      ['titles', 1, 'name'],
    ]
    await expect(settle(model.get(...question))).rejects.toMatchObject([{ path: ['profiles', 6], value: { code: 'FORBIDDEN' } }])
    const answer = await model.treatErrorsAsValues().get(...question)
    expect(plain(answer?.json)).toMatchObject({
      profiles: { [profile]: { name: expect.any(String) }, 6: { code: 'FORBIDDEN' } },
      titles: { 1: { name: expect.any(String) } },
    })
  })

  test('is told of a bad token by what the server says', async () => {
    const { model } = makeModel({ ...(await signIn(profile)), headers: { authorization: 'Bearer nobody' } })
    await expect(settle(model.getValue(['titles', 1, 'name']))).rejects.toBeDefined()
  })

  test('gets values of the catalog that are fresh for a while, and personal ones that it keeps', async () => {
    const { model } = makeModel(await signIn(profile))
    await model.get(['titles', 1, ['name', 'match']])
    const held = model.getCache() as { titles: Record<string, Record<string, { $expires?: number }>> }
    const { $expires = 0 } = held.titles[1]?.name ?? {}
    expect($expires).toBeGreaterThan(Date.now() + 200_000)
    expect($expires).toBeLessThan(Date.now() + 400_000)
    expect(await model.getValue(['titles', 1, 'match'])).toEqual(expect.any(Number))
  })
})

describe('the wire of Falcor', () => {
  const longPaths: PathSet[] = [['titles', Array.from({ length: 1_500 }, (_, index) => 2 * index + 1), ['name']]]

  test.each([
    { name: 'a form', asked: (who: SignedIn) => form({ method: 'get', paths: longPaths }, who.headers) },
    { name: 'JSON', asked: (who: SignedIn) => json({ method: 'get', paths: longPaths }, who.headers) },
    {
      name: 'JSON whose fields are JSON in strings',
      asked: (who: SignedIn) => json({ method: 'get', paths: JSON.stringify(longPaths) }, who.headers),
    },
  ])('a long get goes by POST of $name', async ({ asked }) => {
    const answer = await ask('/model.json', asked(await signIn(profile)))
    const { titles } = envelopeOf(answer).jsonGraph as { titles: object }
    expect(Object.keys(titles)).toHaveLength(1_500)
  })

  test('GET and POST answer a get with the same', async () => {
    const paths: PathSet[] = [['titles', { from: 1, to: 5 }, ['name', 'year', 'genres']]]
    const posted = await ask('/model.json', form({ method: 'get', paths }))
    expect(posted.text).toBe((await falcorGet(paths, null)).text)
  })

  test('the method is get where none is said', async () => {
    const answer = await ask(`/model.json?paths=${encodeURIComponent('[["titles",1,"name"]]')}`)
    expect(envelopeOf(answer).jsonGraph).toMatchObject({ titles: { 1: { name: { value: expect.any(String) } } } })
  })

  test('an envelope holds jsonGraph and paths, and invalidated after a write', async () => {
    const who = await signIn(profile)
    const read = envelopeOf(await falcorGet([['titles', 1, 'name']], who))
    expect(Object.keys(read).sort()).toEqual(['jsonGraph', 'paths'])
    const envelope = { jsonGraph: { titles: { 205: { myRating: 4 } } }, paths: [['titles', 205, 'myRating']] }
    const wrote = envelopeOf(await ask('/model.json', form({ method: 'set', jsonGraph: envelope }, who.headers)))
    expect(Object.keys(wrote).sort()).toEqual(['invalidated', 'jsonGraph', 'paths'])
  })

  test('path sets in another order and spelling are one question', async () => {
    const one = await falcorGet([['titles', [1, 2], ['name', 'year']]], null)
    const other = await falcorGet(
      [
        ['titles', { from: 1, length: 2 }, 'year'],
        ['titles', ['2', 1], ['name']],
      ],
      null,
    )
    expect((other.json() as Envelope).jsonGraph).toEqual((one.json() as Envelope).jsonGraph)
  })

  test('the catalog has contiguous ids from 1 to about 3,200', async () => {
    const found: number[] = []
    for (const from of [0, 1_700]) {
      const ids = Array.from({ length: 1_700 }, (_, index) => from + index)
      const { jsonGraph } = envelopeOf(await ask('/model.json', form({ method: 'get', paths: [['titles', ids, 'id']] })))
      for (const [id, title] of Object.entries(jsonGraph.titles as Record<string, unknown>)) if (title !== null) found.push(Number(id))
    }
    expect(found).toEqual(Array.from({ length: found.length }, (_, index) => index + 1))
    expect(found.length).toBeGreaterThan(3_000)
    expect(found.length).toBeLessThan(3_400)
  })

  test.each<{ name: string; path: PathSet; graph: object }>([
    {
      name: 'null stands for a default, and the answer at the key as it was sent',
      path: ['titles', 7, 'artwork', null, 64, 'width'],
      graph: { titles: { 7: { artwork: { null: { 64: { width: { value: 64 } } } } } } },
    },
    {
      name: 'a list of scalars is one atom',
      path: ['titles', 370, 'genres'],
      graph: { titles: { 370: { genres: { $type: 'atom', value: expect.any(Array) } } } },
    },
    {
      name: 'an entity is a reference wherever it is returned',
      path: ['title', 7, 'id'],
      graph: { title: { 7: { $type: 'ref', value: ['titles', 7] } } },
    },
    { name: 'a path may end on a reference', path: ['title', 7], graph: { title: { 7: { $type: 'ref', value: ['titles', 7] } } } },
    {
      name: 'what may be kept says for how long, from now on',
      path: ['titles', 7, 'name'],
      graph: { titles: { 7: { name: { $type: 'atom', $expires: -300_000 } } } },
    },
    { name: 'what is personal is a bare value', path: ['titles', 7, 'myRating'], graph: { titles: { 7: { myRating: null } } } },
    { name: 'an id that nobody knows is null', path: ['titles', 99_999, 'name'], graph: { titles: { 99999: null } } },
    { name: 'a person that nobody knows is null', path: ['people', 'nosuch', 'name'], graph: { people: { nosuch: null } } },
    {
      name: 'a spelling that is no Int is missing',
      path: ['titles', ['07', 1.5], 'name'],
      graph: { titles: { '07': { $type: 'atom' }, 1.5: { $type: 'atom' } } },
    },
    {
      name: 'a key that the schema does not know is missing, whatever follows',
      path: ['titles', 7, 'nosuch', 'more', 1],
      graph: { titles: { 7: { nosuch: { $type: 'atom' } } } },
    },
    { name: 'a root key that the schema does not know, too', path: ['nosuch', 'more'], graph: { nosuch: { $type: 'atom' } } },
    {
      name: 'a key after a value is answered by the value',
      path: ['titles', 7, 'id', 'more'],
      graph: { titles: { 7: { id: { value: 7 } } } },
    },
    {
      name: 'an argument that does not fit is an error at its key',
      path: ['titles', 7, 'artwork', 'nosuch', 64, 'url'],
      graph: { titles: { 7: { artwork: { nosuch: { $type: 'error', value: { code: 'BAD_ARGUMENT' } } } } } },
    },
    {
      name: 'a required argument has no default',
      path: ['title', '~', 'name'],
      graph: { title: { '~': { $type: 'error', value: { code: 'BAD_ARGUMENT' } } } },
    },
  ])('$name', async ({ path, graph }) => {
    const who = await signIn(profile)
    expect(envelopeOf(await falcorGet([path], who)).jsonGraph).toMatchObject(graph)
  })

  test('keys of an answer come as numbers ascending, then by their letters', async () => {
    const { text } = await falcorGet([['titles', [10, 9, 'x', 100], ['year', 'name', 'id']]], null)
    expect([...text.matchAll(/"(\d+|x)":/g)].map(([, key]) => key)).toEqual(['9', '10', '100', 'x'])
    expect(text.indexOf('"id"')).toBeLessThan(text.indexOf('"name"'))
    expect(text.indexOf('"name"')).toBeLessThan(text.indexOf('"year"'))
  })

  test('a preflight permits what the data source sends, credentials included', async () => {
    for (const path of ['/model.json', '/graphql']) {
      const asked = 'authorization,x-requested-with,content-type,idempotency-key'
      const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': asked }
      const answer = await ask(path, { method: 'OPTIONS', headers })
      expect([200, 204]).toContain(answer.status)
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
      expect(answer.headers.get('access-control-allow-credentials')).toBe('true')
      expect(answer.headers.get('access-control-allow-methods')).toMatch(/\bGET\b.*\bPOST\b/)
      const permitted = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/,\s*/)
      expect(permitted).toEqual(expect.arrayContaining(asked.split(',')))
    }
  })

  test('answers and errors may be read from another origin, and caches keep origins apart', async () => {
    const bad = modelUrl([['titles', 1]])
    for (const path of [modelUrl([['titles', 1, 'name']]), bad, '/nosuch']) {
      const answer = await ask(path, { headers: { origin, 'x-requested-with': 'XMLHttpRequest' } })
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
      expect(answer.headers.get('access-control-allow-credentials')).toBe('true')
      expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin')
      expect(answer.headers.get('access-control-expose-headers')).toContain('x-marquee-trace')
    }
  })
})

/** A promise of what the Model answers with: its own answers are thenable, no more. */
const settle = async <value>(answer: PromiseLike<value>): Promise<value> => await answer

/** Without what the Model keeps beside the values. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return JSON.parse(JSON.stringify(value, (key, one) => (key === '$__path' ? undefined : one))) as ModelJson
}
