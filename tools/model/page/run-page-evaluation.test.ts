import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPageEvaluation, runPageEvaluation } from './run-page-evaluation.ts'
import { worldWithGenres } from './test/world-with-genres.ts'

const folder = mkdtempSync(join(tmpdir(), 'pages-'))
afterAll(() => rmSync(folder, { recursive: true }))
const said: string[] = []
const screen = { live: false, write: (text: string) => void said.push(text), now: () => 1000 }

test('ends with one line of JSON, and writes a page that holds the same figures', async () => {
  const { ratings, titles } = worldWithGenres({ users: 120, items: 120, ratingsPerUser: 40, seed: 5 })
  const { users, items, start, item, value } = ratings
  const lines = users.flatMap((user, row) =>
    [...item.subarray(start[row], start[row + 1])].map((number, at) => `${user}::${items[number]}::${value[(start[row] ?? 0) + at]}::0`),
  )
  writeFileSync(join(folder, 'ratings.dat'), lines.join('\n'))
  const facts = [...titles].map(([id, { year, genres }]) => `${id}::Title ${id} (${year})::${genres.join('|')}`)
  writeFileSync(join(folder, 'movies.dat'), facts.join('\n'))
  const result = await runPageEvaluation({ file: join(folder, 'ratings.dat'), seed: 1, report: join(folder, 'report.html') }, screen)
  const last = said.join('').trimEnd().split('\n')
  expect(JSON.parse(last.at(-1) ?? '')).toEqual(result)
  expect(last.at(-2)).toMatch(/^1 s, \d+ MB$/)
  const page = readFileSync(join(folder, 'report.html'), 'utf8')
  for (const builder of ['template', 'independent', 'marquee'] as const) {
    expect(page).toContain(result.ndcg2d[builder].toFixed(4))
    expect(page).toContain(result['recall@5x6'][builder].toFixed(4))
  }
  expect(page).not.toMatch(/NaN|undefined/)
})

test('files are of the folder it was called in', () => {
  expect(readPageEvaluation(['--page', 'ratings.dat', '--titles', 'movies.dat', '--seed', '3', '--report', 'r.html'], '/data')).toEqual({
    ...{ file: '/data/ratings.dat', titles: '/data/movies.dat', seed: 3, report: '/data/r.html' },
  })
})

test.each([
  { args: ['--page', ''], says: /needs --page FILE/ },
  { args: ['--page', 'a', '--seed', 'x'], says: /Cannot take 'x' for a seed/ },
  { args: ['--page', 'a', '--rows', '3'], says: /Unknown option '--rows'/ },
])('refuses $args: $says', ({ args, says }) => {
  expect(() => readPageEvaluation(args, '/data')).toThrow(says)
})

test('ratings without titles beside them are refused with what to do', async () => {
  const file = join(mkdtempSync(join(folder, 'alone-')), 'ratings.tsv')
  writeFileSync(file, '1\t1\t5\n')
  await expect(runPageEvaluation({ file, seed: 1 }, screen)).rejects.toThrow(/found no movies.dat or u.item beside .* Use: --titles FILE/)
})
