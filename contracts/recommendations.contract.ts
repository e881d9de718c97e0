import { beforeAll, describe, expect, test } from 'vitest'
import type { CatalogFeatures } from './catalog.ts'
import { suitsChildren } from './maturity.ts'
import type { Members, Viewer } from './members.ts'
import { ownerOf, type PageRecord, type Recommendations, recommendationsAnswers } from './recommendations.ts'

/** Recommendations, and the origins beneath: at least 300 films; an adult and a child with a history, and an adult without one. */
export interface RecommendationsStage {
  readonly recommendations: Recommendations
  readonly members: Pick<
    Members,
    'rate' | 'addToMyList' | 'removeFromMyList' | 'reportPlayback' | 'history' | 'resetTaste' | 'deleteHistory'
  >
  readonly features: CatalogFeatures
  readonly viewers: {
    readonly adult: Viewer
    readonly child: Viewer
    readonly fresh: Viewer
    /** Adults with a history that they will lose. */
    readonly resetTaste: Viewer
    readonly deleteHistory: Viewer
  }
  /** Moves the clock, where it can be moved. */
  readonly advance: ((ms: number) => void) | null
}

const minuteMs = 60_000

const everybodys: readonly string[] = ['ACCLAIMED', 'GENRE', 'NEW', 'POPULAR']
const groups: readonly string[] = ['GENRE_PAIR', 'GENRE_DECADE', 'DECADE']
const allKinds: readonly string[] = [
  ...everybodys,
  ...groups,
  ...['CONTINUE_WATCHING', 'MY_LIST', 'TOP_PICKS', 'BECAUSE_YOU_WATCHED', 'WATCH_AGAIN', 'POPULAR_IN_COUNTRY'],
]

/** What recommendations keep to, whatever they recommend. */
export function recommendationsContract(name: string, makeStage: () => Promise<RecommendationsStage>) {
  describe(`recommendations contract: ${name}`, () => {
    let stage: RecommendationsStage
    beforeAll(async () => {
      stage = await makeStage()
    })
    const adultPage = (device = 'tv') => stage.recommendations.page(stage.viewers.adult, device)
    const indexOf = (title: number) => stage.features.ids.indexOf(title)
    const suits = (title: number) => suitsChildren(stage.features.maturity[indexOf(title)] ?? null)

    test('tells that it is ready', async () => {
      expect(await stage.recommendations.state()).toEqual({ ready: true, detail: expect.any(String) })
    })

    test('an adult with a history gets every kind of row, each with an id of its own and none empty', async () => {
      const page = await adultPage()
      expect(recommendationsAnswers.page(page, [])).toBeUndefined()
      const kinds: readonly string[] = [...new Set(page.rows.map((row) => row.kind))]
      expect(kinds).toEqual(expect.arrayContaining(['CONTINUE_WATCHING', 'MY_LIST', 'TOP_PICKS', 'BECAUSE_YOU_WATCHED', ...everybodys]))
      expect(kinds.filter((kind) => !allKinds.includes(kind))).toEqual([])
      expect(new Set(page.rows.map((row) => row.heading)).size).toBe(page.rows.length)
      for (const { reason } of page.rows) expect(reason.trim()).not.toBe('')
      expect(page.rows[0]?.kind).toBe('CONTINUE_WATCHING')
      expect(page.degraded).toEqual([])
      expect(stage.features.ids).toContain(page.billboard)
      expect(new Set(page.rows.map((row) => row.id)).size).toBe(page.rows.length)
      for (const row of page.rows) {
        expect(row.id.startsWith(`${page.id}.`)).toBe(true)
        expect(ownerOf(row.id)).toBe(stage.viewers.adult.profile)
        expect(row.titles.length).toBeGreaterThan(0)
        expect(new Set(row.titles).size).toBe(row.titles.length)
      }
    })

    test('a row because of a film names that film and does not show it', async () => {
      const because = (await adultPage()).rows.filter((row) => row.kind === 'BECAUSE_YOU_WATCHED')
      expect(because.length).toBeGreaterThan(0)
      expect(because.length).toBeLessThanOrEqual(4)
      for (const row of because) {
        const named = stage.features.names.filter((film) => row.heading.endsWith(` ${film}`))
        expect(named).toHaveLength(1)
        expect(row.titles).not.toContain(stage.features.ids[stage.features.names.indexOf(named[0] ?? '')])
      }
    })

    test('nothing moved: the same snapshot, and no calls', async () => {
      const first = await adultPage()
      const second = await adultPage()
      expect(second).toEqual({ ...first, calls: [] })
    })

    test('rating a film changes the very next page, and the film leaves the top picks', async () => {
      const before = await adultPage()
      const title = titles(before, 'TOP_PICKS')[0] ?? 0
      await stage.members.rate(stage.viewers.adult, [{ title, stars: 5 }], null)
      const after = await adultPage()
      expect(after.id).not.toBe(before.id)
      expect(after.rows).not.toEqual(before.rows)
      expect(titles(after, 'TOP_PICKS').length).toBeGreaterThan(0)
      expect(titles(after, 'TOP_PICKS')).not.toContain(title)
      expect(after.calls.map((call) => `${call.origin}.${call.method}`)).toEqual(
        expect.arrayContaining(['members.history', 'ranking.page']),
      )
      for (const call of after.calls) expect(call.micros).toBeGreaterThanOrEqual(0)
    })

    test('a title added to the list stands first in it on the very next page, and is gone from the page after it is removed', async () => {
      const before = titles(await adultPage(), 'MY_LIST')
      const title = stage.features.ids.find((id) => !before.includes(id)) ?? 0
      await stage.members.addToMyList(stage.viewers.adult, title, null)
      expect(titles(await adultPage(), 'MY_LIST')).toEqual([title, ...before])
      await stage.members.removeFromMyList(stage.viewers.adult, title, null)
      expect(titles(await adultPage(), 'MY_LIST')).toEqual(before)
    })

    test('a title that is played moves to the front of continue watching and leaves the top picks; played to the end it leaves', async () => {
      const before = await adultPage()
      const title = titles(before, 'TOP_PICKS')[0] ?? 0
      await stage.members.reportPlayback(stage.viewers.adult, { title, positionSeconds: 300, event: 'HEARTBEAT' }, null)
      const playing = await adultPage()
      expect(playing.rows[0]?.kind).toBe('CONTINUE_WATCHING')
      expect(titles(playing, 'CONTINUE_WATCHING')).toEqual([title, ...titles(before, 'CONTINUE_WATCHING')])
      expect(titles(playing, 'TOP_PICKS')).not.toContain(title)
      await stage.members.reportPlayback(stage.viewers.adult, { title, positionSeconds: 30_000, event: 'STOP' }, null)
      expect(titles(await adultPage(), 'CONTINUE_WATCHING')).toEqual(titles(before, 'CONTINUE_WATCHING'))
    })

    test('pages and rows are found by id, in the order asked, after the page has moved on', async () => {
      const page = await adultPage()
      const title = titles(page, 'TOP_PICKS')[1] ?? 0
      await stage.members.rate(stage.viewers.adult, [{ title, stars: 0.5 }], null)
      const next = await adultPage()
      const found = await stage.recommendations.pages(stage.viewers.adult, [next.id, page.id, page.id])
      expect(found).toEqual([
        { ...next, calls: [] },
        { ...page, calls: [] },
        { ...page, calls: [] },
      ])
      const asked = [...page.rows, ...next.rows].toReversed()
      expect(
        await stage.recommendations.rows(
          stage.viewers.adult,
          asked.map((row) => row.id),
        ),
      ).toEqual(asked)
    })

    test('ids that never were are null', async () => {
      const { adult } = stage.viewers
      const { id } = await adultPage()
      const owner = id.slice(0, id.indexOf('.'))
      expect(await stage.recommendations.pages(adult, [`${owner}.k999999`, 'nonsense', '', '__proto__'])).toEqual([null, null, null, null])
      expect(await stage.recommendations.rows(adult, [`${id}.no-such-row`, `${owner}.k999999.top-picks`, 'x', id])).toEqual([
        null,
        null,
        null,
        null,
      ])
      expect(await stage.recommendations.rows(adult, [])).toEqual([])
    })

    test('ids of another owner are refused', async () => {
      const { adult, child } = stage.viewers
      const { id } = await adultPage()
      const visitor = await stage.recommendations.page(null, 'tv')
      await expect(stage.recommendations.pages(child, [id])).rejects.toThrow(/^Cannot recommend/)
      await expect(stage.recommendations.rows(null, [`${id}.top-picks`])).rejects.toThrow(/^Cannot recommend/)
      await expect(
        stage.recommendations.rows(
          adult,
          visitor.rows.map((row) => row.id),
        ),
      ).rejects.toThrow(/^Cannot recommend/)
    })

    test('a visitor gets the popular page, with nothing personal, and finds it again', async () => {
      const page = await stage.recommendations.page(null, 'browser')
      expect(page.id).toMatch(/^v\.k[1-9]\d*$/)
      expect(page.rows[0]?.kind).toBe('POPULAR')
      const kinds = new Set(page.rows.map((row) => row.kind))
      expect([...kinds]).toEqual(expect.arrayContaining([...everybodys]))
      expect([...kinds].filter((kind) => ![...everybodys, ...groups].includes(kind))).toEqual([])
      expect(await stage.recommendations.page(null, 'browser')).toEqual({ ...page, calls: [] })
      expect(await stage.recommendations.pages(null, [page.id])).toEqual([{ ...page, calls: [] }])
    })

    test('starters are titles there are, each once, the same again, for a child only what suits children', async () => {
      for (const viewer of [null, stage.viewers.fresh, stage.viewers.child]) {
        const starters = await stage.recommendations.starters(viewer)
        expect(recommendationsAnswers.starters(starters, [])).toBeUndefined()
        expect(starters.length).toBeGreaterThanOrEqual(20)
        expect(starters.length).toBeLessThanOrEqual(60)
        expect(new Set(starters).size).toBe(starters.length)
        expect(starters.filter((title) => !stage.features.ids.includes(title))).toEqual([])
        expect(await stage.recommendations.starters(viewer)).toEqual(starters)
        if (viewer === stage.viewers.child) expect(starters.filter((title) => !suits(title))).toEqual([])
      }
    })

    test('rules are written over the revision that was read, refused with their place, and read again', async () => {
      const { revision } = await stage.recommendations.rankingRules()
      const draft = { rules: [{ id: 'nothing', exclude: { title: 2_000_000_000 }, reason: 'a test' }] }
      const written = await stage.recommendations.putRankingRules(draft, 'ada', revision)
      expect(recommendationsAnswers.putRankingRules(written, [])).toBeUndefined()
      expect(written).toMatchObject({ revision: revision + 1, rules: [{ ...draft.rules[0], author: 'ada' }] })
      expect(await stage.recommendations.putRankingRules(draft, 'grace', revision)).toEqual({ problem: 'changed', current: revision + 1 })
      expect(await stage.recommendations.putRankingRules({}, 'ada', null)).toMatchObject({ problem: 'invalid', place: 'rules' })
      expect(await stage.recommendations.rankingRules()).toEqual(written)
      await stage.recommendations.putRankingRules({ rules: [] }, 'ada', null)
    })

    test('what was tried is read in slices', async () => {
      const slice = await stage.recommendations.explorations(null, 5)
      expect(recommendationsAnswers.explorations(slice, [])).toBeUndefined()
      expect(slice.explorations.length).toBeLessThanOrEqual(5)
    })

    test('a profile without a history gets a page without rows about it', async () => {
      const page = await stage.recommendations.page(stage.viewers.fresh, 'tv')
      const kinds = new Set(page.rows.map((row) => row.kind))
      expect([...kinds]).toEqual(expect.arrayContaining([...everybodys, 'TOP_PICKS']))
      const others = [...everybodys, ...groups, 'TOP_PICKS', 'POPULAR_IN_COUNTRY']
      expect([...kinds].filter((kind) => !others.includes(kind))).toEqual([])
    })

    test('a child sees nothing that does not suit children, not even from its own list', async () => {
      const { child } = stage.viewers
      const unsuitable = stage.features.ids.find((id) => !suits(id)) ?? 0
      await stage.members.addToMyList(child, unsuitable, null)
      await stage.members.reportPlayback(child, { title: unsuitable, positionSeconds: 60, event: 'HEARTBEAT' }, null)
      const page = await stage.recommendations.page(child, 'tv')
      expect(page.rows.map((row) => row.kind)).toContain('TOP_PICKS')
      const shown = [...page.rows.flatMap((row) => row.titles), ...(page.billboard === null ? [] : [page.billboard])]
      expect(shown.filter((title) => !suits(title))).toEqual([])
    })

    test("each device has its width, an unknown class the browser's, and one is not given the page of another", async () => {
      const size = (page: PageRecord) => Math.max(...page.rows.map((row) => row.titles.length))
      const [tv, browser, phone, fridge] = [
        await adultPage('tv'),
        await adultPage('browser'),
        await adultPage('phone'),
        await adultPage('fridge-9'),
      ]
      expect(size(tv)).toBeLessThanOrEqual(75)
      expect(size(phone)).toBeLessThan(size(tv))
      expect(tv.rows.length).toBeLessThanOrEqual(40)
      expect(tv.id).not.toBe(phone.id)
      expect({ ...fridge, id: '', calls: [] }).toEqual({ ...browser, id: '', calls: [] })
      const [narrow, wide] = [phone, tv].map((page) => page.rows.map((row) => row.kind as string)) as [string[], string[]]
      expect(narrow).toEqual(expect.arrayContaining(['CONTINUE_WATCHING', 'MY_LIST', 'TOP_PICKS', 'BECAUSE_YOU_WATCHED', ...everybodys]))
      expect(narrow.filter((kind) => !wide.includes(kind))).toEqual([])
    })

    test.each(['resetTaste', 'deleteHistory'] as const)(
      '%s: the pages from before are gone, and the next one is of its own',
      async (erase) => {
        const { members, recommendations, viewers } = stage
        const viewer = viewers[erase]
        const old = await recommendations.page(viewer, 'tv')
        expect(old.rows.map(({ kind }) => kind)).toContain('BECAUSE_YOU_WATCHED')
        expect(await recommendations.expectErasure(viewer)).toBeNull()
        expect(await recommendations.pages(viewer, [old.id])).toEqual([{ ...old, calls: [] }])
        await members[erase](viewer, null)
        expect(await recommendations.forget(viewer)).toBeNull()
        const ids = old.rows.map(({ id }) => id)
        expect(await recommendations.pages(viewer, [old.id])).toEqual(['expired'])
        expect(await recommendations.rows(viewer, ids)).toEqual(ids.map(() => 'expired'))

        const page = await recommendations.page(viewer, 'tv')
        expect(page.id).not.toBe(old.id)
        expect(page.degraded).toEqual([])
        const kinds = page.rows.map(({ kind }) => kind)
        expect(kinds).not.toContain('BECAUSE_YOU_WATCHED')
        // What a member put there itself stays through a reset.
        for (const own of ['CONTINUE_WATCHING', 'MY_LIST'] as const) {
          expect(titles(page, own)).toEqual(erase === 'resetTaste' ? titles(old, own) : [])
        }
        expect(await recommendations.forget(viewer)).toBeNull()
        expect((await recommendations.page(viewer, 'tv')).rows.map(({ kind }) => kind)).toEqual(kinds)
      },
    )

    test('an explanation is of the page that was handed out, names what it tells of, and changes nothing', async () => {
      const page = await adultPage()
      const explanation = await stage.recommendations.explain(stage.viewers.adult, 'tv')
      expect(recommendationsAnswers.explain(explanation, [])).toBeUndefined()
      expect(explanation).toMatchObject({
        profile: { kind: 'adult', country: 'NL' },
        snapshot: { id: page.id, isSame: true },
        degraded: [],
      })
      const { explained, rows, names } = explanation
      expect(explained.page.rows.map(({ titles }) => titles)).toEqual(page.rows.map(({ titles }) => titles))
      for (const { key } of explained.stages) expect(rows.map((row) => row.key)).toContain(key)
      for (const { title } of explained.titles) expect(names[title]).toBe(stage.features.names[indexOf(title)])
      expect((await adultPage()).id).toBe(page.id)
    })

    test('forgetting where nothing was erased takes nothing away', async () => {
      const page = await stage.recommendations.page(stage.viewers.fresh, 'tv')
      await stage.recommendations.expectErasure(stage.viewers.fresh)
      await stage.recommendations.forget(stage.viewers.fresh)
      expect((await stage.recommendations.page(stage.viewers.fresh, 'tv')).rows.length).toBe(page.rows.length)
    })

    test.each([
      { name: 'a viewer without an account', viewer: { profile: 7 }, device: 'tv' },
      { name: 'a viewer whose profile is text', viewer: { account: 'a', profile: '7' }, device: 'tv' },
      { name: 'profile 0', viewer: { account: 'a', profile: 0 }, device: 'tv' },
      { name: 'a class of device in capitals', viewer: null, device: 'TV' },
      { name: 'a class of device that is too long', viewer: null, device: 'x'.repeat(33) },
      { name: 'no class of device', viewer: null, device: null },
    ])('refuses nonsense: $name', async ({ viewer, device }) => {
      await expect(stage.recommendations.page(viewer as Viewer | null, device as string)).rejects.toThrow(/^Cannot recommend/)
    })

    test('refuses ids that are no list of texts', async () => {
      await expect(stage.recommendations.pages(null, 'v.k1' as unknown as string[])).rejects.toThrow(/^Cannot recommend/)
      await expect(stage.recommendations.rows(null, [7] as unknown as string[])).rejects.toThrow(/^Cannot recommend/)
    })

    test('an id keeps its order for 30 minutes and more after it was handed out, then it is expired', async (context) => {
      if (stage.advance === null) return context.skip('the clock cannot be moved here')
      const page = await adultPage()
      stage.advance(29 * minuteMs)
      const reused = await adultPage()
      expect(reused.id).toBe(page.id)
      stage.advance(30 * minuteMs)
      const ids = page.rows.map((row) => row.id)
      expect(await stage.recommendations.rows(stage.viewers.adult, ids)).toEqual(page.rows)
      stage.advance(40 * minuteMs)
      expect(await stage.recommendations.pages(stage.viewers.adult, [page.id])).toEqual([{ ...page, calls: [] }])
      stage.advance(180 * minuteMs)
      expect(await stage.recommendations.pages(stage.viewers.adult, [page.id])).toEqual(['expired'])
      expect(await stage.recommendations.rows(stage.viewers.adult, ids.slice(0, 2))).toEqual(['expired', 'expired'])
      const next = await adultPage()
      expect(next.id).not.toBe(page.id)
      expect(await stage.recommendations.pages(stage.viewers.adult, [page.id, next.id])).toEqual(['expired', { ...next, calls: [] }])
    })
  })
}

function titles(page: PageRecord, kind: PageRecord['rows'][number]['kind']): readonly number[] {
  return page.rows.find((row) => row.kind === kind)?.titles ?? []
}
