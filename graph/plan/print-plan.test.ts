import { parse } from 'graphql/language'
import { describe, expect, test } from 'vitest'
import { createFilmGraph } from '../testing/films.ts'

const text = 'hunter2'

/** The plan as an answer tells it, whatever else became of the question. */
async function toldOf(paths: unknown): Promise<readonly string[]> {
  const { graph, request } = createFilmGraph()
  return (await graph.get(paths, request())).plan?.() ?? []
}

describe('what an answer tells of its plan', () => {
  test.each([
    { name: 'ids of what everybody may see stand there', path: ['films', [1, 2, 5], 'name'], first: 'Film 1..2, 5' },
    { name: 'ids of a member’s own are counted', path: ['members', [7, 8], 'name'], first: 'Member (2 of them)' },
    { name: 'ids that are texts are counted', path: ['people', [text, 'p2'], 'name'], first: 'Person (2 of them)' },
    { name: 'keys that are no ids are counted', path: ['films', text, 'name'], first: 'Film has no ids like 1' },
  ])('$name', async ({ path, first }) => {
    expect((await toldOf([path]))[0]).toBe(first)
  })

  test.each([
    { name: 'a text among the arguments', path: ['search', text, 0, 'name'], line: '  search(query: "…")[0] → Film  (function)' },
    { name: 'a key that no type has', path: ['best', text], line: '    (1 more): no such key' },
    {
      name: 'an argument that does not fit',
      path: ['best', 'poster', text, 300, 'url'],
      line: '    poster: an argument that does not fit',
    },
  ])('$name is left out', async ({ path, line }) => {
    const told = await toldOf([path])
    expect(told).toContain(line)
    expect(told.join()).not.toContain(text)
  })

  test('of texts within an argument it is the same', async () => {
    const { graph, request } = createFilmGraph()
    const answer = await graph.execute({ document: parse(`{ filtered(by: { genre: "${text}", years: [1999] }) }`) }, request())
    expect(answer.plan?.()).toEqual(['Query', '  filtered(by: ["…",[1999]])  (function)'])
  })
})
