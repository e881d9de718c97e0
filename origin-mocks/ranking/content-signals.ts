import type { History } from '../../contracts/members.ts'
import type { Columns } from './columns.ts'
import { foldIn, noTaste, type Taste } from './fold-in.ts'
import { type FilmScore, likingBy, memberScoreBy, visitorScoreBy } from './score.ts'
import type { SignalPart } from './scorer.ts'

/** The affinities of a taste by themselves, each with what a taste without it leaves unsaid. */
const affinities: readonly { readonly signal: string; readonly without: (taste: Taste) => Taste }[] = [
  { signal: 'genre', without: (taste) => ({ ...taste, genres: taste.genres.map(() => 0) }) },
  { signal: 'decade', without: (taste) => ({ ...taste, decades: taste.decades.map(() => 0) }) },
  { signal: 'director', without: (taste) => ({ ...taste, directors: taste.directors.map(() => 0) }) },
  { signal: 'taste in quality', without: (taste) => ({ ...taste, quality: 0 }) },
  { signal: 'this film itself', without: (taste) => ({ ...taste, films: [] }) },
]

/**
 * What scores by content are made of: quality, what each affinity moves, popularity. A score is a sum of these, so each is found as what is missing
 * without it, by the very functions that score.
 */
export function contentSignals(columns: Columns, history: History | null, positions: ArrayLike<number>): readonly SignalPart[] {
  const each = (of: FilmScore) => Float32Array.from(positions, of)
  if (history === null) return [{ signal: 'popularity and quality', values: each(visitorScoreBy(columns)) }]
  const taste = foldIn(columns, history)
  const liking = likingBy(columns, taste)
  const difference = (whole: FilmScore, part: FilmScore) => each((position) => whole(position) - part(position))
  return [
    { signal: 'quality', values: each(likingBy(columns, noTaste(columns))) },
    ...affinities.map(({ signal, without }) => ({ signal, values: difference(liking, likingBy(columns, without(taste))) })),
    { signal: 'popularity', values: difference(memberScoreBy(columns, taste), liking) },
  ]
}
