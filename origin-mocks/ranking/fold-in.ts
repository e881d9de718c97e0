import type { History } from '../../contracts/members.ts'
import type { Columns } from './columns.ts'
import { type Opinion, observeHistory } from './observe-history.ts'
import { solveRidge } from './solve-ridge.ts'

/** What a profile likes more or less than others do, in stars. */
export interface Affinities {
  /** By number of genre; a film has the mean of its genres. */
  readonly genres: Float64Array
  readonly decades: Float64Array
  /** By number of director; 0 for those the profile has not met. */
  readonly directors: Float64Array
  /** Stars for each tenth of quality above the catalog's mean. */
  readonly quality: number
  /** What the others leave unsaid about the films that the profile knows, each of them once. */
  readonly films: readonly { readonly position: number; readonly stars: number }[]
}

/** Those of whoever has said nothing. */
export const noAffinities = ({ byGenre, byDecade, byDirector }: Columns): Affinities => ({
  ...{ genres: new Float64Array(byGenre.length), decades: new Float64Array(byDecade.length), quality: 0 },
  ...{ directors: new Float64Array(byDirector.length), films: [] },
})

/** How many full opinions it takes until an affinity counts half. */
const penalty = { genre: 1.5, decade: 5, director: 1.5, quality: 6, film: 1 }

/** Folds a history into affinities. Nothing is kept of it: each request starts from the history again. */
export function foldIn(columns: Columns, history: History): Affinities {
  const opinions = observeHistory(columns, history)
  const genreCount = columns.byGenre.length
  const decadeCount = columns.byDecade.length
  const quality = genreCount + decadeCount
  /** By number of director, 0 for one that was not met: quality is before all of them. */
  const directorEffects = new Int32Array(columns.byDirector.length)
  let effectCount = quality + 1
  const { values, weights, starts, effects, strengths } = roomFor(columns, opinions)
  let parts = 0
  const take = (effect: number, strength: number) => {
    effects[parts] = effect
    strengths[parts++] = strength
  }
  for (let number = 0; number < opinions.length; number++) {
    const { position, value, weight } = opinions[number] as Opinion
    values[number] = value
    weights[number] = weight
    take(quality, qualityTenths(columns, position))
    const start = columns.genreStarts[position] as number
    const end = columns.genreStarts[position + 1] as number
    for (let at = start; at < end; at++) take(columns.genres[at] as number, 1 / (end - start))
    const decade = columns.decades[position] as number
    if (decade >= 0) take(genreCount + decade, 1)
    const director = columns.directors[position] as number
    if (director >= 0) {
      if (directorEffects[director] === 0) directorEffects[director] = effectCount++
      take(directorEffects[director] as number, 1)
    }
    starts[number + 1] = parts
  }

  const penalties = new Float64Array(effectCount).fill(penalty.director)
  penalties.fill(penalty.genre, 0, genreCount).fill(penalty.decade, genreCount, quality)
  penalties[quality] = penalty.quality
  const solution = solveRidge({ values, weights, starts, effects, strengths }, penalties)

  const directors = new Float64Array(directorEffects.length)
  for (let director = 0; director < directors.length; director++) {
    const effect = directorEffects[director] as number
    if (effect !== 0) directors[director] = solution[effect] as number
  }
  const films: { position: number; stars: number }[] = []
  for (let number = 0; number < opinions.length; number++) {
    const { position, value, weight } = opinions[number] as Opinion
    let explained = 0
    for (let part = starts[number] as number; part < (starts[number + 1] as number); part++)
      explained += (solution[effects[part] as number] as number) * (strengths[part] as number)
    films.push({ position, stars: ((value - explained) * weight) / (weight + penalty.film) })
  }
  return {
    genres: solution.slice(0, genreCount),
    decades: solution.slice(genreCount, quality),
    quality: solution[quality] as number,
    ...{ directors, films },
  }
}

/** An opinion has a part in each genre of its film, in its quality, in its decade and in its director at most. */
function roomFor({ genreStarts }: Columns, opinions: readonly Opinion[]) {
  let parts = 3 * opinions.length
  for (const { position } of opinions) parts += (genreStarts[position + 1] as number) - (genreStarts[position] as number)
  return {
    ...{ values: new Float64Array(opinions.length), weights: new Float64Array(opinions.length) },
    ...{ starts: new Int32Array(opinions.length + 1), effects: new Int32Array(parts), strengths: new Float64Array(parts) },
  }
}

/** How far a film's quality lies above the catalog's mean, in tenths. */
export function qualityTenths(columns: Pick<Columns, 'quality' | 'meanQuality'>, position: number): number {
  return ((columns.quality[position] ?? 0) - columns.meanQuality) * 10
}
