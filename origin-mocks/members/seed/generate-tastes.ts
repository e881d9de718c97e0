import type { CatalogFeatures } from '../../../contracts/catalog.ts'
import type { ProfileRecord } from '../../../contracts/members.ts'
import { cast } from './cast.ts'
import { type Film, filmsFor } from './films.ts'
import { between, createRandom, drawWeighted, integerBetween, type Random } from './random.ts'

/** What a demo profile likes, which no origin is told: ratings and viewings only follow from it. */
export interface Taste {
  readonly profile: number
  readonly kind: ProfileRecord['kind']
  /** The genres liked best, best first. */
  readonly favourites: readonly string[]
  /** From -1 (avoids) to 1 (seeks), for each genre. */
  readonly genres: ReadonlyMap<string, number>
  /** From -0.6 to 0.6, for each decade. */
  readonly decades: ReadonlyMap<number, number>
  /** How much it counts that a film is well regarded, 0 to 1. */
  readonly quality: number
  /** The stars given to a film of no particular appeal. */
  readonly generosity: number
}

/** The latent tastes of the demo profiles over the genres and decades of this catalog; the same for the same seed and catalog. */
export function generateTastes(features: CatalogFeatures, seed: number): Taste[] {
  const films = { adult: filmsFor('adult', features), child: filmsFor('child', features) }
  return cast.map(({ id, kind }) => tasteOf(id, kind, films[kind], createRandom(seed, `taste ${id}`)))
}

function tasteOf(profile: number, kind: ProfileRecord['kind'], films: readonly Film[], random: Random): Taste {
  const counts = countGenres(films)
  const drawn = drawWeighted(random, frequentGenres(counts, films.length), ([, count]) => Math.sqrt(count), 5).map(([genre]) => genre)
  const favourites = drawn.slice(0, Math.min(integerBetween(random, 2, 3), Math.ceil(drawn.length / 2)))
  const avoided = drawn.slice(favourites.length).slice(-2)
  const genres = new Map<string, number>()
  for (const genre of counts.keys()) {
    if (favourites.includes(genre)) genres.set(genre, 1 - 0.15 * favourites.indexOf(genre))
    else if (avoided.includes(genre)) genres.set(genre, between(random, -1, -0.7))
    else genres.set(genre, between(random, -0.2, 0.2))
  }
  return {
    profile,
    kind,
    favourites,
    genres,
    decades: decadesOf(films, random),
    quality: between(random, 0.2, 1),
    generosity: between(random, 2.3, 3.1),
  }
}

/** A favourite decade, drawn as often as films come from it, and the less for others the further they are. */
function decadesOf(films: readonly Film[], random: Random): Map<number, number> {
  const dated = films.flatMap(({ decade }) => (decade === null ? [] : [decade]))
  const favourite = dated[Math.floor(random() * dated.length)]
  const strength = between(random, 0.2, 0.6)
  const decades = new Map<number, number>()
  for (const decade of [...new Set(dated)].sort((one, other) => one - other)) {
    const away = Math.abs(decade - (favourite ?? decade)) / 10
    decades.set(decade, Math.max(-strength, strength * (1 - away / 1.5)))
  }
  return decades
}

function countGenres(films: readonly Film[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { genres } of films) for (const genre of genres) counts.set(genre, (counts.get(genre) ?? 0) + 1)
  return new Map([...counts].sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** Genres with enough films to have a taste in; all of them where the catalog is small. */
function frequentGenres(counts: ReadonlyMap<string, number>, films: number): [string, number][] {
  const frequent = [...counts].filter(([, count]) => count >= Math.max(5, films * 0.03))
  return frequent.length >= 4 ? frequent : [...counts]
}
