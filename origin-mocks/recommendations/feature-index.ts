import type { CatalogFeatures } from '../../contracts/catalog.ts'
import { suitsChildren } from '../../contracts/maturity.ts'
import { groupGenres } from './genre-groups.ts'

/** The catalog's features, and what is asked of them at each page, worked out once for each version. Films are positions in the columns. */
export interface FeatureIndex {
  readonly features: CatalogFeatures
  readonly positions: ReadonlyMap<number, number>
  /** Each genre and how many films it has, the largest first. */
  readonly genres: readonly { readonly name: string; readonly key: string; readonly films: number }[]
  /** Pairs of genres, genres of a decade, and decades, each the largest first. */
  readonly groups: ReturnType<typeof groupGenres>
  /** The year from which films count as new; null where no year is known. */
  readonly newSince: number | null
  readonly childSafe: readonly boolean[]
  /** All positions, the best first, ties by id; `score` is popularity times quality. */
  readonly orders: { readonly [order in 'score' | 'quality' | 'popularity' | 'newest']: readonly number[] }
}

/** So many films are new, or as few more as share the year of the last of them. */
const newFilms = 150

export function indexFeatures(features: CatalogFeatures): FeatureIndex {
  const { ids, years, quality, popularity } = features
  const bestFirst = (value: (position: number) => number) =>
    [...ids.keys()].sort((a, b) => value(b) - value(a) || (ids[a] ?? 0) - (ids[b] ?? 0))
  const genres = countGenres(features)
  const newest = bestFirst((position) => years[position] ?? 0)
  return {
    features,
    positions: new Map(ids.map((id, position) => [id, position])),
    genres,
    groups: groupGenres(features, new Map(genres.map(({ name, key }) => [name, key]))),
    newSince: years[newest[Math.min(newFilms, ids.length) - 1] ?? -1] ?? years[newest[0] ?? -1] ?? null,
    childSafe: features.maturity.map(suitsChildren),
    orders: {
      score: bestFirst((position) => (popularity[position] ?? 0) * (quality[position] ?? 0)),
      quality: bestFirst((position) => quality[position] ?? 0),
      popularity: bestFirst((position) => popularity[position] ?? 0),
      newest,
    },
  }
}

function countGenres(features: CatalogFeatures): FeatureIndex['genres'] {
  const counts = new Map<string, number>()
  for (const genres of features.genres) for (const genre of new Set(genres)) counts.set(genre, (counts.get(genre) ?? 0) + 1)
  const taken = new Set<string>()
  return [...counts]
    .sort(([a, films], [b, others]) => others - films || (a < b ? -1 : 1))
    .map(([name, films]) => {
      let key = `genre-${slug(name)}`
      for (let twin = 2; taken.has(key); twin++) key = `genre-${slug(name)}-${twin}`
      taken.add(key)
      return { name, key, films }
    })
}

function slug(name: string): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  return letters.replaceAll(/^-|-$/g, '').slice(0, 24) || 'other'
}
