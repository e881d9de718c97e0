import { expect, test } from 'vitest'
import { ask, json } from './marquee.ts'
import { signIn } from './sign-in.ts'

const events = { accept: 'text/event-stream' }
const homepage = '{ home { rows(limit: 2) { id heading titles(limit: 3) { id name year } } } }'
const ended = /^event: complete\ndata:\n\n$/m

/** The result that an answer's one `next` carries. */
async function askForEvents(query: string, headers: Readonly<Record<string, string>> = {}) {
  const { status, text } = await ask('/graphql', json({ query }, { ...headers, ...events }))
  const results = [...text.matchAll(/^event: next\ndata: (.*)$/gm)].map(([, data = '']) => JSON.parse(data) as unknown)
  expect([status, results.length, ended.test(text)]).toEqual([200, 1, true])
  return results[0]
}

test('whoever asks for events gets the data that others get as JSON', async () => {
  const { headers } = await signIn(8)
  expect(await askForEvents(homepage, headers)).toEqual((await ask('/graphql', json({ query: homepage }, headers))).json())
})

test.each([
  { name: 'a field that is not there', query: '{ nosuch }' },
  { name: 'a subscription', query: 'subscription { home { id } }' },
])('$name is refused within the protocol, with its code', async ({ query }) => {
  expect(await askForEvents(query)).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] })
})

test('a thousand event streams under one token all end by themselves, and whoever asks next is served', async () => {
  const { headers } = await signIn(8)
  const asked = json({ query: '{ me { id } }' }, { ...headers, ...events })
  for (let hundred = 0; hundred < 10; hundred++) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask('/graphql', asked)))
    for (const { status, headers, text } of answers) {
      expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
      expect(text).toContain('event: next\ndata: {"data":{"me":{"id":8}}}\n\n')
      expect(text).toMatch(ended)
    }
  }
  expect((await ask('/graphql', json({ query: '{ __typename }' }))).json()).toEqual({ data: { __typename: 'Query' } })
})

test('1,000 times @defer and @stream come to a refusal, also as events', async () => {
  const refused = async (query: string) => {
    const { status, text } = await ask('/graphql', json({ query }, events))
    return { status, code: /"code":"([A-Z_]+)"/.exec(text)?.[1] }
  }
  const many = Array.from({ length: 1_000 }, () => '... @defer { __typename }').join(' ')
  expect(await refused(`{ ${many} }`)).toEqual({ status: 400, code: 'DOCUMENT_LIMIT' })
  expect(await refused('{ search(query: "the") @stream(initialCount: 1) { id } }')).toEqual({
    status: 200,
    code: 'GRAPHQL_VALIDATION_FAILED',
  })
})
