import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CatalogFeatures } from '../../contracts/catalog.ts'
import { createFakeMembers } from '../../contracts/fakes/members.ts'
import { createFakeRanking } from '../../contracts/fakes/ranking.ts'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { sampleMembers, sampleViewers } from '../../contracts/fakes/sample-members.ts'
import { suitsChildren } from '../../contracts/maturity.ts'
import type { History, Viewer } from '../../contracts/members.ts'
import type { PageDemand, RankedPage } from '../../contracts/ranking.ts'
import { recommendationsContract } from '../../contracts/recommendations.contract.ts'
import type { PageRecord } from '../../contracts/recommendations.ts'
import { createKeptFeatures } from './kept-features.ts'
import { limits } from './limits.ts'
import type { Owner } from './page-id.ts'
import { createRecommendations, type Services } from './recommend.ts'
import type { SnapshotStore } from './snapshot.ts'
import { createSqlSnapshots } from './sql-snapshots.ts'
import { openSqlite } from './test/open-sqlite.ts'

/** The origin over fakes, with a clock that is moved by hand and origins that can be made to fail or to hang. */
function makeStage(features: CatalogFeatures = sampleFeatures(600)) {
  const state = {
    ...{ now: Date.UTC(2026, 1, 1), members: 'well', ranking: 'well', catalog: 'well', writes: 0 },
    demands: [] as PageDemand[],
    /** What happens while the ranker is at work. */
    meanwhile: async () => {},
  }
  const timers = new Map<() => void, number>()
  const warnings: string[] = []
  const members = createFakeMembers(sampleMembers(features), { now: () => state.now })
  const ranking = createFakeRanking({ features: async () => features })
  const stores = new Map<Owner, SnapshotStore>()
  const kept = createKeptFeatures()
  const doing = <value>(how: string, work: () => Promise<value>): Promise<value> => {
    if (how === 'down') return Promise.reject(new Error('down'))
    return how === 'hanging' ? new Promise(() => undefined) : work()
  }
  const lender = () => ({ now: state.now, load: () => doing(state.catalog, async () => features), later: () => undefined })
  const services: Services = {
    history: (viewer): Promise<History> => doing(state.members, () => members.history(viewer)),
    lastErased: (account, profile) => members.lastErased(account, profile),
    async rank(demand: PageDemand): Promise<RankedPage> {
      state.demands.push(demand)
      await state.meanwhile()
      return state.ranking === 'raving' ? ({ rows: 7 } as unknown as RankedPage) : doing(state.ranking, () => ranking.page(demand))
    },
    keptFeatures: () => kept.kept(lender()),
    loadFeatures: () => kept.load(lender()),
    snapshots(owner) {
      const sql = stores.get(owner) ?? asStore(createSqlSnapshots(openSqlite(new DatabaseSync(':memory:'))))
      stores.set(owner, sql)
      return sql
    },
    now: () => state.now,
    elapsedMs: () => state.now,
    startTimer(ms, ring) {
      timers.set(ring, ms)
      return () => timers.delete(ring)
    },
    warn: (message) => warnings.push(message),
  }
  const asStore = (store: ReturnType<typeof createSqlSnapshots>): SnapshotStore => ({
    last: async (width) => store.last(width),
    keep: async (draft, now) => {
      state.writes++
      return store.keep(draft, now)
    },
    find: async (numbers, now) => store.find(numbers, now),
    expectErasure: async (account, profile, at) => store.expect({ account, profile, at }),
    forget: async (before) => store.forget(before),
  })
  /** Lets everything settle that can, rings the timers that are left, and tells how long they were. */
  const ringTimers = async () => {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve()
    const left = [...timers]
    timers.clear()
    for (const [ring] of left) ring()
    return left.map(([, ms]) => ms)
  }
  return { state, features, members, warnings, timers, ringTimers, recommendations: createRecommendations(services) }
}

recommendationsContract('the pure core', async () => {
  const { recommendations, members, features, state } = makeStage()
  const advance = (ms: number) => {
    state.now += ms
  }
  const whole = { ...recommendations, state: async () => ({ ready: true, detail: 'pure' }) }
  return { recommendations: whole, members, features, viewers: sampleViewers, advance }
})

const { adult, child } = sampleViewers

test('a new page is one write, a page that is there none', async () => {
  const { recommendations, state } = makeStage()
  await recommendations.page(adult, 'tv')
  expect(state.writes).toBe(1)
  await recommendations.page(adult, 'tv')
  expect(state.writes).toBe(1)
})

test('at 30 minutes a page is built again; equal to the last one it keeps its id', async () => {
  const { recommendations, state } = makeStage()
  const first = await recommendations.page(adult, 'tv')
  state.now += limits.snapshotReuseMs - 1
  expect((await recommendations.page(adult, 'tv')).calls).toEqual([])
  state.now += 1
  const second = await recommendations.page(adult, 'tv')
  expect(second.calls.map((call) => call.method)).toEqual(['history', 'page'])
  expect(second.id).toBe(first.id)
})

test('the first page of an isolate asks the catalog, the next ones do not', async () => {
  const { recommendations } = makeStage()
  const called = async (device: string) => (await recommendations.page(adult, device)).calls.map((call) => `${call.origin}.${call.method}`)
  expect((await called('tv')).toSorted()).toEqual(['catalog.features', 'members.history', 'ranking.page'])
  expect(await called('phone')).toEqual(['members.history', 'ranking.page'])
})

describe('without the ranker', () => {
  test.each(['down', 'raving'])('%s: the default order, told as degraded, not taken again, found by id', async (how) => {
    const { recommendations, state, features, warnings } = makeStage()
    state.ranking = how
    const page = await recommendations.page(adult, 'tv')
    expect(page.degraded).toEqual(['ranking'])
    expect(new Set(page.rows.map((row) => row.kind)).size).toBe(8)
    expect(page.rows[0]?.kind).toBe('CONTINUE_WATCHING')
    expect(features.ids).toContain(page.billboard)
    expect(warnings).toEqual([expect.stringMatching(/^ranking\.page: /)])
    state.ranking = 'well'
    const next = await recommendations.page(adult, 'tv')
    expect(next.degraded).toEqual([])
    expect(next.id).not.toBe(page.id)
    expect(await recommendations.pages(adult, [page.id])).toEqual([{ ...page, calls: [] }])
  })

  test('late: the page comes after the timeout, and no timer is left', async () => {
    const { recommendations, state, ringTimers, timers } = makeStage()
    state.ranking = 'hanging'
    const page = recommendations.page(adult, 'tv')
    expect(await ringTimers()).toEqual([limits.rankingTimeoutMs])
    expect((await page).degraded).toEqual(['ranking'])
    expect(timers.size).toBe(0)
  })

  test('a page that was good before the ranker failed is taken again when it is back', async () => {
    const { recommendations, state } = makeStage()
    const good = await recommendations.page(adult, 'tv')
    state.ranking = 'down'
    expect((await recommendations.page(adult, 'tv')).id).toBe(good.id)
  })

  test('equal default pages do not pile up', async () => {
    const { recommendations, state } = makeStage()
    state.ranking = 'down'
    const first = await recommendations.page(null, 'tv')
    expect((await recommendations.page(null, 'tv')).id).toBe(first.id)
  })

  test('a child still sees nothing that does not suit children', async () => {
    const { recommendations, state, features, members } = makeStage()
    state.ranking = 'down'
    const suits = (title: number) => suitsChildren(features.maturity[features.ids.indexOf(title)] ?? null)
    await members.addToMyList(child, features.ids.find((id) => !suits(id)) ?? 0, null)
    const page = await recommendations.page(child, 'tv')
    expect(page.rows.length).toBeGreaterThan(5)
    expect([...page.rows.flatMap((row) => row.titles), page.billboard ?? 0].filter((title) => !suits(title))).toEqual([])
  })
})

describe('without the members', () => {
  test('a profile known as an adult gets the popular page under an id of its own, told as degraded', async () => {
    const { recommendations, state } = makeStage()
    const good = await recommendations.page(adult, 'tv')
    state.members = 'down'
    const page = await recommendations.page(adult, 'tv')
    expect(page.degraded).toEqual(['members'])
    expect(page.id).toMatch(/^p7\.k/)
    expect(page.rows[0]?.kind).toBe('POPULAR')
    expect(page.rows.map((row) => row.kind)).not.toContain('CONTINUE_WATCHING')
    const visitor = await recommendations.page(null, 'tv')
    expect(page.rows.map((row) => row.titles)).toEqual(visitor.rows.map((row) => row.titles))
    state.members = 'well'
    expect((await recommendations.page(adult, 'tv')).id).toBe(good.id)
  })

  test.each([
    { name: "a profile that was a child's the last time", viewer: child, before: true },
    { name: 'a profile of which nothing is known', viewer: adult, before: false },
  ])('$name sees only what suits children', async ({ viewer, before }) => {
    const { recommendations, state, features } = makeStage()
    if (before) await recommendations.page(viewer, 'phone')
    state.members = 'down'
    const page = await recommendations.page(viewer, 'tv')
    const shown = [...page.rows.flatMap((row) => row.titles), page.billboard ?? 0]
    expect(shown.length).toBeGreaterThan(50)
    expect(shown.filter((title) => !suitsChildren(features.maturity[features.ids.indexOf(title)] ?? null))).toEqual([])
  })

  test('late: after the timeout', async () => {
    const { recommendations, state, ringTimers } = makeStage()
    state.members = 'hanging'
    const page = recommendations.page(adult, 'tv')
    expect(await ringTimers()).toEqual([limits.historyTimeoutMs])
    expect((await page).degraded).toEqual(['members'])
  })
})

describe('without the catalog', () => {
  test('there are no genre rows, and the ranker fills the others', async () => {
    const { recommendations, state } = makeStage()
    state.catalog = 'down'
    const page = await recommendations.page(adult, 'tv')
    expect(page.degraded).toEqual(['catalog'])
    expect(page.rows.map((row) => row.kind)).toEqual(['CONTINUE_WATCHING', 'MY_LIST', 'TOP_PICKS', 'NEW', 'ACCLAIMED', 'POPULAR'])
  })

  test('and without the ranker an adult gets what was put there, a child nothing', async () => {
    const { recommendations, state } = makeStage()
    state.catalog = 'down'
    state.ranking = 'down'
    const page = await recommendations.page(adult, 'tv')
    expect(page.degraded).toEqual(['catalog', 'ranking'])
    expect(page.rows.map((row) => row.kind)).toEqual(['CONTINUE_WATCHING', 'MY_LIST'])
    expect((await recommendations.page(child, 'tv')).rows).toEqual([])
  })

  test('with nothing at all there is still an answer', async () => {
    const { recommendations, state } = makeStage()
    state.catalog = state.ranking = state.members = 'down'
    expect(await recommendations.page(adult, 'tv')).toMatchObject({
      billboard: null,
      rows: [],
      degraded: ['catalog', 'members', 'ranking'],
    })
  })
})

describe('while a history is erased', () => {
  const erased = sampleViewers.deleteHistory

  test('a page that was under way is built anew, from what there is then', async () => {
    const { recommendations, state, members } = makeStage()
    const meanwhile = async () => {
      state.meanwhile = async () => {}
      await members.deleteHistory(erased, null)
      await recommendations.forget(erased)
    }
    state.meanwhile = meanwhile
    const page = await recommendations.page(erased, 'tv')
    expect(page.degraded).toEqual([])
    expect(page.rows.map(({ kind }) => kind)).not.toContain('BECAUSE_YOU_WATCHED')
    expect(page.rows.map(({ kind }) => kind)).not.toContain('MY_LIST')
    expect(await recommendations.pages(erased, [page.id])).toEqual([{ ...page, calls: [] }])
  })

  test('again and again: no page rather than one of what is no more', async () => {
    const { recommendations, state, members } = makeStage()
    state.meanwhile = async () => {
      await members.deleteHistory(erased, null)
      await recommendations.forget(erased)
    }
    await expect(recommendations.page(erased, 'tv')).rejects.toThrow('erased')
  })

  test('the ranker is never told what is from before a reset', async () => {
    const { recommendations, state, members } = makeStage()
    await members.resetTaste(sampleViewers.resetTaste, null)
    const page = await recommendations.page(sampleViewers.resetTaste, 'tv')
    expect(page.rows.map(({ kind }) => kind)).toContain('MY_LIST')
    const { version } = await members.history(sampleViewers.resetTaste)
    expect(state.demands.map(({ history }) => history)).toEqual([
      { version, kind: 'adult', country: 'NL', ratings: [], viewings: [], myList: [] },
    ])
  })
})

/** What a member may do, in the order it does it. */
const event = fc.oneof(
  fc.record({ what: fc.constant('rate' as const), title: fc.integer({ min: 1, max: 80 }), stars: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ what: fc.constant('list' as const), title: fc.integer({ min: 1, max: 80 }) }),
  fc.record({ what: fc.constant('watch' as const), title: fc.integer({ min: 1, max: 80 }), seconds: fc.integer({ min: 0, max: 9_000 }) }),
)

test.each(['resetTaste', 'deleteHistory'] as const)(
  'after %s a page follows from what came later, as if nothing had been before',
  async (erase) => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 12 }), fc.array(event, { maxLength: 12 }), async (before, after) => {
        const { recommendations, members, features } = makeStage(sampleFeatures(300))
        const profiles = [21, 22].map((id) => ({ id, account: `a${id}`, name: 'Noor', kind: 'adult', country: 'NL' }) as const)
        await members.seed(profiles.map((profile) => ({ profile, ratings: [], viewings: [], myList: [] })))
        const [old, fresh] = profiles.map(({ id, account }) => ({ account, profile: id, passport: '' })) as [Viewer, Viewer]
        const does = async (viewer: Viewer, events: typeof before) => {
          for (const one of events) {
            const title = features.ids[one.title] ?? 0
            if (one.what === 'rate') await members.rate(viewer, [{ title, stars: one.stars / 2 }], null)
            else if (one.what === 'list') await members.addToMyList(viewer, title, null)
            else await members.reportPlayback(viewer, { title, positionSeconds: one.seconds, event: 'STOP' }, null)
          }
        }
        // After a reset a film that was begun is still shown as begun, and may be.
        await does(old, erase === 'resetTaste' ? before.filter(({ what }) => what !== 'watch') : before)
        await recommendations.page(old, 'tv')
        await recommendations.expectErasure(old)
        await members[erase](old, null)
        await recommendations.forget(old)
        // What a reset leaves in the list is taken out by hand; the rest must not know of it.
        for (const title of (await members.history(old)).before?.myList ?? []) await members.removeFromMyList(old, title, null)
        await does(old, after)
        await does(fresh, after)
        const [page, same] = [await recommendations.page(old, 'tv'), await recommendations.page(fresh, 'tv')]
        expect(bare(page)).toEqual(bare(same))
      }),
      { numRuns: 40 },
    )
  },
)

/** A page without the ids, which say whose it is. */
function bare({ billboard, rows, degraded }: PageRecord) {
  return { billboard, degraded, rows: rows.map(({ kind, heading, titles }) => ({ kind, heading, titles })) }
}
