import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findTitles, readTitles } from './read-titles.ts'

const folder = mkdtempSync(join(tmpdir(), 'titles-'))
afterAll(() => rmSync(folder, { recursive: true }))
const written = (name: string, text: string | Uint8Array) => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const marks = (...genres: readonly number[]) => Array.from({ length: 19 }, (_, at) => Number(genres.includes(at))).join('|')

test('titles as in movies.dat, a name of the encoding of 1998 among them', async () => {
  const latin = Buffer.from("1::Toy Story (1995)::Animation|Children's\n2::Mis\xe9rables, Les (1998)::Drama\n3::Nameless::\n", 'latin1')
  expect([...(await readTitles(written('movies.dat', latin)))]).toEqual([
    ['1', { id: '1', year: 1995, genres: ['Animation', "Children's"] }],
    ['2', { id: '2', year: 1998, genres: ['Drama'] }],
    ['3', { id: '3', year: null, genres: [] }],
  ])
})

test('titles as in u.item: nineteen marks, the first of which is for none', async () => {
  const file = written('u.item', `1|Toy Story (1995)|01-Jan-1995||http://x|${marks(3, 4, 5)}\n267|unknown||||${marks(0)}\n`)
  expect([...(await readTitles(file)).values()]).toEqual([
    { id: '1', year: 1995, genres: ['Animation', "Children's", 'Comedy'] },
    { id: '267', year: null, genres: [] },
  ])
})

test.each([
  { name: 'a line of something else', text: '1::Toy Story (1995)\n', says: /line 1 has '1::Toy Story \(1995\)'/ },
  { name: 'marks that are none', text: `1|A|||x|${marks(1).replace('1', '2')}\n`, says: /needs lines as in movies.dat or u.item, line 1/ },
  { name: 'a line without an id', text: '::A (1995)::Drama\n', says: /line 1 has/ },
  { name: 'an empty file', text: '', says: /found an empty file/ },
])('$name is refused', async ({ text, says }) => {
  await expect(readTitles(written('odd', text))).rejects.toThrow(says)
})

test('are looked for beside the ratings', () => {
  written('u.item', '')
  expect(findTitles(join(folder, 'u.data'))).toMatch(/movies\.dat$|u\.item$/)
  expect(() => findTitles(join(folder, 'nowhere', 'ratings.dat'))).toThrow(
    /Cannot build pages: needs the genres of titles, found no movies.dat or u.item beside '.*'. Use: --titles FILE/,
  )
})
