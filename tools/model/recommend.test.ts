import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Ratings } from '../../models/ratings.ts'
import { createWorld } from '../../models/synthetic.ts'
import { recommend } from './recommend.ts'
import { type Ranker, rankers } from './recommend-options.ts'

const folder = mkdtempSync(join(tmpdir(), 'recommend-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

const { ratings } = createWorld({ users: 150, items: 60, factors: 3, ratingsPerUser: 20, noise: 0.5, seed: 6 })
const known = linesOf(ratings, 0, 120)
const unseen = linesOf(ratings, 120, 150)
writeFileSync(at('train.tsv'), known.join('\n'))
writeFileSync(at('histories.tsv'), unseen.join('\n'))

function linesOf({ users, items, start, item, value }: Ratings, from: number, to: number): string[] {
  return users.slice(from, to).flatMap((user, row) => {
    const [first, last] = [start[from + row] ?? 0, start[from + row + 1] ?? 0]
    return [...item.subarray(first, last)].map((number, place) => `${user}\t${items[number]}\t${value[first + place]}`)
  })
}

/** What is written for some files, and what is said on the way. */
async function run(files: { train?: string; histories?: string; out?: string }, k = 10, model: Ranker = 'marquee') {
  const said: string[] = []
  const out = files.out ?? 'out.tsv'
  const options = {
    train: at(files.train ?? 'train.tsv'),
    histories: at(files.histories ?? 'histories.tsv'),
    out: at(out),
    k,
    model,
    seed: 1,
  }
  await recommend(options, { live: false, write: (text) => void said.push(text), now: () => 0 })
  const text = readFileSync(at(out), 'utf8')
  const lists = new Map(
    text
      .trimEnd()
      .split('\n')
      .map((line) => [line.split('\t')[0] ?? '', (line.split('\t')[1] ?? '').split(' ')]),
  )
  return { text, lists, said: said.join('') }
}

test.each(rankers)('%s writes k items for each member, in the order of the histories, none that the member has rated', async (model) => {
  const { lists } = await run({}, 10, model)
  expect([...lists.keys()]).toEqual(ratings.users.slice(120, 150))
  for (const [user, list] of lists) {
    expect(new Set(list).size).toBe(10)
    const own = unseen.filter((line) => line.startsWith(`${user}\t`)).map((line) => line.split('\t')[1])
    expect(list.filter((item) => own.includes(item))).toEqual([])
  }
})

test('a seed gives the same bytes', async () => {
  expect((await run({ out: 'one.tsv' })).text).toBe((await run({ out: 'other.tsv' })).text)
})

test('k larger than the catalog gives all that the member has not rated', async () => {
  const trained = new Set(known.map((line) => line.split('\t')[1]))
  for (const [user, list] of (await run({}, 100_000)).lists) {
    const own = unseen.filter((line) => line.startsWith(`${user}\t`)).map((line) => line.split('\t')[1] ?? '')
    expect([...list, ...own.filter((item) => trained.has(item))].sort()).toEqual([...trained].sort())
  }
})

test('who rated only what is unknown, or liked nothing, gets what is popular; unknown items are told', async () => {
  const [popular] = (await run({}, 5, 'popularity')).lists.values()
  expect(popular).toHaveLength(5)
  writeFileSync(at('odd.tsv'), ['900\t77777\t5', '901\t1\t1'].join('\n'))
  const { lists, said } = await run({ histories: 'odd.tsv' }, 5)
  const byPopularity = (await run({ histories: 'odd.tsv' }, 5, 'popularity')).lists
  expect(lists).toEqual(byPopularity)
  expect(said).toContain('1 ratings of items that nobody rated in training are left out')
})

test('a member with 50,000 events is answered', async () => {
  const ids = ratings.items
  writeFileSync(
    at('many.tsv'),
    Array.from({ length: 50_000 }, (_, event) => `7\t${ids[event % 40]}\t${4 + (event % 2)}\t${event}`).join('\n'),
  )
  const list = (await run({ histories: 'many.tsv' }, 100)).lists.get('7') ?? []
  expect(list.every((item) => ids.indexOf(item) >= 40)).toBe(true)
  expect(list.length).toBeGreaterThan(5)
})

test('a catalog too large for EASE is refused by Marquee, and ranked by popularity', async () => {
  writeFileSync(at('wide.tsv'), Array.from({ length: 10_001 }, (_, item) => `1\t${item}\t5`).join('\n'))
  await expect(run({ train: 'wide.tsv' })).rejects.toThrow(/needs at most 10000 items, found 10001. Use: --model ials/)
  expect((await run({ train: 'wide.tsv' }, 3, 'popularity')).lists.size).toBe(30)
})

test.each([
  { name: 'training without a like', files: { train: 'low.tsv' }, says: /needs ratings of 4 or more, found none of 2/ },
  { name: 'an empty training file', files: { train: 'empty.tsv' }, says: /needs at least one, found an empty file/ },
  { name: 'a truncated training file', files: { train: 'cut.tsv' }, says: /needs 3 fields as on the first line, line 2 has '1/ },
  { name: 'an empty file of histories', files: { histories: 'empty.tsv' }, says: /needs one rating at least, found an empty file/ },
  { name: 'a folder that is not there', files: { out: 'none/out.tsv' }, says: /Cannot write/ },
])('$name is refused, and nothing is written', async ({ files, says }) => {
  writeFileSync(at('low.tsv'), '1\t1\t3\n2\t1\t3.5\n')
  writeFileSync(at('empty.tsv'), '')
  writeFileSync(at('cut.tsv'), '1\t1\t5\n1\t2')
  rmSync(at('out.tsv'), { force: true })
  await expect(run(files)).rejects.toThrow(says)
  expect(existsSync(at('out.tsv'))).toBe(false)
})
