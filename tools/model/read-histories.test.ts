import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readHistories } from './read-histories.ts'

const folder = mkdtempSync(join(tmpdir(), 'histories-'))
afterAll(() => rmSync(folder, { recursive: true }))

const items = ['10', '20', '30', '40']
let files = 0
function read(text: string) {
  const file = join(folder, `${files++}.tsv`)
  writeFileSync(file, text)
  return readHistories(file, items)
}

const plain = ({ members, unknown }: Awaited<ReturnType<typeof readHistories>>) => ({
  unknown,
  members: members.map(({ user, liked, seen }) => ({ user, liked: [...liked], seen: [...seen] })),
})

test('members come in the order of their first lines; what was not liked is seen all the same', async () => {
  expect(plain(await read('9\t30\t4\n2\t10\t5\n9\t10\t2.5\n'))).toEqual({
    unknown: 0,
    members: [
      { user: '9', liked: [2], seen: [0, 2] },
      { user: '2', liked: [0], seen: [0] },
    ],
  })
})

test.each([
  { name: 'the last line counts where there is no time', lines: ['1\t10\t5', '1\t10\t1'], liked: [] },
  { name: 'the last line counts at the same time', lines: ['1\t10\t1\t7', '1\t10\t5\t7'], liked: [0] },
  { name: 'the latest counts where there are times', lines: ['1\t10\t5\t9', '1\t10\t1\t8'], liked: [0] },
])('of ratings of the same item $name', async ({ lines, liked }) => {
  expect(plain(await read(lines.join('\n'))).members).toEqual([{ user: '1', liked, seen: [0] }])
})

test('unknown items are counted and left out; a member of whom nothing is left stays', async () => {
  expect(plain(await read('1\t99\t5\n1\t98\t4\n2\t10\t5\n'))).toEqual({
    unknown: 2,
    members: [
      { user: '1', liked: [], seen: [] },
      { user: '2', liked: [0], seen: [0] },
    ],
  })
})

test('a member with 50,000 events has each item once', async () => {
  const text = Array.from({ length: 50_000 }, (_, at) => `1\t${items[at % 4]}\t${1 + (at % 5)}\t${at}`).join('\n')
  const { members } = plain(await read(text))
  // The last round of all four items is rated 2, 3, 4, 5.
  expect(members).toEqual([{ user: '1', liked: [2, 3], seen: [0, 1, 2, 3] }])
})

test.each([
  { name: 'an empty file', text: '', says: /needs one rating at least, found an empty file/ },
  { name: 'a truncated line', text: '1\t10\t5\n1\t20', says: /needs 3 fields as on the first line, line 2 has '1\t20'/ },
  { name: 'NaN', text: '1\t10\tNaN\n', says: /needs a rating from 0.5 to 5, line 1 has 'NaN'/ },
  { name: 'a rating off the scale', text: '1\t10\t5\n1\t20\t6\n', says: /needs a rating from 0.5 to 5, line 2 has '6'/ },
  { name: 'no user', text: '\t10\t5\n', says: /needs the ids of a user and an item/ },
])('$name is refused with what is wrong and where', async ({ text, says }) => {
  await expect(read(text)).rejects.toThrow(says)
})

test('a file that is not there is refused', async () => {
  await expect(readHistories(join(folder, 'none.tsv'), items)).rejects.toThrow(/there is no such file/)
})
