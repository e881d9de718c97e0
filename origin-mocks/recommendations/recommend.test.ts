import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CatalogFeatures } from '../../contracts/catalog.ts'
import { createFakeMembers } from '../../contracts/fakes/members.ts'
import { createFakeRanking } from '../../contracts/fakes/ranking.ts'
import { sampleFeatures } from '../../contracts/fakes/sample-features.ts'
import { sampleMembers, sampleViewers } from '../../contracts/fakes/sample-members.ts'
import { createKeptCatalog } from '../../contracts/kept-catalog.ts'
import { suitsChildren } from '../../contracts/maturity.ts'
import type { History, Viewer } from '../../contracts/members.ts'
import type { PageDemand, RankedPage } from '../../contracts/ranking.ts'
import { firstRankingRules, type RankingRules, type RankingRulesCalls } from '../../contracts/ranking-rules.ts'
import { recommendationsContract } from '../../contracts/recommendations.contract.ts'
import type { PageRecord } from '../../contracts/recommendations.ts'
import { indexFeatures } from './feature-index.ts'
import { limits } from './limits.ts'
import type { Owner } from './page-id.ts'
import { createRecommendations, type Services } from './recommend.ts'
import type { SnapshotStore } from './snapshot.ts'
import { createSqlRules } from './sql-rules.ts'
import { createSqlSnapshots } from './sql-snapshots.ts'
import { openSqlite } from './test/open-sqlite.ts'
import { watchAgainAfterMs } from './watched.ts'

/** The origin over fakes, with a clock that is moved by hand and origins that can be made to fail or to hang. */
function makeStage(features: CatalogFeatures = sampleFeatures(600)) {
  const state = {
    ...{ now: Date.UTC(2026, 1, 1), members: 'well', ranking: 'well', catalog: 'well', desk: 'well', countries: 'well', writes: 0 },
    rules: { ...firstRankingRules, explore: { share: 0 } } as RankingRules,
    explorers: [] as string[],
    popular: [] as readonly number[],
    /** Whether the ranker tries something where it may. */
    tries: false,
    demands: [] as PageDemand[],
    /** What happens while the ranker is at work. */
    meanwhile: async () => {},
  }
  const timers = new Map<() => void, number>()
  const warnings: string[] = []
  const members = createFakeMembers(sampleMembers(features), { now: () => state.now })
  const ranking = createFakeRanking({ features: async () => features })
  const stores = new Map<Owner, SnapshotStore>()
  const sqls = new Map<string, ReturnType<typeof createSqlSnapshots>>()
  const explorations = (owner: string) => sqls.get(owner)?.explorations(0, 100, state.now) ?? []
  const kept = createKeptCatalog(indexFeatures, limits.featuresMaxAgeMs)
  const doing = <value>(how: string, work: () => Promise<value>): Promise<value> => {
    if (how === 'down') return Promise.reject(new Error('down'))
    return how === 'hanging' ? new Promise(() => undefined) : work()
  }
  const tried = (demand: PageDemand, page: RankedPage): RankedPage => {
    const candidates = [400, 401].map((title) => ({ title, propensity: 0.5 }))
    return state.tries && demand.explore != null ? { ...page, explored: [{ row: 'top-picks', column: 2, candidates, chosen: 400 }] } : page
  }
  const lender = () => ({ now: state.now, load: () => doing(state.catalog, async () => features), later: () => undefined })
  const services: Services = {
    history: (viewer): Promise<History> => doing(state.members, () => members.history(viewer)),
    lastErased: (account, profile) => members.lastErased(account, profile),
    explain: (demand) => doing(state.ranking, () => ranking.explain(demand)),
    async rank(demand: PageDemand): Promise<RankedPage> {
      state.demands.push(demand)
      await state.meanwhile()
      return state.ranking === 'raving'
        ? ({ rows: 7 } as unknown as RankedPage)
        : doing(state.ranking, async () => tried(demand, await ranking.page(demand)))
    },
    keptFeatures: () => kept.kept(lender()),
    loadFeatures: () => kept.load(lender()),
    keptRules: () => (state.desk === 'well' ? state.rules : undefined),
    loadRules: () => doing(state.desk, async () => state.rules),
    keptWatchedIn: () => (state.countries === 'well' ? state.popular : undefined),
    loadWatchedIn: (country) => doing(state.countries, () => members.watchedIn(country, 75)),
    noteExplorer: async (owner) => {
      state.explorers.push(owner)
    },
    forgetExplorer: async (owner) => {
      state.explorers = state.explorers.filter((one) => one !== owner)
    },
    snapshots(owner) {
      const sql = sqls.get(owner) ?? createSqlSnapshots(openSqlite(new DatabaseSync(':memory:')))
      sqls.set(owner, sql)
      const store = stores.get(owner) ?? asStore(sql)
      stores.set(owner, store)
      return store
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
    last: async (width, now) => store.last(width, now),
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
  return { state, features, members, warnings, timers, ringTimers, explorations, recommendations: createRecommendations(services) }
}

recommendationsContract('the pure core', async () => {
  const { recommendations, members, features, state } = makeStage()
  const rules = createSqlRules(openSqlite(new DatabaseSync(':memory:')))
  const desk: RankingRulesCalls = {
    rankingRules: async () => rules.current(),
    putRankingRules: async (draft, author, ifMatch) => rules.put(draft, author, ifMatch, state.now),
    explorations: async () => ({ explorations: [], next: null }),
  }
  const advance = (ms: number) => {
    state.now += ms
  }
  const whole = { ...recommendations, ...desk, state: async () => ({ ready: true, detail: 'pure' }) }
  return { recommendations: whole, members, features, viewers: sampleViewers, advance }
})

const { adult, child, fresh } = sampleViewers

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
    expect(new Set(page.rows.map((row) => row.kind)).size).toBeGreaterThanOrEqual(8)
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
  test('there is nothing to pick from, and that is said', async () => {
    const { recommendations, state } = makeStage()
    state.catalog = 'down'
    await expect(recommendations.starters(fresh)).rejects.toThrow('catalog')
  })

  test('nor without the members anything but what suits children', async () => {
    const { recommendations, state, features } = makeStage()
    state.members = 'down'
    const starters = await recommendations.starters(adult)
    expect(starters).toHaveLength(60)
    expect(starters.filter((title) => !suitsChildren(features.maturity[features.ids.indexOf(title)] ?? null))).toEqual([])
  })

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
      { version, kind: 'adult', country: 'NL', ratings: [], viewings: [], myList: [], picks: [] },
    ])
  })
})

describe('an explanation', () => {
  test('of a page that was never handed out tells so, and keeps nothing', async () => {
    const { recommendations, state } = makeStage()
    expect(await recommendations.explain(adult, 'tv')).toMatchObject({ snapshot: null, device: { width: 'tv' } })
    expect(state.writes).toBe(0)
  })

  test('of a page that has moved since it was handed out tells that it has', async () => {
    const { recommendations, members, features } = makeStage()
    const page = await recommendations.page(adult, 'tv')
    await members.addToMyList(adult, features.ids[99] ?? 0, null)
    const { snapshot, history } = await recommendations.explain(adult, 'tv')
    expect(snapshot).toMatchObject({ id: page.id, isSame: false })
    expect(history.counts).toMatchObject({ ratings: 12, 'my list': 7 })
  })

  test.each(['members', 'ranking'] as const)('without %s there is none, rather than one of another page', async (missing) => {
    const { recommendations, state } = makeStage()
    state[missing] = 'down'
    await expect(recommendations.explain(adult, 'tv')).rejects.toThrow(/Cannot explain|down/)
  })

  test('counts what is from before a reset apart', async () => {
    const { recommendations, members } = makeStage()
    await members.resetTaste(sampleViewers.resetTaste, null)
    const { history } = await recommendations.explain(sampleViewers.resetTaste, 'tv')
    expect(history.counts).toEqual({ ratings: 0, viewings: 0, 'my list': 0, picks: 0, 'before the reset': 18 })
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

describe('business rules', () => {
  const rule = (rest: object) => ({ reason: 'a test', author: 'ada', at: '', ...rest }) as RankingRules['rules'][number]
  const withRules = (...rules: RankingRules['rules'][number][]): RankingRules => ({ revision: 1, explore: { share: 0 }, rules })

  test('a change is seen on the next page, though nothing else has moved, and once more when it is taken back', async () => {
    const { recommendations, state } = makeStage()
    const before = await recommendations.page(adult, 'tv')
    state.rules = withRules(rule({ id: 'r', exclude: { title: before.billboard ?? 0 } }))
    const after = await recommendations.page(adult, 'tv')
    expect(after.id).not.toBe(before.id)
    expect(state.demands.at(-1)?.rules).toEqual([{ id: 'r', exclude: { title: before.billboard } }])
    state.rules = { ...withRules(), revision: 2 }
    await recommendations.page(adult, 'tv')
    expect(state.demands.at(-1)?.rules).toEqual([])
  })

  test('a rule holds from its moment on, without a write', async () => {
    const { recommendations, state } = makeStage()
    state.rules = withRules(rule({ id: 'r', exclude: { title: 1 }, when: { from: new Date(state.now + 1_000).toISOString() } }))
    await recommendations.page(adult, 'tv')
    state.now += 1_000
    await recommendations.page(adult, 'tv')
    expect(state.demands.map((demand) => demand.rules?.length)).toEqual([0, 1])
  })

  test.each(['down', 'hanging'])('%s: a page without rules, named as degraded and not taken again', async (how) => {
    const { recommendations, state, ringTimers } = makeStage()
    state.desk = how
    const page = recommendations.page(adult, 'tv')
    if (how === 'hanging') expect(await ringTimers()).toEqual([limits.rulesTimeoutMs])
    expect((await page).degraded).toEqual(['rules'])
    state.desk = 'well'
    expect((await recommendations.page(adult, 'tv')).degraded).toEqual([])
  })

  test('without the ranker too what is excluded is not there, and what is pinned stands at its place', async () => {
    const { features } = makeStage()
    const rules = withRules(
      rule({ id: 'out', exclude: { genre: 'Drama' } }),
      rule({ id: 'row', pin: { row: 'popular', place: 1 } }),
      rule({ id: 'in', pin: { title: 50, row: 'popular', place: 2 } }),
      rule({ id: 'top', pin: { title: 51, row: 'billboard', place: 1 } }),
      rule({ id: 'both', exclude: { title: 52 } }),
      rule({ id: 'vain', pin: { title: 52, row: 'popular', place: 1 } }),
    )
    const genres = features.genres.map((one, at) => ([49, 50, 51].includes(at) ? ['Western'] : one))
    const stage = makeStage({ ...features, genres })
    Object.assign(stage.state, { ranking: 'down', rules })
    const page = await stage.recommendations.page(adult, 'tv')
    expect(page.rows[0]?.kind).toBe('POPULAR')
    expect(page.rows[0]?.titles[1]).toBe(50)
    expect(page.billboard).toBe(51)
    const shown = page.rows.flatMap((row) => row.titles)
    expect(shown).not.toContain(52)
    expect(shown.filter((title) => genres[features.ids.indexOf(title)]?.includes('Drama'))).toEqual([])
  })
})

describe('what is tried', () => {
  /** A ranker that tries one slot of each page that may be tried. */
  function makeTrying() {
    const stage = makeStage()
    stage.state.rules = { revision: 1, explore: { share: 0.3 }, rules: [] }
    stage.state.tries = true
    return stage
  }

  test('the demand says how much, with a seed that is the same for the same page; a visitor’s never', async () => {
    const { recommendations, state } = makeTrying()
    await recommendations.page(adult, 'tv')
    state.now += limits.snapshotReuseMs
    await recommendations.page(adult, 'tv')
    await recommendations.page(adult, 'phone')
    await recommendations.page(null, 'tv')
    const [first, again, phone, visitor] = state.demands.map((demand) => demand.explore)
    expect(first?.share).toBe(0.3)
    expect(again).toEqual(first)
    expect(phone?.seed).not.toBe(first?.seed)
    expect(visitor).toBeNull()
  })

  test('it is kept with its page, told as taken in due time when the profile watched it, and goes with the history', async () => {
    const { recommendations, state, members, explorations } = makeTrying()
    await recommendations.page(adult, 'tv')
    expect(state.explorers).toEqual(['p7'])
    const [kept] = explorations('p7')
    expect(kept).toMatchObject({ row: 'top-picks', column: 2, chosen: 400, at: state.now, taken: null })
    state.now += 60_000
    await members.reportPlayback(adult, { title: 400, positionSeconds: 60, event: 'START' }, null)
    await recommendations.page(adult, 'tv')
    expect(explorations('p7')[0]).toMatchObject({ chosen: 400, taken: null })
    state.now += limits.explorationOutcomeMs
    expect(explorations('p7')[0]).toMatchObject({ chosen: 400, taken: true })
    await members.deleteHistory(adult, null)
    await recommendations.forget(adult)
    expect(explorations('p7')).toEqual([])
    expect(state.explorers).toEqual([])
  })

  test('nothing is tried where something is missing', async () => {
    const { recommendations, state } = makeTrying()
    state.members = 'down'
    await recommendations.page(adult, 'tv')
    expect(state.demands.at(-1)?.explore).toBeNull()
  })
})

describe('what is popular in the country', () => {
  test('has a row with the country’s name, in its order', async () => {
    const { recommendations, state } = makeStage()
    state.popular = [44, 33, 55, 22]
    const row = (await recommendations.page(adult, 'tv')).rows.find((one) => one.kind === 'POPULAR_IN_COUNTRY')
    expect(row).toMatchObject({ heading: 'Popular in the Netherlands' })
    expect([44, 33, 55, 22].filter((title) => row?.titles.includes(title))).toEqual(row?.titles)
    expect((await recommendations.page(null, 'tv')).rows.map((one) => one.kind)).not.toContain('POPULAR_IN_COUNTRY')
  })

  test('too little to say: no row, and nothing amiss', async () => {
    const { recommendations, state } = makeStage()
    state.popular = [44, 33, 55]
    const page = await recommendations.page(adult, 'tv')
    expect(page.rows.map((row) => row.kind)).not.toContain('POPULAR_IN_COUNTRY')
    expect(page.degraded).toEqual([])
  })

  test.each(['down', 'hanging'])('%s: no row, named as degraded', async (how) => {
    const { recommendations, state, ringTimers } = makeStage()
    state.countries = how
    const page = recommendations.page(adult, 'tv')
    if (how === 'hanging') expect(await ringTimers()).toEqual([limits.countryTimeoutMs])
    expect((await page).degraded).toEqual(['popular-in-country'])
  })
})

describe('a fresh profile that picks three films', () => {
  test('gets rows because of them, and other top picks', async () => {
    const { recommendations, members, features } = makeStage()
    const before = await recommendations.page(fresh, 'tv')
    const picks = features.ids.filter((_, at) => features.genres[at]?.includes('Western')).slice(0, 3)
    await members.pickTitles(fresh, picks, null)
    const after = await recommendations.page(fresh, 'tv')
    const because = after.rows.filter((row) => row.kind === 'BECAUSE_YOU_WATCHED')
    expect(because.length).toBeGreaterThan(0)
    for (const row of because) expect(picks.map((title) => `Because you picked Film ${title}`)).toContain(row.heading)
    const top = (page: typeof after) => page.rows.find((row) => row.kind === 'TOP_PICKS')?.titles
    expect(top(after)).not.toEqual(top(before))
  })
})

test('a row is there to watch again what was finished long ago and liked', async () => {
  const { recommendations, state, members } = makeStage()
  const titles = [101, 102, 103, 104, 105]
  for (const title of titles) await members.reportPlayback(fresh, { title, positionSeconds: 30_000, event: 'STOP' }, null)
  await members.rate(fresh, [{ title: 105, stars: 1 }], null)
  const again = async () => (await recommendations.page(fresh, 'tv')).rows.find((row) => row.kind === 'WATCH_AGAIN')
  state.now += watchAgainAfterMs - 1
  expect(await again()).toBeUndefined()
  state.now += limits.snapshotReuseMs
  expect((await again())?.titles.toSorted()).toEqual([101, 102, 103, 104])
})
