import fc from 'fast-check'
import { parse } from 'graphql/language'
import { describe, expect, test } from 'vitest'
import { createGraph, Failure } from '../index.ts'
import { createFilmGraph } from '../testing/films.ts'
import { FragmentStore } from './fragment-store.ts'

/** A graph with fragments on a clock of its own, and one without. */
function graphs(maxBytes = 1_000_000) {
  const clock = { now: 1_000_000 }
  const kept = createFilmGraph({ fragments: { maxBytes, now: () => clock.now } })
  const plain = createFilmGraph()
  const get = async (films: typeof kept, paths: unknown, audience?: string) =>
    (await films.graph.get(paths, films.request(audience === undefined ? {} : { audience }))).body.text
  const query = async (films: typeof kept, document: ReturnType<typeof parse>, audience?: string) =>
    (await films.graph.execute({ document }, films.request(audience === undefined ? {} : { audience }))).body.text
  return { clock, kept, plain, get, query }
}

const filmPaths = [['films', { from: 1, to: 5 }, ['name', 'year', 'tags']]]

describe('public data that was wanted twice', () => {
  test('is there the third time without a load, byte for byte the same', async () => {
    const { kept, get } = graphs()
    const [first, second] = [await get(kept, filmPaths, 'nl'), await get(kept, filmPaths, 'nl')]
    kept.calls.length = 0
    expect(await get(kept, filmPaths, 'nl')).toBe(first)
    expect(second).toBe(first)
    expect(kept.calls).toEqual([])
  })

  test('is loaded anew once its life is over', async () => {
    const { kept, get, clock } = graphs()
    for (let time = 0; time < 3; time++) await get(kept, filmPaths, 'nl')
    clock.now += 300_000
    kept.calls.length = 0
    await get(kept, filmPaths, 'nl')
    expect(kept.calls).toEqual(['Film.load 1,2,3,4,5 name,tags,year'])
  })

  test('is not shared with another audience, nor where none is named', async () => {
    const { kept, get } = graphs()
    for (let time = 0; time < 3; time++) await get(kept, filmPaths, 'nl')
    kept.calls.length = 0
    await get(kept, filmPaths, 'de')
    await get(kept, filmPaths)
    expect(kept.calls.length).toBe(2)
  })

  test('stands in lists of GraphQL as it would without', async () => {
    const { kept, plain, query } = graphs()
    const document = parse('{ search(query: "Film", limit: 3) { id name year } }')
    for (let time = 0; time < 4; time++) expect(await query(kept, document, 'nl')).toBe(await query(plain, document))
    kept.calls.length = 0
    await query(kept, document, 'nl')
    expect(kept.calls.some((call) => call.includes('name'))).toBe(false)
  })

  test('is not taken for another shape of it, where a document wants one film in two', async () => {
    const { kept, plain, query } = graphs()
    const document = parse(
      '{ one: search(query: "Film", limit: 1) { year id poster { url } name } all: search(query: "Film", limit: 3) { id name poster { url } } }',
    )
    for (let time = 0; time < 4; time++) expect(await query(kept, document, 'nl')).toBe(await query(plain, document))
  })
})

describe('what is purged', () => {
  const seen = async () => {
    const all = graphs()
    for (let time = 0; time < 3; time++) await all.get(all.kept, filmPaths, 'nl')
    all.clock.now += 1_000
    all.kept.calls.length = 0
    return all
  }

  test.each([
    { about: 'one entity', purge: ['films', '3'], loads: ['Film.load 3 name,tags,year'] },
    { about: 'a collection', purge: ['films'], loads: ['Film.load 1,2,3,4,5 name,tags,year'] },
    { about: 'everything', purge: [], loads: ['Film.load 1,2,3,4,5 name,tags,year'] },
    { about: 'an entity of another collection', purge: ['people', '3'], loads: [] },
    { about: 'an entity of which nothing is kept', purge: ['films', '99'], loads: [] },
  ])('is loaded anew: $about', async ({ purge, loads }) => {
    const { kept, get } = await seen()
    kept.graph.fragments?.purge(...purge)
    await get(kept, filmPaths, 'nl')
    expect(kept.calls).toEqual(loads)
  })

  test('is not brought back by what was begun before', async () => {
    const { kept, get, clock } = await seen()
    kept.graph.fragments?.purge('films', '3')
    const begunBefore = get(kept, filmPaths, 'nl')
    kept.graph.fragments?.purge('films', '3')
    await begunBefore
    clock.now += 1_000
    kept.calls.length = 0
    await get(kept, filmPaths, 'nl')
    expect(kept.calls).toEqual(['Film.load 3 name,tags,year'])
  })
})

describe('what is never kept', () => {
  test.each([
    { name: 'a personal field beside public ones', paths: [['films', 1, ['name', 'stars']]], call: 'Film.loadPersonal' },
    { name: 'a type without a life', paths: [['people', 'p1', 'name']], call: 'Person.load' },
    { name: 'an error', paths: [['films', 13, 'name']], call: 'Film.load' },
    { name: 'a film that is not there', paths: [['films', 99, 'name']], call: 'Film.load' },
    { name: 'a member', paths: [['members', 7, 'name']], call: 'Member.loadPersonal' },
  ])('$name', async ({ paths, call }) => {
    const { kept, get } = graphs()
    for (let time = 0; time < 4; time++) {
      kept.calls.length = 0
      await get(kept, paths, 'nl')
      expect(kept.calls.some((made) => made.startsWith(call))).toBe(true)
    }
  })

  test('another member does not see what one has seen', async () => {
    const { kept } = graphs()
    const as = async (viewer: number) =>
      (
        await kept.graph.get(
          [['films', 2, ['name', 'stars']]],
          kept.request({ audience: 'nl', contexts: () => ({ open: { viewer: null }, personal: { viewer } }) }),
        )
      ).body.text
    kept.stars.set(2, 4)
    for (let time = 0; time < 3; time++) await as(7)
    kept.stars.set(2, 1)
    expect(await as(9)).toContain('"stars":1')
  })
})

test('a type that refuses ids to some is never shared, however public its fields', async () => {
  const schema = `
    directive @entity(collection: String!) on OBJECT
    directive @cache(maxAge: Int!, scope: CacheScope!) on OBJECT
    enum CacheScope { PUBLIC }
    type Query { nothing: Int }
    type Show @entity(collection: "shows") @cache(maxAge: 300, scope: PUBLIC) { id: Int! name: String }`
  const graph = createGraph<null, number>({
    schema: parse(schema),
    resolvers: {
      types: {
        Query: { fields: { nothing: (demands) => demands.map(() => null) } },
        Show: {
          permit: (_id, viewer) => (viewer === 7 ? undefined : new Failure('FORBIDDEN', 'Not yours')),
          load: (ids) => ids.map((id) => ({ name: `Show ${id}` })),
        },
      },
    },
    fragments: { maxBytes: 1_000_000, now: () => 0 },
  })
  const as = async (personal: number) =>
    (await graph.get([['shows', 1, 'name']], { contexts: () => ({ open: null, personal }), showBugs: false, audience: 'nl' })).body.text
  for (let time = 0; time < 3; time++) expect(await as(7)).toContain('Show 1')
  expect(await as(8)).toContain('FORBIDDEN')
})

test('any path sets, asked in any order and at once, are answered as without fragments', async () => {
  const ids = fc.oneof(
    fc.integer({ min: 1, max: 22 }),
    fc.record({ from: fc.integer({ min: 0, max: 9 }), to: fc.integer({ min: 3, max: 21 }) }),
  )
  const fields = fc.uniqueArray(fc.constantFrom('name', 'year', 'tags', 'id', '__typename', 'nosuch', 'director'), { minLength: 1 })
  const path = fc.oneof(
    fc.tuple(fc.constant('films'), ids, fields),
    fc.tuple(fc.constant('films'), ids, fc.constant('similar'), fc.record({ to: fc.integer({ min: 0, max: 3 }) }), fields),
    fc.tuple(fc.constant('best'), fields),
  )
  const { kept, plain, get } = graphs(20_000)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(path, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), async (requests) => {
      const answers = await Promise.all(requests.map((paths) => get(kept, paths, 'nl')))
      expect(answers).toEqual(await Promise.all(requests.map((paths) => get(plain, paths))))
    }),
    { numRuns: 300 },
  )
})

describe('the store', () => {
  const store = (maxBytes: number) => new FragmentStore({ maxBytes, now: () => 0 })
  const bytes = (length: number) => new Uint8Array(length)

  test('stays within its bytes, whatever comes', () => {
    const fragments = store(50_000)
    const shelf = fragments.shelf('films', 'films')
    for (let id = 0; id < 5_000; id++) {
      shelf.put(id, bytes(id % 400), 1)
      expect(fragments.stats.bytes).toBeLessThanOrEqual(50_000)
    }
    expect(fragments.stats.evicted).toBeGreaterThan(4_000)
  })

  test('keeps what is used and lets go of what is not', () => {
    const fragments = store(10_000)
    const shelf = fragments.shelf('films', 'films')
    for (let id = 0; id < 1_000; id++) {
      shelf.put(id, bytes(100), 1)
      shelf.find(0, 0)
    }
    expect(shelf.find(0, 0)?.id).toBe(0)
    expect(shelf.find(1, 0)).toBeUndefined()
  })

  test('takes a replaced fragment off its account', () => {
    const fragments = store(10_000)
    const shelf = fragments.shelf('films', 'films')
    for (let time = 0; time < 100; time++) shelf.put('a', bytes(100), 1)
    expect(fragments.stats.bytes).toBe(bytes(100).length + 400)
  })

  test('lets a newcomer in although all others were used', () => {
    const fragments = store(50_000)
    const shelf = fragments.shelf('films', 'films')
    for (let id = 0; id < 2_000; id++) {
      shelf.put(id, bytes(100), 1)
      for (let other = 0; other <= id; other += 7) shelf.find(other, 0)
      expect(shelf.find(id, 0)?.id).toBe(id)
    }
  })

  test('takes no room for a selection of which nothing is kept, and gives it back when the last has gone', () => {
    const fragments = store(2_000)
    for (let one = 0; one < 5_000; one++) fragments.shelf('films', `selection ${one}`).admits(60_000)
    expect(fragments.stats).toEqual({ bytes: 0, evicted: 0, shelves: 0 })
    for (let one = 0; one < 5_000; one++) fragments.shelf('films', `selection ${one}`).put('a', bytes(100), 1)
    expect(fragments.stats.shelves).toBeLessThan(10)
    expect(fragments.stats.bytes).toBeLessThanOrEqual(2_000)
  })

  test('counts the index of a shelf, which one large id makes long', () => {
    const fragments = store(1_000_000)
    fragments.shelf('films', 'films').put(60_000, bytes(100), 1)
    expect(fragments.stats.bytes).toBeGreaterThan(480_000)
  })

  test('admits all of a few thousand things that come twice', () => {
    const shelf = store(10_000).shelf('films', 'films')
    const ids = Array.from({ length: 3_000 }, (_, id) => id)
    expect(ids.some((id) => shelf.admits(id))).toBe(false)
    expect(ids.every((id) => shelf.admits(id))).toBe(true)
  })

  test('admits what is wanted the second time', () => {
    const shelf = store(10_000).shelf('films', 'films')
    expect([shelf.admits(1), shelf.admits(1)]).toEqual([false, true])
  })
})
