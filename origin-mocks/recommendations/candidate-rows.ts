import type { History } from '../../contracts/members.ts'
import type { RowCandidate } from '../../contracts/ranking.ts'
import type { FeatureIndex } from './feature-index.ts'
import { genreHeading } from './genre-heading.ts'
import { lately, unfinished, worthAgain } from './watched.ts'

const maxBecause = 4

/** What fixed rows stand on: so every page has each of them, on narrow devices too, between rows that compete. */
const place = { new: 6, acclaimed: 9, country: 11, popular: 13 }

/** What rows follow from beside the catalog and the history. */
export interface Surroundings {
  /** Epoch milliseconds. */
  readonly now: number
  /** What is popular where the profile lives, the most popular first, and how the country is called in a sentence. */
  readonly country: { readonly name: string; readonly titles: readonly number[] } | null
}

/**
 * The rows that may stand on a page. For a profile: what it was watching and its list, the top picks, rows like films it took to, every
 * genre, pairs of them, decades, what may be watched again, and what is new, acclaimed and popular. For a visitor (null) the popular page: the same without what is personal. Without
 * features there are no genre rows and none that name a film. No two rows have one heading.
 */
export function candidateRows(index: FeatureIndex | null, history: History | null, surroundings: Surroundings): RowCandidate[] {
  return withOwnHeadings(history === null ? visitorRows(index) : profileRows(index, history, surroundings))
}

function profileRows(index: FeatureIndex | null, history: History, { now, country }: Surroundings): RowCandidate[] {
  const because = index === null ? [] : becauseRows(index, history)
  const again = index === null ? [] : worthAgain(index, history, now)
  const top = row('top-picks', 'TOP_PICKS', 'Top picks for you', { fixed: true, where: { unseen: true } })
  const free = [...genreRows(index, { unseen: true }), ...groupRows(index, { unseen: true }), ...againRows(again)]
  const rows = [...keptRows(index, history), top, ...because, ...free]
  // Continue watching and the list move up into these places when they are empty; the ranker counts without them.
  return withPlaces(rows, [
    [place.new, newRow(index, { unseen: true })],
    [place.acclaimed, acclaimedRow({ unseen: true })],
    ...(country === null ? [] : [[place.country, countryRow(country)] as const]),
    [place.popular, popularRow()],
  ])
}

function visitorRows(index: FeatureIndex | null): RowCandidate[] {
  return withPlaces(
    [popularRow(), ...genreRows(index, {}), ...groupRows(index, {})],
    [
      [1, newRow(index, {})],
      [3, acclaimedRow({})],
    ],
  )
}

/** What the profile itself put there: shown whole, whatever else shows it. */
function keptRows(index: FeatureIndex | null, history: History): RowCandidate[] {
  const given = { order: 'given', fixed: true, dedupe: false } as const
  return [
    row('continue-watching', 'CONTINUE_WATCHING', 'Continue watching', { ...given, where: { titles: unfinished(index, history) } }),
    row('my-list', 'MY_LIST', 'My list', { ...given, where: { titles: [...history.myList, ...(history.before?.myList ?? [])] } }),
  ]
}

function becauseRows(index: FeatureIndex, history: History): RowCandidate[] {
  return lately(index, history)
    .slice(0, maxBecause)
    .map(({ title, how }, nth) => {
      const name = index.features.names[index.positions.get(title) ?? -1] ?? ''
      // The latest one has its place; the others compete with the genres.
      return row(`because-${title}`, 'BECAUSE_YOU_WATCHED', `Because you ${how} ${name}`, {
        fixed: nth === 0,
        where: { like: title, unseen: true },
      })
    })
}

function genreRows(index: FeatureIndex | null, where: RowCandidate['where']): RowCandidate[] {
  return (index?.genres ?? []).map(({ name, key }) => row(key, 'GENRE', name, { where: { ...where, genre: name } }))
}

function groupRows(index: FeatureIndex | null, where: RowCandidate['where']): RowCandidate[] {
  if (index === null) return []
  const { pairs, genreDecades, decades } = index.groups
  return [
    ...pairs.map(({ key, genres }) => row(key, 'GENRE_PAIR', genreHeading(genres, null), { where: { ...where, genres } })),
    ...genreDecades.map(({ key, genres, decade }) =>
      row(key, 'GENRE_DECADE', genreHeading(genres, decade), { where: { ...where, genres, decade: decade ?? 0 } }),
    ),
    ...decades.map(({ key, decade }) => row(key, 'DECADE', genreHeading([], decade), { where: { ...where, decade: decade ?? 0 } })),
  ]
}

const againRows = (titles: readonly number[]) =>
  titles.length === 0 ? [] : [row('watch-again', 'WATCH_AGAIN', 'Watch it again', { dedupe: false, where: { titles, seen: true } })]

/** A chart is shown whole, whatever else shows its titles. */
const countryRow = ({ name, titles }: NonNullable<Surroundings['country']>) =>
  row('popular-in-country', 'POPULAR_IN_COUNTRY', `Popular in ${name}`, { order: 'given', fixed: true, dedupe: false, where: { titles } })

function newRow(index: FeatureIndex | null, where: RowCandidate['where']): RowCandidate {
  const since = index?.newSince ?? null
  // The years say all there is of age, so among new films the better come first.
  return row('new', 'NEW', 'New releases', { fixed: true, where: since === null ? where : { ...where, since } })
}

const acclaimedRow = (where: RowCandidate['where']) =>
  row('acclaimed', 'ACCLAIMED', 'Critically acclaimed', { order: 'quality', fixed: true, where })

const popularRow = () => row('popular', 'POPULAR', 'Popular on Marquee', { order: 'popularity', fixed: true })

function row(key: string, kind: RowCandidate['kind'], heading: string, rest: Partial<RowCandidate>): RowCandidate {
  return { key, kind, heading, where: {}, order: 'score', fixed: false, dedupe: true, ...rest }
}

function withPlaces(rows: readonly RowCandidate[], placed: readonly (readonly [number, RowCandidate])[]): RowCandidate[] {
  const all = [...rows]
  for (const [at, one] of placed) all.splice(Math.min(at, all.length), 0, one)
  return all
}

/** Rows whose headings are alike (films of one name, as remakes are) are told apart by a number. */
function withOwnHeadings(rows: readonly RowCandidate[]): RowCandidate[] {
  const taken = new Set<string>()
  return rows.map((one) => {
    let { heading } = one
    for (let twin = 2; taken.has(heading); twin++) heading = `${one.heading} (${twin})`
    taken.add(heading)
    return heading === one.heading ? one : { ...one, heading }
  })
}
