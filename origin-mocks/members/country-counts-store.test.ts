import { expect, test } from 'vitest'
import { createCountryCounts, leastCount } from './country-counts-store.ts'
import { openStorage } from './test/open-storage.ts'

const day = 24 * 60 * 60_000
const start = Date.UTC(2026, 0, 1)
const make = () => createCountryCounts(openStorage().storage)
const watched = (title: number, at: number, times = 1) => Array.from({ length: times }, () => ({ title, at }))

test('a title is told from the least count on, the most watched first, ties by id', () => {
  const counts = make()
  expect(counts.most(10, start)).toEqual([])
  counts.add(watched(5, start, leastCount - 1), 1, start)
  expect(counts.most(10, start)).toEqual([])
  counts.add([...watched(5, start), ...watched(9, start, 4), ...watched(3, start, 3)], 1, start)
  expect(counts.most(10, start)).toEqual([9, 3, 5])
  expect(counts.most(2, start)).toEqual([9, 3])
})

test('a viewing counts half after 30 days, however it came to be counted', () => {
  const counts = make()
  counts.add(watched(1, start, 6), 1, start)
  expect(counts.most(10, start + 30 * day)).toEqual([1])
  expect(counts.most(10, start + 31 * day)).toEqual([])
  counts.add([...watched(2, start + 30 * day, 4), ...watched(4, start, 1)], 1, start + 30 * day)
  expect(counts.most(10, start + 30 * day)).toEqual([2, 1])
})

test('after many years counts are still right, and what counts next to nothing is gone', () => {
  const counts = make()
  counts.add(watched(1, start, 100), 1, start)
  const later = start + 20 * 365 * day
  counts.add(watched(2, later, 4), 1, later)
  expect(counts.most(10, later)).toEqual([2])
  counts.add(watched(3, later + 30 * day, 3), 1, later + 30 * day)
  expect(counts.most(10, later + 30 * day)).toEqual([3])
})

test('a viewing from the future counts as one of today', () => {
  const counts = make()
  counts.add(watched(1, start + 1_000 * day), leastCount, start)
  expect(counts.most(10, start)).toEqual([1])
  expect(counts.most(10, start + day)).toEqual([])
})

test('what is kept names nobody: a title and a number', () => {
  const { storage } = openStorage()
  createCountryCounts(storage).add(watched(1, start), 1, start)
  const columns = storage.sql.exec<{ name: string }>("SELECT name FROM pragma_table_info('counts')").toArray()
  expect(columns.map(({ name }) => name)).toEqual(['title', 'value'])
})
