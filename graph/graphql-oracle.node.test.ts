import fc from 'fast-check'
import { type ExecutionResult, executeSync, type GraphQLError, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createGraph } from './index.ts'
import { Choices, randomNumbers } from './testing/random/choices.ts'
import { keepCase, keptCases, linesOf, sdlOf } from './testing/random/corpus.ts'
import { type RandomQuery, randomQuery } from './testing/random/random-query.ts'
import { randomSchema } from './testing/random/random-schema.ts'
import { createWorld } from './testing/random/random-world.ts'
import { resolverOf } from './testing/random/world-objects.ts'

// Whatever is asked over whichever schema, `data` is the one of graphql-js byte for byte, and errors stand at the same paths with the
// same codes. On purpose different: testing/differences.md. The film schema's twin of this runs in workerd, too.

const request = { contexts: () => ({ open: {}, personal: {} }), showBugs: true }

/** The code that the engine would give: graphql-js has words for what it finds out itself. */
function codeOf({ extensions, message }: GraphQLError): string {
  return String(extensions.code ?? (message.startsWith('Cannot return null') ? 'NULL_VALUE' : 'BAD_VALUE'))
}

function executorsOver(sdl: string, seed: number) {
  const world = createWorld(sdl, seed)
  const { schema } = world
  const graph = createGraph({ schema: parse(sdl), resolvers: world.resolvers, limits: { pathCount: 1_000_000_000 } })
  const fieldResolver = resolverOf(world)
  return {
    schema,
    async expectAgreement({ text, variables }: RandomQuery): Promise<{ errors: number; bytes: number }> {
      const document = parse(text)
      expect(validate(schema, document)).toEqual([])
      const theirs = executeSync({ schema, document, fieldResolver, variableValues: variables }) as ExecutionResult
      const ours = await graph.execute({ document, variables }, request)
      const data = JSON.stringify(theirs.data)
      expect(JSON.stringify(ours.result.data)).toBe(data)
      expect(ours.body.text).toContain(`"data":${data}`)
      const errors = (ours.result.errors ?? []).map(({ path, extensions }) => `${path?.join('.')} ${extensions.code}`)
      expect(errors.toSorted()).toEqual((theirs.errors ?? []).map((error) => `${error.path?.join('.')} ${codeOf(error)}`).toSorted())
      return { errors: errors.length, bytes: data.length }
    },
  }
}

describe('random documents over random schemas', () => {
  test.each(keptCases('graphql'))('kept: $about ($file)', async ({ schema, seed, document = '', variables = {} }) => {
    await executorsOver(sdlOf(schema), seed).expectAgreement({ text: document, variables })
  })

  const randomCase = fc.record({
    schema: randomNumbers(120),
    seed: fc.nat(),
    queries: fc.array(randomNumbers(80), { minLength: 1, maxLength: 30, size: 'max' }),
  })

  test('4,000 documents are answered as by graphql-js', async () => {
    const seen = { documents: 0, withErrors: 0, long: 0 }
    const property = fc.asyncProperty(randomCase, async ({ schema, seed, queries }) => {
      const executors = executorsOver(randomSchema(new Choices(schema)), seed)
      for (const numbers of queries) {
        const { errors, bytes } = await executors.expectAgreement(randomQuery(executors.schema, new Choices(numbers)))
        seen.documents++
        if (errors > 0) seen.withErrors++
        if (bytes > 200) seen.long++
      }
    })
    const details = await fc.check(property, { numRuns: 400, interruptAfterTimeLimit: 90_000 })
    if (details.failed) {
      const [{ schema, seed, queries } = { schema: [], seed: 0, queries: [] }] = details.counterexample ?? []
      const sdl = randomSchema(new Choices(schema))
      const executors = executorsOver(sdl, seed)
      for (const numbers of queries) {
        const { text, variables } = randomQuery(executors.schema, new Choices(numbers))
        const agrees = await executors.expectAgreement({ text, variables }).then(
          () => true,
          (thrown) => thrown.message,
        )
        if (agrees === true) continue
        console.error(agrees)
        keepCase('graphql', { about: 'to be described', schema: linesOf(sdl), seed, document: text, variables })
      }
      throw new Error(fc.defaultReportMessage(details) ?? 'failed')
    }
    // Else it would prove little.
    expect(seen.documents).toBeGreaterThan(4_000)
    expect(seen.withErrors).toBeGreaterThan(seen.documents / 20)
    expect(seen.long).toBeGreaterThan(seen.documents / 20)
  })
})
