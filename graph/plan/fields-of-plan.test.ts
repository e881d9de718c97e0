import { parse } from 'graphql/language'
import { expect, test } from 'vitest'
import { createFilmGraph } from '../testing/films.ts'

const sorted = (fields: ReadonlySet<string> | undefined) => [...(fields ?? [])].sort()

test.each([
  ['{ search(query: "a") { name tags } }', ['Film.name', 'Film.tags', 'Query.search']],
  ['{ a: best { name } b: best { name year } }', ['Film.name', 'Film.year', 'Query.best']],
  ['{ __typename }', []],
])('%s asks %j', async (source, fields) => {
  const { graph, request } = createFilmGraph()
  expect(sorted((await graph.execute({ document: parse(source) }, request())).fields?.())).toEqual(fields)
})

test.each([
  [[['best', ['name', 'year']]], ['Film.name', 'Film.year', 'Query.best']],
  [[['films', [1, 2], 'name']], ['Film.name']],
  [[['nowhere', 'name']], []],
])('paths %j ask %j', async (paths, fields) => {
  const { graph, request } = createFilmGraph()
  expect(sorted((await graph.get(paths, request())).fields?.())).toEqual(fields)
})
