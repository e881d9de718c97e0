import fc from 'fast-check'
import { buildSchema, type ExecutionResult, executeSync, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { filmRoot } from './testing/film-objects.ts'
import { createFilmGraph, filmSchema } from './testing/films.ts'
import { randomDocument } from './testing/random-document.ts'

// Whatever is asked, the answer is the one of graphql-js over the same data. On purpose different: testing/differences.md.

const schema = buildSchema(filmSchema)
const pathsOf = ({ errors = [] }: { readonly errors?: readonly { readonly path?: readonly (string | number)[] | undefined }[] }) =>
  errors.map(({ path }) => path?.join('.')).toSorted()

test('any document is answered as by graphql-js', async () => {
  const { graph, request } = createFilmGraph({ limits: { pathCount: 1_000_000_000 } })
  let withErrors = 0
  await fc.assert(
    fc.asyncProperty(randomDocument, async ({ text, variables }) => {
      const document = parse(text)
      expect(validate(schema, document)).toEqual([])
      const theirs = executeSync({ schema, document, rootValue: filmRoot, variableValues: variables }) as ExecutionResult
      const ours = (await graph.execute({ document, variables }, request())).result
      expect(JSON.stringify(ours.data)).toBe(JSON.stringify(theirs.data))
      expect(pathsOf(ours)).toEqual(pathsOf(theirs))
      if (theirs.errors !== undefined) withErrors++
    }),
    { numRuns: 300 },
  )
  // Else it would prove little.
  expect(withErrors).toBeGreaterThan(20)
})
