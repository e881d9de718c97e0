import { type DocumentNode, isObjectType, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { askGraphql } from './ask-graphql.ts'
import { bareValue, envelopeOf, falcorCall, falcorGet, nodeAt, type PathSet } from './falcor-wire.ts'
import { questions, writes } from './questions.ts'
import { readGraph, readReturned } from './read-graph.ts'
import { schema } from './schema.ts'
import { type SignedIn, signIn, signInChild } from './sign-in.ts'

const reading = 1
const writing = 2
const neighbour = 3

describe('both languages', () => {
  let askers: Record<'member' | 'child' | 'visitor', SignedIn | null>
  const ids = new Map<string, string>()
  const fill = (text: string) => text.replaceAll(/\b(ROW|FOREIGN)\b/g, (name) => ids.get(name) ?? name)

  beforeAll(async () => {
    askers = { member: await signIn(reading), child: await signInChild(), visitor: null }
    const rowOf = async (who: SignedIn | null) =>
      bareValue(nodeAt(envelopeOf(await falcorGet([['home', 'rows', 1, 'id']], who)).jsonGraph, ['home', 'rows', 1, 'id']))
    ids.set('ROW', String(await rowOf(askers.member)))
    ids.set('FOREIGN', String(await rowOf(await signIn(neighbour))))
  })

  test.each(questions)('answer with the same data: $name ($who)', async ({ who, paths, query, codes = [] }) => {
    const filled = JSON.parse(fill(JSON.stringify(paths))) as PathSet[]
    const { jsonGraph } = envelopeOf(await falcorGet(filled, askers[who]))
    const read = readGraph(schema, fill(query), jsonGraph)
    const answer = await askGraphql(fill(query), askers[who])
    expect(answer).toEqual(read)
    expect(answer.errors.map(({ code }) => code)).toEqual(codes)
  })

  test.each(writes)('do the same and answer with the same data: $name', async ({ call, mutation }) => {
    const who = await signIn(writing)
    const { jsonGraph } = envelopeOf(await falcorCall(call.name, call.args, call.suffixes, who))
    // What takes no one title returns the profile itself.
    const returned = typeof call.args[0] === 'number' ? ['titles', call.args[0]] : ['profiles', writing]
    const read = readReturned(schema, mutation, jsonGraph, returned)
    expect(await askGraphql(mutation, who)).toEqual(read)
    expect(read.errors).toEqual([])
  })

  test.each([
    { name: 'too many stars', call: 'rate', args: [11, 5.5], field: 'rate(title: 11, stars: 5.5)', code: 'BAD_ARGUMENT' },
    { name: 'too few stars', call: 'rate', args: [11, 0], field: 'rate(title: 11, stars: 0)', code: 'BAD_ARGUMENT' },
    {
      name: 'a position before the beginning',
      call: 'reportPlayback',
      args: [11, -1, 'STOP'],
      field: 'reportPlayback(title: 11, positionSeconds: -1, event: STOP)',
      code: 'BAD_ARGUMENT',
    },
    { name: 'no picks', call: 'pickTitles', args: [[]], field: 'pickTitles(titles: [])', code: 'BAD_ARGUMENT' },
    { name: 'one pick twice', call: 'pickTitles', args: [[7, 7]], field: 'pickTitles(titles: [7, 7])', code: 'BAD_ARGUMENT' },
    {
      name: 'a pick that is not there',
      call: 'pickTitles',
      args: [[7, 99_999]],
      field: 'pickTitles(titles: [7, 99999])',
      code: 'TITLE_UNKNOWN',
    },
    { name: 'a film that is not there', call: 'addToMyList', args: [99_999], field: 'addToMyList(title: 99999)', code: 'TITLE_UNKNOWN' },
  ])('refuse a write with the same code: $name', async ({ call, args, field, code }) => {
    const who = await signIn(writing)
    const { jsonGraph } = envelopeOf(await falcorCall(call, args, [], who))
    expect(jsonGraph[call]).toMatchObject({ $type: 'error', value: { code } })
    expect(await askGraphql(`mutation { ${field} { id } }`, who)).toEqual({ data: { [call]: null }, errors: [{ path: [call], code }] })
  })

  test.each(['rate', 'addToMyList', 'removeFromMyList', 'reportPlayback', 'pickTitles', 'resetTaste', 'deleteHistory'])(
    'refuse %s of a visitor with the same code',
    async (name) => {
      const { call, mutation } = writes.find((write) => write.call.name === name) ?? (writes[0] as (typeof writes)[number])
      const { jsonGraph } = envelopeOf(await falcorCall(name, call.args, call.suffixes, null))
      expect(jsonGraph[name]).toMatchObject({ $type: 'error', value: { code: 'UNAUTHENTICATED' } })
      expect((await askGraphql(mutation, null)).errors).toEqual([{ path: [name], code: 'UNAUTHENTICATED' }])
    },
  )
})

describe('the questions', () => {
  test('are 40 or more', () => expect(questions.length).toBeGreaterThanOrEqual(40))

  test('have names of their own', () => {
    const names = [...questions, ...writes].map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('ask for every field of every type of the schema, and give every argument', () => {
    const wanted = new Set<string>()
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue
      for (const field of Object.values(type.getFields())) {
        wanted.add(`${type.name}.${field.name}`)
        for (const argument of field.args) wanted.add(`${type.name}.${field.name}(${argument.name})`)
      }
    }
    const asked = new Set(
      [...questions.map(({ query }) => query), ...writes.map(({ mutation }) => mutation)].flatMap((text) => coordinatesOf(parse(text))),
    )
    expect([...wanted].filter((coordinate) => !asked.has(coordinate))).toEqual([])
  })
})

/** The fields and arguments that a document names, as `Title.artwork` and `Title.artwork(width)`. */
function coordinatesOf(document: DocumentNode): readonly string[] {
  const coordinates: string[] = []
  const types = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name, arguments: given = [] }) {
        const field = `${types.getParentType()?.name}.${name.value}`
        coordinates.push(field, ...given.map((argument) => `${field}(${argument.name.value})`))
      },
    }),
  )
  return coordinates
}
