import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'graphql/language'
import { expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { compileModel } from '../model/compile-model.ts'
import { parsePathSets } from '../plan/path-set.ts'
import { planDocument } from '../plan/plan-document.ts'
import { planPaths } from '../plan/plan-paths.ts'
import { printPlan } from '../plan/print-plan.ts'
import type { Resolvers } from '../resolver.ts'
import { createFilmGraph, type FilmGraph, filmSchema } from '../testing/films.ts'
import { readableJson } from '../testing/readable-json.ts'
import { unbatched } from '../testing/unbatched.ts'
import { goldenCases } from './golden-cases.ts'

let resolvers: Resolvers<never, never> = { types: {} }
createFilmGraph({ wrap: (own) => (resolvers = own as never) && own })
const model = compileModel(parse(filmSchema), resolvers)

/** What a case comes to: the answer, and the calls it took. */
async function run(films: FilmGraph, { paths, document, call, set }: (typeof goldenCases)[number]) {
  const { graph, request, calls } = films
  const answer = await (document !== undefined
    ? graph.execute({ document: parse(document) }, request())
    : call !== undefined
      ? graph.call(call, request())
      : set !== undefined
        ? graph.set(set, request())
        : graph.get(paths, request()))
  return { answer: readableJson(JSON.parse(answer.body.text)), calls }
}

function planOf({ paths, document, set }: (typeof goldenCases)[number]): readonly string[] {
  if (document !== undefined) {
    const parsed = parse(document)
    const [operation] = parsed.definitions
    if (operation?.kind !== 'OperationDefinition') throw new TypeError('The first definition is the operation')
    return printPlan(planDocument(model, parsed, operation, {}, defaultLimits).plan)
  }
  const asked = paths ?? set?.paths
  return asked === undefined ? ['made when the function has answered'] : printPlan(planPaths(model, parsePathSets(asked, defaultLimits)))
}

const section = (title: string, lines: readonly string[]) => `## ${title}\n\n${lines.length === 0 ? 'none' : lines.join('\n')}\n`

test.each(goldenCases)('$name', async (one) => {
  const { name, about, document, paths, call, set } = one
  const batched = await run(createFilmGraph(), one)
  const single = await run(createFilmGraph({ wrap: unbatched }), one)
  expect(single.answer).toBe(batched.answer)
  const asked = document ?? (call !== undefined ? `call ${readableJson(call)}` : set !== undefined ? `set ${readableJson(set)}` : undefined)
  const text = [
    `# ${about}\n`,
    section('request', asked === undefined ? (paths ?? []).map((path) => JSON.stringify(path)) : [asked.trim()]),
    section('plan', planOf(one)),
    section('calls', batched.calls),
    section('calls with batching switched off', single.calls),
    section('answer', [batched.answer]),
  ].join('\n')
  const file = `${import.meta.dirname}/${name}.golden`
  if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(file, text)
  expect(existsSync(file) ? readFileSync(file, 'utf8') : 'not there').toBe(text)
})

test('batching saves calls where there is anything to batch', async () => {
  let batched = 0
  let single = 0
  for (const one of goldenCases) {
    batched += (await run(createFilmGraph(), one)).calls.length
    single += (await run(createFilmGraph({ wrap: unbatched }), one)).calls.length
  }
  expect(batched).toBeLessThan((single * 2) / 3)
})

test('every golden file has its case', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.golden'))
  expect(files.toSorted()).toEqual(goldenCases.map(({ name }) => `${name}.golden`).toSorted())
})
