import Router from 'falcor-router'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filmRoutes } from './testing/film-routes.ts'
import { createFilmGraph, filmSchemaWithoutCache } from './testing/films.ts'
import { randomPathSets } from './testing/random-path-sets.ts'

// Whatever is asked, the graph is the one of falcor-router 0.8.3 with routes over the same data. On purpose different:
// testing/differences.md.

function routed(paths: unknown): Promise<{ readonly jsonGraph: unknown }> {
  return new Promise((resolve, reject) => {
    let answer: unknown
    // The router normalises ranges in the paths it is given.
    new Router(filmRoutes()).get(structuredClone(paths)).subscribe(
      (value) => {
        answer = value
      },
      reject,
      () => resolve(JSON.parse(JSON.stringify(answer))),
    )
  })
}

test('any path sets come to the graph of falcor-router', async () => {
  const { graph, request } = createFilmGraph({ schema: filmSchemaWithoutCache })
  await fc.assert(
    fc.asyncProperty(randomPathSets, async (paths) => {
      const ours = JSON.parse((await graph.get(paths, request())).body.text)
      expect(ours.jsonGraph).toEqual((await routed(paths)).jsonGraph)
    }),
    { numRuns: 300 },
  )
})
