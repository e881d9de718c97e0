import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createWorld } from '../../models/synthetic.ts'
import { readTopNOptions, runTopN } from './run-top-n.ts'

const folder = mkdtempSync(join(tmpdir(), 'top-n-'))
afterAll(() => rmSync(folder, { recursive: true }))

const said: string[] = []
const screen = { live: false, write: (text: string) => void said.push(text), now: () => 1000 }
const grids = { easePenalties: [50], ials: [[4, 0.1, 0.01]], marquee: [[100, 0.4]] } as const

test('ends with one line of JSON, what was chosen before it', async () => {
  const { users, items, start, item, value } = createWorld({
    users: 90,
    items: 60,
    factors: 2,
    ratingsPerUser: 30,
    noise: 0.5,
    seed: 3,
  }).ratings
  const lines = users.flatMap((user, row) =>
    [...item.subarray(start[row], start[row + 1])].map((number, at) => `${user}::${items[number]}::${value[(start[row] ?? 0) + at]}::0`),
  )
  writeFileSync(join(folder, 'ratings.dat'), lines.join('\n'))
  const result = await runTopN({ file: join(folder, 'ratings.dat'), seed: 1, report: join(folder, 'report.html') }, screen, grids)
  const last = said.join('').trimEnd().split('\n')
  expect(JSON.parse(last.at(-1) ?? '')).toEqual(result)
  expect(last.at(-2)).toMatch(/^1 s, \d+ MB$/)
  expect(Object.keys(result)).toEqual(['ndcg@100', 'recall@20'])
  const page = readFileSync(join(folder, 'report.html'), 'utf8')
  for (const ranking of ['popularity', 'ease', 'ials', 'marquee'] as const) expect(page).toContain(result['ndcg@100'][ranking].toFixed(4))
})

test('a file is of the folder it was called in', () => {
  expect(readTopNOptions(['--top-n', 'ratings.dat', '--seed', '3'], '/data')).toEqual({ file: '/data/ratings.dat', seed: 3 })
})

test.each([
  { args: [], says: /needs --top-n FILE/ },
  { args: ['--top-n', ''], says: /needs --top-n FILE/ },
  { args: ['--top-n', 'a', '--seed', 'x'], says: /Cannot take 'x' for a seed/ },
  { args: ['--top-n', 'a', '--k', '3'], says: /Unknown option '--k'/ },
])('refuses $args: $says', ({ args, says }) => {
  expect(() => readTopNOptions(args, '/data')).toThrow(says)
})

test.each([
  { name: 'a file that is not there', text: undefined, says: /there is no such file/ },
  { name: 'an empty file', text: '', says: /found an empty file/ },
  { name: 'too few members', text: '1\t1\t5\n', says: /needs 60 with 5 ratings of 4 or more, found 0/ },
  { name: 'NaN', text: '1\t1\tNaN\n', says: /line 1 has 'NaN'/ },
])('$name is refused', async ({ text, says }) => {
  const file = join(folder, 'odd.tsv')
  rmSync(file, { force: true })
  if (text !== undefined) writeFileSync(file, text)
  await expect(runTopN({ file, seed: 1 }, screen, grids)).rejects.toThrow(says)
})
