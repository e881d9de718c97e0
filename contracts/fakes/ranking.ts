import type { Catalog, CatalogFeatures } from '../catalog.ts'
import { suitsChildren } from '../maturity.ts'
import type { History } from '../members.ts'
import { billboardRow, excluderOf, pinTitles, placePinnedRows, titlePins } from '../page-rules.ts'
import type { Because, PageDemand, PageRule, RankedPage, Ranking, RowCandidate } from '../ranking.ts'

/** A small ranker in memory: quality, moved by what was rated or watched of the same genre and director. Reads the catalog at each call. */
export function createFakeRanking(catalog: Pick<Catalog, 'features'>): Ranking {
  const model = (features: CatalogFeatures) => `fake.${features.version}`
  async function page(demand: PageDemand): Promise<RankedPage> {
    checkPage(demand)
    const features = await catalog.features()
    const films = ruled(toFilms(features, demand.history), demand)
    const best = films.filter((film) => !film.seen).toSorted(by('score'))[0] ?? films[0]
    return { model: model(features), ...pinned(films, demand, best?.id ?? null) }
  }

  return {
    async state() {
      return { ready: true, detail: 'in memory' }
    },
    page,
    async explain(demand) {
      const made = await page(demand)
      const { maxTitles, rows } = demand
      const films = toFilms(await catalog.features(), demand.history)
      const shown = new Set([...made.rows.flatMap(({ titles }) => titles.slice(0, 3)), made.billboard])
      const told = films.filter(({ id }) => shown.has(id)).toSorted((one, other) => one.id - other.id)
      return {
        page: made,
        looks: { rows: made.rows.map(() => 1), columns: Array.from({ length: maxTitles }, () => 1) },
        offers: rows.map(({ key, fixed, dedupe }) => ({ key, fixed, dedupe, titles: films.length })),
        stages: made.rows.map(({ key, titles: { length } }) => {
          return { key, gain: length, gains: rows.map(() => null), watched: length, titles: length, genres: 1 }
        }),
        signals: ['score'],
        titles: told.map(({ id, score }) => ({ title: id, score, ruled: 0, chance: 0.5, signals: [score] })),
        genres: [],
      }
    },
    async match(history, titles) {
      checkHistory(history)
      insist(Array.isArray(titles) && titles.every(Number.isInteger), 'titles')
      const features = await catalog.features()
      const films = new Map(toFilms(features, history).map((film) => [film.id, film]))
      const known = new Set(features.ids)
      return { model: model(features), match: titles.map((title) => (known.has(title) ? (films.get(title)?.match ?? 0) : null)) }
    },
    async because(history, titles) {
      checkHistory(history)
      insist(Array.isArray(titles) && titles.every(Number.isInteger), 'titles')
      const features = await catalog.features()
      const films = new Map(toFilms(features, history).map((film) => [film.id, film]))
      return { model: model(features), because: titles.map((title) => because(features, films, history, title)) }
    },
  }
}

interface Film {
  readonly id: number
  readonly genres: readonly string[]
  readonly director: string | null
  readonly newest: number
  readonly quality: number
  readonly popularity: number
  readonly match: number
  readonly score: number
  readonly seen: boolean
}

/** The films this profile may see. */
function toFilms(features: CatalogFeatures, history: History | null): Film[] {
  const opinions = new Map<number, number>()
  for (const { title } of history?.viewings ?? []) opinions.set(title, 0.5)
  for (const { title } of history?.picks ?? []) opinions.set(title, 1)
  for (const { title, stars } of history?.ratings ?? []) opinions.set(title, stars - 3)
  const sums = new Map<string, number>()
  for (const [index, id] of features.ids.entries()) {
    for (const trait of traits(features, index)) sums.set(trait, (sums.get(trait) ?? 0) + (opinions.get(id) ?? 0))
  }
  return features.ids.flatMap((id, index) => {
    if (history?.kind === 'child' && !suitsChildren(features.maturity[index] ?? null)) return []
    const quality = features.quality[index] ?? 0
    const popularity = features.popularity[index] ?? 0
    const affinity = traits(features, index).reduce((sum, trait) => sum + Math.tanh((sums.get(trait) ?? 0) / 4), 0)
    const liking = Math.min(98, Math.max(2, 100 * quality)) + 20 * Math.tanh((affinity + (opinions.get(id) ?? 0)) / 3)
    return {
      id,
      genres: features.genres[index] ?? [],
      director: features.directors[index] ?? null,
      newest: features.years[index] ?? 0,
      quality,
      popularity,
      match: Math.round(Math.min(100, Math.max(0, liking))),
      score: history === null ? popularity * quality : liking,
      seen: opinions.has(id),
    }
  })
}

/** The first film of the history, ratings before viewings, that is like this one and was not rated badly. */
function because(features: CatalogFeatures, films: ReadonlyMap<number, Film>, history: History, title: number): Because | null {
  const film = films.get(title)
  const liked = history.ratings.filter(({ stars }) => stars >= 3.5).map((one) => ({ title: one.title, how: 'liked' as const }))
  const watched = history.viewings.map((one) => ({ title: one.title, how: 'watched' as const }))
  const picked = (history.picks ?? []).map((one) => ({ title: one.title, how: 'picked' as const }))
  const rated = new Set(history.ratings.map((one) => one.title))
  for (const known of [...liked, ...watched.filter((one) => !rated.has(one.title)), ...picked]) {
    const other = films.get(known.title)
    if (film !== undefined && other !== undefined && isLike(film, other)) {
      return { ...known, name: features.names[features.ids.indexOf(known.title)] ?? '' }
    }
  }
  return null
}

function traits(features: CatalogFeatures, index: number): string[] {
  const director = features.directors[index]
  return [...(features.genres[index] ?? []).map((genre) => `genre ${genre}`), ...(director ? [`director ${director}`] : [])]
}

const by = (key: 'score' | 'quality' | 'popularity' | 'newest') => (a: Film, b: Film) => b[key] - a[key] || a.id - b.id

function rowFilms(films: readonly Film[], { where, order }: RowCandidate): Film[] {
  const alike = films.find((film) => film.id === where.like)
  const found = films.filter(
    (film) =>
      (where.titles === undefined || where.titles.includes(film.id)) &&
      (where.genre === undefined || film.genres.includes(where.genre)) &&
      (where.genres ?? []).every((genre) => film.genres.includes(genre)) &&
      (where.decade === undefined || (film.newest >= where.decade && film.newest < where.decade + 10)) &&
      (where.seen !== true || film.seen) &&
      (where.since === undefined || film.newest >= where.since) &&
      (where.unseen !== true || !film.seen) &&
      (where.like === undefined || (alike !== undefined && isLike(film, alike))),
  )
  if (order !== 'given') return found.toSorted(by(order))
  const titles = where.titles ?? []
  return found.toSorted((a, b) => titles.indexOf(a.id) - titles.indexOf(b.id))
}

function isLike(film: Film, other: Film): boolean {
  if (film.id === other.id) return false
  return (film.director !== null && film.director === other.director) || film.genres.some((genre) => other.genres.includes(genre))
}

/** The films that no rule excludes, their scores as rules boost them. */
function ruled(films: readonly Film[], { rules = [] }: PageDemand): Film[] {
  const excludes = excluderOf(rules)
  const factor = (film: Film) =>
    rules.reduce((product, rule) => {
      const isFor = 'boost' in rule && (rule.boost.title === film.id || film.genres.includes(rule.boost.genre ?? ''))
      return isFor ? product * rule.boost.factor : product
    }, 1)
  return films.filter((film) => excludes(film.id, film.genres) === undefined).map((film) => ({ ...film, score: film.score * factor(film) }))
}

/** The rows and the billboard with what rules pin there. */
function pinned(films: readonly Film[], demand: PageDemand, billboard: number | null) {
  const { rules = [], maxTitles } = demand
  const rows = chooseRows(films, demand)
  const pins = titlePins(rules).filter(({ title }) => films.some((film) => film.id === title))
  const placed = pinTitles(rows, pins, maxTitles, () => undefined)
  const onTop = pins.find(({ row }) => row === billboardRow)
  const did = (id: string) => ([...placed, onTop].some((pin) => pin?.rule === id) ? 'pinned a title' : 'kept in mind')
  return {
    rows: rows.map(({ key, titles }) => ({ key, titles })),
    billboard: onTop?.title ?? billboard,
    ...(rules.length === 0 ? {} : { applied: rules.map(({ id }) => ({ rule: id, did: did(id) })) }),
  }
}

/** Fixed rows at their places; between them the others, the one whose first titles score best first. */
function chooseRows(films: readonly Film[], { rules = [], rows, maxRows, maxTitles, minTitles }: PageDemand) {
  const promise = (found: readonly Film[]) => found.slice(0, 10).reduce((sum, film) => sum + film.score, 0)
  const isPinned = (key: string) => rules.some((rule) => 'pin' in rule && rule.pin.title === undefined && rule.pin.row === key)
  const filled = rows
    .map((row) => ({ key: row.key, fixed: row.fixed || isPinned(row.key), row, found: rowFilms(films, row) }))
    .filter(({ fixed, found }) => found.length >= (fixed ? 1 : Math.max(1, minTitles)))
  const offers = placePinnedRows(filled, rules).rows
  const free = offers.filter(({ fixed }) => !fixed).toSorted((a, b) => promise(b.found) - promise(a.found))
  const fixed = offers.flatMap((offer, place) => (offer.fixed ? [{ offer, place }] : []))
  const shown = new Set<number>()
  const chosen: { key: string; dedupe: boolean; titles: number[] }[] = []
  while (chosen.length < maxRows && free.length + fixed.length > 0) {
    const isDue = fixed[0] !== undefined && (fixed[0].place <= chosen.length || maxRows - chosen.length <= fixed.length)
    const offer = isDue || free.length === 0 ? fixed.shift()?.offer : free.shift()
    if (offer === undefined) break
    const { row, fixed: isFixed, found } = offer
    const titles = found.flatMap((film) => (row.dedupe && shown.has(film.id) ? [] : [film.id])).slice(0, maxTitles)
    if (titles.length < (isFixed ? 1 : Math.max(1, minTitles))) continue
    for (const title of titles) shown.add(title)
    chosen.push({ key: row.key, dedupe: row.dedupe, titles })
  }
  return chosen
}

function checkPage(demand: PageDemand): void {
  if (demand.history !== null) checkHistory(demand.history)
  insist(
    [demand.maxRows, demand.maxTitles].every((count) => Number.isInteger(count) && count >= 1 && count <= 500),
    'size',
  )
  for (const rule of demand.rules ?? []) checkRule(rule)
  insist(demand.explore == null || (demand.explore.share >= 0 && demand.explore.share <= 1), 'share')
  insist(new Set(demand.rows.map((row) => row.key)).size === demand.rows.length, 'key')
  for (const row of demand.rows) {
    insist(row.where.decade === undefined || row.where.decade % 10 === 0, 'decade')
    insist((row.where.genres ?? []).every((genre) => typeof genre === 'string') === true, 'genres')
    insist(/^[a-z0-9-]{1,64}$/.test(row.key), 'key')
    insist(['given', 'score', 'quality', 'popularity', 'newest'].includes(row.order), 'order')
    insist(row.order !== 'given' || Array.isArray(row.where.titles), 'titles')
  }
}

function checkRule(rule: PageRule): void {
  if ('pin' in rule) return insist(rule.pin.place >= 1, 'place')
  if ('boost' in rule) insist(rule.boost.factor > 0, 'factor')
  const { title, genre } = 'boost' in rule ? rule.boost : rule.exclude
  insist((title === undefined) !== (genre === undefined), 'rule')
}

function checkHistory(history: History): void {
  const lists = [history?.ratings, history?.viewings, history?.myList]
  insist(
    (history?.picks ?? []).every((pick) => Number.isFinite(pick.at)),
    'picks',
  )
  insist(lists.every(Array.isArray) && history.ratings.every((rating) => rating.stars >= 0 && rating.stars <= 5), 'history')
}

function insist(holds: boolean, what: string): void {
  if (!holds) throw new TypeError(`Cannot rank: the ${what} is not what the contract says`)
}
