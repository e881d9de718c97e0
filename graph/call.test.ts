import { parse } from 'graphql/language'
import { describe, expect, test } from 'vitest'
import { createGraph, Unchecked } from './index.ts'
import { createFilmClient, refusalOf } from './testing/film-client.ts'

// Rule 9 of the design.

const atom = (value: unknown) => ({ $expires: -300_000, $type: 'atom', value })
const ref = (...value: unknown[]) => ({ $expires: -300_000, $type: 'ref', value })

describe('calling', () => {
  test('a function that returns an entity answers at its id where nothing is asked of it', async () => {
    const { call, calls } = createFilmClient()
    expect(await call(['rate'], [2, 5])).toEqual({
      jsonGraph: { films: { 2: { id: atom(2) } } },
      paths: [['films', 2, 'id']],
      invalidated: [['best']],
    })
    expect(calls).toEqual(['rate 2 5'])
  })

  test('pathSuffixes are what is asked of it, thisPaths start at the root', async () => {
    const { call, calls } = createFilmClient()
    const pathSuffixes = [['stars'], ['director', 'name'], ['similar', { to: 1 }, 'id']]
    expect(
      await call(['rate'], [2, 5], {
        pathSuffixes,
        thisPaths: [
          ['best', 'name'],
          ['films', 2, 'year'],
        ],
      }),
    ).toEqual({
      jsonGraph: {
        best: { $type: 'ref', value: ['films', 1] },
        films: {
          1: { name: atom('Film 1') },
          2: { director: ref('people', 'p2'), similar: { 0: ref('films', 3), 1: ref('films', 4) }, stars: 5, year: atom(1982) },
          3: { id: atom(3) },
          4: { id: atom(4) },
        },
        people: { p2: { name: 'Person p2' } },
      },
      paths: [
        ['best', 'name'],
        ['films', 2, 'director', 'name'],
        ['films', 2, 'similar', { from: 0, to: 1 }, 'id'],
        ['films', 2, 'stars'],
        ['films', 2, 'year'],
      ],
      invalidated: [['best']],
    })
    expect(calls[0]).toBe('rate 2 5')
    expect(calls.filter((one) => one.startsWith('Film.load '))).toEqual(['Film.load 2 director,year', 'Film.load 1 name'])
  })

  test('a scalar stands at the call path, suffixes mean nothing to it', async () => {
    const { call } = createFilmClient()
    expect(await call(['count'], [])).toEqual({ jsonGraph: { count: 1 }, paths: [['count']] })
    expect(await call(['count'], [5], { pathSuffixes: [['x']], thisPaths: [['films', 1, 'year']] })).toEqual({
      jsonGraph: { count: 6, films: { 1: { year: atom(1981) } } },
      paths: [['count'], ['films', 1, 'year']],
    })
  })

  test('arguments may be left out, null is the default', async () => {
    const { graph, request } = createFilmClient()
    const ask = async (input: object) =>
      JSON.parse((await graph.call({ callPath: ['count'], ...input }, request())).body.text).jsonGraph.count
    expect([await ask({}), await ask({ arguments: [null] }), await ask({ arguments: [3] })]).toEqual([1, 2, 5])
  })

  test('the twin in GraphQL does the same', async () => {
    const { query } = createFilmClient()
    const { data } = await query('mutation($s: Float!) { rate(film: 3, stars: $s) { stars name } a: count b: count(by: 5) __typename }', {
      s: 2.5,
    })
    expect(JSON.stringify(data)).toBe('{"rate":{"stars":2.5,"name":"Film 3"},"a":1,"b":6,"__typename":"Mutation"}')
  })

  test('mutations of one document run one after the other, each seeing what the one before has done', async () => {
    const { query } = createFilmClient()
    const { data } = await query('mutation { a: rate(film: 3, stars: 1) { stars } b: rate(film: 3, stars: 2) { stars } }')
    expect(JSON.stringify(data)).toBe('{"a":{"stars":1},"b":{"stars":2}}')
  })

  test('the next request sees it', async () => {
    const { call, get } = createFilmClient()
    await call(['rate'], [2, 5])
    expect((await get([['films', 2, 'stars']])).jsonGraph).toEqual({ films: { 2: { stars: 5 } } })
  })
})

describe('failures', () => {
  const failures: { name: string; callPath: string; args: unknown; code: string; message: string }[] = [
    { name: 'of the function', callPath: 'rate', args: [222, 5], code: 'TITLE_UNKNOWN', message: 'No such film' },
    { name: 'an argument of another type', callPath: 'rate', args: ['x', 5], code: 'BAD_ARGUMENT', message: 'film: Not an Int' },
    {
      name: 'a required argument that is missing',
      callPath: 'rate',
      args: [2],
      code: 'BAD_ARGUMENT',
      message: "stars: Argument 'stars' is required",
    },
    {
      name: 'a required argument that is null',
      callPath: 'rate',
      args: [2, null],
      code: 'BAD_ARGUMENT',
      message: 'stars: Null where a value is required',
    },
  ]
  test.each(failures)('an error at the call path: $name', async ({ callPath, args, code, message }) => {
    const { call, stars } = createFilmClient()
    expect(await call([callPath], args, { thisPaths: [['best']] })).toEqual({
      jsonGraph: { best: { $type: 'ref', value: ['films', 1] }, [callPath]: { $type: 'error', value: { code, message } } },
      paths: [[callPath], ['best']],
    })
    expect(stars.size).toBe(0)
  })

  test('in GraphQL an error at the field, and the next mutation runs all the same', async () => {
    const { query, stars } = createFilmClient()
    const result = await query('mutation { a: rate(film: 222, stars: 1) { stars } b: rate(film: 3, stars: 2) { stars } }')
    expect(result).toMatchObject({ data: { a: null, b: { stars: 2 } }, errors: [{ path: ['a'], extensions: { code: 'TITLE_UNKNOWN' } }] })
    expect([...stars]).toEqual([[3, 2]])
  })

  test('what is asked of the answer fails at its own path', async () => {
    const { call } = createFilmClient()
    const { jsonGraph } = await call(['rate'], [14, 5], { pathSuffixes: [['name'], ['stars'], ['nosuch']] })
    expect(jsonGraph.films[14]).toMatchObject({ name: { value: { code: 'NULL_VALUE' } }, nosuch: { $type: 'atom' }, stars: 5 })
  })
})

const notThere = { code: 'FUNCTION_UNKNOWN', status: 404 }
const refused: { name: string; callPath: unknown; args?: unknown; pathSuffixes?: unknown; thisPaths?: unknown; refusal: object }[] = [
  { name: 'no such function', callPath: ['nope'], refusal: notThere },
  { name: 'a field of Query', callPath: ['best'], refusal: notThere },
  { name: 'something below a function', callPath: ['rate', 'more'], refusal: notThere },
  { name: 'a function below an entity', callPath: ['films', 1, 'rate'], refusal: notThere },
  { name: 'a key set', callPath: [['rate']], refusal: notThere },
  { name: 'a name that a prototype has', callPath: ['toString'], refusal: notThere },
  { name: 'no call path', callPath: undefined, refusal: { code: 'BAD_PATH', status: 400 } },
  { name: 'a call path of no keys', callPath: [], refusal: { code: 'BAD_PATH', status: 400 } },
  { name: 'text', callPath: 'rate', refusal: { code: 'BAD_PATH', status: 400 } },
  { name: '__proto__', callPath: ['__proto__', 'constructor'], refusal: { code: 'RESERVED_KEY', status: 400 } },
  { name: 'arguments that are no array', callPath: ['rate'], args: { film: 2 }, refusal: { code: 'BAD_ARGUMENT', status: 400 } },
  { name: 'more arguments than it takes', callPath: ['rate'], args: [2, 5, 1], refusal: { code: 'BAD_ARGUMENT', maximum: 2, actual: 3 } },
  {
    name: 'a million arguments',
    callPath: ['rate'],
    args: Array(1_000_000).fill(1),
    refusal: { code: 'BAD_ARGUMENT', maximum: 2, actual: 1_000_000 },
  },
  {
    name: 'an argument 5,000 levels deep',
    callPath: ['rate'],
    args: JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)),
    refusal: { status: 400 },
  },
  {
    name: 'a suffix that ends on a branch',
    callPath: ['rate'],
    pathSuffixes: [['id'], ['poster']],
    refusal: { code: 'PATH_INCOMPLETE', status: 400 },
  },
  {
    name: 'a suffix with a reserved key',
    callPath: ['rate'],
    pathSuffixes: [['__proto__']],
    refusal: { code: 'RESERVED_KEY', status: 400 },
  },
  {
    name: 'a suffix of a scalar with a reserved key',
    callPath: ['count'],
    pathSuffixes: [['__proto__']],
    refusal: { code: 'RESERVED_KEY', status: 400 },
  },
  { name: 'a suffix that is none', callPath: ['rate'], pathSuffixes: [[]], refusal: { code: 'BAD_PATH', status: 400 } },
  { name: 'suffixes that are none', callPath: ['rate'], pathSuffixes: 'id', refusal: { code: 'BAD_PATH', status: 400 } },
  {
    name: 'a suffix of a billion',
    callPath: ['rate'],
    pathSuffixes: [['similar', { to: 1e9 }, 'id']],
    refusal: { code: 'PATH_LIMIT', limit: 'rangeWidth' },
  },
  {
    name: 'a this path that ends on a branch',
    callPath: ['rate'],
    thisPaths: [['films', 1]],
    refusal: { code: 'PATH_INCOMPLETE', status: 400 },
  },
  { name: 'such a one beside a scalar', callPath: ['count'], thisPaths: [['films', 1]], refusal: { code: 'PATH_INCOMPLETE', status: 400 } },
  {
    name: 'a this path with a reserved key beside a scalar',
    callPath: ['count'],
    thisPaths: [['$type']],
    refusal: { code: 'RESERVED_KEY', status: 400 },
  },
  {
    name: 'a this path of a billion',
    callPath: ['count'],
    thisPaths: [['films', { to: 1e9 }, 'name']],
    refusal: { code: 'PATH_LIMIT', limit: 'rangeWidth' },
  },
  {
    name: 'suffixes and this paths together over the limit',
    callPath: ['rate'],
    pathSuffixes: [['similar', { to: 499 }, Array.from({ length: 30 }, (_, at) => `k${at}`)]],
    thisPaths: [['films', { to: 499 }, Array.from({ length: 30 }, (_, at) => `k${at}`)]],
    refusal: { code: 'PATH_LIMIT', limit: 'pathCount', actual: 30_000 },
  },
]

test.each(refused)(
  'refused before any effect: $name',
  async ({
    callPath,
    args = callPath === undefined ? [] : Array.isArray(callPath) && callPath[0] === 'rate' ? [2, 5] : [],
    pathSuffixes,
    thisPaths,
    refusal,
  }) => {
    const { call, calls, stars } = createFilmClient()
    expect(await refusalOf(call(callPath, args, { pathSuffixes, thisPaths }))).toMatchObject(refusal)
    expect(calls).toEqual([])
    expect(stars.size).toBe(0)
  },
)

describe('what a mutation may come to', () => {
  const schema = /* GraphQL */ `
    type Query { any: Thing }
    union Thing = Film | Person
    type Film @entity(collection: "films") { id: Int! name: String }
    type Person @entity(collection: "people") { id: ID! name: String }
    scalar Shape
    type Mutation { film: Film shape(deep: Shape): Shape sure: Int! }
  `
  const graphFor = (value: unknown, changed?: unknown) =>
    createGraph<object, object>({
      schema: parse(schema),
      resolvers: {
        types: {
          Query: { fields: { any: () => [null] } },
          Film: { load: (ids) => ids.map((id) => (id === 99 ? null : { name: `Film ${id}` })) },
          Person: { load: (ids) => ids.map((id) => ({ name: `Person ${id}` })) },
        },
        mutations: {
          film: () => (value === undefined ? (undefined as never) : { value, ...(changed !== undefined && { changed: changed as never }) }),
          shape: ({ deep }: { deep: unknown }) => ({ value: deep }),
          sure: () => ({ value }),
        },
      },
    })
  const request = { contexts: () => ({ open: {}, personal: {} }), showBugs: false }
  const answerOf = async (value: unknown, callPath = 'film') =>
    JSON.parse((await graphFor(value).call({ callPath: [callPath] }, request)).body.text)

  test.each(['any', 'films'])('%s, a field of Query or a collection, may be invalidated as a whole', async (root) => {
    const { body } = await graphFor(7, [{ root }]).call({ callPath: ['film'] }, request)
    expect(JSON.parse(body.text)).toMatchObject({ invalidated: [[root]] })
  })

  test('null stands at the call path', async () => {
    expect(await answerOf(null)).toEqual({ jsonGraph: { film: null }, paths: [['film']] })
  })

  test('an id is believed', async () => {
    expect((await answerOf(99)).jsonGraph).toEqual({ films: { 99: { id: 99 } } })
  })

  test('an id that nobody vouched for is loaded before it is', async () => {
    expect((await answerOf(new Unchecked(99))).jsonGraph).toEqual({ films: { 99: null } })
  })

  test('nonsense is an error at the call path', async () => {
    for (const nonsense of ['x', 1.5, {}, undefined]) expect((await answerOf(nonsense)).jsonGraph.film.$type).toBe('error')
    expect((await answerOf(null, 'sure')).jsonGraph.sure.value.code).toBe('NULL_VALUE')
    expect((await answerOf('x', 'sure')).jsonGraph.sure.value.code).toBe('BAD_VALUE')
  })

  test('a change that the schema does not have is a bug, not an answer', async () => {
    for (const changed of [
      [{ root: 'nosuch' }],
      [{ type: 'Nosuch', ids: [1], fields: ['name'] }],
      [{ type: 'Film', ids: [1], fields: ['nosuch'] }],
    ]) {
      await expect(graphFor(1, changed).call({ callPath: ['film'] }, request)).rejects.toThrow(TypeError)
    }
  })

  test('an argument of a scalar with structure may be 32 levels deep and no more', async () => {
    const deep = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
    const graph = graphFor(null)
    const { jsonGraph } = JSON.parse((await graph.call({ callPath: ['shape'], arguments: [deep(31)] }, request)).body.text)
    expect(jsonGraph.shape.$type).toBe('atom')
    expect(await refusalOf(graph.call({ callPath: ['shape'], arguments: [deep(5_000)] }, request))).toMatchObject({
      code: 'DEPTH_LIMIT',
      limit: 'valueDepth',
    })
  })
})
