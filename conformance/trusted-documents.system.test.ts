import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, expectTypeOf, inject, test } from 'vitest'
import { AddToMyListDocument, FilmDocument, HomepageDocument, MyListDocument, RemoveFromMyListDocument } from '../apps/tv/documents.ts'
import { createGraphqlClient } from '../clients/graphql-client/create-graphql-client.ts'
import { ask, json, marqueeUrl } from './marquee.ts'
import { signIn } from './sign-in.ts'

const releases = globSync('apps/*/releases/*.json', { cwd: join(import.meta.dirname, '..') }).map((file) => ({
  file,
  documents: Object.entries(JSON.parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8')) as Record<string, string>),
}))

test('there are several versions of an app side by side, with operations that have changed', () => {
  const ids = new Map(releases.map(({ file, documents }) => [file, documents.map(([id]) => id)]))
  expect(releases.length).toBeGreaterThan(1)
  const [one = [], other = []] = [...ids.values()]
  expect(one.filter((id) => !other.includes(id))).not.toEqual([])
})

test.each(releases)('every document of $file is answered by its id', async ({ documents }) => {
  const variables = { id: 1, title: 1, row: 'none', offset: 0, query: 'the', stars: 4, position: 60, event: 'PAUSE' }
  for (const [id, text] of documents) {
    expect(id).toBe(`sha256:${createHash('sha256').update(text).digest('hex')}`)
    const declared = Object.fromEntries(Object.entries(variables).filter(([name]) => text.includes(`$${name}:`)))
    const byId = await ask('/graphql', json({ documentId: id, variables: declared }))
    const byText = await ask('/graphql', json({ query: text, variables: declared }))
    expect(byId.status).toBe(200)
    // The edge has no text of a trusted document that an error could point into.
    expect(byId.text).toBe(byText.text.replaceAll(/"locations":\[.*?\],/g, ''))
  }
})

test('an app asks its operations by the typed client', async () => {
  const { headers } = await signIn(9)
  const client = createGraphqlClient(new URL('/graphql', marqueeUrl).href, { headers })
  const page = await client.query(HomepageDocument, { rows: 3, titles: 4 })
  expect(page.errors).toEqual([])
  expect(page.data.home?.rows.map((row) => row?.titles.length)).toEqual([4, 4, 4])
  expectTypeOf(page.data.home?.rowsLength).toEqualTypeOf<number | null | undefined>()

  const film = page.data.home?.rows[0]?.titles[0]
  if (film == null) throw new Error('no film on the page')
  const { data } = await client.query(FilmDocument, { id: film.id })
  expect(data.title?.name).toBe(film.name)

  const added = await client.mutate(AddToMyListDocument, { title: film.id })
  expect(added.data).toEqual({ addToMyList: { id: film.id, inMyList: true } })
  const list = await client.query(MyListDocument, { limit: 50 })
  expect(list.data.me?.myList.map((title) => title?.id)).toContain(film.id)
  await client.mutate(RemoveFromMyListDocument, { title: film.id })
})

test('the client says by which code a question was refused', async () => {
  const client = createGraphqlClient(new URL('/graphql', marqueeUrl).href)
  const unknown = { __meta__: { documentId: 'sha256:0' } }
  await expect(client.query(unknown, {})).rejects.toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND', status: 404 })
  // @ts-expect-error the id of a film is a number
  await expect(client.query(FilmDocument, { id: 'one' })).rejects.toMatchObject({ code: 'BAD_VARIABLE', status: 400 })
})

test('a public answer is kept at the edge until its life is over or one of its films is purged', async () => {
  const operator = { authorization: `Bearer ${inject('opsToken')}` }
  const purge = (tags: readonly string[]) => ask('/ops/purge', json({ tags }, operator))
  const path = `/graphql?documentId=${encodeURIComponent(FilmDocument.__meta__.documentId)}&variables=${encodeURIComponent('{"id":77}')}`
  const calls = async () => (await ask(path)).headers.get('x-marquee-origin-calls')
  expect((await purge(['titles'])).status).toBe(200)
  expect(await calls()).toMatch(/^catalog/)
  const kept = await ask(path)
  expect(kept.headers.get('x-marquee-origin-calls')).toBeNull()
  expect(kept.headers.get('cache-tag')).toContain('titles-77')
  expect(kept.headers.get('cache-control')).toBe('public, max-age=300')
  const explained = await ask(`/ops/explain/${kept.headers.get('x-marquee-trace')}`, { headers: operator })
  expect(explained.json<{ cache: string }>().cache).toBe('hit')
  await purge(['titles-77'])
  expect(await calls()).toMatch(/^catalog/)
})
