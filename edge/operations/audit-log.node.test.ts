import { expect, test } from 'vitest'
import { openSqlite } from '../test/open-sqlite.ts'
import { createAuditLog } from './audit-log.ts'

const entry = { author: 'ana', role: 'operator', action: 'POST /ops/purge', reason: 'wrong year' }
const at = Date.UTC(2026, 9, 1)

test('a write stands there before it is made, and gets its status once', () => {
  const log = createAuditLog(openSqlite(), () => at)
  const number = log.open(entry)
  expect(log.last(10)).toEqual([{ at: '2026-10-01T00:00:00.000Z', ...entry, status: null }])
  log.close(number, 200)
  log.close(number, 500)
  expect(log.last(10)).toMatchObject([{ status: 200 }])
})

test('the newest comes first, and no more than are asked for', () => {
  const log = createAuditLog(openSqlite(), () => at)
  for (const reason of ['one', 'two', null]) log.open({ ...entry, reason })
  expect(log.last(2).map(({ reason }) => reason)).toEqual([null, 'two'])
})

test('of more than 10,000 the oldest are dropped', () => {
  const storage = openSqlite()
  const log = createAuditLog(storage, () => at)
  const kept = () =>
    storage.sql.exec<{ count: number; first: number }>('SELECT count(*) AS count, min(number) AS first FROM audit').toArray()
  storage.transactionSync(() => {
    for (let count = 0; count < 10_000; count++) log.open(entry)
  })
  expect(kept()).toEqual([{ count: 10_000, first: 1 }])
  log.open(entry)
  expect(kept()).toEqual([{ count: 10_000, first: 2 }])
})
