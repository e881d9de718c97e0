import type { Columns } from './columns.ts'
import { qualityTenths, type Taste } from './fold-in.ts'

/** What one star of affinity moves, on the scale of `liking`. */
const starStrength = 0.9

/** What being the most popular film is worth over being the least, on the same scale: members watch what they have heard of. */
const popularityStrength = 1

/**
 * How well each film fits a taste, as log-odds: what its quality says, moved by the affinities. Exact over the whole catalog. This is
 * what `match` shows.
 */
export function likings(columns: Columns, taste: Taste): Float64Array {
  const out = new Float64Array(columns.count)
  for (let position = 0; position < columns.count; position++) {
    const start = columns.genreStarts[position] ?? 0
    const end = columns.genreStarts[position + 1] ?? start
    let genres = 0
    for (let at = start; at < end; at++) genres += taste.genres[columns.genres[at] ?? 0] ?? 0
    const stars =
      taste.quality * qualityTenths(columns, position) +
      (end > start ? genres / (end - start) : 0) +
      (taste.decades[columns.decades[position] ?? -1] ?? 0)
    out[position] = logOdds(columns.quality[position] ?? 0) + starStrength * stars
  }
  for (const [director, stars] of taste.directors) {
    for (const position of columns.byDirector[director] ?? []) out[position] = (out[position] ?? 0) + starStrength * stars
  }
  for (const [position, stars] of taste.films) out[position] = (out[position] ?? 0) + starStrength * stars
  return out
}

/**
 * What orders a member's rows: liking, and how widely the film is seen. Liking alone ranks badly, because what nobody rates is missing
 * for a reason.
 */
export function memberScores(columns: Columns, liking: Float64Array): Float64Array {
  return liking.map((value, position) => value + popularityStrength * ((columns.popularity[position] ?? 0) - 0.5))
}

/** What orders a visitor's rows: popularity times quality, as log-odds. */
export function visitorScores(columns: Columns): Float64Array {
  return columns.popularity.map((value, position) => logOdds(value * (columns.quality[position] ?? 0)))
}

/** The chance behind a score, 0 to 1. */
export function probability(score: number): number {
  return 1 / (1 + Math.exp(-score))
}

function logOdds(value: number): number {
  const chance = Math.min(0.98, Math.max(0.02, value))
  return Math.log(chance / (1 - chance))
}
