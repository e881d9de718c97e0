import { parse } from 'graphql/language'
import { describe, expect, test } from 'vitest'
import { Columns, Failure } from './index.ts'
import { createHeldGraph, type HeldGraph } from './testing/held-graph.ts'

/** Answers every call as it comes until nothing is left to answer. */
async function answerAll(held: HeldGraph): Promise<void> {
  await held.turn()
  for (let at = 0; at < held.calls.length; at++) await held.honest(held.names[at] as string)
}

const get = async (held: HeldGraph, paths: unknown, signal?: AbortSignal) =>
  JSON.parse((await held.graph.get(paths, held.request({ signal }))).body.text).jsonGraph

describe('one call per type and turn', () => {
  test('a page is one call per type and level, whatever the paths are split into', async () => {
    const held = createHeldGraph()
    const answer = get(held, [
      ['rows', ['a', 'b'], 'films', { to: 2 }, 'name'],
      ['row', 'a', 'films', { to: 1 }, 'director', 'name'],
      ['rows', 'b', 'heading'],
    ])
    await answerAll(held)
    // A row that a resolver named needs no proof, one that a device named does: so `a` is loaded with `b`, in one call.
    expect(held.names).toEqual([
      'Row.load a,b heading',
      'Row.films a:0+3 b:0+3',
      'Film.load 1,2,3,4,5 director,name',
      'Person.load p1 name',
    ])
    expect((await answer).rows.a.films[2].value).toEqual(['films', 3])
  })

  test('a GraphQL document with aliases and GraphQL fragments makes the same calls', async () => {
    const held = createHeldGraph()
    const document = parse(`
      { a: row(id: "a") { ...Films } b: row(id: "b") { heading ...Films } }
      fragment Films on Row { films(limit: 3) { name again: name } }
    `)
    const answer = held.graph.execute({ document }, held.request())
    await answerAll(held)
    expect(held.names).toEqual(['Row.load b heading', 'Row.films a:0+3 b:0+3', 'Film.load 1,2,3,4,5 name'])
    expect((await answer).result).toMatchObject({ data: { a: { films: [{ name: 'Film 1', again: 'Film 1' }, {}, {}] } } })
  })

  test('plain and personal fields are two calls of one turn', async () => {
    const held = createHeldGraph()
    const answer = get(held, [['films', [1, 2], ['name', 'stars']]])
    await held.turn()
    expect(held.names).toEqual(['Film.load 1,2 name', 'Film.loadPersonal 1,2 stars'])
    await answerAll(held)
    expect((await answer).films).toEqual({ 1: { name: 'Film 1', stars: 4 }, 2: { name: 'Film 2', stars: 4 } })
  })

  test('a field with arguments is one call, each pair of entity and arguments one demand', async () => {
    const held = createHeldGraph()
    const answer = get(held, [['films', [1, 2], 'poster', ['~', 300, 100]]])
    await held.turn()
    // ~ and 300 are one demand: the answer stands at both keys.
    expect(held.names).toEqual(['Film.load 1,2', 'Film.poster 1@100,2@100,1@300,2@300'])
    await answerAll(held)
    expect((await answer).films[1].poster).toEqual({ '~': '/1/300', 100: '/1/100', 300: '/1/300' })
  })
})

describe('identity over the whole request', () => {
  test('a film wanted by several rows and lists is loaded once', async () => {
    const held = createHeldGraph()
    const answer = get(held, [
      ['rows', ['a', 'b'], 'films', { to: 2 }, 'name'],
      ['promoted', 'name'],
      ['films', 3, 'name'],
    ])
    await answerAll(held)
    const loaded = held.names.filter((name) => name.startsWith('Film.load')).flatMap((name) => name.split(' ')[1]?.split(','))
    expect(loaded.toSorted()).toEqual(['1', '2', '3', '4', '5'])
    expect((await answer).films[3]).toEqual({ name: 'Film 3' })
  })

  test('a film that is reached again later, for nothing new, is not loaded again', async () => {
    const held = createHeldGraph()
    const answer = get(held, [
      ['films', [1, 2], 'name'],
      ['films', 1, 'next', 'name'],
      ['films', 1, 'next', 'next', 'name'],
    ])
    await answerAll(held)
    expect(held.names).toEqual(['Film.load 1,2 name,next', 'Film.load 3 name'])
    expect((await answer).films[3]).toEqual({ name: 'Film 3' })
  })

  test('a film that is reached again for more is asked for just that', async () => {
    const held = createHeldGraph()
    const answer = get(held, [
      ['films', [1, 2], 'name'],
      ['slow', 'name'],
      ['films', 1, 'next', 'year'],
    ])
    await held.turn()
    await held.honest(held.names.find((name) => name.startsWith('Film.load')) as string)
    expect(held.names.at(-1)).toBe('Film.load 2 year')
    await answerAll(held)
    expect((await answer).films[2]).toEqual({ name: 'Film 2', year: 1982 })
  })

  test('a film that is wanted while it is on its way is waited for', async () => {
    const held = createHeldGraph()
    const answer = get(held, [
      ['films', [3, 5], ['name', 'next']],
      ['promoted', 'next', 'year'],
    ])
    await held.turn()
    // The promoted film turns out to be film 3, whose next one is on its way already.
    expect(held.names).toEqual(['Film.load 3,5 name,next'])
    await answerAll(held)
    expect(held.names).toEqual(['Film.load 3,5 name,next', 'Film.load 4 year'])
    expect((await answer).films[4]).toEqual({ year: 1984 })
  })

  test('what was loaded beside what was wanted is not loaded again', async () => {
    const held = createHeldGraph()
    const answer = get(held, [
      ['films', 1, 'next', 'name'],
      ['films', 2, 'year'],
      ['films', 1, 'next', 'next', 'year'],
    ])
    await answerAll(held)
    // Film 2 came with `next` although only its year was wanted at first.
    expect(held.names).toEqual(['Film.load 1,2 next,year', 'Film.load 2 name', 'Film.load 3 year'])
    expect((await answer).films[2]).toEqual({ name: 'Film 2', next: { $type: 'ref', value: ['films', 3] }, year: 1982 })
  })
})

describe('ranges of one list', () => {
  test('are gathered into one demand', async () => {
    const held = createHeldGraph()
    const answer = get(held, [
      ['rows', 'a', 'films', { to: 1 }, 'name'],
      ['rows', 'a', 'films', [{ from: 1, to: 2 }, 5], 'year'],
      ['rows', 'a', 'films', 'length'],
    ])
    await held.turn()
    expect(held.names).toEqual(['Row.load a ', 'Row.films a:0+3,5+1'])
    await answerAll(held)
    expect(Object.keys((await answer).rows.a.films)).toEqual(['0', '1', '2', '5', 'length'])
  })

  test('that come later ask for the rest only', async () => {
    const held = createHeldGraph()
    const answer = get(held, [
      ['rows', 'a', 'films', { to: 1 }, 'name'],
      ['row', 'a', 'films', 2, 'name'],
    ])
    await answerAll(held)
    expect(held.names.filter((name) => name.startsWith('Row.films'))).toEqual(['Row.films a:0+2', 'Row.films a:2+1'])
    expect((await answer).row.a.value).toEqual(['rows', 'a'])
  })
})

describe('chunks', () => {
  test('more ids than an origin takes are asked for in several calls at once', async () => {
    const loads: string[] = []
    const held = createHeldGraph({
      film: {
        maxBatch: 2,
        load: async (ids) => {
          loads.push(ids.join())
          return ids.map((id) => ({ name: `Film ${id}` }))
        },
      },
    })
    expect(Object.keys((await get(held, [['films', { from: 1, to: 5 }, 'name']])).films)).toEqual(['1', '2', '3', '4', '5'])
    expect(loads).toEqual(['1,2', '3,4', '5'])
  })

  test('one chunk that fails leaves the others whole', async () => {
    const held = createHeldGraph({
      film: {
        maxBatch: 2,
        load: async (ids) => {
          if (ids.includes(3)) throw new Failure('DOWN', 'No answer')
          return ids.map((id) => ({ name: `Film ${id}` }))
        },
      },
    })
    const { films } = await get(held, [['films', { from: 1, to: 5 }, 'name']])
    expect([1, 2, 3, 4, 5].map((id) => films[id].name.value?.code ?? films[id].name)).toEqual([
      'Film 1',
      'Film 2',
      'DOWN',
      'DOWN',
      'Film 5',
    ])
  })
})

describe('dataflow', () => {
  test('a fast branch does not wait for a slow one', async () => {
    const held = createHeldGraph()
    const answer = get(held, [
      ['slow', 'name'],
      ['promoted', 'next', 'director', 'name'],
    ])
    await held.turn()
    expect(held.names).toEqual(['Query.slow', 'Film.load 3 next'])
    await held.honest('Film.load 3 next')
    await held.honest('Film.load 4 director')
    await held.honest('Person.load p1 name')
    // The fast branch is at its end; the slow one begins.
    await held.honest('Query.slow')
    await held.honest('Film.load 9 name')
    expect((await answer).films).toEqual({
      3: { next: { $type: 'ref', value: ['films', 4] } },
      4: { director: { $type: 'ref', value: ['people', 'p1'] } },
      9: { name: 'Film 9' },
    })
  })

  test('a field with arguments does not wait for the load beside it', async () => {
    const held = createHeldGraph()
    const answer = get(held, [
      ['promoted', ['name', 'year']],
      ['promoted', 'poster', '~'],
    ])
    await held.turn()
    expect(held.names).toEqual(['Film.load 3 name,year', 'Film.poster 3@300'])
    await answerAll(held)
    await answer
  })

  test('resolvers that answer at once are gathered like any other', async () => {
    const loads: string[] = []
    const held = createHeldGraph({
      film: {
        load: (ids, fields) => {
          loads.push(`${ids} ${fields}`)
          return new Columns({ name: ids.map((id) => `Film ${id}`), next: ids.map((id) => Number(id) + 1) })
        },
      },
    })
    const { films } = await get(held, [
      ['films', [1, 5], 'next', 'next', 'name'],
      ['films', 3, 'name'],
    ])
    expect(loads).toEqual(['1,5,3 name,next', '2,6 next', '7 name'])
    expect(films[7]).toEqual({ name: 'Film 7' })
  })
})

describe('the deadline', () => {
  test('what has not come is an error at exactly its path, everything else is whole', async () => {
    const held = createHeldGraph()
    const controller = new AbortController()
    const answer = get(
      held,
      [
        ['films', 1, ['name', 'stars']],
        ['rows', 'a', ['heading']],
        ['promoted', 'name'],
        ['rows', 'a', 'films', { to: 1 }, 'name'],
      ],
      controller.signal,
    )
    await held.turn()
    await held.honest('Film.loadPersonal 1 stars')
    await held.honest('Row.load a heading')
    controller.abort('deadline')
    const late = { $type: 'error', value: { code: 'DEADLINE', message: 'Not answered within the deadline' } }
    expect(await answer).toEqual({
      films: { 1: { name: late, stars: 4 }, 3: { name: late } },
      promoted: { $type: 'ref', value: ['films', 3] },
      rows: { a: { films: { 0: late, 1: late }, heading: 'Row a' } },
    })
  })

  test('in GraphQL, too, and an error object of that name counts as the reason', async () => {
    const held = createHeldGraph()
    const controller = new AbortController()
    const document = parse('{ promoted { id name poster } slow { name } }')
    const answer = held.graph.execute({ document }, held.request({ signal: controller.signal }))
    await held.turn()
    await held.honest('Film.poster 3@300')
    controller.abort(Object.assign(new Error('1500 ms'), { name: 'DeadlineExceeded' }))
    const { data, errors } = (await answer).result
    expect(JSON.stringify(data)).toBe('{"promoted":{"id":3,"name":null,"poster":"/3/300"},"slow":null}')
    expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code])).toEqual([
      ['promoted.name', 'DEADLINE'],
      ['slow', 'DEADLINE'],
    ])
  })

  test('with any other reason the operation rejects with it', async () => {
    const held = createHeldGraph()
    const gone = new Error('The device went away')
    for (const operate of [
      (signal: AbortSignal) => get(held, [['films', 1, 'name']], signal),
      (signal: AbortSignal) => held.graph.execute({ document: parse('{ promoted { name } }') }, held.request({ signal })),
      (signal: AbortSignal) =>
        held.graph.set({ jsonGraph: { films: { 1: { stars: 4 } } }, paths: [['films', 1, 'stars']] }, held.request({ signal })),
      (signal: AbortSignal) => held.graph.call({ callPath: ['rate'], arguments: [1] }, held.request({ signal })),
    ]) {
      const controller = new AbortController()
      const answer = operate(controller.signal)
      await held.turn()
      controller.abort(gone)
      await expect(answer).rejects.toBe(gone)
    }
  })

  test('after it nothing more is asked for, and late answers are ignored', async () => {
    const held = createHeldGraph()
    const controller = new AbortController()
    const answer = get(
      held,
      [
        ['promoted', 'next', 'name'],
        ['slow', 'name'],
      ],
      controller.signal,
    )
    await held.turn()
    controller.abort('deadline')
    const graph = JSON.stringify(await answer)
    const made = held.names.length
    await held.honest('Film.load 3 next')
    await held.held('Query.slow').fail(new Error('too late'))
    expect(held.names).toHaveLength(made)
    expect(JSON.stringify(await answer)).toBe(graph)
  })

  test('a request that comes after its deadline asks for nothing', async () => {
    const held = createHeldGraph()
    const signal = AbortSignal.abort('deadline')
    expect((await get(held, [['films', 1, 'name']], signal)).films[1].name.value.code).toBe('DEADLINE')
    const called = await held.graph.call({ callPath: ['rate'], arguments: [1] }, held.request({ signal }))
    expect(JSON.parse(called.body.text).jsonGraph.rate.value.code).toBe('DEADLINE')
    const set = await held.graph.set(
      { jsonGraph: { films: { 1: { stars: 4 } } }, paths: [['films', 1, 'stars']] },
      held.request({ signal }),
    )
    expect(JSON.parse(set.body.text).jsonGraph.films[1].stars.value.code).toBe('DEADLINE')
    const mutation = await held.graph.execute({ document: parse('mutation { rate(film: 1) { id } }') }, held.request({ signal }))
    expect(mutation.result).toMatchObject({ data: { rate: null }, errors: [{ path: ['rate'], extensions: { code: 'DEADLINE' } }] })
    expect(held.names).toEqual([])
  })

  test('a write that hangs is an error at its path', async () => {
    const held = createHeldGraph()
    const controller = new AbortController()
    const { signal } = controller
    const called = held.graph.call({ callPath: ['rate'], arguments: [1] }, held.request({ signal }))
    const set = held.graph.set({ jsonGraph: { films: { 2: { stars: 4 } } }, paths: [['films', 2, 'stars']] }, held.request({ signal }))
    const mutation = held.graph.execute(
      { document: parse('mutation { a: rate(film: 3) { id } b: rate(film: 4) { id } }') },
      held.request({ signal }),
    )
    await held.turn()
    await held.honest('Film.load 2')
    expect(held.names).toContain('Film.set 2')
    controller.abort('deadline')
    expect(JSON.parse((await called).body.text).jsonGraph.rate.value.code).toBe('DEADLINE')
    expect(JSON.parse((await set).body.text).jsonGraph.films[2].stars.value.code).toBe('DEADLINE')
    expect((await mutation).result).toMatchObject({ data: { a: null, b: null }, errors: [{ path: ['a'] }, { path: ['b'] }] })
    expect(held.names).not.toContain('rate 4')
  })
})

describe('resolvers that misbehave', () => {
  const bug = () => {
    throw new TypeError('secret of ours')
  }
  const misdeeds: { name: string; load: (ids: readonly unknown[]) => unknown; code: string }[] = [
    { name: 'throws', load: bug, code: 'INTERNAL' },
    { name: 'rejects', load: async () => bug(), code: 'INTERNAL' },
    {
      name: 'throws a failure',
      load: () => {
        throw new Failure('DOWN', 'No answer')
      },
      code: 'DOWN',
    },
    {
      name: 'rejects with a failure',
      load: async () => {
        throw new Failure('DOWN', 'No answer')
      },
      code: 'DOWN',
    },
    { name: 'answers a failure for all', load: async () => new Failure('DOWN', 'No answer'), code: 'DOWN' },
    { name: 'answers too few', load: async () => [{ name: 'x' }], code: 'BAD_ANSWER' },
    { name: 'answers too many', load: async (ids) => [...ids, 1].map(() => ({ name: 'x' })), code: 'BAD_ANSWER' },
    { name: 'answers nothing', load: async () => undefined, code: 'BAD_ANSWER' },
    { name: 'answers text', load: async () => 'ab', code: 'BAD_ANSWER' },
    { name: 'answers holes', load: async (ids) => ids.map(() => undefined), code: 'BAD_ANSWER' },
    { name: 'answers numbers', load: async (ids) => ids.map(() => 7), code: 'BAD_ANSWER' },
    { name: 'answers arrays', load: async (ids) => ids.map(() => ['x']), code: 'BAD_ANSWER' },
    { name: 'answers columns of another length', load: async () => new Columns({ name: ['x'] }), code: 'BAD_ANSWER' },
    { name: 'answers columns that are none', load: async () => new Columns({ name: null as never }), code: 'BAD_ANSWER' },
    { name: 'answers values of another type', load: async (ids) => ids.map(() => ({ name: { x: 1 } })), code: 'BAD_VALUE' },
  ]

  test.each(misdeeds)('a load that $name: an error exactly there', async ({ load, code }) => {
    const held = createHeldGraph({ film: { load: load as never, loadPersonal: (ids) => ids.map(() => ({ stars: 4 })) } })
    const json = JSON.stringify(
      await get(held, [
        ['films', [1, 2], ['name', 'stars']],
        ['row', 'a'],
      ]),
    )
    const graph = JSON.parse(json)
    expect([1, 2].map((id) => [graph.films[id].name.value.code, graph.films[id].stars])).toEqual([
      [code, 4],
      [code, 4],
    ])
    expect(graph.row.a).toEqual({ $type: 'ref', value: ['rows', 'a'] })
    expect(json).not.toContain('secret')
  })

  const nonsense: { name: string; poster: (demands: readonly unknown[]) => unknown; code: string }[] = [
    { name: 'throws', poster: bug, code: 'INTERNAL' },
    { name: 'rejects', poster: async () => bug(), code: 'INTERNAL' },
    { name: 'answers too few', poster: () => ['x'], code: 'BAD_ANSWER' },
    { name: 'answers nothing', poster: () => undefined, code: 'BAD_ANSWER' },
    { name: 'answers values of another type', poster: (demands) => demands.map(() => ['x']), code: 'BAD_VALUE' },
  ]

  test.each(nonsense)('a function that $name: an error exactly there', async ({ poster, code }) => {
    const held = createHeldGraph({
      film: { load: (ids) => ids.map((id) => ({ name: `Film ${id}` })), fields: { poster: poster as never } },
    })
    const { films } = await get(held, [
      ['films', [1, 2], 'poster', '~'],
      ['films', [1, 2], 'name'],
    ])
    expect([1, 2].map((id) => [films[id].poster['~'].value.code, films[id].name])).toEqual([
      [code, 'Film 1'],
      [code, 'Film 2'],
    ])
  })

  const lists: { name: string; list: unknown; codes: readonly unknown[] }[] = [
    { name: 'no list', list: null, codes: ['BAD_ANSWER', 'BAD_ANSWER', 'BAD_ANSWER'] },
    { name: 'a plain array', list: [1, 2], codes: ['BAD_ANSWER', 'BAD_ANSWER', 'BAD_ANSWER'] },
    { name: 'a length below 0', list: { length: -1, slices: [] }, codes: ['BAD_ANSWER', 'BAD_ANSWER', 'BAD_ANSWER'] },
    { name: 'slices that are none', list: { length: 2, slices: [null] }, codes: ['BAD_ANSWER', 'BAD_ANSWER', 'BAD_ANSWER'] },
    { name: 'slices without values', list: { length: 2, slices: [{ offset: 0 }] }, codes: ['BAD_ANSWER', 'BAD_ANSWER', 'BAD_ANSWER'] },
    {
      name: 'fewer values than it is long',
      list: { length: 2, slices: [{ offset: 0, values: [1] }] },
      codes: ['films,1', 'BAD_ANSWER', 2],
    },
    { name: 'a value that is no id', list: { length: 2, slices: [{ offset: 0, values: [1, 'x'] }] }, codes: ['films,1', 'BAD_VALUE', 2] },
    {
      name: 'a failure among ids',
      list: { length: 2, slices: [{ offset: 0, values: [1, new Failure('DOWN', 'x')] }] },
      codes: ['films,1', 'DOWN', 2],
    },
    { name: 'a hole', list: { length: 2, slices: [{ offset: 0, values: [1, undefined] }] }, codes: ['films,1', null, 2] },
  ]

  test.each(lists)('a list with $name: an error exactly there', async ({ list, codes }) => {
    const held = createHeldGraph()
    const answer = get(held, [['row', 'a', 'films', [0, 1, 'length']]])
    await held.turn()
    await held.held('Row.films a:0+2').answer([list])
    const { films } = (await answer).rows.a
    expect([films[0], films[1], films.length].map((node) => node?.value?.code ?? node?.value?.join?.() ?? node)).toEqual(codes)
  })

  test('a range that fails leaves those that came before', async () => {
    const held = createHeldGraph()
    const answer = get(held, [
      ['rows', 'a', 'films', [0, 'length']],
      ['row', 'a', 'films', 2],
    ])
    await held.turn()
    await held.held('Row.films a:0+1').answer([{ length: 3, slices: [{ offset: 0, values: [1] }] }])
    await held.held('Row.films a:2+1').answer([new Failure('DOWN', 'x')])
    await held.honest('Row.load a ')
    const { films } = (await answer).rows.a
    expect([films[0].value, films[2].value.code, films.length]).toEqual([['films', 1], 'DOWN', 3])
  })

  test('a permit that throws permits nothing and takes nothing else', async () => {
    const held = createHeldGraph({ film: { permit: bug } })
    const answer = get(held, [
      ['films', 1, 'name'],
      ['rows', 'a', 'heading'],
      ['rows', 'a', 'films', 0, 'name'],
    ])
    await answerAll(held)
    const graph = await answer
    expect(graph.films[1].value).toEqual({ code: 'INTERNAL', message: 'Something went wrong' })
    expect(graph.rows.a.heading).toBe('Row a')
    expect(held.names.some((name) => name.startsWith('Film'))).toBe(false)
  })

  test('a mutation that throws is masked', async () => {
    const held = createHeldGraph({ mutate: bug })
    const { jsonGraph } = JSON.parse((await held.graph.call({ callPath: ['rate'], arguments: [1] }, held.request())).body.text)
    expect(jsonGraph).toEqual({ rate: { $type: 'error', value: { code: 'INTERNAL', message: 'Something went wrong' } } })
  })

  test('bugs are shown only where that is asked for', async () => {
    const held = createHeldGraph({ film: { load: bug } })
    const { body } = await held.graph.get([['films', 1, 'name']], held.request({ showBugs: true }))
    expect(JSON.parse(body.text).jsonGraph.films[1].name.value).toEqual({ code: 'INTERNAL', message: 'secret of ours' })
  })

  test('an error of one load does not stop what the others lead to', async () => {
    const held = createHeldGraph()
    const answer = get(held, [['films', [1, 2], 'next', 'name']])
    await held.turn()
    await held.held('Film.load 1,2 next').answer([new Failure('DOWN', 'x'), { next: 7 }])
    await held.honest('Film.load 7 name')
    expect((await answer).films).toMatchObject({ 1: { next: { value: { code: 'DOWN' } } }, 7: { name: 'Film 7' } })
  })
})
