import type { History } from '../../contracts/members.ts'
import type { Columns } from './columns.ts'
import { foldIn, type Taste } from './fold-in.ts'
import { likings, memberScores, visitorScores } from './score.ts'
import type { SignalPart } from './scorer.ts'

/** The affinities of a taste by themselves, each with what a taste without it leaves unsaid. */
const affinities: readonly { readonly signal: string; readonly without: (taste: Taste) => Taste }[] = [
  { signal: 'genre', without: (taste) => ({ ...taste, genres: taste.genres.map(() => 0) }) },
  { signal: 'decade', without: (taste) => ({ ...taste, decades: taste.decades.map(() => 0) }) },
  { signal: 'director', without: (taste) => ({ ...taste, directors: new Map() }) },
  { signal: 'taste in quality', without: (taste) => ({ ...taste, quality: 0 }) },
  { signal: 'this film itself', without: (taste) => ({ ...taste, films: new Map() }) },
]
const nothing: Taste = { genres: new Float64Array(), decades: new Float64Array(), directors: new Map(), quality: 0, films: new Map() }

/**
 * What scores by content are made of: quality, what each affinity moves, popularity. A score is a sum of these, so each is found as what is missing
 * without it, by the very functions that score.
 */
export function contentSignals(columns: Columns, history: History | null, positions: ArrayLike<number>): readonly SignalPart[] {
  const pick = (values: ArrayLike<number>) => Float32Array.from(positions, (position) => values[position] ?? 0)
  if (history === null) return [{ signal: 'popularity and quality', values: pick(visitorScores(columns)) }]
  const taste = foldIn(columns, history)
  const liking = likings(columns, taste)
  const difference = (whole: Float64Array, part: Float64Array) => pick(whole.map((value, at) => value - (part[at] ?? 0)))
  return [
    { signal: 'quality', values: pick(likings(columns, nothing)) },
    ...affinities.map(({ signal, without }) => ({ signal, values: difference(liking, likings(columns, without(taste))) })),
    { signal: 'popularity', values: difference(memberScores(columns, liking), liking) },
  ]
}
