import type { History, Viewing } from '../../contracts/members.ts'
import { pickWeight } from '../../contracts/pick-weight.ts'
import type { FeatureIndex } from './feature-index.ts'

/** From this part of the runtime on a film counts as finished: what follows is the credits. */
const finishedPart = 0.93

const assumedRuntimeMinutes = 110

/** Whether a viewing came to the end. A film whose runtime is not known is taken to last 110 minutes. */
export function isFinished(index: FeatureIndex | null, viewing: Viewing): boolean {
  const minutes = index?.features.runtimeMinutes[index.positions.get(viewing.title) ?? -1] ?? assumedRuntimeMinutes
  return viewing.positionSeconds >= minutes * 60 * finishedPart
}

/** The titles that were begun and not finished, the last one watched first; those from before the taste began anew too. */
export function unfinished(index: FeatureIndex | null, { viewings, before }: History): number[] {
  return [...viewings, ...(before?.viewings ?? [])].filter((viewing) => !isFinished(index, viewing)).map((viewing) => viewing.title)
}

/** A film that a profile took to, and how that is known. */
export interface Liked {
  readonly title: number
  readonly how: 'watched' | 'liked' | 'picked'
  readonly at: number
}

/** A film that was liked is worth a second time once it was watched so long ago. */
export const watchAgainAfterMs = 90 * 24 * 60 * 60_000

/**
 * The films a profile lately took to, the latest first: rated well for this profile (at least 3.5 stars, and not below its own mean),
 * watched to the end and not rated, or, until there is enough else, picked to begin with.
 */
export function lately(index: FeatureIndex, history: History): Liked[] {
  const { isGood, isRated } = verdicts(history)
  const viewed = history.viewings
    .filter((viewing) => (isRated(viewing.title) ? isGood(viewing.title) : isFinished(index, viewing)))
    .map(({ title, at }): Liked => ({ title, how: 'watched', at }))
  const seen = new Set(history.viewings.map((viewing) => viewing.title))
  const rated = history.ratings
    .filter(({ title }) => isGood(title) && !seen.has(title))
    .map(({ title, at }): Liked => ({ title, how: 'liked', at }))
  const known = new Set([...seen, ...history.ratings.map(({ title }) => title)])
  const picked = (pickWeight(history) > 0 ? (history.picks ?? []) : [])
    .filter(({ title }) => !known.has(title))
    .map(({ title, at }): Liked => ({ title, how: 'picked', at }))
  return [...viewed, ...rated, ...picked]
    .filter(({ title }) => maySee(index, history, title))
    .sort((a, b) => b.at - a.at || a.title - b.title)
}

/** The films that were watched to the end long enough before `now`, and were not found bad; the longest ago last. */
export function worthAgain(index: FeatureIndex, history: History, now: number): number[] {
  const { isGood, isRated } = verdicts(history)
  return history.viewings
    .filter((viewing) => now - viewing.at >= watchAgainAfterMs && isFinished(index, viewing))
    .filter(({ title }) => (!isRated(title) || isGood(title)) && maySee(index, history, title))
    .map(({ title }) => title)
}

/** What the ratings say of a film: good is at least 3.5 stars and not below what the profile usually gives. */
function verdicts({ ratings }: History) {
  const mean = ratings.reduce((sum, rating) => sum + rating.stars, 0) / Math.max(1, ratings.length)
  const stars = new Map(ratings.map((rating) => [rating.title, rating.stars]))
  return {
    isRated: (title: number) => stars.has(title),
    isGood: (title: number) => (stars.get(title) ?? 0) >= Math.max(3.5, mean),
  }
}

function maySee(index: FeatureIndex, history: History, title: number): boolean {
  const position = index.positions.get(title)
  return position !== undefined && (history.kind === 'adult' || index.childSafe[position] === true)
}
