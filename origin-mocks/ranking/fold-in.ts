import type { History } from '../../contracts/members.ts'
import type { Columns } from './columns.ts'
import { observeHistory } from './observe-history.ts'
import { type Observation, solveRidge } from './solve-ridge.ts'

/** What a profile likes more or less than others do, in stars. */
export interface Taste {
  /** By number of genre; a film has the mean of its genres. */
  readonly genres: Float64Array
  readonly decades: Float64Array
  /** By number of director; only those the profile has met. */
  readonly directors: ReadonlyMap<number, number>
  /** Stars for each tenth of quality above the catalog's mean. */
  readonly quality: number
  /** By position: what the others leave unsaid about the films that the profile knows. */
  readonly films: ReadonlyMap<number, number>
}

/** How many full opinions it takes until an affinity counts half. */
const penalty = { genre: 1.5, decade: 5, director: 1.5, quality: 6, film: 1 }

/** Folds a history into a taste. Nothing is kept of it: each request starts from the history again. */
export function foldIn(columns: Columns, history: History): Taste {
  const opinions = observeHistory(columns, history)
  const genreCount = columns.byGenre.length
  const decadeCount = columns.byDecade.length
  const quality = genreCount + decadeCount
  const directorEffects = new Map<number, number>()
  const observations = opinions.map((opinion): Observation => {
    const { position } = opinion
    const effects = [quality]
    const strengths = [qualityTenths(columns, position)]
    const start = columns.genreStarts[position] ?? 0
    const end = columns.genreStarts[position + 1] ?? start
    for (let at = start; at < end; at++) {
      effects.push(columns.genres[at] ?? 0)
      strengths.push(1 / (end - start))
    }
    const decade = columns.decades[position] ?? -1
    if (decade >= 0) {
      effects.push(genreCount + decade)
      strengths.push(1)
    }
    const director = columns.directors[position] ?? -1
    if (director >= 0) {
      const effect = directorEffects.get(director) ?? quality + 1 + directorEffects.size
      directorEffects.set(director, effect)
      effects.push(effect)
      strengths.push(1)
    }
    return { value: opinion.value, weight: opinion.weight, effects, strengths }
  })

  const penalties = new Float64Array(quality + 1 + directorEffects.size).fill(penalty.director)
  penalties.fill(penalty.genre, 0, genreCount).fill(penalty.decade, genreCount, quality)
  penalties[quality] = penalty.quality
  const solution = solveRidge(observations, penalties)

  const films = new Map<number, number>()
  for (const [number, { value, weight, effects, strengths }] of observations.entries()) {
    const explained = effects.reduce((sum, effect, place) => sum + (solution[effect] ?? 0) * (strengths[place] ?? 0), 0)
    films.set(opinions[number]?.position ?? -1, ((value - explained) * weight) / (weight + penalty.film))
  }
  return {
    genres: solution.slice(0, genreCount),
    decades: solution.slice(genreCount, quality),
    directors: new Map([...directorEffects].map(([director, effect]) => [director, solution[effect] ?? 0])),
    quality: solution[quality] ?? 0,
    films,
  }
}

/** How far a film's quality lies above the catalog's mean, in tenths. */
export function qualityTenths(columns: Columns, position: number): number {
  return ((columns.quality[position] ?? 0) - columns.meanQuality) * 10
}
