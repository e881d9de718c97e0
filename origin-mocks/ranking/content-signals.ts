import type { History } from '../../contracts/members.ts'
import type { Columns } from './columns.ts'
import { type Affinities, foldIn, noAffinities } from './fold-in.ts'
import { type FilmScore, likingBy, memberScoreBy, visitorScoreBy } from './score.ts'
import type { SignalPart } from './scorer.ts'

/** Each kind of affinity by itself, with what is left without it. */
const kinds: readonly { readonly signal: string; readonly without: (affinities: Affinities) => Affinities }[] = [
  { signal: 'genre', without: (affinities) => ({ ...affinities, genres: affinities.genres.map(() => 0) }) },
  { signal: 'decade', without: (affinities) => ({ ...affinities, decades: affinities.decades.map(() => 0) }) },
  { signal: 'director', without: (affinities) => ({ ...affinities, directors: affinities.directors.map(() => 0) }) },
  { signal: 'taste in quality', without: (affinities) => ({ ...affinities, quality: 0 }) },
  { signal: 'this film itself', without: (affinities) => ({ ...affinities, films: [] }) },
]

/**
 * What scores by content are made of: quality, what each affinity moves, popularity. A score is a sum of these, so each is found as what is missing
 * without it, by the very functions that score.
 */
export function contentSignals(columns: Columns, history: History | null, positions: ArrayLike<number>): readonly SignalPart[] {
  const each = (of: FilmScore) => Float32Array.from(positions, of)
  if (history === null) return [{ signal: 'popularity and quality', values: each(visitorScoreBy(columns)) }]
  const affinities = foldIn(columns, history)
  const liking = likingBy(columns, affinities)
  const difference = (whole: FilmScore, part: FilmScore) => each((position) => whole(position) - part(position))
  return [
    { signal: 'quality', values: each(likingBy(columns, noAffinities(columns))) },
    ...kinds.map(({ signal, without }) => ({ signal, values: difference(liking, likingBy(columns, without(affinities))) })),
    { signal: 'popularity', values: difference(memberScoreBy(columns, affinities), liking) },
  ]
}
