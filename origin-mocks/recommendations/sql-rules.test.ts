import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { firstRankingRules, type RankingRules } from '../../contracts/ranking-rules.ts'
import { createSqlRules } from './sql-rules.ts'
import { openSqlite } from './test/open-sqlite.ts'

const draft = { rules: [{ id: 'r', exclude: { title: 1 }, reason: 'x' }] }

test('two operators who read the same revision: the first writes, the second is told; without If-Match the last one wins', () => {
  const store = createSqlRules(openSqlite(new DatabaseSync(':memory:')))
  expect(store.current()).toEqual(firstRankingRules)
  expect(store.put(draft, 'ada', 0, 1_000)).toMatchObject({ revision: 1 })
  expect(store.put({ rules: [] }, 'grace', 0, 2_000)).toEqual({ problem: 'changed', current: 1 })
  expect(store.put({ rules: [] }, 'grace', null, 2_000)).toMatchObject({ revision: 2, rules: [] })
})

test('what was refused changes nothing, and what was taken outlives the object', () => {
  const database = new DatabaseSync(':memory:')
  const store = createSqlRules(openSqlite(database))
  const written = store.put(draft, 'ada', null, 1_000) as RankingRules
  expect(store.put({ rules: [{}] }, 'ada', null, 2_000)).toMatchObject({ problem: 'invalid' })
  expect(createSqlRules(openSqlite(database)).current()).toEqual(written)
})
