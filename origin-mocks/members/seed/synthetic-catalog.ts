import type { CatalogFeatures } from '../../../contracts/catalog.ts'
import { between, createRandom, drawWeighted, integerBetween } from './random.ts'

const genres = ['Action', 'Adventure', 'Comedy', 'Documentary', 'Drama', 'Horror', 'Musical', 'Romance', 'Thriller', 'Western']
const marks = ['G', 'PG', 'PG-13', 'R', 'TV-G', 'TV-MA', null]

/** A catalog of made-up films for tests, with what a real one lacks here and there; the same for the same size. */
export function syntheticCatalog(size: number): CatalogFeatures {
  const random = createRandom(1, 'catalog')
  const films = Array.from({ length: size }, (_, index) => ({
    id: index + 1,
    year: random() < 0.02 ? null : integerBetween(random, 1950, 2010),
    runtime: random() < 0.3 ? null : integerBetween(random, 75, 180),
    mark: marks[integerBetween(random, 0, marks.length - 1)] ?? null,
    genres: random() < 0.05 ? [] : drawWeighted(random, genres, () => 1, integerBetween(random, 1, 2)),
    quality: between(random, 0.2, 0.9),
    popularity: random(),
  }))
  return {
    version: `synthetic-${size}`,
    ids: films.map(({ id }) => id),
    names: films.map(({ id }) => `Film ${id}`),
    years: films.map(({ year }) => year),
    runtimeMinutes: films.map(({ runtime }) => runtime),
    maturity: films.map(({ mark }) => mark),
    genres: films.map((film) => film.genres),
    directors: films.map(() => null),
    quality: films.map(({ quality }) => quality),
    popularity: films.map(({ popularity }) => popularity),
  }
}
