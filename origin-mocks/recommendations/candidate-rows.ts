import type { History } from '../../contracts/members.ts'
import type { RowCandidate } from '../../contracts/ranking.ts'
import type { FeatureIndex } from './feature-index.ts'
import { lately, unfinished } from './watched.ts'

const maxBecause = 4

/** What fixed rows stand on: so every page has each of them, on narrow devices too, between rows that compete. */
const place = { new: 6, acclaimed: 9, popular: 12 }

/**
 * The rows that may stand on a page. For a profile: what it was watching and its list, the top picks, rows like films it took to, every
 * genre, and what is new, acclaimed and popular. For a visitor (null) the popular page: the same without what is personal. Without
 * features there are no genre rows and none that name a film.
 */
export function candidateRows(index: FeatureIndex | null, history: History | null): RowCandidate[] {
  return history === null ? visitorRows(index) : profileRows(index, history)
}

function profileRows(index: FeatureIndex | null, history: History): RowCandidate[] {
  const because = index === null ? [] : becauseRows(index, history)
  const top = row('top-picks', 'TOP_PICKS', 'Top picks for you', { fixed: true, where: { unseen: true } })
  const rows = [...keptRows(index, history), top, ...because, ...genreRows(index, { unseen: true })]
  // Continue watching and the list move up into these places when they are empty; the ranker counts without them.
  return withPlaces(rows, [
    [place.new, newRow(index, { unseen: true })],
    [place.acclaimed, acclaimedRow({ unseen: true })],
    [place.popular, popularRow()],
  ])
}

function visitorRows(index: FeatureIndex | null): RowCandidate[] {
  return withPlaces(
    [popularRow(), ...genreRows(index, {})],
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
    row('my-list', 'MY_LIST', 'My list', { ...given, where: { titles: history.myList } }),
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
