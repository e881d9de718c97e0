import type { CatalogFeatures } from '../../../contracts/catalog.ts'
import type { MemberSeed, ProfileRecord, Viewing } from '../../../contracts/members.ts'
import { appeal } from './appeal.ts'
import { cast } from './cast.ts'
import { type Film, filmsFor } from './films.ts'
import { generateTastes, type Taste } from './generate-tastes.ts'
import { bell, between, createRandom, drawWeighted, integerBetween, type Random } from './random.ts'

const yearMs = 365 * 24 * 60 * 60 * 1000
const hourMs = 60 * 60 * 1000

/** Each watched film was rated, viewed lately, or both. */
interface Watched {
  readonly film: Film
  /** Epoch milliseconds, within the year before `now`. */
  readonly at: number
}

/**
 * The demo members: what they rated, watched and listed in the year before `now`, following from latent tastes. The same catalog, seed and
 * `now` (epoch milliseconds) give the same members.
 */
export function generateMembers(features: CatalogFeatures, seed: number, now: number): MemberSeed[] {
  const films = { adult: filmsFor('adult', features), child: filmsFor('child', features) }
  const tastes = new Map(generateTastes(features, seed).map((taste) => [taste.profile, taste]))
  return cast.flatMap((profile) => {
    const taste = tastes.get(profile.id)
    return taste === undefined ? [] : memberOf(profile, taste, films[profile.kind], createRandom(seed, `member ${profile.id}`), now)
  })
}

function memberOf(profile: ProfileRecord, taste: Taste, films: readonly Film[], random: Random, now: number): MemberSeed {
  // A small catalog leaves at least half of itself unseen.
  const half = Math.floor(films.length / 2)
  const ratingCount = Math.min(integerBetween(random, 20, 120), half)
  const viewingCount = Math.min(integerBetween(random, 10, 60), half)
  const watchedCount = Math.min(Math.max(ratingCount + Math.ceil(viewingCount * 0.4), viewingCount), half)

  // People mostly watch what appeals to them and what many watch, and now and then something else: without that, dislikes would not show.
  const weight = (film: Film) => (0.1 + film.popularity) * (0.2 + Math.exp(1.3 * appeal(taste, film)))
  const watched = drawWeighted(random, films, weight, watchedCount).map((film) => ({ film, at: now - between(random, hourMs, yearMs) }))
  // Drawn in order of weight: mixed, so that neither the ratings nor the viewings get the favourites alone.
  const mixed = drawWeighted(random, watched, () => 1, watched.length)
  const seen = new Set(watched.map(({ film }) => film.id))
  const unseen = films.filter(({ id }) => !seen.has(id))
  const wish = (film: Film) => (0.1 + film.popularity) * Math.exp(3 * appeal(taste, film))

  return {
    profile,
    ratings: newestFirst(mixed.slice(0, ratingCount).map((one) => ratingOf(one, taste, random, now))),
    viewings: viewingsOf(mixed.slice(mixed.length - viewingCount), random),
    myList: drawWeighted(random, unseen, wish, integerBetween(random, 0, 15)).map(({ id }) => id),
  }
}

/** Stars in halves, some hours after the film. */
function ratingOf({ film, at }: Watched, taste: Taste, random: Random, now: number): MemberSeed['ratings'][number] {
  const stars = taste.generosity + 1.1 * appeal(taste, film) + 0.4 * bell(random)
  const later = Math.min(at + between(random, 2, 30) * hourMs, now - 1)
  return { title: film.id, stars: Math.min(5, Math.max(0.5, Math.round(stars * 2) / 2)), at: Math.floor(later) }
}

/** The last one is always unfinished, so that everybody has something to continue; of the others about a quarter. */
function viewingsOf(watched: readonly Watched[], random: Random): Viewing[] {
  return newestFirst(watched.map(({ film, at }) => ({ film, title: film.id, at: Math.floor(at) }))).map(({ film, title, at }, index) => {
    const unfinished = index === 0 || random() < 0.25
    const share = unfinished ? between(random, 0.05, 0.85) : between(random, 0.96, 1)
    return { title, positionSeconds: Math.floor(film.runtimeSeconds * share), at }
  })
}

function newestFirst<item extends { readonly at: number; readonly title: number }>(items: readonly item[]): item[] {
  return [...items].sort((one, other) => other.at - one.at || one.title - other.title)
}
