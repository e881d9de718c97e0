import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { offsetLimitPagination } from '@apollo/client/utilities'
import { Client, fetchExchange, gql as urqlGql } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { simplePagination } from '@urql/exchange-graphcache/extras'
import { describe, expect, test } from 'vitest'
import { marqueeUrl } from './marquee.ts'
import { signIn } from './sign-in.ts'

// The stock clients of device teams, their normalised caches and their own helpers for pages, over our ids and our offset and limit.

const url = new URL('/graphql', marqueeUrl).href
const search = 'query Search($offset: Int!, $limit: Int!) { search(query: "the", offset: $offset, limit: $limit) { id name } }'
const list = 'query List($offset: Int!, $limit: Int!) { me { id myList(offset: $offset, limit: $limit) { id name } myListLength } }'
const rows = '{ home { id rows(limit: 6) { id titles(limit: 10) { id name myRating } } } }'
const rate = 'mutation Rate($title: Int!, $stars: Float!) { rate(title: $title, stars: $stars) { id myRating } }'

interface Card {
  readonly id: number
  readonly name: string
  readonly myRating?: number | null
}
interface Page {
  readonly home: { readonly rows: readonly { readonly id: string; readonly titles: readonly Card[] }[] }
}

const ratings = ({ home }: Page, id: number) =>
  home.rows.flatMap(({ titles }) => titles.filter((title) => title.id === id).map(({ myRating }) => myRating))
/** A film that stands on the page as often as any. */
function mostShown({ home }: Page): number {
  const counts = new Map<number, number>()
  for (const { id } of home.rows.flatMap(({ titles }) => titles)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0
}

describe('Apollo Client', () => {
  const start = async (profile?: number) =>
    new ApolloClient({
      link: new HttpLink({ uri: url, headers: profile === undefined ? {} : (await signIn(profile)).headers }),
      cache: new InMemoryCache({
        typePolicies: {
          Query: { fields: { search: offsetLimitPagination(['query']) } },
          Profile: { fields: { myList: offsetLimitPagination() } },
        },
      }),
    })

  test('its pagination by offset and limit puts pages together', async () => {
    const client = await start()
    const query = client.watchQuery<{ search: Card[] }>({ query: gql(search), variables: { offset: 0, limit: 3 } })
    // A query that nobody watches is not asked.
    const first = await new Promise<readonly Card[]>((resolve) => {
      query.subscribe(({ data, loading }) => {
        if (!loading) resolve((data as { search: Card[] }).search)
      })
    })
    const next = await query.fetchMore({ variables: { offset: 3, limit: 3 } })
    const whole = await client.query<{ search: Card[] }>({
      query: gql(search),
      variables: { offset: 0, limit: 6 },
      fetchPolicy: 'network-only',
    })
    const { data } = query.getCurrentResult()
    expect((data as { search: Card[] }).search.map(({ id }) => id)).toEqual(whole.data?.search.map(({ id }) => id))
    expect(first).toHaveLength(3)
    expect(next.data?.search).toHaveLength(3)
    client.stop()
  })

  test('its cache holds one film for all rows, and a rating is seen at each of its places', async () => {
    const client = await start(11)
    const page = (await client.query<Page>({ query: gql(rows) })).data as Page
    const id = mostShown(page)
    expect(Object.keys(client.cache.extract() as object)).toContain(`Title:${id}`)
    await client.mutate({ mutation: gql(rate), variables: { title: id, stars: 3.5 } })
    const cached = client.readQuery<Page>({ query: gql(rows) }) as Page
    expect(new Set(ratings(cached, id))).toEqual(new Set([3.5]))
  })

  test('an answer that lacks something keeps the rest', async () => {
    const client = await start(11)
    const query = gql('{ title(id: 1) { id name artwork(width: 1) { url } } }')
    const { data, error } = await client.query<{ title: Card & { artwork: null } }>({ query, errorPolicy: 'all' })
    expect(data?.title).toMatchObject({ id: 1, name: expect.any(String), artwork: null })
    expect(error).toMatchObject({ errors: [{ path: ['title', 'artwork'] }] })
  })
})

describe('urql with Graphcache', () => {
  const start = async (profile?: number) =>
    new Client({
      url,
      preferGetMethod: false,
      exchanges: [
        cacheExchange({
          keys: { Image: () => null, Playback: () => null },
          resolvers: {
            Query: { search: simplePagination({ offsetArgument: 'offset', limitArgument: 'limit' }) },
            Profile: { myList: simplePagination({ offsetArgument: 'offset', limitArgument: 'limit' }) },
          },
        }),
        fetchExchange,
      ],
      ...(profile !== undefined && { fetchOptions: { headers: { ...(await signIn(profile)).headers } } }),
    })

  test('its simple pagination puts pages together', async () => {
    const client = await start()
    const ask = async (offset: number, limit: number) =>
      ((await client.query(urqlGql(search), { offset, limit }).toPromise()).data as { search: Card[] }).search.map(({ id }) => id)
    await ask(0, 3)
    const merged = await ask(3, 3)
    const fresh = await start()
    const whole = ((await fresh.query(urqlGql(search), { offset: 0, limit: 6 }).toPromise()).data as { search: Card[] }).search
    expect(merged).toEqual(whole.map(({ id }) => id))
  })

  test('its cache holds one film for all rows, and a rating is seen at each of its places', async () => {
    const client = await start(12)
    const page = (await client.query(urqlGql(rows), {}).toPromise()).data as Page
    const id = mostShown(page)
    const rated = await client.mutation(urqlGql(rate), { title: id, stars: 2.5 }).toPromise()
    expect(rated.error).toBeUndefined()
    const cached = (await client.query(urqlGql(rows), {}, { requestPolicy: 'cache-only' }).toPromise()).data as Page
    expect(new Set(ratings(cached, id))).toEqual(new Set([2.5]))
  })

  test('its pages of a member’s own list are put together too', async () => {
    const client = await start(12)
    const ask = async (offset: number) =>
      ((await client.query(urqlGql(list), { offset, limit: 2 }).toPromise()).data as { me: { myList: Card[]; myListLength: number } }).me
    const first = await ask(0)
    const second = await ask(2)
    expect(second.myList).toHaveLength(Math.min(4, first.myListLength))
    expect(second.myList.slice(0, 2).map(({ id }) => id)).toEqual(first.myList.map(({ id }) => id))
  })
})
