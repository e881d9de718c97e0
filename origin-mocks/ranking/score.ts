import { type Affinities, qualityTenths } from './fold-in.ts'
import { logOdds } from './log-odds.ts'
import type { ContentColumns } from './some-content.ts'

/** What one star of affinity moves, on the scale of a liking. */
const starStrength = 0.9

/** What being the most popular film is worth over being the least, on the same scale: members watch what they have heard of. */
const popularityStrength = 1

/** What content says of one film, by its place among those whose content it is: its position, where they are all films of the catalog. */
export type FilmScore = (position: number) => number

/** How well a film fits a profile, as log-odds: what its quality says, moved by the affinities. This is what `match` shows. */
export function likingBy(columns: ContentColumns, affinities: Affinities): FilmScore {
  const { genreStarts, genres, decades, directors, qualityOdds } = columns
  const byFilm = new Float64Array(columns.count)
  for (const { position, stars } of affinities.films) byFilm[position] = stars
  return (position) => {
    const start = genreStarts[position] as number
    const end = genreStarts[position + 1] as number
    let byGenre = 0
    for (let at = start; at < end; at++) byGenre += affinities.genres[genres[at] as number] as number
    if (end > start) byGenre /= end - start
    const decade = decades[position] as number
    const director = directors[position] as number
    const stars =
      affinities.quality * qualityTenths(columns, position) +
      byGenre +
      (decade < 0 ? 0 : (affinities.decades[decade] as number)) +
      (director < 0 ? 0 : (affinities.directors[director] as number)) +
      (byFilm[position] as number)
    return (qualityOdds[position] as number) + starStrength * stars
  }
}

/**
 * What orders a member's rows: liking, and how widely the film is seen. Liking alone ranks badly, because what nobody rates is missing
 * for a reason.
 */
export function memberScoreBy(columns: ContentColumns, affinities: Affinities): FilmScore {
  const liking = likingBy(columns, affinities)
  return (position) => liking(position) + popularityStrength * ((columns.popularity[position] as number) - 0.5)
}

/** What orders a visitor's rows: popularity times quality, as log-odds. */
export function visitorScoreBy({ popularity, quality }: ContentColumns): FilmScore {
  return (position) => logOdds((popularity[position] as number) * (quality[position] as number))
}

/** The chance behind a score, 0 to 1. */
export function probability(score: number): number {
  return 1 / (1 + Math.exp(-score))
}
