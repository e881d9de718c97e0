import Router from 'falcor-router'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filmRoutes } from './testing/film-routes.ts'
import { createFilmGraph, filmSchemaWithoutCache } from './testing/films.ts'
import { Choices, randomNumbers } from './testing/random/choices.ts'
import { type Compared, routersOver } from './testing/random/compare-routers.ts'
import { keepCase, keptCases, linesOf, sdlOf } from './testing/random/corpus.ts'
import { randomPaths } from './testing/random/random-paths.ts'
import { randomSchema } from './testing/random/random-schema.ts'
import { randomPathSets } from './testing/random-path-sets.ts'

// Whatever is asked, the graph is the one of falcor-router 0.8.3 with routes over the same data, and resolvers are called no more often.
// On purpose different: testing/differences.md.

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

test('any path sets over the film schema come to the graph of routes written by hand', async () => {
  const { graph, request } = createFilmGraph({ schema: filmSchemaWithoutCache })
  await fc.assert(
    fc.asyncProperty(randomPathSets, async (paths) => {
      const ours = JSON.parse((await graph.get(paths, request())).body.text)
      expect(ours.jsonGraph).toEqual((await routed(paths)).jsonGraph)
    }),
    { numRuns: 300 },
  )
})

function expectAgreement({ ours, theirs, ourCalls, theirCalls }: Compared) {
  if (ours !== theirs) expect(JSON.parse(ours)).toEqual(JSON.parse(theirs))
  if (ourCalls.length > theirCalls.length) expect({ calls: ourCalls }).toEqual({ calls: theirCalls })
}

async function agrees(routers: ReturnType<typeof routersOver>, paths: readonly (readonly unknown[])[]): Promise<boolean> {
  try {
    expectAgreement(await routers.compare(paths))
    return true
  } catch {
    return false
  }
}

/** Other questions each time. A failure prints the seed that ORACLE_SEED takes, and keeps what it found. */
const oracleSeed = Number(process.env.ORACLE_SEED ?? Math.floor(Math.random() * 2 ** 31))

describe('random path sets over random schemas', () => {
  test.each(keptCases('falcor'))('kept: $about ($file)', async ({ schema, seed, paths = [] }) => {
    expectAgreement(await routersOver(sdlOf(schema), seed).compare(paths))
  })

  const schemas = 1_000
  const questionsEach = 50
  const randomCase = fc.record({
    schema: randomNumbers(120),
    seed: fc.nat(),
    questions: fc.array(randomNumbers(80), { minLength: 1, maxLength: questionsEach, size: 'max' }),
  })

  test('20,000 questions come to the graph of falcor-router, with no more calls', async () => {
    const seen = { questions: 0, ourCalls: 0, theirCalls: 0, references: 0, errors: 0, missing: 0, lives: 0 }
    const property = fc.asyncProperty(randomCase, async ({ schema, seed, questions }) => {
      const routers = routersOver(randomSchema(new Choices(schema)), seed)
      for (const numbers of questions) {
        const compared = await routers.compare(randomPaths(routers.world.schema, routers.world.data, new Choices(numbers)))
        expectAgreement(compared)
        seen.questions++
        seen.ourCalls += compared.ourCalls.length
        seen.theirCalls += compared.theirCalls.length
        if (compared.ours.includes('"$type":"ref"')) seen.references++
        if (compared.ours.includes('"$type":"error"')) seen.errors++
        if (compared.ours.includes('{"$type":"atom"}')) seen.missing++
        if (compared.ours.includes('"$expires"')) seen.lives++
      }
    })
    const details = await fc.check(property, { numRuns: schemas, interruptAfterTimeLimit: 90_000, seed: oracleSeed })
    if (details.failed) {
      const [{ schema, seed, questions } = { schema: [], seed: 0, questions: [] }] = details.counterexample ?? []
      const sdl = randomSchema(new Choices(schema))
      const routers = routersOver(sdl, seed)
      for (const numbers of questions) {
        const paths = randomPaths(routers.world.schema, routers.world.data, new Choices(numbers))
        if (await agrees(routers, paths)) continue
        keepCase('falcor', { about: 'to be described', schema: linesOf(sdl), seed, paths })
      }
      throw new Error(fc.defaultReportMessage(details) ?? 'failed')
    }
    // Else it would prove little.
    expect(seen.questions).toBeGreaterThanOrEqual(20_000)
    for (const what of ['references', 'errors', 'missing', 'lives'] as const) expect(seen[what]).toBeGreaterThan(seen.questions / 25)
    expect(seen.ourCalls).toBeLessThan(seen.theirCalls)
  })
})
