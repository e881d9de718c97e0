import type { CatalogFeatures } from '../../contracts/catalog.ts'

/** Films that share genres or a decade, or both: what rows are made of beside single genres. The largest come first. */
export interface GenreGroup {
  /** Unique, and fit to be a row's key. */
  readonly key: string
  readonly genres: readonly string[]
  /** The first of its ten years; null for all years. */
  readonly decade: number | null
  readonly films: number
}

/** The least films of a group: with fewer its row would soon be too short beside others that show the same. */
const leastFilms = 12

/** A pair that holds more than this part of one of its genres says nothing that the genre does not: all romantic comedies are comedies. */
const mostShared = 0.8

/** The most groups of each kind: beyond that they are small, and each costs the ranker time. */
const most = { pairs: 24, genreDecades: 40, decades: 10 }

/**
 * Pairs of genres, genres of one decade, and decades, of the films there are. `keyOf` says what stands for a genre in a key; genres
 * of one key would collide, so it has to be unique.
 */
export function groupGenres(features: CatalogFeatures, keyOf: ReadonlyMap<string, string>) {
  const pairs = new Map<string, GenreGroup>()
  const genreDecades = new Map<string, GenreGroup>()
  const decades = new Map<string, GenreGroup>()
  const ofGenre = new Map<string, number>()
  for (const [position, genresOfFilm] of features.genres.entries()) {
    const genres = [...new Set(genresOfFilm)].sort()
    const year = features.years[position] ?? null
    const decade = year === null ? null : year - (year % 10)
    if (decade !== null) count(decades, `decade-${decade}`, [], decade)
    for (const [place, genre] of genres.entries()) {
      const key = keyOf.get(genre) ?? ''
      ofGenre.set(genre, (ofGenre.get(genre) ?? 0) + 1)
      if (decade !== null) count(genreDecades, `${key}-${decade}`, [genre], decade)
      for (const other of genres.slice(place + 1))
        count(pairs, `${key}-and-${(keyOf.get(other) ?? '').replace(/^genre-/, '')}`, [genre, other], null)
    }
  }
  const saysMore = ({ genres, films }: GenreGroup) => genres.every((genre) => films <= mostShared * (ofGenre.get(genre) ?? 0))
  return {
    pairs: largest([...pairs.values()].filter(saysMore), most.pairs),
    genreDecades: largest([...genreDecades.values()], most.genreDecades),
    decades: largest([...decades.values()], most.decades),
  }
}

function count(groups: Map<string, GenreGroup>, key: string, genres: readonly string[], decade: number | null): void {
  groups.set(key, { key, genres, decade, films: (groups.get(key)?.films ?? 0) + 1 })
}

function largest(groups: readonly GenreGroup[], most: number): GenreGroup[] {
  return groups
    .filter((group) => group.films >= leastFilms)
    .sort((a, b) => b.films - a.films || (a.key < b.key ? -1 : 1))
    .slice(0, most)
}
