import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import type { ExploredSlot } from '../../contracts/ranking.ts'
import { limits } from './limits.ts'
import { createSqlExplorations } from './sql-explorations.ts'
import { createSqlExplorers } from './sql-explorers.ts'
import { openSqlite } from './test/open-sqlite.ts'

const slot = (chosen: number, column = 2): ExploredSlot => ({
  ...{ row: 'drama', column, chosen },
  candidates: [
    { title: chosen, propensity: 0.25 },
    { title: 99, propensity: 0.75 },
  ],
})
const make = () => createSqlExplorations(openSqlite(new DatabaseSync(':memory:')))

test('what was tried is read again as it was, once for a page that came out equal, from where one left off', () => {
  const store = make()
  expect(store.read(0, 10, 0)).toEqual([])
  store.note(3, [slot(1), slot(2, 3)], 'm-1', 7, 1_000)
  store.note(3, [slot(5)], 'm-1', 7, 2_000)
  store.note(4, [slot(6)], 'm-2', 8, 3_000)
  const all = store.read(0, 10, 3_000)
  expect(all[0]).toEqual({ number: 1, snapshot: 3, ...slot(1), model: 'm-1', at: 1_000, taken: null })
  expect(all.map((one) => one.chosen)).toEqual([1, 2, 6])
  expect(store.read(all[0]?.number ?? 0, 1, 3_000).map((one) => one.chosen)).toEqual([2])
})

test('whether a title was taken is told when its time is over: of those that had shown it before, and not too long before', () => {
  const store = make()
  const { explorationOutcomeMs: week } = limits
  store.note(1, [slot(1), slot(2, 3)], 'm', 1, 0)
  store.note(2, [slot(2)], 'm', 1, 100)
  expect(store.open(1)).toEqual([
    { title: 1, at: 0 },
    { title: 2, at: 0 },
    { title: 2, at: 100 },
  ])
  store.settle([
    { title: 2, at: 50 },
    { title: 1, at: week },
  ])
  expect(store.open(1)).toEqual([
    { title: 1, at: 0 },
    { title: 2, at: 100 },
  ])
  expect(store.read(0, 10, week - 1).map((one) => one.taken)).toEqual([null, null, null])
  expect(store.read(0, 10, week).map((one) => one.taken)).toEqual([false, true, null])
  expect(store.read(0, 10, week + 100).map((one) => one.taken)).toEqual([false, true, false])
  expect(store.open(week + 101)).toEqual([])
})

test('no more than the limit, nothing older than it may be, and nothing of a history that was erased', () => {
  const store = make()
  for (let page = 1; page <= limits.maxExplorations + 5; page++) store.note(page, [slot(page)], 'm', page, page)
  const kept = store.read(0, 1_000, 0)
  expect(kept).toHaveLength(limits.maxExplorations)
  expect(kept[0]?.chosen).toBe(6)
  store.forget(100)
  expect(store.read(0, 1_000, 0)[0]?.chosen).toBe(100)
  store.prune(limits.explorationKeepMs + 200)
  expect(store.read(0, 1_000, 0)[0]?.chosen).toBe(200)
  expect(store.read(0, 1_000, limits.explorationKeepMs + 1_000)).toEqual([])
})

test('owners are found once each, under a name that says nothing of them, until they are forgotten', () => {
  let drawn = 0
  const explorers = createSqlExplorers(openSqlite(new DatabaseSync(':memory:')), () => `alias-${++drawn}`)
  for (const owner of ['p7', 'p8', 'p7']) explorers.note(owner)
  expect(explorers.after(0, 10).map(({ owner, alias }) => [owner, alias])).toEqual([
    ['p7', 'alias-1'],
    ['p8', 'alias-2'],
  ])
  explorers.forget('p7')
  expect(explorers.after(0, 10).map(({ owner }) => owner)).toEqual(['p8'])
})
