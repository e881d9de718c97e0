import type { Film } from './films.ts'
import type { Taste } from './generate-tastes.ts'

/** How much a film appeals to a taste: about -2 to 2, and 0 for one of no particular appeal. */
export function appeal(taste: Taste, film: Film): number {
  let genre = 0
  for (const name of film.genres) genre += (taste.genres.get(name) ?? 0) / film.genres.length
  const decade = film.decade === null ? 0 : (taste.decades.get(film.decade) ?? 0)
  return genre + decade + taste.quality * (film.quality - 0.5)
}
