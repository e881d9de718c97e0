import type { Catalog, CatalogFeatures } from '../catalog.ts'
import { suitsChildren } from '../maturity.ts'
import type { History, Members, Viewer } from '../members.ts'
import type { RankedPage, Ranking, RowCandidate } from '../ranking.ts'
import { firstRankingRules } from '../ranking-rules.ts'
import { ownerOf, type PageRecord, type Recommendations, type RowRecord } from '../recommendations.ts'

/** What the fake composes pages from. `now` gives epoch milliseconds. */
export interface FakeRecommendationsParts {
  readonly members: Pick<Members, 'history'>
  readonly ranking: Pick<Ranking, 'page' | 'explain'>
  readonly catalog: Pick<Catalog, 'features'>
  readonly now: () => number
}

interface Kept {
  readonly page: PageRecord
  /** Null where it is not handed out again. */
  stamp: string | null
  readonly builtAt: number
  touchedAt: number
}

const reuseMs = 30 * 60_000
const keepMs = 2 * 60 * 60_000

/** Recommendations in memory over other origins, for tests of whoever calls them. */
export function createFakeRecommendations({ members, ranking, catalog, now }: FakeRecommendationsParts): Recommendations {
  const owners = new Map<string, Kept[]>()
  let rules = firstRankingRules

  async function build(viewer: Viewer | null, deviceClass: string): Promise<PageRecord> {
    const owner = ownerName(viewer)
    const kept = owners.get(owner) ?? []
    owners.set(owner, kept)
    const calls: { origin: string; method: string; micros: number }[] = []
    const call = async <value>(origin: string, method: string, work: () => Promise<value>): Promise<value | null> => {
      calls.push({ origin, method, micros: 0 })
      return work().catch(() => null)
    }
    const features = await catalog.features()
    const history = viewer === null ? null : await call('members', 'history', () => members.history(viewer))
    const isDegraded = viewer !== null && history === null
    const width = ['tv', 'phone'].includes(deviceClass) ? deviceClass : 'browser'
    const stamp = `${width} ${history?.version} ${features.version}`
    const last = kept.findLast((one) => one.stamp === stamp)
    if (!isDegraded && last !== undefined && now() - last.builtAt < reuseMs) {
      last.touchedAt = now()
      return { ...last.page, calls: [] }
    }

    // Nobody says what kind of profile it is: as if it were a child's.
    const asked =
      history ?? (viewer === null ? null : { version: 0, kind: 'child' as const, country: '', ratings: [], viewings: [], myList: [] })
    const rows = candidates(features, history)
    const size =
      width === 'tv' ? { maxRows: 40, maxTitles: 75 } : width === 'phone' ? { maxRows: 20, maxTitles: 30 } : { maxRows: 30, maxTitles: 50 }
    const demand = { history: asked === null ? null : counted(asked), rows, ...size, minTitles: 4 }
    const ranked = await call('ranking', 'page', () => ranking.page(demand))
    const degraded = [...(isDegraded ? ['members'] : []), ...(ranked === null ? ['ranking'] : [])]
    const id = `${owner}.k${kept.length + 1}`
    const page = { id, ...toRows(id, rows, ranked ?? popularPage(features, asked?.kind === 'child')), degraded, made: [], calls }
    kept.push({ page, stamp: degraded.length > 0 ? null : stamp, builtAt: now(), touchedAt: now() })
    return page
  }

  function find(viewer: Viewer | null, id: string): PageRecord | 'expired' | null {
    const owner = ownerName(viewer)
    if (ownerOf(id) === undefined) return null
    const kept = owners.get(owner)?.[Number(id.split('.')[1]?.slice(1)) - 1]
    if (kept === undefined) return null
    if (now() - kept.touchedAt > keepMs) return 'expired'
    kept.touchedAt = now()
    return { ...kept.page, calls: [] }
  }

  return {
    async state() {
      return { ready: true, detail: 'in memory' }
    },
    async starters(viewer) {
      const features = await catalog.features()
      const kind = viewer === null ? 'adult' : (await members.history(viewer)).kind
      return popularPage(features, kind === 'child').rows[0]?.titles ?? []
    },
    async rankingRules() {
      return rules
    },
    async putRankingRules(draft, author, ifMatch) {
      if (ifMatch !== null && ifMatch !== rules.revision) return { problem: 'changed', current: rules.revision }
      const given = (draft as { rules?: unknown } | null)?.rules
      if (!Array.isArray(given)) return { problem: 'invalid', place: 'rules', message: 'a list' }
      rules = {
        ...rules,
        revision: rules.revision + 1,
        rules: given.map((rule) => ({ ...rule, author, at: new Date(now()).toISOString() })),
      }
      return rules
    },
    async explorations() {
      return { explorations: [], next: null }
    },
    async page(viewer, deviceClass) {
      insist(typeof deviceClass === 'string' && /^[a-z0-9-]{1,32}$/.test(deviceClass), 'device class')
      return build(viewer, deviceClass)
    },
    async pages(viewer, ids) {
      checkIds(viewer, ids)
      return ids.map((id) => (id.split('.').length > 2 ? null : find(viewer, id)))
    },
    async rows(viewer, ids) {
      checkIds(viewer, ids)
      return ids.map((id) => {
        if (id.split('.').length < 3) return null
        const page = find(viewer, id)
        return page === null || page === 'expired' ? page : (page.rows.find((row) => row.id === id) ?? null)
      })
    },
    async explain(viewer, deviceClass) {
      const last = await build(viewer, deviceClass)
      const [features, history] = [await catalog.features(), await members.history(viewer)]
      const rows = candidates(features, history)
      const explained = await ranking.explain({ history: counted(history), rows, maxRows: 40, maxTitles: 75, minTitles: 4 })
      const nameOf = (title: number) => features.names[features.ids.indexOf(title)] ?? ''
      return {
        profile: { kind: history.kind, country: history.country },
        device: { width: deviceClass, maxRows: 40, maxTitles: 75 },
        history: { version: history.version, counts: { ratings: history.ratings.length } },
        snapshot: { id: last.id, at: now(), isSame: true },
        degraded: [],
        rows: rows.map(({ key, kind, heading, order }) => ({ key, kind, heading, order })),
        names: Object.fromEntries(explained.titles.map(({ title }) => [title, nameOf(title)])),
        explained,
      }
    },
    async expectErasure(viewer) {
      ownerName(viewer)
      return null
    },
    async forget(viewer) {
      for (const one of owners.get(ownerName(viewer)) ?? []) Object.assign(one, { stamp: null, touchedAt: Number.NEGATIVE_INFINITY })
      return null
    },
  }
}

/** What ranking learns of. */
function counted({ before: _, ...history }: History): History {
  return history
}

/** As the real one, with less: what the profile put there, top picks, one film's like, all genres, new, acclaimed, popular. */
function candidates(features: CatalogFeatures, history: History | null): RowCandidate[] {
  const row = (key: string, kind: RowCandidate['kind'], heading: string, rest: Partial<RowCandidate> = {}): RowCandidate => {
    return { key, kind, heading, where: {}, order: 'score', fixed: true, dedupe: true, ...rest }
  }
  const since = Math.max(...features.years.map((year) => year ?? 0)) - 5
  const genres = [...new Set(features.genres.flat())].toSorted()
  const shared = [
    row('new', 'NEW', 'New releases', { order: 'newest', where: { since } }),
    row('acclaimed', 'ACCLAIMED', 'Critically acclaimed', { order: 'quality' }),
    ...genres.map((genre) =>
      row(`genre-${genre.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`, 'GENRE', genre, { fixed: false, where: { genre } }),
    ),
  ]
  const popular = row('popular', 'POPULAR', 'Popular on Marquee', { order: 'popularity' })
  if (history === null) return [popular, ...shared]
  const given = { order: 'given', dedupe: false } as const
  const minutes = (title: number) => features.runtimeMinutes[features.ids.indexOf(title)] ?? 110
  const viewings = [...history.viewings, ...(history.before?.viewings ?? [])]
  const unfinished = viewings.filter((one) => one.positionSeconds < minutes(one.title) * 60 * 0.93).map((one) => one.title)
  const liked = history.ratings.find((rating) => rating.stars >= 3.5 && features.ids.includes(rating.title))?.title
  const name = liked === undefined ? '' : (features.names[features.ids.indexOf(liked)] ?? '')
  const because =
    liked === undefined
      ? []
      : [row(`because-${liked}`, 'BECAUSE_YOU_WATCHED', `Because you liked ${name}`, { where: { like: liked, unseen: true } })]
  return [
    row('continue-watching', 'CONTINUE_WATCHING', 'Continue watching', { ...given, where: { titles: unfinished } }),
    row('my-list', 'MY_LIST', 'My list', { ...given, where: { titles: [...history.myList, ...(history.before?.myList ?? [])] } }),
    row('top-picks', 'TOP_PICKS', 'Top picks for you', { where: { unseen: true } }),
    ...because,
    popular,
    ...shared,
  ]
}

/** Nothing but what is popular, and for a child of that what suits children. */
function popularPage(features: CatalogFeatures, isChild: boolean): RankedPage {
  const allowed = [...features.ids.keys()].filter((index) => !isChild || suitsChildren(features.maturity[index] ?? null))
  const best = allowed.toSorted((a, b) => (features.popularity[b] ?? 0) - (features.popularity[a] ?? 0))
  const titles = best.slice(0, 30).map((index) => features.ids[index] ?? 0)
  return { model: 'default', rows: [{ key: 'popular', titles }], billboard: titles[0] ?? null }
}

function toRows(id: string, candidates: readonly RowCandidate[], ranked: RankedPage): { billboard: number | null; rows: RowRecord[] } {
  const rows = ranked.rows.flatMap(({ key, titles }) => {
    const candidate = candidates.find((one) => one.key === key)
    return candidate === undefined
      ? []
      : [{ id: `${id}.${key}`, kind: candidate.kind, heading: candidate.heading, reason: `Because of ${key}`, titles }]
  })
  return { billboard: ranked.billboard, rows }
}

function ownerName(viewer: Viewer | null): string {
  if (viewer === null) return 'v'
  insist(typeof viewer.account === 'string' && Number.isInteger(viewer.profile) && viewer.profile > 0, 'viewer')
  return `p${viewer.profile}`
}

function checkIds(viewer: Viewer | null, ids: readonly string[]): void {
  const owner = ownerName(viewer)
  insist(Array.isArray(ids) && ids.every((id) => typeof id === 'string'), 'list of ids')
  for (const id of ids) insist(ownerOf(id) === undefined || id.startsWith(`${owner}.`), 'owner of an id')
}

function insist(holds: boolean, what: string): void {
  if (!holds) throw new TypeError(`Cannot recommend: the ${what} is not what the contract says`)
}
