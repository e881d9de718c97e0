import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { limits } from './limits.ts'
import type { SnapshotDraft } from './snapshot.ts'
import { createSqlSnapshots } from './sql-snapshots.ts'
import { openSqlite } from './test/open-sqlite.ts'

const draft = (title: number, rest: Partial<SnapshotDraft> = {}): SnapshotDraft => ({
  width: 'tv',
  stamp: `stamp ${title}`,
  version: 1,
  kind: 'adult',
  model: 'm',
  content: { billboard: title, rows: [], degraded: [] },
  explored: [],
  taken: [],
  ...rest,
})

function open() {
  const database = new DatabaseSync(':memory:')
  return { database, store: createSqlSnapshots(openSqlite(database)) }
}

test('asking where nothing was kept leaves nothing behind', () => {
  const { database, store } = open()
  expect(store.last('tv', 0)).toEqual({ snapshot: null, kind: null, tried: [] })
  expect(store.find([1, 2], 0)).toEqual([null, null])
  expect(database.prepare('SELECT name FROM sqlite_master').all()).toEqual([])
})

test('numbers count up; what never was is null', () => {
  const { store } = open()
  expect([store.keep(draft(1), 0), store.keep(draft(2), 0)]).toEqual([1, 2])
  expect(store.find([2, 3, 1], 0)).toEqual([{ number: 2, content: draft(2).content }, null, { number: 1, content: draft(1).content }])
})

test('the last one is of its width, and one without a stamp is passed over', () => {
  const { store } = open()
  store.keep(draft(1), 10)
  store.keep(draft(2, { width: 'phone' }), 20)
  store.keep(draft(3, { stamp: null, kind: 'child' }), 30)
  expect(store.last('tv', 0)).toEqual({
    snapshot: { number: 1, stamp: 'stamp 1', at: 10, content: draft(1).content },
    kind: 'child',
    tried: [],
  })
  expect(store.last('browser', 0).snapshot).toBeNull()
})

test('a page equal to the last of its width keeps its number and is new again', () => {
  const { store } = open()
  store.keep(draft(1), 0)
  expect(store.keep({ ...draft(1), stamp: 'other' }, 50)).toBe(1)
  expect(store.last('tv', 0).snapshot).toMatchObject({ number: 1, stamp: 'other', at: 50 })
  expect(store.keep(draft(1, { width: 'phone' }), 60)).toBe(2)
  store.keep(draft(2), 70)
  expect(store.keep(draft(1), 80)).toBe(4)
  expect(store.keep(draft(1), 81 + limits.snapshotKeepMs)).toBe(5)
})

test.each([
  { name: 'at the limit it is there', after: limits.snapshotKeepMs, found: true },
  { name: 'above the limit it is expired', after: limits.snapshotKeepMs + 1, found: false },
])('a snapshot lives from when it was last handed out: $name', ({ after, found }) => {
  const { store } = open()
  const kept = { number: store.keep(draft(1), 0), content: draft(1).content }
  const handedOut = limits.snapshotTouchMs + 1
  expect(store.find([1], handedOut)).toEqual([kept])
  expect(store.find([1], handedOut + after)).toEqual([found ? kept : 'expired'])
})

test('what is gone is dropped by the next page that is kept, but never the newest number', () => {
  const { database, store } = open()
  store.keep(draft(1), 0)
  store.keep(draft(2, { width: 'phone' }), 0)
  store.keep(draft(3), 3 * limits.snapshotKeepMs)
  expect(database.prepare('SELECT number FROM snapshots').all()).toEqual([{ number: 3 }])
  expect(store.find([1, 2, 3, 4], 3 * limits.snapshotKeepMs)).toMatchObject(['expired', 'expired', { number: 3 }, null])
  expect(store.keep(draft(4), 9 * limits.snapshotKeepMs)).toBe(4)
})

test('an owner has no more than the most snapshots', () => {
  const { database, store } = open()
  for (let title = 1; title <= limits.maxSnapshots + 3; title++) store.keep(draft(title), title)
  expect(database.prepare('SELECT count(*) AS kept, min(number) AS oldest FROM snapshots').get()).toEqual({
    kept: limits.maxSnapshots,
    oldest: 4,
  })
})

test('a store opened again over the same SQLite goes on', () => {
  const { database, store } = open()
  store.keep(draft(1), 0)
  const again = createSqlSnapshots(openSqlite(database))
  expect(again.keep(draft(2), 1)).toBe(2)
  expect(again.find([1], 1)).toEqual([{ number: 1, content: draft(1).content }])
})

describe('after an erasure', () => {
  test('what was built from before it is gone and not kept any more, though numbers go on; what follows it or no history stays', () => {
    const { store } = open()
    store.keep(draft(1, { version: 4 }), 0)
    store.keep(draft(2, { version: 5 }), 0)
    store.keep(draft(3, { version: null }), 0)
    store.keep(draft(4, { version: 4 }), 0)
    store.forget(5)
    expect(store.find([1, 2, 3, 4, 5], 0)).toMatchObject(['expired', { number: 2 }, { number: 3 }, 'expired', null])
    expect(store.keep(draft(5, { version: 4 }), 0)).toBeNull()
    expect(store.keep(draft(5, { version: 5 }), 0)).toBe(5)
    expect(store.keep(draft(6, { version: null }), 0)).toBe(6)
  })

  test('an older one that is told late opens nothing again', () => {
    const { store } = open()
    store.forget(7)
    store.forget(3)
    expect(store.keep(draft(1, { version: 6 }), 0)).toBeNull()
  })

  test('no title of the pages from before, nor of what was tried on them, is in the database, and the kind of profile still is', () => {
    const { database, store } = open()
    const candidates = [{ title: 987_654, propensity: 1 }]
    const explored = [{ row: 'because-987654', column: 2, candidates, chosen: 987_654 }]
    store.keep(draft(987_654, { kind: 'child', explored }), 0)
    expect(store.explorations(0, 9, 0)).toHaveLength(1)
    store.forget(2)
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    const all = tables.map(({ name }) => database.prepare(`SELECT * FROM ${name}`).all())
    expect(JSON.stringify(all)).not.toContain('987654')
    expect(store.last('tv', 0)).toEqual({ snapshot: null, kind: 'child', tried: [] })
    expect(store.keep(draft(2, { version: 2 }), 0)).toBe(2)
  })

  test('a store opened again still knows, and rows from before there were versions go with the first one', () => {
    const database = new DatabaseSync(':memory:')
    database.exec(`CREATE TABLE snapshots (
      number INTEGER PRIMARY KEY, width TEXT NOT NULL, stamp TEXT, kind TEXT, model TEXT,
      built_at INTEGER NOT NULL, touched_at INTEGER NOT NULL, content TEXT NOT NULL
    ) STRICT`)
    database.exec(`INSERT INTO snapshots VALUES (1, 'tv', 's', 'adult', 'm', 0, 0, '{"billboard":1,"rows":[],"degraded":[]}')`)
    const store = createSqlSnapshots(openSqlite(database))
    expect(store.last('tv', 0)).toMatchObject({ snapshot: { number: 1 } })
    store.forget(1)
    const again = createSqlSnapshots(openSqlite(database))
    expect(again.find([1], 0)).toEqual(['expired'])
    expect(again.keep(draft(1, { version: 0 }), 0)).toBeNull()
  })

  test('one that is expected is remembered until it is not', () => {
    const { database, store } = open()
    store.expect({ account: 'a', profile: 7, at: 5 })
    expect(createSqlSnapshots(openSqlite(database)).expected()).toEqual({ account: 'a', profile: 7, at: 5 })
    store.forget(2)
    expect(store.expected()).toEqual({ account: 'a', profile: 7, at: 5 })
    store.expect(null)
    expect(createSqlSnapshots(openSqlite(database)).expected()).toBeNull()
  })
})

test('pruning drops what is gone, tells when the next one will be, and gives no number twice', () => {
  const { store } = open()
  expect(store.prune(0)).toBeUndefined()
  store.keep(draft(1, { kind: 'child' }), 10)
  store.keep(draft(2), 20)
  expect(store.prune(10 + limits.snapshotKeepMs)).toBe(10 + limits.snapshotKeepMs + 1)
  expect(store.prune(11 + limits.snapshotKeepMs)).toBe(20 + limits.snapshotKeepMs + 1)
  expect(store.prune(21 + limits.snapshotKeepMs)).toBeUndefined()
  expect(store.find([1, 2, 3], 0)).toEqual(['expired', 'expired', null])
  expect(store.last('tv', 0)).toEqual({ snapshot: null, kind: 'adult', tried: [] })
  expect(store.keep(draft(3), 0)).toBe(3)
})
