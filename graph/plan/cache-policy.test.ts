import { parse } from 'graphql/language'
import { expect, test } from 'vitest'
import { createFilmGraph } from '../testing/films.ts'

const none = { scope: 'PRIVATE', maxAge: 0 }

const laws: { name: string; path: readonly unknown[]; document?: string; policy: unknown }[] = [
  { name: 'public values may be kept by anybody', path: ['films', 1, ['name', 'year']], policy: { scope: 'PUBLIC', maxAge: 300 } },
  {
    name: 'a list and its length',
    path: ['search', '6', [0, 'length']],
    document: '{ search(query: "6") { id } }',
    policy: { scope: 'PUBLIC', maxAge: 60 },
  },
  {
    name: 'the shortest life counts',
    path: ['search', '6', 0, 'name'],
    document: '{ search(query: "6") { name } }',
    policy: { scope: 'PUBLIC', maxAge: 60 },
  },
  { name: 'a reference counts', path: ['films', 1, 'director'], policy: { scope: 'PUBLIC', maxAge: 300 } },
  { name: 'what says nothing is not kept', path: ['best', 'name'], document: '{ best { name } }', policy: none },
  {
    name: 'nor what lies behind a reference',
    path: ['films', 1, 'director', 'name'],
    document: '{ search(query: "6") { director { name } } }',
    policy: none,
  },
  {
    name: 'an object in place is as long-lived as its values',
    path: ['films', 1, 'poster', '~', '~', 'url'],
    document: '{ search(query: "6") { poster { url } } }',
    policy: undefined,
  },
  {
    name: 'one personal value makes all of it private',
    path: ['films', 1, ['name', 'stars']],
    document: '{ search(query: "6") { name stars } }',
    policy: none,
  },
  { name: 'a failure is not kept', path: ['films', 13, 'name'], document: '{ film(id: 13) { name } }', policy: none },
  { name: 'a bad argument is not kept', path: ['search', '~', 0], policy: none },
  { name: 'nothing at all is not kept', path: ['nosuch'], document: '{ __typename }', policy: none },
]

test.each(laws)('$name', async ({ path, document, policy }) => {
  const { graph, request } = createFilmGraph()
  const byPath = (await graph.get([path], request())).cache
  const byDocument = document === undefined ? undefined : (await graph.execute({ document: parse(document) }, request())).cache
  if (policy === undefined) {
    expect(byPath).toEqual({ scope: 'PUBLIC', maxAge: 300 })
    expect(byDocument).toEqual({ scope: 'PUBLIC', maxAge: 60 })
    return
  }
  expect(byPath).toEqual(policy)
  if (byDocument !== undefined) expect(byDocument).toEqual(policy)
})

test('a write is not kept', async () => {
  const { graph, request } = createFilmGraph()
  const set = await graph.set({ jsonGraph: { films: { 1: { stars: 3 } } }, paths: [['films', 1, 'stars']] }, request())
  const call = await graph.call({ callPath: ['count'] }, request())
  const mutation = await graph.execute({ document: parse('mutation { count }') }, request())
  expect([set.cache, call.cache, mutation.cache]).toEqual([none, none, none])
})

test('an answer cut short by the deadline is not kept', async () => {
  const { graph, request } = createFilmGraph()
  const controller = new AbortController()
  controller.abort('deadline')
  expect((await graph.get([['films', 1, 'name']], request({ signal: controller.signal }))).cache).toEqual(none)
})
