import type { CatalogFeatures } from '../../contracts/catalog.ts'
import type { Film } from './seed/clean-films.ts'

/** How many votes the catalog's mean counts for, against a film's own. */
const priorVotes = 3_000
/** How many votes the critics' share counts for. */
const criticsVotes = 3_000

/** What the ranking worker knows of each film. Depends on the films alone. */
export function featuresOf(films: readonly Film[]): CatalogFeatures {
  const columns = {
    ids: films.map((film) => film.id),
    names: films.map((film) => film.name),
    years: films.map((film) => film.year),
    runtimeMinutes: films.map((film) => film.runtimeMinutes),
    maturity: films.map((film) => film.maturity),
    genres: films.map((film) => film.genres),
    directors: films.map((film) => film.director),
    quality: qualityOf(films),
    popularity: popularityOf(films),
  }
  return { version: hashOf(JSON.stringify(columns)), ...columns }
}

/**
 * The Bayesian mean of viewers' votes on 1 to 10, scaled to 0 to 1. The critics' share stands in as votes of its own, moved to the viewers'
 * scale by mean and spread; it also holds ratings in check that the data matched to the wrong film.
 */
function qualityOf(films: readonly Film[]): readonly number[] {
  const viewers = spread(films.flatMap((film) => film.rating?.mean ?? []))
  const critics = spread(films.flatMap((film) => film.critics ?? []))
  return films.map(({ rating, critics: share }) => {
    let votes = priorVotes
    let sum = priorVotes * viewers.mean
    if (rating !== null) {
      votes += rating.votes
      sum += rating.votes * rating.mean
    }
    if (share !== null && critics.deviation > 0) {
      votes += criticsVotes
      sum += criticsVotes * (viewers.mean + ((share - critics.mean) / critics.deviation) * viewers.deviation)
    }
    return round(Math.min(1, Math.max(0, (sum / votes - 1) / 9)))
  })
}

/** The rank of the mean of two ranks, votes cast and dollars earned; one of them where the other is unknown, 0 where both are. */
function popularityOf(films: readonly Film[]): readonly number[] {
  const votes = ranks(films.map((film) => film.rating?.votes ?? null))
  const gross = ranks(films.map((film) => film.grossDollars))
  const both = films.map((_, index) => {
    const known = [votes[index], gross[index]].filter((rank) => typeof rank === 'number')
    return known.length === 0 ? null : known.reduce((sum, rank) => sum + rank, 0) / known.length
  })
  return ranks(both).map((rank) => round(rank ?? 0))
}

/** The place of each value among those known, 0 the smallest and 1 the largest; equal values share the mean of their places. */
function ranks(values: readonly (number | null)[]): readonly (number | null)[] {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  const last = Math.max(1, sorted.length - 1)
  const places = new Map<number, number>()
  for (let start = 0; start < sorted.length; ) {
    const value = sorted[start] as number
    let end = start
    while (end + 1 < sorted.length && sorted[end + 1] === value) end++
    places.set(value, (start + end) / 2 / last)
    start = end + 1
  }
  return values.map((value) => (value === null ? null : (places.get(value) ?? null)))
}

function spread(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length)
  return { mean, deviation: Math.sqrt(variance) }
}

/** Four decimals: the database writes and reads them back unchanged. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

/** Two 32-bit FNV-1a hashes of the UTF-16 units, from either end, as 16 hexadecimal digits. Tells versions apart; proves nothing. */
function hashOf(text: string): string {
  let forward = 0x811c9dc5
  let backward = 0x811c9dc5
  for (let i = 0, j = text.length - 1; j >= 0; i++, j--) {
    forward = Math.imul(forward ^ text.charCodeAt(i), 0x01000193)
    backward = Math.imul(backward ^ text.charCodeAt(j), 0x01000193)
  }
  const hex = (hash: number) => (hash >>> 0).toString(16).padStart(8, '0')
  return hex(forward) + hex(backward)
}
