import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql'
import { type AuditResult, serverAudits } from 'graphql-http'
import { afterAll, describe, expect, test } from 'vitest'
import { graphqlData } from './ask-graphql.ts'
import { marqueeUrl } from './marquee.ts'
import { schema } from './schema.ts'

const audits = serverAudits({ url: `${marqueeUrl}/graphql`, fetchFn: fetch })
const missed: AuditResult[] = []

/** Recommendations that do not hold, by their ids; each would carry its reason. */
const knownMisses: readonly string[] = []

describe('the audits of GraphQL over HTTP', () => {
  afterAll(() => {
    if (missed.length === 0) return
    console.log(
      [
        '| audit | name | why |',
        '|---|---|---|',
        ...missed.map((miss) => `| ${miss.id} | ${miss.name} | ${'reason' in miss ? miss.reason : ''} |`),
      ].join('\n'),
    )
  })

  test('are 61', () => expect(audits).toHaveLength(61))

  test.each(audits)('$id $name', async ({ id, fn }) => {
    const result = await fn()
    if (result.status !== 'ok') missed.push(result)
    if (result.status === 'ok' || (result.status !== 'error' && knownMisses.includes(id))) return
    expect.fail(`${result.status}: ${result.reason}`)
  })
})

describe('introspection', () => {
  test('tells developers the schema as it is declared, descriptions included', async () => {
    const told = buildClientSchema(await graphqlData<IntrospectionQuery>(getIntrospectionQuery(), null))
    expect(printSchema(lexicographicSortSchema(told))).toBe(printSchema(lexicographicSortSchema(schema)))
  })

  test('can be asked beside data', async () => {
    const data = await graphqlData('{ __type(name: "Title") { name description } title(id: 1) { __typename id } }', null)
    expect(data).toEqual({ __type: { name: 'Title', description: 'A film.' }, title: { __typename: 'Title', id: 1 } })
  })
})
