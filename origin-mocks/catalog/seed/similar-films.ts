import type { CatalogFeatures } from '../../../contracts/catalog.ts'

/** How much each likeness counts. Genres lead; the rest orders films of the same genres. */
const weights = { genres: 5, director: 3, decade: 2, maturity: 1, quality: 1 }

/** Years apart at which two films share nothing of their time. */
const decadesApart = 20

/**
 * For each film the `count` others most like it by content, the most alike first: genres (rare ones count for more), director, time and
 * maturity. Of two equally alike the better regarded comes first, then the lower id. Compares all pairs: about 10 million for 3,200 films.
 */
export function similarFilms(features: CatalogFeatures, count = 40): readonly (readonly number[])[] {
  const { ids } = features
  const genres = genreLikeness(features.genres)
  const directors = numbered(features.directors)
  const maturity = numbered(features.maturity)
  const years = Float64Array.from(features.years, (year) => year ?? Number.NaN)
  const quality = Float64Array.from(features.quality, (value) => value * weights.quality)
  const scores = new Float64Array(ids.length)
  return ids.map((_, film) => {
    const alike = genres.table[genres.sets[film] ?? 0] ?? new Float64Array()
    const year = years[film] ?? Number.NaN
    for (let other = 0; other < scores.length; other++) {
      let score = (alike[genres.sets[other] ?? 0] ?? 0) + (quality[other] ?? 0)
      const director = directors[other] ?? 0
      if (director !== 0 && director === directors[film]) score += weights.director
      const mark = maturity[other] ?? 0
      if (mark !== 0 && mark === maturity[film]) score += weights.maturity
      // Where a year is unknown the comparison with NaN is false and nothing is added.
      const apart = Math.abs((years[other] ?? Number.NaN) - year)
      if (apart < decadesApart) score += weights.decade * (1 - apart / decadesApart)
      scores[other] = score
    }
    scores[film] = Number.NEGATIVE_INFINITY
    return best(scores, Math.min(count, ids.length - 1)).map((index) => ids[index] ?? 0)
  })
}

/** Likeness of each pair of the sets of genres that occur: shared over united, each genre weighted by its rarity. */
function genreLikeness(lists: readonly (readonly string[])[]): { sets: Uint16Array; table: readonly Float64Array[] } {
  const films = new Map<string, number>()
  for (const genre of lists.flat()) films.set(genre, (films.get(genre) ?? 0) + 1)
  const rarity = (genre: string) => Math.log(1 + lists.length / (films.get(genre) ?? 1))
  const weight = (genres: Iterable<string>) => [...genres].reduce((sum, genre) => sum + rarity(genre), 0)
  const places = new Map<string, number>()
  const sets = Uint16Array.from(lists, (genres) => {
    const key = JSON.stringify([...genres].sort())
    const place = places.get(key) ?? places.size
    places.set(key, place)
    return place
  })
  const distinct = [...places.keys()].map((key) => new Set(JSON.parse(key) as string[]))
  const table = distinct.map((a) =>
    Float64Array.from(distinct, (b) => {
      const shared = weight([...a].filter((genre) => b.has(genre)))
      const united = weight(a) + weight(b) - shared
      return united === 0 ? 0 : (weights.genres * shared) / united
    }),
  )
  return { sets, table }
}

/** A number from 1 for each distinct value; 0 for null, which equals nothing. */
function numbered(values: readonly (string | null)[]): Uint16Array {
  const numbers = new Map<string, number>()
  return Uint16Array.from(values, (value) => {
    if (value === null) return 0
    const number = numbers.get(value) ?? numbers.size + 1
    numbers.set(value, number)
    return number
  })
}

/** The indexes of the `count` highest scores, highest first, ties by index. */
function best(scores: Float64Array, count: number): readonly number[] {
  const chosen: number[] = []
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? 0
    if (chosen.length === count && !(score > (scores[chosen[count - 1] ?? 0] ?? 0))) continue
    let place = chosen.length
    while (place > 0 && (scores[chosen[place - 1] ?? 0] ?? 0) < score) place--
    chosen.splice(place, 0, index)
    if (chosen.length > count) chosen.pop()
  }
  return chosen
}
