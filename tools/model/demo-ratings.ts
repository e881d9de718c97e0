import { RatingCollector, type Ratings } from '../../models/ratings.ts'
import { featuresOf } from '../../origin-mocks/catalog/features.ts'
import { cleanedFilms } from '../../origin-mocks/catalog/seed/cleaned-films.ts'
import { generateMembers } from '../../origin-mocks/members/seed/generate-members.ts'
import type { Progress } from './worker-pool.ts'

/** A model needs more members than a demo: so many casts of fifty, the first of which is the one that `npm start` makes. */
export const demoCasts = 40
/** All ratings lie in the year before: a fixed one, so that the ratings are the same each time. */
const drawnAt = Date.UTC(2026, 0, 1)

/** The ratings of generated members of the default catalog, fifty to a cast, whose ids are its titles'. The fifty of the demo have their profile's number. */
export function demoRatings(casts: number, onProgress?: Progress): Ratings {
  const features = featuresOf(cleanedFilms().films)
  const collector = new RatingCollector()
  for (let cast = 1; cast <= casts; cast++) {
    for (const { profile, ratings } of generateMembers(features, cast, drawnAt)) {
      const user = cast === 1 ? String(profile.id) : `${cast}-${profile.id}`
      for (const { title, stars, at } of ratings) collector.add(user, String(title), stars, Math.floor(at / 1000))
    }
    onProgress?.(cast, casts)
  }
  return collector.finish()
}
