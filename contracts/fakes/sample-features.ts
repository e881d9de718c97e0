import type { CatalogFeatures } from '../catalog.ts'

const genreNames = ['Drama', 'Comedy', 'Action', 'Adventure', 'Thriller', 'Horror', 'Romance', 'Western', 'Documentary', 'Musical'] as const
const marks = ['R', 'PG-13', 'PG', 'G', 'R', 'PG', null, 'Not Rated', 'PG-13', 'TV-MA'] as const

/** A made-up catalog of `count` films with ids from 1; the same seed always gives the same films. */
export function sampleFeatures(count: number, seed = 1): CatalogFeatures {
  const random = createRandom(seed)
  const pick = <value>(values: readonly value[]) => values[Math.floor(random() * values.length)] as value
  const ids = Array.from({ length: count }, (_, index) => index + 1)
  const heat = ids.map(() => random())
  const rank = new Map(ids.toSorted((a, b) => (heat[a - 1] ?? 0) - (heat[b - 1] ?? 0)).map((id, index) => [id, index] as const))
  return {
    version: `sample-${count}-${seed}`,
    ids,
    names: ids.map((id) => `Film ${id}`),
    years: ids.map(() => (random() < 0.03 ? null : 1960 + Math.floor(random() ** 0.5 * 51))),
    runtimeMinutes: ids.map(() => (random() < 0.3 ? null : 80 + Math.floor(random() * 80))),
    maturity: ids.map(() => pick(marks)),
    genres: ids.map(() =>
      random() < 0.05 ? [] : [...new Set([pick(genreNames.slice(0, 6)), ...(random() < 0.4 ? [pick(genreNames)] : [])])],
    ),
    directors: ids.map(() => (random() < 0.2 ? null : `director-${1 + Math.floor(random() * Math.max(1, count / 6))}`)),
    quality: ids.map(() => 0.35 + 0.5 * ((random() + random()) / 2)),
    popularity: ids.map((id) => (rank.get(id) ?? 0) / Math.max(1, count - 1)),
  }
}

/** Mulberry32: numbers in [0, 1) that depend on the seed alone. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
