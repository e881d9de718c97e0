import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPairs } from './read-pairs.ts'
import { readRatings } from './read-ratings.ts'

const folder = mkdtempSync(join(tmpdir(), 'marquee-ratings-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(text: string): string {
  const file = join(folder, 'ratings')
  writeFileSync(file, text)
  return file
}

test.each([
  { name: 'tabs and times', text: 'a\tx\t5\t100\nb\ty\t1.5\t200\n' },
  { name: 'double colons and times', text: 'a::x::5::100\nb::y::1.5::200\n' },
  { name: 'ends of lines of Windows', text: 'a\tx\t5\t100\r\nb\ty\t1.5\t200\r\n' },
  { name: 'no end of the last line', text: 'a\tx\t5\t100\nb\ty\t1.5\t200' },
  { name: 'blank lines', text: '\na\tx\t5\t100\n\nb\ty\t1.5\t200\n\n' },
])('a file of $name is read', async ({ text }) => {
  const ratings = await readRatings(fileOf(text))
  expect(ratings.users).toEqual(['a', 'b'])
  expect(ratings.items).toEqual(['x', 'y'])
  expect([...ratings.value]).toEqual([5, 1.5])
  expect([...(ratings.time ?? [])]).toEqual([100, 200])
})

test('ratings without times have none, and a time of 0 is none', async () => {
  expect((await readRatings(fileOf('a\tx\t5\nb\ty\t1\n'))).time).toBeNull()
  expect((await readRatings(fileOf('a::x::5::0\n'))).time).toBeNull()
})

test('of two ratings of a member for an item the later counts', async () => {
  expect([...(await readRatings(fileOf('a\tx\t5\t200\na\tx\t1\t100\n'))).value]).toEqual([5])
})

test('a file is read across the borders of its chunks', async () => {
  const lines = Array.from({ length: 120_000 }, (_, at) => `user-${at % 977}\titem-é${at}\t${1 + (at % 5)}\t${at + 1}`)
  const ratings = await readRatings(fileOf(lines.join('\n')))
  expect(ratings.item.length).toBe(120_000)
  expect(ratings.users.length).toBe(977)
  expect(ratings.items.every((id) => /^item-é\d+$/.test(id))).toBe(true)
})

test.each([
  { name: 'an empty file', text: '', says: 'found an empty file' },
  { name: 'a file of blank lines', text: '\n\n', says: 'found an empty file' },
  { name: 'a file of prose', text: 'user,item,rating\n1,2,3\n', says: "line 1 has 'user,item,rating'" },
  { name: 'a head line', text: 'user\titem\trating\n1\t2\t3\n', says: "needs a rating from 0.5 to 5, line 1 has 'rating'" },
  { name: 'a last line cut within the fields', text: 'a\tx\t5\t100\nb\ty\t', says: 'needs 4 fields as on the first line, line 2' },
  { name: 'a last line cut in the time', text: 'a\tx\t5\t100\nb\ty\t4\t', says: 'needs a time in seconds since 1970, line 2' },
  { name: 'NaN', text: 'a\tx\tNaN\t100\n', says: "line 1 has 'NaN'" },
  { name: 'infinity', text: 'a\tx\tInfinity\t100\n', says: "line 1 has 'Infinity'" },
  { name: 'a rating above the scale', text: 'a\tx\t5\t1\na\ty\t6\t2\n', says: "needs a rating from 0.5 to 5, line 2 has '6'" },
  { name: 'a rating below the scale', text: 'a\tx\t0\t1\n', says: "line 1 has '0'" },
  { name: 'a negative rating', text: 'a\tx\t-3\t1\n', says: "line 1 has '-3'" },
  { name: 'a hexadecimal rating', text: 'a\tx\t0x4\t1\n', says: "line 1 has '0x4'" },
  { name: 'an empty rating', text: 'a\tx\t\t1\n', says: "line 1 has ''" },
  { name: 'no user', text: '\tx\t4\t1\n', says: 'needs the ids of a user and an item, line 1' },
  { name: 'separators of both kinds', text: 'a\tx\t4\t1\nb::y::4::1\n', says: 'needs 4 fields as on the first line, line 2' },
  { name: 'a time that is a date', text: 'a\tx\t4\t2001-01-01\n', says: "line 1 has '2001-01-01'" },
  { name: 'bytes of another kind of file', text: '\u0000\u0001PNG\u0000', says: 'line 1' },
])('$name is refused with its line', async ({ text, says }) => {
  await expect(readRatings(fileOf(text))).rejects.toThrow(says)
  await expect(readRatings(fileOf(text))).rejects.toHaveProperty('name', 'Remedy')
})

test('a file that is not there, and a folder, are refused', async () => {
  await expect(readRatings(join(folder, 'nowhere'))).rejects.toThrow('there is no such file')
  await expect(readRatings(folder)).rejects.toThrow('it is a folder, needs a file')
})

test('pairs are read with or without a rating behind them; one cut short is refused', async () => {
  expect(await readPairs(fileOf('a\tx\nb\ty\n'))).toEqual({ users: ['a', 'b'], items: ['x', 'y'] })
  expect(await readPairs(fileOf('a::x::4::1\n'))).toEqual({ users: ['a'], items: ['x'] })
  await expect(readPairs(fileOf('a\tx\nb\n'))).rejects.toThrow("line 2 has 'b'")
  await expect(readPairs(fileOf('a\tx\nb\t\n'))).rejects.toThrow('line 2')
  await expect(readPairs(fileOf(''))).rejects.toThrow('found an empty file')
})
