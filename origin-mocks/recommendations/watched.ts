import type { History, Viewing } from '../../contracts/members.ts'
import type { FeatureIndex } from './feature-index.ts'

/** From this part of the runtime on a film counts as finished: what follows is the credits. */
const finishedPart = 0.93

const assumedRuntimeMinutes = 110

/** Whether a viewing came to the end. A film whose runtime is not known is taken to last 110 minutes. */
export function isFinished(index: FeatureIndex | null, viewing: Viewing): boolean {
  const minutes = index?.features.runtimeMinutes[index.positions.get(viewing.title) ?? -1] ?? assumedRuntimeMinutes
  return viewing.positionSeconds >= minutes * 60 * finishedPart
}

/** The titles that were begun and not finished, the last one watched first. */
export function unfinished(index: FeatureIndex | null, history: History): number[] {
  return history.viewings.filter((viewing) => !isFinished(index, viewing)).map((viewing) => viewing.title)
}

/** A film that a profile took to, and how that is known. */
export interface Liked {
  readonly title: number
  readonly how: 'watched' | 'liked'
  readonly at: number
}

/**
 * The films a profile lately took to, the latest first: rated well for this profile (at least 3.5 stars, and not below its own mean), or
 * watched to the end and not rated.
 */
export function lately(index: FeatureIndex, history: History): Liked[] {
  const mean = history.ratings.reduce((sum, rating) => sum + rating.stars, 0) / Math.max(1, history.ratings.length)
  const stars = new Map(history.ratings.map((rating) => [rating.title, rating.stars]))
  const isGood = (title: number) => (stars.get(title) ?? 0) >= Math.max(3.5, mean)
  const viewed = history.viewings
    .filter((viewing) => (stars.has(viewing.title) ? isGood(viewing.title) : isFinished(index, viewing)))
    .map(({ title, at }): Liked => ({ title, how: 'watched', at }))
  const seen = new Set(history.viewings.map((viewing) => viewing.title))
  const rated = history.ratings
    .filter(({ title }) => isGood(title) && !seen.has(title))
    .map(({ title, at }): Liked => ({ title, how: 'liked', at }))
  return [...viewed, ...rated]
    .filter(({ title }) => {
      const position = index.positions.get(title)
      return position !== undefined && (history.kind === 'adult' || index.childSafe[position] === true)
    })
    .sort((a, b) => b.at - a.at || a.title - b.title)
}
