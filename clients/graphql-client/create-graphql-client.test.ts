import { describe, expect, expectTypeOf, test } from 'vitest'
import { createGraphqlClient } from './create-graphql-client.ts'
import type { TrustedDocument } from './trusted-document.ts'

interface Film {
  readonly title: { readonly name: string } | null
}
const film: TrustedDocument<Film, { readonly id: number; readonly lang?: string }> = { __meta__: { documentId: 'sha256:f1' } }

/** A client over a server that always answers this. */
function clientOf(answer: () => Response | Promise<Response>, options: object = {}) {
  const sent: { url: string; init: RequestInit }[] = []
  const client = createGraphqlClient('/graphql', {
    newKey: () => 'k1',
    fetch: async (url, init) => {
      sent.push({ url, init })
      return answer()
    },
    ...options,
  })
  return { client, sent }
}

const answered = () => Response.json({ data: { title: { name: 'Alien' } } })

describe('a query', () => {
  test('goes by GET with the id of its document and its variables', async () => {
    const { client, sent } = clientOf(answered, { headers: async () => ({ authorization: 'Bearer t' }) })
    const result = await client.query(film, { id: 3 })
    expect(result).toEqual({ data: { title: { name: 'Alien' } }, errors: [] })
    expectTypeOf(result.data).toEqualTypeOf<Film>()
    expect(sent).toEqual([
      {
        url: '/graphql?documentId=sha256%3Af1&variables=%7B%22id%22%3A3%7D',
        init: { method: 'GET', headers: { accept: 'application/graphql-response+json', authorization: 'Bearer t' } },
      },
    ])
  })

  test('has one address for equal variables', async () => {
    const { client, sent } = clientOf(answered)
    await client.query(film, { id: 3, lang: 'nl' })
    await client.query(film, { lang: 'nl', id: 3 })
    expect(sent[0]?.url).toBe(sent[1]?.url)
  })

  test('goes by POST where its address would be too long', async () => {
    const { client, sent } = clientOf(answered, { maxUrlLength: 40 })
    await client.query(film, { id: 3, lang: 'a'.repeat(50) })
    expect(sent[0]).toMatchObject({ url: '/graphql', init: { method: 'POST', headers: { 'content-type': 'application/json' } } })
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual({ documentId: 'sha256:f1', variables: { id: 3, lang: 'a'.repeat(50) } })
  })

  test('takes its variables by their type', () => {
    const { client } = clientOf(answered)
    // @ts-expect-error the id is a number
    void client.query(film, { id: 'three' })
  })

  test('keeps the data of an answer that lacks something', async () => {
    const errors = [{ message: 'late', path: ['title'], extensions: { code: 'DEADLINE' } }]
    const { client } = clientOf(() => Response.json({ data: { title: null }, errors }))
    expect(await client.query(film, { id: 1 })).toEqual({ data: { title: null }, errors })
  })

  test.each([
    {
      about: 'a refusal',
      answer: () => Response.json({ errors: [{ message: 'No', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] }, { status: 404 }),
      error: { code: 'PERSISTED_QUERY_NOT_FOUND', status: 404, message: 'No' },
    },
    {
      about: 'an answer that is no JSON',
      answer: () => new Response('<html>', { status: 502 }),
      error: { code: 'BAD_ANSWER', status: 502 },
    },
    { about: 'an answer of nothing', answer: () => Response.json(null), error: { code: 'BAD_ANSWER', status: 200 } },
    { about: 'no answer', answer: () => Promise.reject(new TypeError('gone')), error: { code: 'NETWORK', status: undefined } },
  ])('rejects with a code for $about', async ({ answer, error }) => {
    const { client } = clientOf(answer)
    await expect(client.query(film, { id: 1 })).rejects.toMatchObject({ name: 'GraphqlClientError', ...error })
  })
})

test('a mutation goes by POST, under a key of its own or the given one', async () => {
  const { client, sent } = clientOf(answered)
  await client.mutate(film, { id: 1 })
  await client.mutate(film, { id: 1 }, { idempotencyKey: 'again' })
  expect(sent.map(({ init }) => [init.method, (init.headers as Record<string, string>)['idempotency-key']])).toEqual([
    ['POST', 'k1'],
    ['POST', 'again'],
  ])
})
