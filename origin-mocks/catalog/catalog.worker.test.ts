import { applyD1Migrations, type D1Migration } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { catalogContract } from '../../contracts/catalog.contract.ts'
import type { Catalog } from '../../contracts/catalog.ts'
import movies from '../../node_modules/vega-datasets/data/movies.json'
import { featuresOf } from './features.ts'
import { cleanFilms } from './seed/clean-films.ts'
import { seedStatements } from './seed/seed-sql.ts'

const { DB, MIGRATIONS } = env as unknown as { DB: D1Database; MIGRATIONS: D1Migration[] }
const service = () => (exports as unknown as { Catalog: Catalog }).Catalog
const clean = cleanFilms(movies as unknown[])
const seed = () => DB.batch(seedStatements(clean).map((statement) => DB.prepare(statement)))

beforeAll(async () => {
  const before = await service().state()
  expect(before.ready).toBe(false)
  await applyD1Migrations(DB, MIGRATIONS)
  expect(await service().state()).toEqual({ ready: false, detail: 'not seeded' })
  await seed()
})

catalogContract('the worker over D1, by RPC', async () => service())

describe('the catalog over D1', () => {
  const names = async (ids: readonly number[]) => (await service().titles(ids, ['name'])).map((title) => title?.name)
  const find = async (query: string, limit = 3) => names((await service().search([{ query, offset: 0, limit }]))[0]?.ids ?? [])

  test('gives back the features that the films have, to the last digit', async () => {
    expect(await service().features()).toEqual(featuresOf(clean.films))
  })

  test('is the same after seeding twice', async () => {
    const before = await service().state()
    const found = await find('the')
    await seed()
    expect(await service().state()).toEqual(before)
    expect(await find('the')).toEqual(found)
    expect(before).toEqual({ ready: true, detail: `3199 films, 550 people, version ${featuresOf(clean.films).version}` })
  })

  test.each([
    { query: 'alien', first: 'Alien' },
    { query: 'leon', first: 'Léon' },
    { query: 'LÉON', first: 'Léon' },
    { query: 'Le\u0301on', first: 'Léon' },
    { query: 'amelie', first: "Le Fabuleux destin d'Amélie Poulain" },
    { query: 'godf', first: 'The Godfather' },
    { query: 'king lion', first: 'The Lion King' },
    { query: '2046', first: '2046' },
    { query: 'toy story', first: 'Toy Story' },
    { query: 'M*A*S*H', first: 'M*A*S*H' },
    { query: 'jackson ring king', first: 'The Lord of the Rings: The Return of the King' },
  ])('finds $first by "$query"', async ({ query, first }) => {
    expect((await find(query))[0]).toBe(first)
  })

  test('orders films that fit alike by popularity', async () => {
    expect((await find('spielberg', 5)).length).toBe(5)
    expect(await find('star wars', 2)).toEqual(expect.arrayContaining([expect.stringContaining('Star Wars')]))
  })

  test('finds what is alike', async () => {
    const [toyStory] = (await service().search([{ query: 'toy story', offset: 0, limit: 1 }]))[0]?.ids ?? []
    const [slice] = await service().similar([{ title: toyStory ?? 0, offset: 0, limit: 3 }])
    expect(await names(slice?.ids ?? [])).toContain('Toy Story 2')
  })

  test('draws the title, the year and the director on a poster', async () => {
    const svg = await service().poster(clean.films.find((film) => film.name === 'Jurassic Park')?.id ?? 0, 'BOXART', 200)
    for (const text of ['Jurassic', 'Park', '1993', 'Steven Spielberg']) expect(svg).toContain(`>${text}<`)
  })

  test('does not speak HTTP', async () => {
    const response = await (exports as unknown as { default: Fetcher }).default.fetch('https://catalog.test/titles/1')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  })

  test('is not ready where it cannot read, without a throw', async () => {
    await DB.prepare('DELETE FROM meta').run()
    expect(await service().state()).toEqual({ ready: false, detail: 'not seeded' })
    // Not `rejects`: it reads more of an RPC promise than its outcome.
    const failure = await (async () => service().features())().then(() => 'answered', String)
    expect(failure).toContain('not seeded')
    await seed()
    expect((await service().state()).ready).toBe(true)
  })
})
