import { describe, expect, test } from 'vitest'
import { type Catalog, catalogAnswers, posterHeight, type TitleField } from './catalog.ts'
import type { TitleSlice } from './origin.ts'

const allFields: readonly TitleField[] = ['name', 'year', 'runtimeMinutes', 'maturity', 'synopsis', 'genres', 'director']
const nobody = 2_147_483_647

/** What every catalog keeps, told through its interface alone. The catalog made must be seeded; it is only read. */
export function catalogContract(name: string, makeCatalog: () => Promise<Catalog>): void {
  describe(`catalog contract: ${name}`, () => {
    test('a seeded catalog is ready and says what it holds', async () => {
      const state = await (await makeCatalog()).state()
      expect(catalogAnswers.state(state, [])).toBeUndefined()
      expect(state.ready).toBe(true)
      expect(state.detail).toMatch(/\d+ films/)
    })

    test('tells the ids in use', async () => {
      const catalog = await makeCatalog()
      const { ids } = await catalog.features()
      expect(await catalog.extent()).toEqual({ from: ids[0], to: ids.at(-1) })
    })

    describe('titles', () => {
      test('come one for each id, in the order asked, repeated where repeated, null where there is none', async () => {
        const catalog = await makeCatalog()
        const [first = 0, second = 0] = (await catalog.features()).ids
        const ids = [second, nobody, first, second, 0, -1]
        const titles = await catalog.titles(ids, ['name'])
        expect(catalogAnswers.titles(titles, [ids, ['name']])).toBeUndefined()
        expect(titles.map((title) => title?.id ?? null)).toEqual([second, null, first, second, null, null])
      })

      test('hold the id and the fields asked for, nothing more', async () => {
        const catalog = await makeCatalog()
        const [id = 0] = (await catalog.features()).ids
        for (const fields of [[], ['year'], ['genres', 'name'], allFields] as const) {
          const [title] = await catalog.titles([id], fields)
          expect(Object.keys(title ?? {}).sort()).toEqual(['id', ...fields].sort())
        }
      })

      test('agree with the features', async () => {
        const catalog = await makeCatalog()
        const features = await catalog.features()
        const titles = await catalog.titles(features.ids, allFields)
        expect(titles.map((title) => title?.name)).toEqual(features.names)
        expect(titles.map((title) => title?.year)).toEqual(features.years)
        expect(titles.map((title) => title?.runtimeMinutes)).toEqual(features.runtimeMinutes)
        expect(titles.map((title) => title?.maturity)).toEqual(features.maturity)
        expect(titles.map((title) => title?.genres)).toEqual(features.genres)
        expect(titles.map((title) => title?.director)).toEqual(features.directors)
      })

      test('may be asked for by the thousand, or none at all', async () => {
        const catalog = await makeCatalog()
        const { ids } = await catalog.features()
        const many = Array.from({ length: 5_000 }, (_, index) => ids[index % ids.length] ?? 0)
        expect((await catalog.titles(many, ['name'])).map((title) => title?.id)).toEqual(many)
        expect(await catalog.titles([], ['name'])).toEqual([])
      })

      test.each([
        { name: 'no list', ids: 7, fields: [] },
        { name: 'ids in text', ids: ['7'], fields: [] },
        { name: 'a fraction', ids: [1.5], fields: [] },
        { name: 'not a number', ids: [Number.NaN], fields: [] },
        { name: 'a field that is none', ids: [1], fields: ['id; DROP TABLE titles'] },
        { name: 'a name of the prototype', ids: [1], fields: ['constructor'] },
      ])('refuse $name', async ({ ids, fields }) => {
        const catalog = await makeCatalog()
        await refuses(() => catalog.titles(ids as number[], fields as TitleField[]))
      })
    })

    describe('people', () => {
      test('come one for each id, in the order asked, null where there is none', async () => {
        const catalog = await makeCatalog()
        const [one = ''] = await directorsOf(catalog)
        const ids = ['__proto__', one, '', 'x'.repeat(10_000), one, "'; --", '🎬']
        const people = await catalog.people(ids)
        expect(catalogAnswers.people(people, [ids])).toBeUndefined()
        expect(people.map((person) => person?.id ?? null)).toEqual([null, one, null, null, one, null, null])
        expect(people[1]?.name).toMatch(/\S/)
        await refuses(() => catalog.people([7] as unknown as string[]))
      })

      test('are there for every director, under a slug of their own', async () => {
        const catalog = await makeCatalog()
        const ids = await directorsOf(catalog)
        const people = await catalog.people(ids)
        expect(people).not.toContain(null)
        for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(new Set(people.map((person) => person?.name)).size).toBe(ids.length)
      })
    })

    describe('filmographies', () => {
      test('hold all films of the director, newest first', async () => {
        const catalog = await makeCatalog()
        const { ids, directors } = await catalog.features()
        const persons = (await directorsOf(catalog)).slice(0, 50)
        const slices = await catalog.filmographies(persons.map((person) => ({ person, offset: 0, limit: 1_000 })))
        for (const [index, person] of persons.entries()) {
          const films = slices[index]?.ids ?? []
          expect([...films].sort((a, b) => a - b)).toEqual(ids.filter((_, at) => directors[at] === person))
          const years = (await catalog.titles(films, ['year'])).map((title) => title?.year ?? 0)
          expect(years).toEqual([...years].sort((a, b) => b - a))
        }
      })

      test('of a stranger are empty', async () => {
        const catalog = await makeCatalog()
        const demands = ['nobody-at-all', '__proto__', 'x'.repeat(10_000)].map((person) => ({ person, offset: 3, limit: 5 }))
        expect(await catalog.filmographies(demands)).toEqual(demands.map(() => ({ offset: 3, length: 0, ids: [] })))
      })

      test('tile by windows', async () => {
        const catalog = await makeCatalog()
        const [person = ''] = await directorsOf(catalog)
        await tiles((windows) => catalog.filmographies(windows.map((window) => ({ person, ...window }))))
      })
    })

    describe('similar films', () => {
      test('are others, distinct, there, and at most 40', async () => {
        const catalog = await makeCatalog()
        const { ids } = await catalog.features()
        const asked = ids.slice(0, 200)
        const slices = await catalog.similar(asked.map((title) => ({ title, offset: 0, limit: 1_000 })))
        const known = new Set(ids)
        for (const [index, title] of asked.entries()) {
          const alike = slices[index]?.ids ?? []
          expect(alike.length).toBe(Math.min(40, ids.length - 1))
          expect(slices[index]?.length).toBe(alike.length)
          expect(new Set(alike).size).toBe(alike.length)
          expect(alike).not.toContain(title)
          expect(alike.every((id) => known.has(id))).toBe(true)
        }
      })

      test('share a genre where the film has one: the first does', async () => {
        const catalog = await makeCatalog()
        const { ids, genres } = await catalog.features()
        const index = genres.findIndex((list) => list.includes('Comedy'))
        const [slice] = await catalog.similar([{ title: ids[index] ?? 0, offset: 0, limit: 1 }])
        const [first] = await catalog.titles(slice?.ids ?? [], ['genres'])
        expect(first?.genres?.some((genre) => genres[index]?.includes(genre))).toBe(true)
      })

      test('tile by windows, and there are none for a title that is not there', async () => {
        const catalog = await makeCatalog()
        const [title = 0] = (await catalog.features()).ids
        await tiles((windows) => catalog.similar(windows.map((window) => ({ title, ...window }))))
        expect(await catalog.similar([{ title: nobody, offset: 0, limit: 5 }])).toEqual([{ offset: 0, length: 0, ids: [] }])
      })
    })

    describe('search', () => {
      const find = async (catalog: Catalog, query: string, limit = 10_000) =>
        (await catalog.search([{ query, offset: 0, limit }]))[0]?.ids ?? []

      test('finds each film by its whole name, in any case', async () => {
        const catalog = await makeCatalog()
        const { ids, names } = await catalog.features()
        for (let index = 0; index < ids.length; index += Math.ceil(ids.length / 12)) {
          expect(await find(catalog, names[index] ?? '')).toContain(ids[index])
          expect(await find(catalog, (names[index] ?? '').toUpperCase())).toContain(ids[index])
        }
      })

      test('finds by the beginnings of words, of the name and of the director', async () => {
        const catalog = await makeCatalog()
        const { ids, directors } = await catalog.features()
        const index = directors.findIndex((director) => director !== null)
        const [person] = await catalog.people([directors[index] ?? ''])
        const beginnings = (person?.name ?? '').split(' ').map((word) => word.slice(0, 3))
        expect(await find(catalog, beginnings.join(' '))).toContain(ids[index])
        expect(await find(catalog, beginnings.reverse().join('  '))).toContain(ids[index])
      })

      test('answers several demands at once, each on its own', async () => {
        const catalog = await makeCatalog()
        const { names } = await catalog.features()
        const demands = [names[0] ?? '', '', names[1] ?? '', names[0] ?? ''].map((query, offset) => ({
          query,
          offset: offset % 2,
          limit: 3,
        }))
        const answers = await catalog.search(demands)
        expect(catalogAnswers.search(answers, [demands])).toBeUndefined()
        for (const [index, demand] of demands.entries()) expect(answers[index]).toEqual((await catalog.search([demand]))[0])
      })

      test('tiles by windows', async () => {
        const catalog = await makeCatalog()
        await tiles((windows) => catalog.search(windows.map((window) => ({ query: 'the', ...window }))))
        await tiles((windows) => catalog.search(windows.map((window) => ({ query: 's', ...window }))))
      })

      test.each([
        { name: 'nothing', query: '' },
        { name: 'blanks', query: ' \t\n ' },
        { name: 'a lone quote', query: '"' },
        { name: 'an open phrase', query: '"the' },
        { name: 'operators', query: 'AND OR NOT NEAR(a b, 3)' },
        { name: 'a column filter', query: 'name : alien OR director:{x}' },
        { name: 'stars and carets', query: '* ^a* -b +c' },
        { name: 'brackets', query: '((((' },
        { name: 'SQL', query: "'; DROP TABLE titles; --" },
        { name: 'emoji', query: '🎬🍿' },
        { name: 'a NUL', query: 'the\u0000man' },
        { name: 'a lone surrogate', query: '\ud800 the' },
        { name: 'marks without letters', query: '\u0301\u0301' },
        { name: 'letters that are new to Unicode', query: '\u{1e4d0}\u{10ec5}\u{16100}' },
        { name: '10 KB of one word', query: 'a'.repeat(10_240) },
        { name: '10 KB of words', query: 'ab '.repeat(3_500) },
        { name: '10 KB of quotes', query: '"'.repeat(10_240) },
        { name: 'a pattern', query: '%_[a-z]' },
        { name: 'a name of the prototype', query: '__proto__' },
      ])('takes $name as a good query', async ({ query }) => {
        const catalog = await makeCatalog()
        const demands = [{ query, offset: 0, limit: 5 }]
        const answers = await catalog.search(demands)
        expect(catalogAnswers.search(answers, [demands])).toBeUndefined()
        expect(answers[0]?.ids.length).toBe(Math.min(5, answers[0]?.length ?? -1))
      })

      test('without a word finds nothing', async () => {
        const catalog = await makeCatalog()
        expect(await catalog.search([{ query: ' "!" ', offset: 2, limit: 5 }])).toEqual([{ offset: 2, length: 0, ids: [] }])
      })

      test.each([
        { name: 'a query that is no text', demand: { query: 7, offset: 0, limit: 1 } },
        { name: 'a negative offset', demand: { query: 'a', offset: -1, limit: 1 } },
        { name: 'a fraction of a limit', demand: { query: 'a', offset: 0, limit: 0.5 } },
        { name: 'no demand', demand: null },
      ])('refuses $name', async ({ demand }) => {
        const catalog = await makeCatalog()
        await refuses(() => catalog.search([demand as { query: string; offset: number; limit: number }]))
      })
    })

    describe('posters', () => {
      test.each(['BOXART', 'BILLBOARD'] as const)('of kind %s are SVG of the width asked for, the same each time', async (kind) => {
        const catalog = await makeCatalog()
        const { ids } = await catalog.features()
        for (const id of [ids[0] ?? 0, ids.at(-1) ?? 0]) {
          const svg = await catalog.poster(id, kind, 342)
          expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*>.*<\/svg>$/s)
          expect(svg).toContain(`width="342" height="${posterHeight(kind, 342)}"`)
          expect(svg).not.toMatch(/<(script|i|foreignObject|image)\b/)
          expect(await catalog.poster(id, kind, 342)).toBe(svg)
        }
      })

      test('of a title that is not there are null', async () => {
        expect(await (await makeCatalog()).poster(nobody, 'BOXART', 342)).toBeNull()
      })

      test.each([
        { name: 'a kind that is none', kind: 'TALL', width: 342 },
        { name: 'no width', kind: 'BOXART', width: 0 },
        { name: 'a fraction of a pixel', kind: 'BOXART', width: 10.5 },
        { name: 'a huge width', kind: 'BOXART', width: 1e9 },
      ])('refuse $name', async ({ kind, width }) => {
        const catalog = await makeCatalog()
        await refuses(() => catalog.poster(1, kind as 'BOXART', width))
      })
    })

    test('features are columns over ascending ids, with quality and popularity from 0 to 1, under one version', async () => {
      const catalog = await makeCatalog()
      const features = await catalog.features()
      expect(catalogAnswers.features(features, [])).toBeUndefined()
      expect(features.ids).toEqual(features.ids.map((_, index) => index + 1))
      for (const share of [...features.quality, ...features.popularity]) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
      }
      expect(await catalog.features()).toEqual(features)
    })
  })
}

async function directorsOf(catalog: Catalog): Promise<readonly string[]> {
  return [...new Set((await catalog.features()).directors)].filter((director) => director !== null)
}

/** Expects that windows of any size give the parts of one list, each telling the whole length. */
async function tiles(read: (windows: readonly { offset: number; limit: number }[]) => Promise<readonly TitleSlice[]>): Promise<void> {
  const [whole] = await read([{ offset: 0, limit: 100_000 }])
  const length = whole?.length ?? 0
  expect(whole?.ids.length).toBe(length)
  const windows = [
    { offset: 0, limit: 2 },
    { offset: 2, limit: 3 },
    { offset: 1, limit: 0 },
    { offset: length, limit: 5 },
    { offset: length + 1_000, limit: 5 },
  ]
  const parts = await read(windows)
  expect(parts).toEqual(windows.map(({ offset, limit }) => ({ offset, length, ids: whole?.ids.slice(offset, offset + limit) })))
}

async function refuses(call: () => Promise<unknown>): Promise<void> {
  // Over RPC an error keeps its name and message, not always its class.
  const thrown = await call().then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(thrown).toMatchObject({ name: 'TypeError', message: expect.stringMatching(/^Cannot /) })
}
