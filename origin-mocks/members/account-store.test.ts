import { beforeEach, describe, expect, test } from 'vitest'
import type { MemberSeed } from '../../contracts/members.ts'
import { membersLimits } from '../../contracts/members-questions.ts'
import { accountSchema } from './account-schema.ts'
import { type AccountStore, createAccountStore, keptEventSteps, keyLifeMs } from './account-store.ts'
import { historyTables } from './erase-history.ts'
import { createKeptAnswers, turnMs } from './kept-answers.ts'
import { migrate, schemaVersion } from './migrate.ts'
import type { SqlStorageLike } from './sql-storage.ts'
import { openStorage } from './test/open-storage.ts'

const viewer = { account: 'a', profile: 1, passport: '' }
const seed: MemberSeed = {
  profile: { id: 1, account: 'a', name: 'Noor', kind: 'adult', country: 'NL' },
  ratings: [],
  viewings: [],
  myList: [],
}

function openStore() {
  const store = createAccountStore(openStorage().storage)
  store.create([seed])
  return { store }
}

describe('the store of one account', () => {
  let storage: SqlStorageLike
  let queries: string[]
  let store: AccountStore

  beforeEach(() => {
    ;({ storage, queries } = openStorage())
    store = createAccountStore(storage)
    store.create([seed])
  })

  test('marks take two queries, however many titles: whose, and which', () => {
    queries.length = 0
    const titles = Array.from({ length: membersLimits.maxMarks }, (_, index) => index + 1)
    expect(store.marks(viewer, titles)).toHaveLength(titles.length)
    expect(queries).toHaveLength(2)
  })

  test('a key is forgotten after 24 hours, and not before', () => {
    const report = { title: 1, positionSeconds: 5, event: 'PAUSE' } as const
    const written = store.reportPlayback(viewer, report, 'k', 1_000)
    expect(store.reportPlayback(viewer, report, 'k', 1_000 + keyLifeMs)).toMatchObject({ version: written.version })
    expect(store.reportPlayback(viewer, report, 'k', 1_001 + keyLifeMs)).toMatchObject({ version: written.version + 1 })
    expect(storage.sql.exec('SELECT key FROM idempotency_keys').toArray()).toEqual([{ key: 'k' }])
  })

  test('a write that fails half way leaves no trace, nor its key', () => {
    storage.sql.exec("CREATE TRIGGER fail BEFORE INSERT ON viewing_events BEGIN SELECT raise(ABORT, 'disk'); END;")
    const before = store.history(viewer)
    const report = { title: 1, positionSeconds: 5, event: 'STOP' } as const
    expect(() => store.reportPlayback(viewer, report, 'k', 1_000)).toThrow('disk')
    expect(store.history(viewer)).toEqual(before)
    storage.sql.exec('DROP TRIGGER fail')
    expect(store.reportPlayback(viewer, report, 'k', 1_000)).toMatchObject({ version: before.version + 1 })
  })

  test('newest first is the order of writes, even where the clock jumped back', () => {
    store.rate(viewer, [{ title: 1, stars: 4 }], null, 5_000)
    store.rate(viewer, [{ title: 2, stars: 3 }], null, 4_000)
    expect(store.history(viewer).ratings).toEqual([
      { title: 2, stars: 3, at: 4_000 },
      { title: 1, stars: 4, at: 5_000 },
    ])
  })

  test('a rating that stays as it was keeps its time', () => {
    store.rate(viewer, [{ title: 1, stars: 4 }], null, 1_000)
    store.rate(
      viewer,
      [
        { title: 1, stars: 4 },
        { title: 2, stars: 4 },
      ],
      null,
      2_000,
    )
    expect(store.history(viewer).ratings).toEqual([
      { title: 2, stars: 4, at: 2_000 },
      { title: 1, stars: 4, at: 1_000 },
    ])
  })

  test('every report is an event row, written once for each key, and the oldest are pruned', () => {
    const report = { title: 7, positionSeconds: 5, event: 'HEARTBEAT' } as const
    store.reportPlayback(viewer, report, 'k', 1_000)
    store.reportPlayback(viewer, report, 'k', 1_001)
    store.reportPlayback(viewer, { ...report, event: 'STOP', positionSeconds: 9 }, null, 1_002)
    const events = () => storage.sql.exec('SELECT title, event, position_seconds, at FROM viewing_events ORDER BY step').toArray()
    expect(events()).toEqual([
      { title: 7, event: 'HEARTBEAT', position_seconds: 5, at: 1_000 },
      { title: 7, event: 'STOP', position_seconds: 9, at: 1_002 },
    ])
    storage.sql.exec('UPDATE profiles SET version = version + ?', keptEventSteps)
    store.reportPlayback(viewer, { ...report, positionSeconds: 10 }, null, 1_003)
    expect(events()).toEqual([{ title: 7, event: 'HEARTBEAT', position_seconds: 10, at: 1_003 }])
  })

  test('a history tells the newest of each kind, up to its limit; the list still counts all', () => {
    const more = membersLimits.maxHistory + 5
    for (let title = 1; title <= more; title += 1) store.addToMyList(viewer, title, null, title)
    const { myList } = store.history(viewer)
    expect(myList).toHaveLength(membersLimits.maxHistory)
    expect(myList[0]).toBe(more)
    expect(store.myList(viewer, 0, 1)).toEqual({ offset: 0, length: more, ids: [more] })
  })

  test('whatever a table says of a profile is deleted with its history, but who it is and its keys', () => {
    const named = storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray()
    const ofProfiles = named.filter(({ name }) => {
      const columns = storage.sql.exec<{ name: string }>(`SELECT name FROM pragma_table_info('${name}')`).toArray()
      return columns.some((column) => column.name === 'profile')
    })
    const spared = ['idempotency_keys', 'kept_answers']
    expect(ofProfiles.map(({ name }) => name).toSorted()).toEqual([...historyTables, ...spared].toSorted())
  })

  test('a deletion that fails half way leaves all as it was, and can be tried again', () => {
    store.rate(viewer, [{ title: 1, stars: 4 }], null, 1_000)
    storage.sql.exec("CREATE TRIGGER fail BEFORE UPDATE ON profiles BEGIN SELECT raise(ABORT, 'disk'); END;")
    const before = store.history(viewer)
    expect(() => store.deleteHistory(viewer, 'k', 2_000)).toThrow('disk')
    expect([store.history(viewer), store.lastErased('a', 1)]).toEqual([before, 0])
    storage.sql.exec('DROP TRIGGER fail')
    const { version } = store.deleteHistory(viewer, 'k', 2_000)
    expect(store.lastErased('a', 1)).toBe(version)
    expect(store.history(viewer).ratings).toEqual([])
  })

  test('a database opened again holds what was written', () => {
    store.addToMyList(viewer, 3, null, 1_000)
    expect(createAccountStore(storage).history(viewer)).toEqual(store.history(viewer))
  })
})

describe('kept answers', () => {
  const digest = '0'.repeat(64)
  const answer = { status: 200, contentType: 'application/json', body: '{}' }

  function openAnswers() {
    const { storage } = openStorage()
    const store = createAccountStore(storage)
    store.create([seed])
    return { storage, answers: createKeptAnswers(storage, store.requireProfile) }
  }

  test('a turn is lost after 30 seconds, and not before; the answer of whoever is first stands', () => {
    const { answers } = openAnswers()
    expect(answers.remember(viewer, 'k', digest, 1_000)).toEqual({ state: 'new' })
    expect(answers.remember(viewer, 'k', digest, 1_000 + turnMs)).toEqual({ state: 'pending' })
    expect(answers.remember(viewer, 'k', digest, 1_001 + turnMs)).toEqual({ state: 'new' })
    expect(answers.remember(viewer, 'k', digest, 1_001 + turnMs)).toEqual({ state: 'pending' })
    expect(answers.complete(viewer, 'k', digest, answer)).toEqual(answer)
    expect(answers.complete(viewer, 'k', digest, { ...answer, body: 'late' })).toEqual(answer)
  })

  test('an answer is forgotten after 24 hours, and not before', () => {
    const { storage, answers } = openAnswers()
    answers.remember(viewer, 'k', digest, 1_000)
    answers.complete(viewer, 'k', digest, answer)
    expect(answers.remember(viewer, 'k', digest, 1_000 + keyLifeMs)).toEqual({ state: 'done', answer })
    expect(answers.remember(viewer, 'l', digest, 1_001 + keyLifeMs)).toMatchObject({ state: 'new' })
    expect(storage.sql.exec('SELECT key FROM kept_answers').toArray()).toEqual([{ key: 'l' }])
  })
})

describe('the schema', () => {
  test('an account that was never seeded stays without one', () => {
    const { storage } = openStorage()
    const store = createAccountStore(storage)
    expect(store.profile(viewer)).toBeNull()
    expect(() => store.history(viewer)).toThrow(TypeError)
    expect(schemaVersion(storage)).toBe(0)
  })

  test('steps are applied once each, and new ones on top of old data', () => {
    const { storage } = openStorage()
    createAccountStore(storage).create([seed])
    expect(schemaVersion(storage)).toBe(accountSchema.length)
    migrate(storage, [...accountSchema, 'ALTER TABLE profiles ADD COLUMN language TEXT;'])
    expect(schemaVersion(storage)).toBe(accountSchema.length + 1)
    expect(storage.sql.exec('SELECT name, language FROM profiles').toArray()).toEqual([{ name: 'Noor', language: null }])
  })

  test('a step that fails leaves the version as it was', () => {
    const { storage } = openStorage()
    migrate(storage, accountSchema)
    expect(() => migrate(storage, [...accountSchema, 'ALTER TABLE nowhere ADD COLUMN x TEXT;'])).toThrow()
    expect(schemaVersion(storage)).toBe(accountSchema.length)
  })
})

test('picks are told in their order, take the place of those before, and change nothing when they are the same', () => {
  const { store } = openStore()
  expect(store.history(viewer).picks).toEqual([])
  const first = store.pickTitles(viewer, [9, 3, 5], null, 1_000)
  expect(store.history(viewer).picks).toEqual([9, 3, 5].map((title) => ({ title, at: 1_000 })))
  expect(store.pickTitles(viewer, [9, 3, 5], null, 2_000)).toEqual(first)
  expect(store.pickTitles(viewer, [3], null, 3_000).version).toBe(first.version + 1)
  expect(store.history(viewer).picks).toEqual([{ title: 3, at: 3_000 }])
})

test('picks under one key happen once, and from before the taste began anew they are not told', () => {
  const { store } = openStore()
  const first = store.pickTitles(viewer, [9], 'key', 1_000)
  expect(store.pickTitles(viewer, [8], 'key', 2_000)).toEqual(first)
  expect(store.history(viewer).picks).toEqual([{ title: 9, at: 1_000 }])
  store.resetTaste(viewer, null, 3_000)
  expect(store.history(viewer).picks).toEqual([])
  store.pickTitles(viewer, [9], null, 4_000)
  expect(store.history(viewer).picks).toEqual([{ title: 9, at: 4_000 }])
})

test('a title counts as watched once more a day after it was last watched, and a report that came before does not', () => {
  const { store } = openStore()
  const day = 24 * 60 * 60 * 1000
  const report = (now: number, key: string | null = null) =>
    store.reportPlayback(viewer, { title: 77, positionSeconds: 60, event: 'HEARTBEAT' }, key, now).country
  expect(report(day, 'key')).toBe('NL')
  expect(report(day, 'key')).toBeNull()
  expect(report(2 * day - 1)).toBeNull()
  expect(report(3 * day)).toBe('NL')
})
