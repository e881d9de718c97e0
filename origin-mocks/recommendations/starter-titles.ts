import { excluderOf } from '../../contracts/page-rules.ts'
import type { PageRule } from '../../contracts/ranking.ts'
import type { FeatureIndex } from './feature-index.ts'

/** So many titles to pick from. */
const count = 60

/** They are chosen among so many of the best known. */
const among = 600

/** What a title is worth once more when the list has one of its genre, decade or director already. */
const again = { genre: 0.75, decade: 0.9, director: 0.2 }

/**
 * Titles for a profile of which nothing is known: well known and well regarded, and not all alike, so that what is picked of them says
 * much. Chosen one after the other; each genre, decade and director that was there counts the next of it less. The same catalog and rules give
 * the same list, so that it can be read in parts.
 */
export function starterTitles(index: FeatureIndex, isChild: boolean, rules: readonly PageRule[]): number[] {
  const { features, orders, childSafe } = index
  const excludes = excluderOf(rules)
  const pool = orders.score
    .filter((position) => !isChild || childSafe[position] === true)
    .filter((position) => excludes(features.ids[position] ?? 0, features.genres[position] ?? []) === undefined)
    .slice(0, among)
    .map((position) => ({ position, worth: (features.popularity[position] ?? 0) * (features.quality[position] ?? 0) }))
  const titles: number[] = []
  while (titles.length < count && pool.length > 0) {
    // The first of the best, and the pool is in order, so ties go to the better known.
    const best = pool.reduce((most, one) => (one.worth > most.worth ? one : most))
    pool.splice(pool.indexOf(best), 1)
    titles.push(features.ids[best.position] ?? 0)
    for (const one of pool) one.worth *= alike(features, best.position, one.position)
  }
  return titles
}

function alike({ genres, years, directors }: FeatureIndex['features'], shown: number, other: number): number {
  const shared = (genres[other] ?? []).filter((genre) => genres[shown]?.includes(genre)).length
  const decade = Math.floor((years[shown] ?? 0) / 10) === Math.floor((years[other] ?? 0) / 10)
  const director = directors[shown] !== null && directors[shown] === directors[other]
  return again.genre ** shared * (decade ? again.decade : 1) * (director ? again.director : 1)
}
