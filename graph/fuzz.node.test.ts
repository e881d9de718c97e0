import fc from 'fast-check'
import { buildSchema, GraphQLError, parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkDocument, type JsonGraphAnswer, Refusal } from './index.ts'
import { createFilmGraph, type FilmGraph, filmSchema } from './testing/films.ts'
import { anyCall, anyDocument, anyEnvelope, anyPaths, anyValue } from './testing/fuzz-inputs.ts'
import { randomDocument } from './testing/random-document.ts'

// Whatever comes, it is answered or refused with a code: nothing else is thrown, nobody waits for ever, no prototype changes, and no
// resolver is called for what is refused. FUZZ_SECONDS says how long to look (20).

const seconds = Number(process.env.FUZZ_SECONDS ?? 20)
const prototypes = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  Function.prototype,
  Map.prototype,
  Promise.prototype,
]
const keysOfPrototypes = () => prototypes.map((one) => Reflect.ownKeys(one).length).join()
const before = keysOfPrototypes()
const schema = buildSchema(filmSchema)

let films: FilmGraph
const seen = { answered: 0, refused: 0 }

beforeAll(() => {
  films = createFilmGraph()
})

/** Fails unless it settles soon. */
async function soon<value>(promise: Promise<value>): Promise<value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hang = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It hangs')), 2_000)
  })
  try {
    return await Promise.race([promise, hang])
  } finally {
    clearTimeout(timer)
  }
}

async function check(operation: () => Promise<unknown>): Promise<void> {
  films.calls.length = 0
  try {
    await soon(operation())
    seen.answered++
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    seen.refused++
    expect(thrown.code).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/)
    expect(thrown.status).toBeGreaterThanOrEqual(400)
    expect(thrown.status).toBeLessThan(500)
    expect(films.calls).toEqual([])
  }
  expect(keysOfPrototypes()).toBe(before)
}

function expectEnvelope({ body }: JsonGraphAnswer): { readonly jsonGraph: object; readonly paths: readonly unknown[] } {
  const envelope = JSON.parse(body.text)
  expect(Object.keys(envelope).filter((key) => key !== 'invalidated')).toEqual(['jsonGraph', 'paths'])
  return envelope
}

const look = async <value>(input: fc.Arbitrary<value>, operation: (value: value) => Promise<unknown>) => {
  const property = fc.asyncProperty(input, (value) => check(() => operation(value)))
  await fc.assert(property, { numRuns: 100_000_000, interruptAfterTimeLimit: (seconds * 1_000) / 4 })
}

describe('fuzz', { timeout: seconds * 1_000 + 60_000 }, () => {
  test('get: and what is answered is answered the same when asked again by its own paths', async () => {
    await look(anyPaths, async (paths) => {
      const copy = structuredClone(paths)
      const answer = await films.graph.get(paths, films.request())
      expect(paths).toEqual(copy)
      const again = await films.graph.get(expectEnvelope(answer).paths, films.request())
      expect(again.body.text).toBe(answer.body.text)
    })
  })

  test('set', async () => {
    await look(anyEnvelope, async (envelope) => expectEnvelope(await films.graph.set(envelope, films.request())))
  })

  test('call', async () => {
    await look(anyCall, async (call) => expectEnvelope(await films.graph.call(call as { callPath: unknown }, films.request())))
  })

  test('execute: of a document what is valid, with any variables', async () => {
    const variables = fc.oneof(fc.dictionary(fc.constantFrom('v', 'v0', 'v1', 'v2', '__proto__'), anyValue), fc.constant({}))
    await look(fc.tuple(anyDocument(randomDocument), variables), async ([text, given]) => {
      const document = parsed(text)
      if (document === undefined) return
      checkDocument(document, films.graph.limits)
      if (validate(schema, document).length > 0) return
      const answer = await films.graph.execute({ document, variables: given }, films.request())
      expect(JSON.stringify(JSON.parse(answer.body.text).data)).toBe(JSON.stringify(answer.result.data))
    })
  })
})

/** Undefined where the text is no document. */
function parsed(text: string) {
  try {
    return parse(text)
  } catch (thrown) {
    if (thrown instanceof GraphQLError) return undefined
    throw thrown
  }
}

afterAll(async () => {
  // Else it would prove little.
  expect(seen.answered).toBeGreaterThan(seconds * 20)
  expect(seen.refused).toBeGreaterThan(seconds * 20)
  const { body } = await films.graph.get([['films', 7, 'name']], films.request())
  expect(JSON.parse(body.text).jsonGraph.films[7].name.value).toBe('Film 7')
})
