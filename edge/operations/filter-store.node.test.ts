import { describe, expect, test } from 'vitest'
import { openSqlite } from '../test/open-sqlite.ts'
import type { FilterRevision, FilterWrite, FilterWritten } from './filter-revision.ts'
import { createFilterStore, storeBounds } from './filter-store.ts'
import { trialMs } from './filter-trials.ts'

const by = (over: Partial<FilterWrite> = {}): FilterWrite => ({ author: 'ana', reason: 'because', ifMatch: null, ...over })

function revisionOf(name: string, revision: string, over: Partial<FilterRevision> = {}): FilterRevision {
  return {
    ...{ name, revision, kind: 'dynamic', source: `source of ${revision}`, code: `code of ${revision}`, sha256: revision.padEnd(64, '0') },
    ...{ definition: { stage: 'inbound', failMode: 'open' }, author: 'ana', reason: 'because', expiresAt: null },
    ...over,
  }
}

function storeAt(now = 1_000) {
  const clock = { now }
  const storage = openSqlite()
  const store = createFilterStore(storage, () => clock.now)
  const draft = (name: string, revision: string, over: Partial<FilterRevision> = {}) => store.draft(revisionOf(name, revision, over), by())
  /** What devices meet: `name revision`, with the share of a canary. */
  const live = () =>
    (store.set(-1).set?.filters ?? []).map(({ name, revision, share }) => `${name} ${revision}${share === null ? '' : ` ${share}`}`)
  const states = (name: string) =>
    (store.history(name)?.revisions ?? []).map(({ revision, states }) => `${revision}: ${states.map(({ state }) => state).join(' ')}`)
  return { clock, storage, store, draft, live, states }
}

const calm = (requests: number, errors = 0, bucket = 100) => ({ requests, errors, latency: { [bucket]: requests } })
const report = (name: string, revision: string, over: object = {}) => [
  { name, revision, canary: calm(0), control: calm(0), failed: null, ...over },
]

describe('a revision', () => {
  test('is a draft until it is activated: nothing changes for devices', () => {
    const { store, draft, live } = storeAt()
    expect(draft('a', 'r1')).toMatchObject({ revision: 'r1', state: 'draft' })
    expect(live()).toEqual([])
    expect(store.set(-1).version).toBe(0)
    expect(store.activate('a', 'r1', 1, by())).toMatchObject({ state: 'active', set: { version: 1 } })
    expect(live()).toEqual(['a r1'])
  })

  test('published twice is the same revision, and keeps what it is', () => {
    const { store, draft, states } = storeAt()
    draft('a', 'r1')
    store.activate('a', 'r1', 1, by())
    expect(draft('a', 'r1')).toMatchObject({ revision: 'r1', state: 'active' })
    expect(states('a')).toEqual(['r1: draft active'])
  })

  test('runs as a canary beside what is active, and gives way to the next', () => {
    const { store, draft, live, states } = storeAt()
    draft('a', 'r1')
    store.activate('a', 'r1', 1, by())
    draft('a', 'r2')
    expect(store.activate('a', null, 0.05, by())).toMatchObject({ revision: 'r2', state: 'canary' })
    expect(live()).toEqual(['a r1', 'a r2 0.05'])
    draft('a', 'r3')
    store.activate('a', 'r3', 0.5, by())
    expect(live()).toEqual(['a r1', 'a r3 0.5'])
    store.activate('a', 'r3', 1, by())
    expect(live()).toEqual(['a r3'])
    expect(states('a')).toEqual(['r3: draft canary active', 'r2: draft canary replaced', 'r1: draft active replaced'])
  })

  test.each([
    ['one that was never published', 'a', 'r9', 1, { problem: 'unknown' }],
    ['one of an unknown name', 'b', 'r1', 1, { problem: 'unknown' }],
    ['what is active as a canary of itself', 'a', 'r1', 0.5, { problem: 'invalid' }],
    ['one whose time is over', 'a', 'old', 1, { problem: 'invalid' }],
  ])('cannot be made live: %s', (_, name, revision, share, problem) => {
    const { clock, store, draft, live } = storeAt()
    draft('a', 'old', { expiresAt: 2_000 })
    draft('a', 'r1')
    store.activate('a', 'r1', 1, by())
    clock.now = 3_000
    expect(store.activate(name, revision, share, by())).toMatchObject(problem)
    expect(live()).toEqual(['a r1'])
  })
})

describe('going back', () => {
  test('ends a canary first, then goes through what was active, then switches off', () => {
    const { store, draft, live } = storeAt()
    for (const revision of ['r1', 'r2']) {
      draft('a', revision)
      store.activate('a', revision, 1, by())
    }
    draft('a', 'r3')
    store.activate('a', 'r3', 0.5, by())
    const back = () => {
      const { revision, state } = store.rollBack('a', by()) as FilterWritten
      return [revision, state, live()]
    }
    expect(back()).toEqual(['r2', 'active', ['a r2']])
    expect(back()).toEqual(['r1', 'active', ['a r1']])
    // The last that was active before r1 is r2.
    expect(back()).toEqual(['r2', 'active', ['a r2']])
  })

  test('from the first revision leaves nothing', () => {
    const { store, draft, live } = storeAt()
    draft('a', 'r1')
    store.activate('a', 'r1', 1, by())
    expect(store.rollBack('a', by())).toMatchObject({ revision: null, state: 'off' })
    expect(live()).toEqual([])
  })

  test('never comes to a revision that was undone for harm', () => {
    const { store, draft, live } = storeAt()
    for (const revision of ['good', 'bad', 'next']) {
      draft('a', revision)
      store.activate('a', revision, 1, by())
      if (revision === 'bad') store.report(report('a', 'bad', { failed: 'it failed 3 times in 10 s' }))
    }
    store.rollBack('a', by())
    expect(live()).toEqual(['a good'])
  })
})

test('switching off one or all leaves the history', () => {
  const { store, draft, live, states } = storeAt()
  for (const name of ['a', 'b', 'c']) {
    draft(name, 'r1')
    store.activate(name, 'r1', name === 'b' ? 0.5 : 1, by())
  }
  store.switchOff('a', by())
  expect(live()).toEqual(['b r1 0.5', 'c r1'])
  expect(store.switchAllOff(by()).names).toEqual(['b', 'c'])
  expect(live()).toEqual([])
  expect(states('b')).toEqual(['r1: draft canary off'])
  expect(store.switchOff('nosuch', by())).toEqual({ problem: 'unknown' })
})

describe('of two operators', () => {
  type Write = (world: ReturnType<typeof storeAt>, ifMatch: string) => unknown
  test.each<[string, Write]>([
    ['publishing', ({ store }, ifMatch) => store.draft(revisionOf('a', 'r3'), by({ ifMatch }))],
    ['activating', ({ store }, ifMatch) => store.activate('a', 'r1', 1, by({ ifMatch }))],
    ['going back', ({ store }, ifMatch) => store.rollBack('a', by({ ifMatch }))],
    ['switching off', ({ store }, ifMatch) => store.switchOff('a', by({ ifMatch }))],
  ])('%s over a revision that the other has replaced changes nothing', (_, write) => {
    const world = storeAt()
    world.draft('a', 'r1')
    world.draft('a', 'r2')
    const before = JSON.stringify(world.store.history('a'))
    expect(write(world, 'r1')).toEqual({ problem: 'changed', current: 'r2' })
    expect(JSON.stringify(world.store.history('a'))).toBe(before)
    expect(write(world, 'r2')).not.toHaveProperty('problem')
  })

  test('the first revision of a name is written over none', () => {
    const { store } = storeAt()
    expect(store.draft(revisionOf('a', 'r1'), by({ ifMatch: 'r0' }))).toEqual({ problem: 'changed', current: null })
  })
})

describe('a set', () => {
  test('whose filters wait for each other does not come to be', () => {
    const { store, draft, live } = storeAt()
    draft('a', 'r1', { definition: { stage: 'inbound', failMode: 'open', after: ['b'] } })
    draft('b', 'r1', { definition: { stage: 'inbound', failMode: 'open', after: ['a'] } })
    store.activate('a', 'r1', 1, by())
    for (const share of [1, 0.5]) {
      expect(store.activate('b', 'r1', share, by())).toMatchObject({ problem: 'invalid', message: expect.stringContaining('after') })
      expect(live()).toEqual(['a r1'])
      expect(store.set(-1).version).toBe(1)
    }
  })

  test('is told to who does not know it yet', () => {
    const { store, draft } = storeAt()
    draft('a', 'r1')
    store.activate('a', 'r1', 1, by())
    expect(store.set(0).set?.version).toBe(1)
    expect(store.set(1)).toEqual({ version: 1, set: null })
  })

  test('holds so many names of a kind; those that are off make room', () => {
    const { store, draft } = storeAt()
    for (let at = 0; at < storeBounds.dynamic; at++) draft(`f${at}`, 'r1')
    expect(draft('one-more', 'r1')).toEqual({ problem: 'full', maximum: storeBounds.dynamic })
    expect(draft('f0', 'r2')).toMatchObject({ state: 'draft' })
    expect(draft('a-rule', 'r1', { kind: 'rule' })).toMatchObject({ state: 'draft' })
    store.switchOff('f1', by())
    expect(draft('one-more', 'r1')).toMatchObject({ state: 'draft' })
  })
})

describe('a canary', () => {
  function canary() {
    const world = storeAt()
    for (const revision of ['r1', 'r2']) world.draft('a', revision)
    world.store.activate('a', 'r1', 1, by())
    world.store.activate('a', 'r2', 0.5, by())
    return world
  }

  test('that did no harm to enough requests becomes active', () => {
    const { store, live, states } = canary()
    expect(store.report(report('a', 'r2', { canary: calm(150), control: calm(150) }))).toBe(false)
    expect(live()).toEqual(['a r1', 'a r2 0.5'])
    expect(store.report(report('a', 'r2', { canary: calm(50), control: calm(60) }))).toBe(true)
    expect(live()).toEqual(['a r2'])
    expect(states('a')).toEqual(['r2: draft canary active', 'r1: draft active replaced'])
  })

  test('that brings errors is undone', () => {
    const { store, live, states } = canary()
    expect(store.report(report('a', 'r2', { canary: calm(200, 20), control: calm(200) }))).toBe(true)
    expect(live()).toEqual(['a r1'])
    expect(states('a')[0]).toBe('r2: draft canary undone')
  })

  test('that failed three times in ten seconds somewhere is undone at once', () => {
    const { store, live } = canary()
    expect(store.report(report('a', 'r2', { failed: 'TypeError: no' }))).toBe(true)
    expect(live()).toEqual(['a r1'])
    expect(store.history('a')?.revisions[0]?.states.at(-1)).toMatchObject({ state: 'undone', author: 'marquee', reason: 'TypeError: no' })
  })

  test('is judged at the end of its time by what it has seen, and waits while that is too little', () => {
    const { clock, store, live } = canary()
    store.report(report('a', 'r2', { canary: calm(20), control: calm(500) }))
    expect(store.nextTime(600_000)).toBe(601_000)
    clock.now = 601_000
    expect(store.keepTime()).toBe(false)
    store.report(report('a', 'r2', { canary: calm(20), control: calm(500) }))
    expect(live()).toEqual(['a r2'])
  })

  test('hears nothing of revisions that are gone', () => {
    const { store, live } = canary()
    expect(store.report([...report('a', 'r0', { failed: 'x' }), ...report('nosuch', 'r1', { failed: 'x' })])).toBe(false)
    expect(live()).toEqual(['a r1', 'a r2 0.5'])
  })

  test('is as it was when the store is opened again', () => {
    const { clock, storage, store } = canary()
    store.report(report('a', 'r2', { canary: calm(150), control: calm(150) }))
    const again = createFilterStore(storage, () => clock.now)
    expect(again.set(-1)).toEqual(store.set(-1))
    expect(again.history('a')).toEqual(store.history('a'))
    expect(again.report(report('a', 'r2', { canary: calm(50), control: calm(50) }))).toBe(true)
  })
})

test('the active revision that fails goes back to the one before; a canary of its successor ends with it', () => {
  const { store, draft, live } = storeAt()
  for (const revision of ['r1', 'r2', 'r3']) draft('a', revision)
  for (const revision of ['r1', 'r2']) store.activate('a', revision, 1, by())
  store.activate('a', 'r3', 0.5, by())
  store.report(report('a', 'r2', { failed: 'it failed 3 times in 10 s' }))
  expect(live()).toEqual(['a r1'])
})

test('a filter whose time is over ends by itself', () => {
  const { clock, store, draft, live, states } = storeAt()
  draft('a', 'r1', { expiresAt: 5_000 })
  store.activate('a', 'r1', 1, by())
  expect(store.nextTime(600_000)).toBe(5_000)
  clock.now = 5_000
  expect(store.keepTime()).toBe(true)
  expect(live()).toEqual([])
  expect(states('a')).toEqual(['r1: draft active expired'])
})

describe('a first run', () => {
  test('that has come back proves the revision', () => {
    const { store, draft } = storeAt()
    draft('a', 'r1')
    store.activate('a', 'r1', 1, by())
    store.openTrials([{ name: 'a', revision: 'r1' }])
    store.closeTrials([{ name: 'a', revision: 'r1' }])
    expect(store.set(0).set?.filters[0]?.proven).toBe(true)
  })

  test('that took its isolate with it is undone by the next isolate that asks', () => {
    const { clock, store, draft, live } = storeAt()
    draft('a', 'r1')
    store.activate('a', 'r1', 1, by())
    store.openTrials([{ name: 'a', revision: 'r1' }])
    store.set(1)
    clock.now += trialMs
    store.set(0)
    expect(live()).toEqual(['a r1'])
    clock.now += 1
    store.set(0)
    expect(live()).toEqual([])
  })
})
