import Router from 'falcor-router'
import { describe, expect, test, vi } from 'vitest'
import { type DataSource, Failure, type MountSource } from '../index.ts'
import { createFilmClient, refusalOf } from '../testing/film-client.ts'
import { createFilmGraph, type FilmContext } from '../testing/films.ts'

interface Route {
  readonly route: string
  // biome-ignore lint/suspicious/noExplicitAny: what a path set holds depends on the route
  get?(pathSet: any): unknown
  set?(graph: unknown): unknown
  call?(callPath: unknown, args: readonly unknown[]): unknown
}

const createRouterClass = (routes: readonly Route[]) =>
  (Router as unknown as { createClass(routes: readonly Route[]): new () => DataSource }).createClass(routes)

const ref = (...value: unknown[]) => ({ $type: 'ref', value })
const error = (code: string, message: string) => ({ $type: 'error', value: { code, message } })
const missing = { $type: 'atom' }
const late = error('DEADLINE', 'Not answered within the deadline')
const fresh = (value: unknown) => ({ $expires: -300_000, $type: 'atom', value })
const badValue = error('BAD_VALUE', 'The value is not of the type that the schema says')

/** The film graph with a source below `shelf`. */
function shelf(source: MountSource<FilmContext>) {
  const films = createFilmGraph()
  return createFilmClient({ ...films, graph: films.graph.mount('shelf', source) })
}

/** A source that answers every get with one graph. */
const holding = (jsonGraph: object) => ({ get: vi.fn((_paths: unknown) => Promise.resolve({ jsonGraph })) })

/** A source whose answer comes by hand, as an Observable. */
function byHand() {
  const disposed = vi.fn()
  let observer: { next(value: unknown): void; error(thrown: unknown): void } | undefined
  const subscribe = (next: (value: unknown) => void, error: (thrown: unknown) => void) => {
    observer = { next, error }
    return { dispose: disposed }
  }
  const source = { get: vi.fn(() => ({ subscribe })), set: () => ({ subscribe }), call: () => ({ subscribe }) }
  const turn = async () => {
    for (let at = 0; at < 50; at++) await Promise.resolve()
  }
  return {
    source,
    disposed,
    turn,
    async answer(value: unknown) {
      await turn()
      observer?.next(value)
    },
  }
}

describe('a class of falcor-router', () => {
  const seen: unknown[] = []
  const Shelf = createRouterClass([
    {
      route: 'shelf.books[{integers:ids}].name',
      get: ({ ids }: { ids: readonly number[] }) => {
        seen.push([...ids])
        return ids.map((id) => ({ path: ['shelf', 'books', id, 'name'], value: `Book ${id}` }))
      },
    },
    { route: 'shelf.books.length', get: () => ({ path: ['shelf', 'books', 'length'], value: 3 }) },
    {
      route: 'shelf.list[{integers:at}]',
      get: ({ at }: { at: readonly number[] }) =>
        at.map((one) => ({ path: ['shelf', 'list', one], value: one === 0 ? ref('shelf', 'books', 7) : ref('films', one) })),
    },
    {
      route: 'shelf.broken',
      get: () => {
        throw new Error('the secret of the bug')
      },
    },
    { route: 'shelf.mark', get: () => [], set: () => ({ path: ['shelf', 'mark'], value: 5 }) },
    {
      route: 'shelf.add',
      call: (_path, args) => [
        { path: ['shelf', 'list', 9], value: ref('films', args[0]) },
        { path: ['shelf', 'books', 'length'], invalidated: true },
      ],
    },
    {
      route: 'shelf.fail',
      call: () => {
        throw new Error('the secret of the bug')
      },
    },
  ])

  test('answers ranges and mixed keys, in one answer with our own paths', async () => {
    const { get } = shelf(Shelf)
    seen.length = 0
    const paths = [
      ['shelf', 'books', [0, { from: 7, to: 8 }, '9', { from: 12, length: 0 }], 'name'],
      ['shelf', 'books', 'length'],
      [['shelf', 'best'], 'nosuch'],
      ['films', 1, 'year'],
    ]
    const before = structuredClone(paths)
    expect(await get(paths)).toEqual({
      jsonGraph: {
        best: ref('films', 1),
        films: { 1: { nosuch: missing, year: fresh(1981) } },
        shelf: {
          books: { 0: { name: 'Book 0' }, 7: { name: 'Book 7' }, 8: { name: 'Book 8' }, 9: { name: 'Book 9' }, length: 3 },
          nosuch: missing,
        },
      },
      paths: [
        ['films', 1, 'year'],
        ['shelf', 'books', [0, { from: 7, to: 9 }], 'name'],
        ['shelf', 'books', 'length'],
        [['best', 'shelf'], 'nosuch'],
      ].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    })
    expect(seen).toEqual([[7, 8, 9, 0]])
    expect(paths).toEqual(before)
  })

  test('leads within itself and on into our graph, where all that is led to is loaded at once', async () => {
    const { get, calls } = shelf(Shelf)
    const { jsonGraph } = await get([
      ['shelf', 'list', { to: 2 }, ['name', 'director'], 'name'],
      ['films', 3, 'name'],
    ])
    expect(jsonGraph).toEqual({
      films: {
        1: { director: { $expires: -300_000, ...ref('people', 'p1') }, name: fresh('Film 1') },
        2: { director: { $expires: -300_000, ...ref('people', 'p2') }, name: fresh('Film 2') },
        3: { name: fresh('Film 3') },
      },
      people: { p1: { name: 'Person p1' }, p2: { name: 'Person p2' } },
      shelf: {
        books: { 7: { name: 'Book 7', director: { name: missing } } },
        list: { 0: ref('shelf', 'books', 7), 1: ref('films', 1), 2: ref('films', 2) },
      },
    })
    expect(calls.filter((call) => call.startsWith('Film.load '))).toEqual(['Film.load 3,1,2 director,name'])
  })

  test('hides what a route throws, and shows it in development', async () => {
    const { get } = shelf(Shelf)
    const ask = async (showBugs: boolean) => (await get([['shelf', 'broken']], { showBugs })).jsonGraph
    expect(await ask(false)).toEqual({ shelf: { broken: error('INTERNAL', 'Something went wrong') } })
    expect(await ask(true)).toEqual({ shelf: { broken: error('INTERNAL', 'the secret of the bug') } })
  })

  test('sets', async () => {
    const { set } = shelf(Shelf)
    expect(await set({ jsonGraph: { shelf: { mark: 4 } }, paths: [['shelf', 'mark']] })).toEqual({
      jsonGraph: { shelf: { mark: 5 } },
      paths: [['shelf', 'mark']],
    })
  })

  test('is called, and what its answer leads to is followed', async () => {
    const { call } = shelf(Shelf)
    expect(await call(['shelf', 'add'], [2], { pathSuffixes: [['name']], thisPaths: [['books', 'length']] })).toEqual({
      jsonGraph: { films: { 2: { name: fresh('Film 2') } }, shelf: { books: { length: 3 }, list: { 9: ref('films', 2) } } },
      paths: [
        ['shelf', 'books', 'length'],
        ['shelf', 'list', 9, 'name'],
      ],
      invalidated: [['shelf', 'books', 'length']],
    })
  })

  test('that throws when called is an error at the call path', async () => {
    const { call } = shelf(Shelf)
    expect(await call(['shelf', 'fail'], [])).toEqual({
      jsonGraph: { shelf: { fail: error('INTERNAL', 'Something went wrong') } },
      paths: [['shelf', 'fail']],
    })
  })

  test('is made anew for each operation, a function is given the personal context', async () => {
    const made = vi.fn()
    class Counted extends Shelf {
      constructor() {
        super()
        made()
      }
    }
    const { get } = shelf(Counted)
    await get([['shelf', 'books', 'length']])
    await get([['shelf', 'books', 'length']])
    expect(made).toHaveBeenCalledTimes(2)
    const personal = vi.fn(() => new Shelf())
    const client = shelf(personal)
    expect((await client.get([['shelf', 'books', 'length']])).jsonGraph).toEqual({ shelf: { books: { length: 3 } } })
    expect(personal).toHaveBeenCalledExactlyOnceWith({ viewer: 7 })
  })
})

describe('what a source answers is taken apart', () => {
  const asked = ['shelf', ['a', 'b', 'c'], 'x']
  const cases: { name: string; shelf: unknown; expected: unknown }[] = [
    { name: 'values and keys that nobody asked for are left out', shelf: { a: { x: 1, y: 2 }, d: 3 }, expected: { a: { x: 1 } } },
    { name: 'an atom without a value is missing', shelf: { a: { x: { $type: 'atom' } } }, expected: { a: { x: missing } } },
    { name: 'undefined is missing', shelf: { a: { x: undefined }, b: undefined }, expected: {} },
    { name: 'a short answer answers for all below', shelf: { a: null, b: false }, expected: { a: null, b: false } },
    { name: 'an object is no value', shelf: { a: { x: { y: 1 } } }, expected: { a: { x: badValue } } },
    { name: 'an array is no value', shelf: { a: [1], b: { x: [1] } }, expected: { a: badValue, b: { x: badValue } } },
    {
      name: 'NaN, functions and symbols are no values',
      shelf: { a: { x: Number.NaN }, b: { x: () => 1 }, c: { x: Symbol('x') } },
      expected: { a: { x: badValue }, b: { x: badValue }, c: { x: badValue } },
    },
    { name: 'a sentinel of another type is none', shelf: { a: { x: { $type: 'leaf', value: 1 } } }, expected: { a: { x: badValue } } },
    {
      name: 'an atom keeps its value and life, no more',
      shelf: { a: { x: { $type: 'atom', value: [1, { z: 2 }], $expires: -5, $size: 1, $x: 1 } } },
      expected: { a: { x: { $type: 'atom', value: [1, { z: 2 }], $expires: -5 } } },
    },
    { name: 'a reference is kept where the path ends', shelf: { a: { x: ref('films', 1) } }, expected: { a: { x: ref('films', 1) } } },
    {
      name: 'a reference that cannot be read has expired never',
      shelf: { a: { x: { ...ref('films', 1), $expires: 0 } } },
      expected: { a: { x: ref('films', 1) } },
    },
    {
      name: 'a reference through reserved keys is broken',
      shelf: { a: ref('__proto__', 'x'), b: ref('films', '$type'), c: ref() },
      expected: { a: badValue, b: badValue, c: badValue },
    },
    {
      name: 'a reference of key sets, holes or endless keys is broken',
      shelf: { a: ref('films', [1]), b: ref('films', 'k'.repeat(300)), c: ref(...Array(20).fill('k')) },
      expected: { a: badValue, b: badValue, c: badValue },
    },
    {
      name: 'an error with a code is meant for devices',
      shelf: { a: { $type: 'error', value: { code: 'SOLD_OUT', message: 'No more', stack: 'x' } } },
      expected: { a: error('SOLD_OUT', 'No more') },
    },
    {
      name: 'an error without a code is a bug',
      shelf: { a: { $type: 'error', value: { message: 'secret' } }, b: { $type: 'error', value: 'secret' } },
      expected: { a: error('INTERNAL', 'Something went wrong'), b: error('INTERNAL', 'Something went wrong') },
    },
    { name: 'what is inherited is not there', shelf: Object.create({ a: { x: 1 } }), expected: {} },
  ]
  test.each(cases)('$name', async ({ shelf: graph, expected }) => {
    const { get } = shelf(holding({ shelf: graph, films: { 1: { name: 'Forged' } }, isAdmin: true }))
    const { jsonGraph } = await get([asked, ['films', 1, 'name']])
    const absent = { a: { x: missing }, b: { x: missing }, c: { x: missing } }
    expect(jsonGraph).toEqual({ films: { 1: { name: fresh('Film 1') } }, shelf: { ...absent, ...(expected as object) } })
  })

  test('a prototype in an answer changes nothing', async () => {
    const graph = JSON.parse('{"shelf":{"__proto__":{"x":1},"a":{"x":{"$type":"atom","value":{"__proto__":{"evil":1},"good":2}}}}}')
    const { jsonGraph } = await shelf(holding(graph)).get([['shelf', ['a', 'toString', 'then'], 'x']])
    expect(JSON.stringify(jsonGraph)).toBe(
      '{"shelf":{"a":{"x":{"$type":"atom","value":{"good":2}}},"then":{"x":{"$type":"atom"}},"toString":{"x":{"$type":"atom"}}}}',
    )
    expect(({} as Record<string, unknown>).evil).toBeUndefined()
  })

  test('keys stand in the one order', async () => {
    const { graphOf } = shelf(holding({ shelf: { b: 1, 10: 2, 9: 3, B: 4 } }))
    expect(await graphOf(['shelf', ['b', 9, 'B', 10]])).toBe('{"shelf":{"9":3,"10":2,"B":4,"b":1}}')
  })

  test('a path that asks an object for its value and one that goes on: the error answers both', async () => {
    const { get } = shelf(holding({ shelf: { a: { x: 1 } } }))
    expect((await get([asked, ['shelf', 'a']])).jsonGraph.shelf.a).toEqual(badValue)
  })

  const broken: { name: string; answer: unknown; code: string }[] = [
    { name: 'no envelope', answer: 7, code: 'BAD_ANSWER' },
    { name: 'nothing', answer: undefined, code: 'BAD_ANSWER' },
    { name: 'a graph that is none', answer: { jsonGraph: 'x' }, code: 'BAD_ANSWER' },
    { name: 'a leaf at the key itself', answer: { jsonGraph: { shelf: ref('films', 1) } }, code: 'BAD_VALUE' },
    {
      name: 'a getter that throws',
      answer: {
        jsonGraph: {
          get shelf() {
            throw new Error('secret')
          },
        },
      },
      code: 'INTERNAL',
    },
    { name: 'a circle', answer: { jsonGraph: { shelf: { a: { $type: 'atom', value: circle() }, b: 1, c: 1 } } }, code: 'INTERNAL' },
  ]
  test.each(broken)('$name is an error at exactly the asked paths, the rest is whole', async ({ answer, code }) => {
    const { get } = shelf({ get: async () => answer })
    const { jsonGraph } = await get([
      ['shelf', ['a', 'b'], 'x'],
      ['best', 'name'],
    ])
    expect(jsonGraph.films).toEqual({ 1: { name: fresh('Film 1') } })
    expect(jsonGraph.shelf.a.x).toMatchObject({ $type: 'error', value: { code } })
  })
})

function circle(): unknown {
  const one: { self?: unknown } = {}
  one.self = one
  return one
}

describe('references', () => {
  const loop = error('REF_LOOP', 'The references on the way lead on and on')

  test('in a circle are an error at that path, siblings are fine', async () => {
    const { get } = shelf(
      holding({ shelf: { self: ref('shelf', 'self'), to: ref('shelf', 'fro'), fro: ref('shelf', 'to'), fine: { x: 1 } } }),
    )
    expect((await get([['shelf', ['self', 'to', 'fine'], 'x']])).jsonGraph).toEqual({
      shelf: { fine: { x: 1 }, fro: ref('shelf', 'to'), self: loop, to: loop },
    })
  })

  test('lead over 8 others, not over 9', async () => {
    const chain = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`k${at}`, ref('shelf', at === 8 ? 'end' : `k${at + 1}`)]))
    const { get } = shelf(holding({ shelf: { ...chain, end: { x: 1 } } }))
    expect((await get([['shelf', 'k1', 'x']])).jsonGraph.shelf.end).toEqual({ x: 1 })
    const { jsonGraph } = await get([['shelf', 'k0', 'x']])
    expect([jsonGraph.shelf.k8, jsonGraph.shelf.end]).toEqual([loop, undefined])
  })

  test('lead from one mount into another, and in a circle through both to an error', async () => {
    const films = createFilmGraph()
    const left = holding({ left: { a: ref('right', 'b'), round: ref('right', 'round') } })
    const right = holding({ right: { b: ref('films', 2), round: ref('left', 'round') } })
    const { get } = createFilmClient({ ...films, graph: films.graph.mount('left', left).mount('right', right) })
    expect((await get([['left', 'a', 'name']])).jsonGraph).toEqual({
      films: { 2: { name: fresh('Film 2') } },
      left: { a: ref('right', 'b') },
      right: { b: ref('films', 2) },
    })
    expect(right.get).toHaveBeenCalledExactlyOnceWith([['right', 'b', 'name']])
    left.get.mockClear()
    const { jsonGraph } = await get([['left', ['round', 'a'], 'name']])
    expect(jsonGraph.left).toEqual({ a: ref('right', 'b'), round: loop })
    expect(left.get).toHaveBeenCalledTimes(5)
  })

  test('into our graph obey its rules: what a path may not end on is an error where the reference stands', async () => {
    const { get } = shelf(
      holding({ shelf: { branch: ref('films'), nowhere: ref('nosuch'), film: ref('films', 1), gone: ref('films', 99) } }),
    )
    const { jsonGraph } = await get([
      ['shelf', 'branch', 7],
      ['shelf', ['nowhere', 'film', 'gone'], 'name'],
    ])
    expect(jsonGraph).toMatchObject({
      films: { 1: { name: fresh('Film 1') } },
      nosuch: missing,
      shelf: { branch: { $type: 'error', value: { code: 'PATH_INCOMPLETE' } }, film: ref('films', 1), nowhere: ref('nosuch') },
    })
  })
})

describe('the deadline', () => {
  const deadline = () => {
    const controller = new AbortController()
    return { signal: controller.signal, pass: (reason: unknown = 'deadline') => controller.abort(reason) }
  }

  test('is an error at exactly the asked paths; what came is answered, and the subscription is let go', async () => {
    const { source, disposed, turn } = byHand()
    const { get } = shelf(source)
    const { signal, pass } = deadline()
    const answer = get(
      [
        ['shelf', ['a', 'b'], { to: 1 }],
        ['best', 'name'],
      ],
      { signal },
    )
    await turn()
    pass()
    expect((await answer).jsonGraph).toEqual({
      best: ref('films', 1),
      films: { 1: { name: fresh('Film 1') } },
      shelf: { a: { 0: late, 1: late }, b: { 0: late, 1: late } },
    })
    expect(disposed).toHaveBeenCalledTimes(1)
  })

  test('that has passed asks nobody', async () => {
    const { source } = byHand()
    const { signal, pass } = deadline()
    pass()
    expect((await shelf(source).get([['shelf', 'a']], { signal })).jsonGraph).toEqual({ shelf: { a: late } })
    expect(source.get).not.toHaveBeenCalled()
  })

  test('leaves what a source led to where it is', async () => {
    const { source, answer, disposed, turn } = byHand()
    const { get } = shelf(source)
    const { signal, pass } = deadline()
    const answered = get([['shelf', 'a', 'name']], { signal })
    await answer({ jsonGraph: { shelf: { a: ref('films', 1) } } })
    await turn()
    pass()
    expect((await answered).jsonGraph).toEqual({ films: { 1: { name: fresh('Film 1') } }, shelf: { a: ref('films', 1) } })
    expect(disposed).not.toHaveBeenCalled()
  })

  test('of a set and of a call is an error too', async () => {
    const { source, turn } = byHand()
    const { set, call } = shelf(source)
    const ask = async (answer: Promise<unknown>, pass: () => void) => {
      await turn()
      pass()
      return answer
    }
    const one = deadline()
    const other = deadline()
    const envelope = { jsonGraph: { shelf: { a: 1 } }, paths: [['shelf', 'a']] }
    expect(await ask(set(envelope, { signal: one.signal }), one.pass)).toMatchObject({ jsonGraph: { shelf: { a: late } } })
    expect(await ask(call(['shelf', 'f'], [], {}, { signal: other.signal }), other.pass)).toEqual({
      jsonGraph: { shelf: { f: late } },
      paths: [['shelf', 'f']],
    })
  })

  test('a device that goes away ends the subscription, and there is no answer', async () => {
    const { source, disposed, turn } = byHand()
    const { signal, pass } = deadline()
    const answer = shelf(source).get([['shelf', 'a']], { signal })
    await turn()
    pass(new Error('gone'))
    await expect(answer).rejects.toThrow('gone')
    expect(disposed).toHaveBeenCalledTimes(1)
  })
})

describe('a source that fails', () => {
  const failing: { name: string; source: MountSource<FilmContext>; value: object }[] = [
    {
      name: 'rejects',
      source: { get: () => Promise.reject(new Error('secret')) },
      value: { code: 'INTERNAL', message: 'Something went wrong' },
    },
    {
      name: 'throws at once',
      source: {
        get: () => {
          throw new Error('secret')
        },
      },
      value: { code: 'INTERNAL', message: 'Something went wrong' },
    },
    {
      name: 'cannot be made',
      source: () => {
        throw new Error('secret')
      },
      value: { code: 'INTERNAL', message: 'Something went wrong' },
    },
    {
      name: 'throws a failure',
      source: { get: () => Promise.reject(new Failure('SOLD_OUT', 'No more')) },
      value: { code: 'SOLD_OUT', message: 'No more' },
    },
    {
      name: 'completes without an answer',
      source: { get: () => ({ subscribe: (_next: unknown, _error: unknown, done: () => void) => done() }) },
      value: { code: 'BAD_ANSWER' },
    },
    {
      name: 'fails by its Observable',
      source: { get: () => ({ subscribe: (_next: unknown, error: (thrown: unknown) => void) => error({ $type: 'error' }) }) },
      value: { code: 'INTERNAL', message: 'Something went wrong' },
    },
  ]
  test.each(failing)('that $name leaves the rest whole', async ({ source, value }) => {
    const films = createFilmGraph()
    const graph = films.graph.mount('shelf', source).mount('other', holding({ other: { x: 1 } }))
    const { get } = createFilmClient({ ...films, graph })
    expect(
      (
        await get([
          [['shelf', 'other'], 'x'],
          ['films', 1, 'name'],
        ])
      ).jsonGraph,
    ).toEqual({
      films: { 1: { name: fresh('Film 1') } },
      other: { x: 1 },
      shelf: { x: { $type: 'error', value: expect.objectContaining(value) } },
    })
  })

  test('is not asked for what it has no method for', async () => {
    const { set, call } = shelf(holding({}))
    expect((await set({ jsonGraph: { shelf: { a: 1 } }, paths: [['shelf', 'a']] })).jsonGraph.shelf.a.value.code).toBe('NOT_SETTABLE')
    expect((await call(['shelf', 'f'])).jsonGraph.shelf.f.value.code).toBe('FUNCTION_UNKNOWN')
  })
})

describe('what a source is asked', () => {
  const spy = () => ({ get: vi.fn(), set: vi.fn(), call: vi.fn() })

  const hostile: { name: string; ask: (client: ReturnType<typeof shelf>) => Promise<unknown>; code: string }[] = [
    { name: 'a reserved key', ask: ({ get }) => get([['shelf', '__proto__', 'x']]), code: 'RESERVED_KEY' },
    { name: 'a reserved key among others', ask: ({ get }) => get([['shelf', ['a', 'constructor'], 'x']]), code: 'RESERVED_KEY' },
    { name: 'a reserved key beside our own root', ask: ({ get }) => get([[['shelf', 'film'], 'prototype']]), code: 'RESERVED_KEY' },
    { name: 'metadata', ask: ({ get }) => get([['shelf', '$type']]), code: 'RESERVED_KEY' },
    {
      name: 'a reserved key after an empty range',
      ask: ({ get }) => get([['shelf', { from: 1, to: 0 }, '__proto__']]),
      code: 'RESERVED_KEY',
    },
    { name: 'null', ask: ({ get }) => get([['shelf', null]]), code: 'BAD_PATH' },
    { name: 'the mount itself', ask: ({ get }) => get([['shelf']]), code: 'PATH_INCOMPLETE' },
    { name: 'a wide range', ask: ({ get }) => get([['shelf', { to: 1e9 }]]), code: 'PATH_LIMIT' },
    { name: 'a million paths', ask: ({ get }) => get([['shelf', { to: 99 }, { to: 99 }, { to: 99 }]]), code: 'PATH_LIMIT' },
    { name: 'a deep path', ask: ({ get }) => get([['shelf', ...Array(16).fill('a')]]), code: 'PATH_LIMIT' },
    { name: 'a long key', ask: ({ get }) => get([['shelf', 'k'.repeat(257)]]), code: 'KEY_LIMIT' },
    {
      name: 'our own mistake beside it',
      ask: ({ get }) =>
        get([
          ['shelf', 'a'],
          ['films', 1],
        ]),
      code: 'PATH_INCOMPLETE',
    },
    {
      name: 'a value that is not there',
      ask: ({ set }) => set({ jsonGraph: { shelf: {} }, paths: [['shelf', 'a']] }),
      code: 'BAD_ENVELOPE',
    },
    {
      name: 'a prototype to be set',
      ask: ({ set }) => set(JSON.parse('{"jsonGraph":{"shelf":{"a":{"__proto__":1}}},"paths":[["shelf","a"]]}')),
      code: 'RESERVED_KEY',
    },
    {
      name: 'a set beside one that is refused',
      ask: ({ set }) =>
        set({
          jsonGraph: { shelf: { a: 1 }, films: { 1: { name: 'x' } } },
          paths: [
            ['shelf', 'a'],
            ['films', 1, 'name'],
          ],
        }),
      code: 'NOT_SETTABLE',
    },
    { name: 'a call of the mount itself', ask: ({ call }) => call(['shelf']), code: 'FUNCTION_UNKNOWN' },
    { name: 'a call by a reserved key', ask: ({ call }) => call(['shelf', '__proto__']), code: 'RESERVED_KEY' },
    { name: 'a call of several', ask: ({ call }) => call(['shelf', ['a', 'b']]), code: 'BAD_PATH' },
    { name: 'a call with 101 arguments', ask: ({ call }) => call(['shelf', 'f'], Array(101).fill(1)), code: 'BAD_ARGUMENT' },
    { name: 'a call with a prototype', ask: ({ call }) => call(['shelf', 'f'], JSON.parse('[{"__proto__":{}}]')), code: 'RESERVED_KEY' },
    {
      name: 'endless suffixes',
      ask: ({ call }) => call(['shelf', 'f'], [], { pathSuffixes: [[{ to: 499 }, { to: 499 }]] }),
      code: 'PATH_LIMIT',
    },
    { name: 'reserved suffixes', ask: ({ call }) => call(['shelf', 'f'], [], { thisPaths: [['constructor']] }), code: 'RESERVED_KEY' },
  ]
  test.each(hostile)('is never $name', async ({ ask, code }) => {
    const source = spy()
    expect(await refusalOf(ask(shelf(source)))).toMatchObject({ code })
    for (const method of Object.values(source)) expect(method).not.toHaveBeenCalled()
  })

  test('names the path set that is refused by its place', async () => {
    const { get } = shelf(spy())
    expect(
      await refusalOf(
        get([
          ['shelf', 'a'],
          ['films', 1],
        ]),
      ),
    ).toMatchObject({ position: [1] })
    expect(
      await refusalOf(
        get([
          ['best', 'name'],
          ['shelf', '$x'],
        ]),
      ),
    ).toMatchObject({ position: [1, 1] })
  })

  test('is nothing where nothing is asked', async () => {
    const source = spy()
    expect(
      await shelf(source).get([
        ['shelf', []],
        ['shelf', { from: 2, to: 1 }, 'x'],
      ]),
    ).toEqual({ jsonGraph: {}, paths: [] })
    expect(source.get).not.toHaveBeenCalled()
  })

  test('are values and references of a set without the metadata, as bare values', async () => {
    const set = vi.fn(async () => ({
      jsonGraph: { shelf: { a: 1, b: { x: 2 }, c: ref('films', 1) } },
      invalidated: [
        ['shelf', 'd'],
        ['films', 1, 'name'],
      ],
    }))
    const client = shelf({ get: vi.fn(), set })
    const graph = { a: { $type: 'atom', value: 1, $expires: 0, $timestamp: 9 }, b: ref('shelf', 'e'), e: { x: 2 }, c: { stars: [3] } }
    const jsonGraph = { shelf: { ...graph, c: { stars: { $type: 'atom', value: [3] } } } }
    const answer = await client.set({
      jsonGraph,
      paths: [
        ['shelf', 'a'],
        ['shelf', 'b', 'x'],
        ['shelf', 'c', 'stars'],
      ],
    })
    expect(set).toHaveBeenCalledExactlyOnceWith({
      jsonGraph: { shelf: { a: 1, b: { x: 2 }, c: { stars: { $type: 'atom', value: [3] } } } },
      paths: [
        ['shelf', 'a'],
        ['shelf', 'b', 'x'],
        ['shelf', 'c', 'stars'],
      ],
    })
    expect(answer).toMatchObject({
      jsonGraph: { shelf: { a: 1, b: { x: 2 }, c: { $type: 'error', value: { code: 'NOT_SETTABLE' } } } },
      invalidated: [['shelf', 'd']],
    })
  })

  test('goes beside a set of our own', async () => {
    const set = vi.fn(async () => ({ jsonGraph: { shelf: { a: 1 } } }))
    const client = shelf({ get: vi.fn(), set })
    const jsonGraph = { films: { 2: { stars: 4 } }, shelf: { a: 1 } }
    const answer = await client.set({
      jsonGraph,
      paths: [
        ['films', 2, 'stars'],
        ['shelf', 'a'],
      ],
    })
    expect(answer.jsonGraph).toEqual(jsonGraph)
    expect(client.stars.get(2)).toBe(4)
  })

  test('of a call are its path, arguments, suffixes and paths as the source understands them', async () => {
    const call = vi.fn(async () => ({ jsonGraph: {}, paths: [] }))
    const client = shelf({ get: vi.fn(), call })
    const answer = await client.call(['shelf', 'lists', '7', 'add'], [1, { a: 2 }], {
      pathSuffixes: [['name']],
      thisPaths: [[{ from: 0, length: 3 }]],
    })
    expect(call).toHaveBeenCalledExactlyOnceWith(['shelf', 'lists', 7, 'add'], [1, { a: 2 }], [['name']], [[{ from: 0, to: 2 }]])
    expect(answer).toEqual({ jsonGraph: {}, paths: [] })
  })
})

test('a call answers below its key only, and within our limits', async () => {
  const answers: unknown[] = [
    {
      jsonGraph: { shelf: { a: 1 }, films: { 1: { name: 'Forged' } } },
      paths: [
        ['shelf', 'a'],
        ['films', 1, 'name'],
      ],
      invalidated: [['home']],
    },
    { jsonGraph: { shelf: { a: 1 } }, paths: [['shelf', { to: 1e9 }]] },
    { jsonGraph: { shelf: { a: 1 } } },
  ]
  const { call } = shelf({ get: vi.fn(), call: async () => answers.shift() })
  expect(await call(['shelf', 'f'])).toEqual({ jsonGraph: { shelf: { a: 1 } }, paths: [['shelf', 'a']] })
  for (let at = 0; at < 2; at++) expect((await call(['shelf', 'f'])).jsonGraph.shelf.f.value.code).toBe('BAD_ANSWER')
})

test('a call of our own may ask for what is below a mount', async () => {
  const { call } = shelf(holding({ shelf: { a: ref('films', 3), b: 1 } }))
  const thisPaths = [
    ['shelf', 'a', 'name'],
    ['shelf', 'b'],
    ['best', 'name'],
  ]
  expect(await call(['rate'], [2, 5], { thisPaths })).toMatchObject({
    jsonGraph: {
      films: { 1: { name: fresh('Film 1') }, 2: { id: fresh(2) }, 3: { name: fresh('Film 3') } },
      shelf: { a: ref('films', 3), b: 1 },
    },
    paths: [
      ['best', 'name'],
      ['films', 2, 'id'],
      ['shelf', 'a', 'name'],
      ['shelf', 'b'],
    ],
  })
})

test('an answer with a part of a mount is kept by nobody', async () => {
  const films = createFilmGraph()
  const graph = films.graph.mount('shelf', holding({ shelf: { a: 1 } }))
  expect(
    (
      await graph.get(
        [
          ['shelf', 'a'],
          ['films', 1, 'name'],
        ],
        films.request(),
      )
    ).cache,
  ).toEqual({ scope: 'PRIVATE', maxAge: 0 })
  expect((await graph.get([['films', 1, 'name']], films.request())).cache.maxAge).toBeGreaterThan(0)
})

test('GraphQL knows nothing of it, nor does the graph that it was mounted on', async () => {
  const films = createFilmGraph()
  const source = holding({ shelf: { a: 1 } })
  const mounted = createFilmClient({ ...films, graph: films.graph.mount('shelf', source) })
  expect(await mounted.query('{ best { name } }')).toEqual({ data: { best: { name: 'Film 1' } } })
  await expect(mounted.query('{ shelf }')).rejects.toThrow('Cannot query field')
  expect((await createFilmClient(films).get([['shelf', 'a']])).jsonGraph).toEqual({ shelf: missing })
  expect(source.get).not.toHaveBeenCalled()
})

test.each([
  { name: 'a field of Query', key: 'best' },
  { name: 'a collection', key: 'films' },
  { name: 'a mutation', key: 'rate' },
  { name: 'another mount', key: 'shelf' },
  { name: 'a reserved key', key: '__proto__' },
  { name: 'a reserved key', key: '__typename' },
  { name: 'metadata', key: '$type' },
  { name: 'an index', key: '7' },
])('the key of $name does not mount: $key', ({ key }) => {
  const { graph } = createFilmGraph()
  expect(() => graph.mount('shelf', holding({})).mount(key, holding({}))).toThrow(expect.objectContaining({ name: 'SchemaError' }))
})

test('what is no source does not mount', () => {
  expect(() => createFilmGraph().graph.mount('shelf', {} as DataSource)).toThrow('need a data source')
})
