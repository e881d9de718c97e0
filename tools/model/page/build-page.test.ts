import { expect, test } from 'vitest'
import { builders, buildPage, fillTemplate, type PageCase, pageSize, templates } from './build-page.ts'
import { byItem, type PageCatalog, type TitleGroup } from './page-catalog.ts'

const items = 60
const group = (key: string, has: (item: number) => boolean): TitleGroup => ({
  key,
  has: Uint8Array.from({ length: items }, (_, item) => Number(has(item))),
})
const none = new Uint32Array()
const genres = [group('Comedy', (item) => item % 3 === 0), group('Drama', (item) => item % 3 === 1), group('War', (item) => item % 3 === 2)]
const catalog: PageCatalog = {
  ...{ items, pairs: [], genreDecades: [], byPopularity: none, byQuality: none },
  ...{ genres, genresOf: byItem(genres, items) },
  decades: [group('1980s', (item) => item < 30), group('1990s', (item) => item >= 30)],
  latest: group('new', (item) => item >= 50),
}
const rowOf = (key: string, titles: readonly number[]) => ({ key, kind: key, titles: Int32Array.from(titles) })
const all = Array.from({ length: items }, (_, item) => item)
const of: PageCase = {
  rows: [
    rowOf('top picks', all),
    ...catalog.genres.map(({ key, has }) =>
      rowOf(
        key,
        all.filter((item) => has[item] === 1),
      ),
    ),
    rowOf('because 1', [40, 41, 42, 43]),
    rowOf('popular', [7, 8, 9, 10, 11]),
    rowOf('1980s', all.slice(0, 30)),
  ],
  chance: Float32Array.from(all, (item) => 1 / (item + 5)),
  // Two of War, one of Drama: no item is shown that is liked, but the genres follow from it.
  liked: Uint32Array.of(2, 5, 4),
}

test('the template follows its order, the genres that the member likes most first; rows that are missing or too short are left out', () => {
  const page = fillTemplate('published', catalog, of)
  // Of what is popular and of the eighties too little is left below the top picks and the genres.
  expect(page.map(({ key }) => key)).toEqual(['top picks', 'War', 'Drama', 'Comedy', 'because 1'])
  expect(Array.from(page[1]?.titles ?? [])).toEqual(all.filter((item) => item % 3 === 2 && item > 9).slice(0, 10))
})

test('rows by themselves: each by what it is worth alone, whatever stands above it', () => {
  const page = buildPage('independent', catalog, of)
  expect(page.slice(0, 2).map(({ key }) => key)).toEqual(['top picks', '1980s'])
  expect(Array.from(page[0]?.titles ?? [])).toEqual(all.slice(0, 10))
})

test.each(builders)('%s shows nothing twice, and no row with too few titles', (builder) => {
  const page = buildPage(builder, catalog, of)
  const shown = page.flatMap(({ titles }) => [...titles])
  expect(new Set(shown).size).toBe(shown.length)
  expect(page.length).toBeGreaterThan(2)
  for (const { titles } of page) expect(titles.length).toBeGreaterThanOrEqual(pageSize.minTitles)
})

test('every template has as many rows as a page, each once', () => {
  for (const rows of Object.values(templates)) {
    expect(rows.length).toBeGreaterThanOrEqual(pageSize.maxRows)
    expect(new Set(rows).size).toBe(rows.length)
  }
})
