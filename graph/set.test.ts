import { describe, expect, test } from 'vitest'
import { createFilmClient, refusalOf } from './testing/film-client.ts'

// Rule 10 of the design.

const starsOf = (stars: Readonly<Record<number, unknown>>) => ({
  jsonGraph: { films: Object.fromEntries(Object.entries(stars).map(([id, value]) => [id, { stars: value }])) },
  paths: [['films', Object.keys(stars).map(Number), 'stars']],
})

const errorOf = (code: string, message: string) => ({ $type: 'error', value: { code, message } })
const outOfBounds = errorOf('BAD_ARGUMENT', 'stars goes from 0.5 to 5')

describe('setting', () => {
  test('one value: it is set, and answered as it now is', async () => {
    const { set, get, calls } = createFilmClient()
    expect(await set(starsOf({ 1: 4 }))).toEqual({
      jsonGraph: { films: { 1: { stars: 4 } } },
      paths: [['films', 1, 'stars']],
      invalidated: [['best'], ['films', { from: 1, to: 20 }, 'note']],
    })
    expect(calls).toEqual(['Film.load 1 ', 'Film.set 1.stars=4'])
    expect((await get([['films', 1, 'stars']])).jsonGraph).toEqual({ films: { 1: { stars: 4 } } })
  })

  test('several values of several entities are one call', async () => {
    const { set, calls } = createFilmClient()
    const { jsonGraph, paths } = await set({
      jsonGraph: { films: { 1: { stars: 4, note: 'good' }, 2: { stars: 3 } } },
      paths: [
        ['films', [1, 2], 'stars'],
        ['films', 1, 'note'],
      ],
    })
    expect(jsonGraph).toEqual({ films: { 1: { note: 'good', stars: 4 }, 2: { stars: 3 } } })
    expect(paths).toEqual([
      ['films', 1, 'note'],
      ['films', { from: 1, to: 2 }, 'stars'],
    ])
    expect(calls.filter((call) => call.startsWith('Film.set'))).toEqual(['Film.set 1.stars=4,2.stars=3,1.note=good'])
  })

  test('what fails, fails at its path alone', async () => {
    const { set, stars } = createFilmClient()
    const { jsonGraph } = await set(starsOf({ 1: 4, 12: 3, 3: 9, 99: 1, 13: 2 }))
    expect(jsonGraph).toEqual({
      films: {
        1: { stars: 4 },
        3: { stars: outOfBounds },
        12: { stars: errorOf('FULL', 'No room') },
        13: { stars: errorOf('BROKEN', 'Film 13 is broken') },
        99: null,
      },
    })
    expect([...stars]).toEqual([[1, 4]])
  })

  test('nothing at all sets nothing', async () => {
    const { set, calls } = createFilmClient()
    expect(await set({ jsonGraph: {}, paths: [] })).toEqual({ jsonGraph: {}, paths: [] })
    expect(await set({ jsonGraph: {}, paths: [['films', [], 'stars']] })).toEqual({ jsonGraph: {}, paths: [] })
    expect(calls).toEqual([])
  })

  test('the envelope stays as it was', async () => {
    const { set } = createFilmClient()
    const envelope = starsOf({ 1: 4 })
    const before = JSON.stringify(envelope)
    await set(envelope)
    expect(JSON.stringify(envelope)).toBe(before)
  })

  test('nothing is read that is about to be written', async () => {
    const { set, calls } = createFilmClient()
    await set({ jsonGraph: { films: { 1: { stars: 4 } } }, paths: [['films', 1, 'stars']] })
    expect(calls.some((call) => call.startsWith('Film.loadPersonal'))).toBe(false)
  })
})

const values: { name: string; value: unknown; gives: unknown; sets: unknown }[] = [
  { name: 'the least', value: 0.5, gives: 0.5, sets: 0.5 },
  { name: 'the most', value: 5, gives: 5, sets: 5 },
  { name: 'below the least', value: 0.4, gives: outOfBounds, sets: undefined },
  { name: 'above the most', value: 5.1, gives: outOfBounds, sets: undefined },
  { name: 'text', value: '4', gives: errorOf('BAD_ARGUMENT', 'The value does not fit stars'), sets: undefined },
  { name: 'true', value: true, gives: errorOf('BAD_ARGUMENT', 'The value does not fit stars'), sets: undefined },
  { name: 'an atom', value: { $type: 'atom', value: 3 }, gives: 3, sets: 3 },
  {
    name: 'an atom that holds an object',
    value: { $type: 'atom', value: {} },
    gives: errorOf('BAD_ARGUMENT', 'The value does not fit stars'),
    sets: undefined,
  },
  { name: 'metadata is stripped', value: { $type: 'atom', value: 3, $expires: 1, $size: -1e9, $timestamp: 1e15 }, gives: 3, sets: 3 },
  { name: 'null clears', value: null, gives: null, sets: undefined },
  { name: 'an atom of null clears', value: { $type: 'atom', value: null }, gives: null, sets: undefined },
  { name: 'an atom without a value clears', value: { $type: 'atom' }, gives: null, sets: undefined },
]

test.each(values)('a value: $name', async ({ value, gives, sets }) => {
  const { set, stars } = createFilmClient()
  const { jsonGraph } = await set(starsOf({ 1: value }))
  expect(jsonGraph).toEqual({ films: { 1: { stars: gives } } })
  expect(stars.get(1)).toBe(sets)
})

test('null clears what was there', async () => {
  const { set, stars } = createFilmClient()
  await set(starsOf({ 1: 4, 2: 4 }))
  await set(starsOf({ 1: null }))
  expect([...stars]).toEqual([[2, 4]])
})

describe('references in the envelope', () => {
  const ref = (...value: unknown[]) => ({ $type: 'ref', value })

  test('one that agrees leads to the value', async () => {
    const { set, stars } = createFilmClient()
    const { jsonGraph } = await set({ jsonGraph: { best: ref('films', 1), films: { 1: { stars: 4 } } }, paths: [['best', 'stars']] })
    expect(jsonGraph).toEqual({ best: ref('films', 1), films: { 1: { stars: 4 } } })
    expect([...stars]).toEqual([[1, 4]])
  })

  test('one with keys as text and metadata agrees, too', async () => {
    const { set, stars } = createFilmClient()
    await set({ jsonGraph: { best: { ...ref('films', '1'), $expires: -1000 }, films: { 1: { stars: 4 } } }, paths: [['best', 'stars']] })
    expect([...stars]).toEqual([[1, 4]])
  })

  test('one that disagrees with ours is an error at that path, and nothing is set', async () => {
    const { set, calls } = createFilmClient()
    const { jsonGraph } = await set({ jsonGraph: { best: ref('films', 2), films: { 2: { stars: 4 } } }, paths: [['best', 'stars']] })
    expect(jsonGraph).toEqual({
      best: ref('films', 1),
      films: { 1: { stars: errorOf('REFERENCE_MISMATCH', 'The reference on the way leads elsewhere') } },
    })
    expect(calls).toEqual([])
  })

  test('several on the way', async () => {
    const { set, stars } = createFilmClient()
    const envelope = (second: number) => ({
      jsonGraph: { best: ref('films', 1), films: { 1: { similar: { 0: ref('films', second) } }, [second]: { stars: 2 } } },
      paths: [['best', 'similar', 0, 'stars']],
    })
    expect((await set(envelope(2))).jsonGraph.films[2]).toEqual({ stars: 2 })
    expect((await set(envelope(5))).jsonGraph.films[2].stars.value.code).toBe('REFERENCE_MISMATCH')
    expect([...stars]).toEqual([[2, 2]])
  })

  test('none: the value stands below the path as sent', async () => {
    const { set, stars } = createFilmClient()
    const { jsonGraph } = await set({ jsonGraph: { film: { 3: { stars: 4 } } }, paths: [['film', 3, 'stars']] })
    expect(jsonGraph).toEqual({ film: { 3: ref('films', 3) }, films: { 3: { stars: 4 } } })
    expect([...stars]).toEqual([[3, 4]])
  })

  test('a path that leads to nothing sets nothing', async () => {
    const { set, calls } = createFilmClient()
    const { jsonGraph } = await set({
      jsonGraph: { search: { Film: { 7: { stars: 4 } } }, film: { 99: { stars: 4 } } },
      paths: [
        ['search', 'Film', 7, 'stars'],
        ['film', 99, 'stars'],
      ],
    })
    expect(jsonGraph).toEqual({ film: { 99: ref('films', 99) }, films: { 99: null }, search: { Film: { 7: { $type: 'atom' } } } })
    expect(calls.filter((call) => call.startsWith('Film.set'))).toEqual([])
  })

  test('the same film by two paths is set once', async () => {
    const { set, calls } = createFilmClient()
    await set({
      jsonGraph: { best: ref('films', 1), films: { 1: { stars: 4 } } },
      paths: [
        ['best', 'stars'],
        ['films', 1, 'stars'],
      ],
    })
    expect(calls.filter((call) => call.startsWith('Film.set'))).toEqual(['Film.set 1.stars=4'])
  })
})

const noEnvelope = { code: 'BAD_ENVELOPE', status: 400 }
const refused: { name: string; envelope: unknown; refusal: object }[] = [
  {
    name: 'a field that is not settable',
    envelope: { jsonGraph: { films: { 1: { name: 'x' } } }, paths: [['films', 1, 'name']] },
    refusal: { code: 'NOT_SETTABLE', status: 403 },
  },
  {
    name: 'one such field among good ones',
    envelope: { jsonGraph: { films: { 1: { name: 'x', stars: 4 } } }, paths: [['films', 1, ['stars', 'name']]] },
    refusal: { code: 'NOT_SETTABLE', status: 403 },
  },
  {
    name: 'a reference',
    envelope: { jsonGraph: { best: { $type: 'ref', value: ['films', 2] } }, paths: [['best']] },
    refusal: { code: 'NOT_SETTABLE', status: 403 },
  },
  {
    name: 'an item of a list',
    envelope: { jsonGraph: { films: { 1: { similar: { 0: 5 } } } }, paths: [['films', 1, 'similar', 0]] },
    refusal: { code: 'NOT_SETTABLE', status: 403 },
  },
  {
    name: 'a length',
    envelope: { jsonGraph: { films: { 1: { similar: { length: 0 } } } }, paths: [['films', 1, 'similar', 'length']] },
    refusal: { code: 'NOT_SETTABLE', status: 403 },
  },
  {
    name: '__typename',
    envelope: { jsonGraph: { films: { 1: { __typename: 'x' } } }, paths: [['films', 1, '__typename']] },
    refusal: { code: 'NOT_SETTABLE', status: 403 },
  },
  {
    name: 'a key that is not there',
    envelope: { jsonGraph: { films: { 1: { price: 1 } } }, paths: [['films', 1, 'price']] },
    refusal: { code: 'NOT_SETTABLE', status: 403 },
  },
  {
    name: 'a root that is not there',
    envelope: { jsonGraph: { nosuch: 1 }, paths: [['nosuch']] },
    refusal: { code: 'NOT_SETTABLE', status: 403 },
  },
  {
    name: 'an id that is none',
    envelope: { jsonGraph: { films: { '07': { stars: 1 } } }, paths: [['films', '07', 'stars']] },
    refusal: { code: 'NOT_SETTABLE', status: 403 },
  },
  {
    name: 'a member of a union that has it, among one that has not',
    envelope: { jsonGraph: { anything: { 5: { stars: 1 } } }, paths: [['anything', 5, 'stars']] },
    refusal: { code: 'NOT_SETTABLE', status: 403 },
  },
  {
    name: 'an entity',
    envelope: { jsonGraph: { films: { 1: 5 } }, paths: [['films', 1]] },
    refusal: { code: 'PATH_INCOMPLETE', status: 400 },
  },
  {
    name: 'a path without a value',
    envelope: { jsonGraph: { films: { 1: { stars: 4 } } }, paths: [['films', [1, 2], 'stars']] },
    refusal: noEnvelope,
  },
  {
    name: 'a value that only a prototype has',
    envelope: { jsonGraph: { films: { 1: { stars: 4 } } }, paths: [['film', 'toString', 'stars']] },
    refusal: { status: expect.any(Number) },
  },
  {
    name: 'a branch as a value',
    envelope: { jsonGraph: { films: { 1: { stars: { x: 1 } } } }, paths: [['films', 1, 'stars']] },
    refusal: noEnvelope,
  },
  {
    name: 'an array as a value',
    envelope: { jsonGraph: { films: { 1: { stars: [{ $type: 'ref' }] } } }, paths: [['films', 2, 'stars']] },
    refusal: noEnvelope,
  },
  {
    name: 'an error as a value',
    envelope: { jsonGraph: { films: { 1: { stars: { $type: 'error', value: 4 } } } }, paths: [['films', 1, 'stars']] },
    refusal: noEnvelope,
  },
  {
    name: 'a reference as a value',
    envelope: { jsonGraph: { films: { 1: { stars: { $type: 'ref', value: ['films', 2] } } } }, paths: [['films', 1, 'stars']] },
    refusal: noEnvelope,
  },
  {
    name: 'a reference that leads to itself',
    envelope: { jsonGraph: { best: { $type: 'ref', value: ['best'] } }, paths: [['best', 'stars']] },
    refusal: noEnvelope,
  },
  { name: 'no envelope', envelope: null, refusal: noEnvelope },
  { name: 'text', envelope: 'x', refusal: noEnvelope },
  { name: 'an array', envelope: [], refusal: noEnvelope },
  { name: 'no graph', envelope: { paths: [] }, refusal: noEnvelope },
  { name: 'a graph that is an array', envelope: { jsonGraph: [], paths: [] }, refusal: noEnvelope },
  { name: 'no paths', envelope: { jsonGraph: {} }, refusal: { code: 'BAD_PATH', status: 400 } },
  {
    name: 'more paths than may be',
    envelope: { jsonGraph: {}, paths: [['films', { to: 499 }, ['stars', ...Array.from({ length: 60 }, (_, at) => `k${at}`)]]] },
    refusal: { code: 'PATH_LIMIT', limit: 'pathCount' },
  },
  ...['__proto__', 'constructor', 'prototype'].map((key) => ({
    name: `${key} anywhere in the graph`,
    envelope: { jsonGraph: JSON.parse(`{"films":{"1":{"stars":4,"x":{"${key}":{"y":1}}}}}`), paths: [['films', 1, 'stars']] },
    refusal: { code: 'RESERVED_KEY', status: 400 },
  })),
  {
    name: '__proto__ in a path',
    envelope: { jsonGraph: {}, paths: [['films', '__proto__', 'stars']] },
    refusal: { code: 'RESERVED_KEY', status: 400 },
  },
  {
    name: 'a graph 33 levels deep',
    envelope: { jsonGraph: JSON.parse(`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`), paths: [] },
    refusal: { code: 'DEPTH_LIMIT', limit: 'valueDepth' },
  },
]

test.each(refused)('refused before any call: $name', async ({ envelope, refusal }) => {
  const { set, calls, stars } = createFilmClient()
  expect(await refusalOf(set(envelope))).toMatchObject(refusal)
  expect(calls).toEqual([])
  expect(stars.size).toBe(0)
})
